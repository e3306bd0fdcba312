/**
 * Driver edges: the exact millisecond at which a rest is over, what a driver says when it has nothing to
 * do, and that no old candidate helps a new one to be believed.
 */

import { expect, test } from 'vitest';
import { RESTED_MS } from '../../../firmware/control/age.ts';
import {
  createOutputs,
  Drive,
  DUTY_UNAVAILABLE,
  LockOrder,
} from '../../../firmware/control/outputs.ts';
import { createSignals, Latch, Motion } from '../../../firmware/control/signals.ts';
import { createBistableLock, runBistableLock } from '../../../firmware/drivers/bistable-lock.ts';
import {
  createControlPilot,
  observePilot,
  retunePilot,
} from '../../../firmware/drivers/control-pilot.ts';
import { adoptLevels, type LevelNet, observeLevels } from '../../../firmware/drivers/debounce.ts';
import { createHoldToLock, runHoldToLock } from '../../../firmware/drivers/hold-to-lock.ts';
import { createLatchSense, observeLatch } from '../../../firmware/drivers/latch-sense.ts';
import {
  type BistablePart,
  createBistableParts,
  createHoldToLockParts,
} from '../../../firmware/drivers/lock-parts.ts';
import { createQuietWindow, createReadings } from '../../../firmware/drivers/quiet-window.ts';

const shipped = createBistableParts().find(({ name }) => name === 'kuester-02s') as BistablePart;
const LONG_MS = 1000000;

/** A lock driver, millisecond by millisecond. */
class Bench {
  readonly lock;
  readonly seen = createSignals();
  readonly outputs = createOutputs();
  nowMs = 0;

  constructor(part: Partial<BistablePart> = {}) {
    this.lock = createBistableLock({ ...shipped, ...part }, 1, RESTED_MS, 100);
    this.seen.lockSupply = true;
    this.seen.elapsedMs = 1;
  }

  /** Runs until the drive is this; says how long it took. */
  until(drive: Drive, order: LockOrder): number {
    const sinceMs = this.nowMs;
    while (this.outputs.drive !== drive) {
      this.run(order);
      if (this.nowMs - sinceMs > 20000) throw new Error('never');
    }
    return this.nowMs - sinceMs;
  }

  run(order: LockOrder): boolean {
    this.nowMs++;
    this.outputs.lockOrder = order;
    return runBistableLock(this.lock, this.seen, this.outputs);
  }
}

const { Rest, Extend, Retract } = LockOrder;

test('a rest lasts exactly its time: eight times the stroke, or the pause of a reversal', () => {
  const bench = new Bench({ strokeMs: 100, ratedMs: 100 });
  bench.until(Drive.Extend, Extend);
  const strokeMs = bench.until(Drive.Off, Extend);
  bench.run(Rest);
  expect(bench.until(Drive.Extend, Extend)).toBe(8 * strokeMs - 1);
  const pausing = { strokeMs: 10, ratedMs: 10, restRatio: 1, reversalMs: 500 };
  const same = new Bench(pausing);
  same.until(Drive.Extend, Extend);
  const shortMs = same.until(Drive.Off, Extend);
  same.run(Rest);
  expect(same.until(Drive.Extend, Extend)).toBe(shortMs - 1);
  const turned = new Bench(pausing);
  turned.until(Drive.Extend, Extend);
  turned.until(Drive.Off, Extend);
  expect(turned.until(Drive.Retract, Retract)).toBe(500);
});

test('the part counts as rested from the very millisecond in which its rest is over', () => {
  const bench = new Bench({ strokeMs: 10, ratedMs: 10 });
  bench.until(Drive.Extend, Extend);
  const strokeMs = bench.until(Drive.Off, Extend);
  for (let ms = 1; ms < 8 * strokeMs; ms++) {
    bench.run(Rest);
    expect(bench.seen.motion).toBe(Motion.Resting);
  }
  bench.run(Rest);
  expect(bench.seen.motion).toBe(Motion.Rested);
});

test('feedback ends an extend stroke, unless the pin was sensed there before or the part lacks it', () => {
  const lasts = (part: Partial<BistablePart>, before: Latch): number => {
    const bench = new Bench(part);
    bench.seen.latch = before;
    bench.until(Drive.Extend, Extend);
    for (let ms = 0; ms < 100; ms++) bench.run(Extend);
    bench.seen.latch = Latch.Locked;
    return 100 + bench.until(Drive.Off, Extend);
  };
  expect(lasts({}, Latch.Unlocked)).toBe(101);
  expect(lasts({}, Latch.Locked)).toBeGreaterThan(590);
  expect(lasts({ stopsOnFeedback: false }, Latch.Unlocked)).toBeGreaterThan(590);
});

