/**
 * The console's queue: a flood of urgent orders that a charger cannot take in time.
 */

import { expect, test } from 'vitest';
import { ChargerConsole } from '../../../bridge/core/charger-console.ts';
import type { Time } from '../../../bridge/core/time.ts';

interface Timer {
  readonly atMs: number;
  readonly act: () => void;
}

/** A clock that is set by hand. */
class HandTime implements Time {
  private atMs = 0;
  private readonly timers = new Set<Timer>();
  nowMs = (): number => this.atMs;
  dateMs = (): number => this.atMs;
  after = (ms: number, act: () => void): (() => void) => {
    const timer = { atMs: this.atMs + ms, act };
    this.timers.add(timer);
    return () => this.timers.delete(timer);
  };

  pass(ms: number): void {
    this.atMs += ms;
    for (const timer of this.timers) {
      if (timer.atMs > this.atMs) continue;
      this.timers.delete(timer);
      timer.act();
    }
  }
}

const FLOOD = 12000;
const nothing = { heard: () => undefined, spoken: () => undefined, traced: () => undefined };

for (const how of ['has waited too long', 'takes nothing']) {
  test(`more orders than a stack holds, where each ${how}, are refused, and the next one is sent`, async () => {
    const time = new HandTime();
    const typed: string[] = [];
    let isGone = false;
    const write = (text: string): boolean => {
      if (!isGone) typed.push(text);
      return !isGone;
    };
    const console = new ChargerConsole(write, time, nothing);
    const orders = Array.from({ length: FLOOD }, () => console.ask('stop', /^ok stop$/, true));
    const refused = Promise.allSettled(orders);
    isGone = how === 'takes nothing';
    time.pass(isGone ? 2000 : 6000);
    expect((await refused).every(({ status }) => status === 'rejected')).toBe(true);
    isGone = false;
    const unlock = console.ask('unlock', /^ok unlock/, true);
    console.receive('ok unlock\r\n');
    expect([await unlock, typed]).toEqual(['ok unlock', ['stop\n', 'unlock\n']]);
  });
}
