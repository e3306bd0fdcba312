/**
 * Laps on Espruino: whole milliseconds whose rest is not lost, whatever somebody does to the wall clock.
 */

import { expect, test } from 'vitest';
import { pinMap } from '../../firmware/boards/pico-espruino.ts';
import { stillEspruino } from '../support/still-espruino.ts';

/** A board on which nothing happens but time. */
class Bench {
  private seconds = 1000;
  readonly lapMs: () => number;

  constructor() {
    const { clock } = stillEspruino({ getTime: () => this.seconds }).board;
    this.lapMs = () => clock.lapMs();
  }

  /** The lap after the wall clock has moved by so much. */
  after(ms: number): number {
    this.seconds += ms / 1000;
    return this.lapMs();
  }
}

test('what is less than a millisecond is told with a later lap', () => {
  const bench = new Bench();
  const laps = Array.from({ length: 8 }, () => bench.after(20.25));
  expect(laps.reduce((sum, lap) => sum + lap, 0)).toBe(162);
  expect(laps.every((lap) => lap === 20 || lap === 21)).toBe(true);
});

test('a burst of ticks after a stall has laps of nothing, and no time is counted twice', () => {
  const bench = new Bench();
  expect([bench.after(60.5), bench.after(0), bench.after(0), bench.after(19.5)]).toEqual([
    60, 0, 0, 20,
  ]);
});

const YEARS_MS = 26 * 365 * 86400 * 1000;

for (const jumpMs of [-1000, -YEARS_MS, 10021, 3600000, YEARS_MS, 2 ** 31 + 500, 2 ** 32 - 500]) {
  test(`the wall clock moves by ${jumpMs} ms: one lap of a tick, then true ones`, () => {
    const bench = new Bench();
    expect(bench.after(20)).toBe(20);
    expect(bench.after(jumpMs)).toBe(pinMap.tickMs);
    const laps = [bench.after(20.5), bench.after(20.5), bench.after(20.5)];
    expect(laps.reduce((sum, lap) => sum + lap, 0)).toBe(61);
  });
}