test('a stroke that began at a locked latch does not spoil the feedback of the next', () => {
  const bench = new Bench();
  bench.seen.latch = Latch.Locked;
  bench.until(Drive.Retract, Retract);
  bench.until(Drive.Off, Retract);
  bench.seen.latch = Latch.Unlocked;
  bench.until(Drive.Extend, Extend);
  bench.run(Extend);
  bench.seen.latch = Latch.Locked;
  expect(bench.until(Drive.Off, Extend)).toBe(1);
});

test('a lock that rests has nothing to say, and is not due for long', () => {
  const bench = new Bench();
  bench.run(Rest);
  expect(bench.run(Rest)).toBe(false);
  expect(bench.lock.dueMs).toBeGreaterThan(LONG_MS);
  const solenoid = createHoldToLock(createHoldToLockParts()[0] as never, 100);
  const seen = createSignals();
  runHoldToLock(solenoid, seen, createOutputs());
  expect(seen.motion).toBe(Motion.Rested);
  expect(solenoid.dueMs).toBeGreaterThan(LONG_MS);
});

test('the time since the last stroke is kept small', () => {
  const { lock, seen, outputs } = new Bench();
  const solenoid = createHoldToLock(createHoldToLockParts()[0] as never, 100);
  for (const [before, after] of [
    [90000000, 90000001],
    [120000000, 100000000],
  ] as const) {
    seen.elapsedMs = 1;
    lock.driveForMs = before;
    runBistableLock(lock, seen, outputs);
    expect(lock.driveForMs).toBe(after);
    solenoid.switchedForMs = before;
    runHoldToLock(solenoid, seen, outputs);
    expect(solenoid.switchedForMs).toBe(after);
  }
});

test('one sample of the latch proves nothing, however late it comes, nor after another was believed', () => {
  const sense = createLatchSense(shipped.sense as never);
  const seen = createSignals();
  const readings = createReadings();
  const sample = (millivolts: number, elapsedMs: number): Latch => {
    readings.latchMillivolts = millivolts;
    observeLatch(sense, readings, elapsedMs, seen, createQuietWindow());
    return seen.latch;
  };
  expect(sample(400, 25)).toBe(Latch.Unknown);
  for (let i = 0; i < 3; i++) sample(400, 10);
  expect(seen.latch).toBe(Latch.Locked);
  expect(sample(1500, 25)).toBe(Latch.Locked);
  expect(sample(1500, 25)).toBe(Latch.Unknown);
});

test('a level that was just believed must be contradicted for its whole time', () => {
  const net: LevelNet = { bit: 2, riseMs: 10, fallMs: 20, safe: 0, forMs: -1 };
  const steady = { ...createQuietWindow(), levels: 0 };
  const sample = (levels: number): number => observeLevels([net], levels, 10, steady);
  expect([sample(2), sample(2)]).toEqual([0, 2]);
  expect([sample(0), sample(0), sample(0)]).toEqual([0, 0, 2]);
});

test('the first sample is believed for the nets that there are, and no others', () => {
  const quietWindow = createQuietWindow();
  adoptLevels([], 0xff, quietWindow);
  expect(quietWindow.levels).toBe(0);
  adoptLevels([{ bit: 4, riseMs: 0, fallMs: 0, safe: 0, forMs: -1 }], 0xff, quietWindow);
  expect(quietWindow.levels).toBe(4);
});

test('the pilot counts its glitches in sixteen bits, and starts without any', () => {
  const pilot = createControlPilot();
  const seen = createSignals();
  const quietWindow = createQuietWindow();
  expect(pilot).toMatchObject({ glitches: 0, glitchMillivolts: 0 });
  const sample = (high: number): void => {
    const readings = { ...createReadings(), pilotHighMillivolts: high, pilotLowMillivolts: -12000 };
    observePilot(pilot, readings, 10, 0, seen, quietWindow);
  };
  for (let i = 0; i < 10; i++) sample(9000);
  pilot.glitches = 0xffff;
  sample(6000);
  sample(9000);
  expect(pilot).toMatchObject({ glitches: 0, glitchMillivolts: 6000 });
});

test('showing F again is no news', () => {
  const pilot = createControlPilot();
  const tune = (): boolean =>
    retunePilot(pilot, DUTY_UNAVAILABLE, createSignals(), createQuietWindow());
  expect([tune(), tune()]).toEqual([true, false]);
});
