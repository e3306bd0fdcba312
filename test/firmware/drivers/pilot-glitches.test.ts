/**
 * Pilot glitches: which contradictions are counted and with what level, and what an interruption of our own is
 * taken for.
 */

import { expect, test } from 'vitest';
import { DUTY_STEADY, DUTY_UNAVAILABLE } from '../../../firmware/control/outputs.ts';
import { createSignals, Pilot } from '../../../firmware/control/signals.ts';
import {
  BREAK_DOUBT_MS,
  createControlPilot,
  followBreak,
  observePilot,
  retunePilot,
} from '../../../firmware/drivers/control-pilot.ts';
import { createQuietWindow, createReadings } from '../../../firmware/drivers/quiet-window.ts';

const { A, B, C, F } = Pilot;
const NEGATIVE_HALF = -12000;

class Line {
  readonly pilot = createControlPilot();
  readonly seen = createSignals();
  private readonly quietWindow = createQuietWindow();
  private readonly readings = createReadings();

  /** Looks at these levels, one after the other. */
  sample(...levels: number[]): Pilot {
    for (const level of levels) this.look(level, 10);
    return this.seen.pilot;
  }

  look(level: number, elapsedMs: number, lowMillivolts = NEGATIVE_HALF): boolean {
    this.readings.pilotHighMillivolts = level;
    this.readings.pilotLowMillivolts = lowMillivolts;
    return observePilot(this.pilot, this.readings, elapsedMs, 0, this.seen, this.quietWindow);
  }

  hold(level: number): this {
    for (let i = 0; i < 12; i++) this.look(level, 10);
    return this;
  }

  /** Time from the first look at this level until another state is believed. */
  timeTo(level: number): number {
    for (let ms = 0; ms < 2000; ms += 10) if (this.look(level, 10)) return ms;
    throw new Error('never believed');
  }

  tune(dutyPermille: number): void {
    retunePilot(this.pilot, dutyPermille, this.seen, this.quietWindow);
  }

  /** Shows F with the wire interrupted, and connects it again. */
  interrupt(): void {
    this.tune(DUTY_UNAVAILABLE);
    followBreak(this.pilot, true);
    this.tune(DUTY_STEADY);
    followBreak(this.pilot, false);
  }

  get glitch(): [count: number, millivolts: number] {
    return [this.pilot.glitches, this.pilot.glitchMillivolts];
  }
}

const charging = (): Line => new Line().hold(6000);
const connected = (): Line => new Line().hold(9000);

test('of one contradiction the first level is told', () => {
  const line = charging();
  line.sample(8000, 8100, 9000, 6000);
  expect(line.seen.pilot).toBe(C);
  expect(line.glitch).toEqual([1, 8000]);
});

test('of a contradiction that turns into another one, the first level of the last is told', () => {
  const line = connected();
  line.sample(6000, 6000, 3000, 2900, 9000);
  expect(line.glitch).toEqual([1, 3000]);
});

test('a contradiction that comes while the evidence of one before still stands has a level of its own', () => {
  const line = charging();
  line.sample(8000, 8000, 6000);
  expect(line.pilot.candidateForMs).toBeGreaterThanOrEqual(0);
  line.sample(9000, 6000);
  expect(line.glitch).toEqual([2, 9000]);
});

test('in B one good sample takes back all that contradicted it', () => {
  const line = connected();
  for (let i = 0; i < 20; i++) {
    expect(line.sample(6000, 6000, 6000, 6000, 6000, 9000)).toBe(B);
  }
  expect(line.timeTo(6000)).toBe(50);
});

test('our own F is no contradiction, whatever was doubted when it began', () => {
  const line = charging();
  line.sample(12000);
  line.tune(DUTY_UNAVAILABLE);
  line.hold(-12000);
  expect(line.glitch).toEqual([0, 0]);
});

test('a vehicle that is there when the wire is connected again is believed without that second', () => {
  const line = connected();
  line.interrupt();
  expect(line.timeTo(9000)).toBe(50);
  expect(line.seen.pilot).toBe(B);
});

test('a vehicle that was believed since and leaves within that second has left', () => {
  const line = connected();
  line.interrupt();
  line.timeTo(9000);
  expect(line.timeTo(12000)).toBe(50);
  expect(line.seen.pilot).toBe(A);
});

test('the second after our own interruption is a whole one', () => {
  const line = connected();
  line.interrupt();
  line.look(12000, BREAK_DOUBT_MS - 1);
  for (let ms = 0; ms < 50; ms += 10) expect(line.sample(12000)).toBe(F);
  // Those 999 ms were none of A: only what came after them counts.
  expect(line.look(12000, 10)).toBe(true);
});

test('the first look at a contradiction proves no time, whatever the lap', () => {
  const line = charging();
  const looks = [1, 2, 3, 4, 5].map(() => line.look(9000, 9));
  expect(looks).toEqual([false, false, false, false, true]);
});

test('a missing negative half behind another contradiction proves no time by itself', () => {
  const line = charging();
  line.tune(533);
  for (let i = 0; i < 4; i++) {
    expect(line.look(9000, 9)).toBe(false);
    expect(line.look(6000, 9, 6000)).toBe(false);
  }
  expect(line.look(9000, 9)).toBe(true);
});

test('a missing negative half that stays is as old as its first look', () => {
  const line = charging();
  line.tune(533);
  const looks = [1, 2, 3, 4].map(() => line.look(6000, 10, 6000));
  expect(looks).toEqual([false, false, false, true]);
});
