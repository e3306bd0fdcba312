/**
 * Residual-current sensor: its self-test step by step, and which trip is a trip.
 */

import { expect, test } from 'vitest';
import { createOutputs } from '../../../firmware/control/outputs.ts';
import { createSignals, SelfTest } from '../../../firmware/control/signals.ts';
import {
  createResidualCurrent,
  runResidual,
  updateResidual,
} from '../../../firmware/drivers/residual-current.ts';

const TICK_MS = 10;

class Sensor {
  readonly sensor;
  readonly seen = createSignals();
  readonly outputs = createOutputs();

  constructor(fitted = true, ignoreMs = 0) {
    this.sensor = createResidualCurrent(fitted, ignoreMs);
    // The start is long over: a test that a reset broke off has cleared.
    this.sensor.brokenOffMs = 0;
    this.seen.elapsedMs = TICK_MS;
    this.seen.watchedMs = TICK_MS;
  }

  /** The debounced fault output changes. */
  sense(tripped: boolean): void {
    updateResidual(this.sensor, tripped, this.seen);
  }

  /** Steps for this long; says whether a signal changed in any of them. */
  run(forMs = TICK_MS): boolean {
    let changed = false;
    for (let ms = 0; ms < forMs; ms += TICK_MS) {
      if (runResidual(this.sensor, this.seen, this.outputs)) changed = true;
    }
    return changed;
  }

  /** A whole test that the sensor passes. */
  pass(): this {
    this.outputs.selfTest = true;
    this.run();
    this.sense(true);
    this.run();
    this.sense(false);
    this.run();
    this.outputs.selfTest = false;
    this.run();
    expect(this.seen.selfTest).toBe(SelfTest.Passed);
    return this;
  }
}

test('a sensor starts untested, without test current, and stays so without an order', () => {
  const it = new Sensor();
  it.run(5000);
  expect(it.seen.selfTest).toBe(SelfTest.Untested);
  expect(it.outputs.testCurrent).toBe(false);
});

test('the test injects until the sensor trips, then waits until it is quiet, then has passed', () => {
  const it = new Sensor();
  const steps: [SelfTest, boolean][] = [];
  const note = (): unknown => steps.push([it.seen.selfTest, it.outputs.testCurrent]);
  it.outputs.selfTest = true;
  it.run();
  note();
  it.run(80);
  note();
  it.sense(true);
  it.run();
  note();
  it.run(200);
  note();
  it.sense(false);
  it.run();
  note();
  expect(steps).toEqual([
    [SelfTest.Running, true],
    [SelfTest.Running, true],
    [SelfTest.Running, false],
    [SelfTest.Running, false],
    [SelfTest.Passed, false],
  ]);
});

test('the trip that the test wants is not a trip', () => {
  const it = new Sensor();
  it.outputs.selfTest = true;
  it.run();
  it.sense(true);
  expect(it.seen.residual).toBe(false);
  it.run(200);
  expect(it.seen.residual).toBe(false);
  it.sense(false);
  it.run();
  expect(it.seen.residual).toBe(false);
});

test('a sensor that does not trip within a second has failed', () => {
  const it = new Sensor();
  it.outputs.selfTest = true;
  it.run(1000);
  expect([it.seen.selfTest, it.outputs.testCurrent]).toEqual([SelfTest.Running, true]);
  it.run();
  expect([it.seen.selfTest, it.outputs.testCurrent]).toEqual([SelfTest.Failed, false]);
});

test('a sensor that does not recover within two seconds has failed, and its trip counts', () => {
  const it = new Sensor();
  it.outputs.selfTest = true;
  it.run();
  it.sense(true);
  it.run(2000);
  expect([it.seen.selfTest, it.seen.residual]).toEqual([SelfTest.Running, false]);
  it.run();
  expect([it.seen.selfTest, it.seen.residual]).toEqual([SelfTest.Failed, true]);
  expect(it.outputs.testCurrent).toBe(false);
});

test('the order taken back half-way leaves the sensor untested and without test current', () => {
  const it = new Sensor();
  it.outputs.selfTest = true;
  it.run(100);
  it.outputs.selfTest = false;
  it.run();
  expect([it.seen.selfTest, it.outputs.testCurrent]).toEqual([SelfTest.Untested, false]);
});

test('an abort while the sensor still answers the test current is not a trip either', () => {
  const it = new Sensor();
  it.outputs.selfTest = true;
  it.run();
  it.sense(true);
  it.outputs.selfTest = false;
  it.run(200);
  expect(it.seen.selfTest).toBe(SelfTest.Untested);
  expect(it.seen.residual).toBe(false);
  it.sense(false);
  it.run();
  expect(it.seen.residual).toBe(false);
});

test('at the start a sensor may still answer a test that a reset broke off; without one there is nothing', () => {
  const still = { testForMs: 0, switchedForMs: 0, contactorClosed: false, dueMs: 0 };
  expect(createResidualCurrent(true, 0)).toMatchObject({
    ...still,
    test: SelfTest.Untested,
    brokenOffMs: 2000,
  });
  expect(createResidualCurrent(false, 0)).toMatchObject({
    ...still,
    test: SelfTest.Passed,
    brokenOffMs: 0,
  });
});

/** A test whose order is taken back while the sensor answers it. */
function aborted(): Sensor {
  const it = new Sensor();
  it.outputs.selfTest = true;
  it.run();
  it.sense(true);
  it.outputs.selfTest = false;
  it.run();
  return it;
}

test('after an abort a sensor has two seconds to recover, and then its trip counts', () => {
  const it = aborted();
  expect(it.sensor.dueMs).toBe(2000);
  it.seen.watchedMs = 1999;
  it.run();
  expect([it.seen.residual, it.sensor.dueMs]).toEqual([false, 1]);
  it.sense(true);
  expect(it.seen.residual).toBe(false);
  it.seen.watchedMs = 1;
  expect(it.run()).toBe(true);
  expect(it.seen.residual).toBe(true);
  expect(it.sensor.dueMs).toBeGreaterThan(3600 * 1000);
});

test('once the contactor has closed no trip is taken for that of an aborted test', () => {
  const it = aborted();
  it.outputs.contactorClosed = true;
  it.run();
  expect(it.seen.residual).toBe(true);
});

test('a passed test is not repeated without a new order, and is with one', () => {
  const it = new Sensor().pass();
  it.run(5000);
  expect([it.seen.selfTest, it.outputs.testCurrent]).toEqual([SelfTest.Passed, false]);
  it.outputs.selfTest = true;
  it.run();
  expect([it.seen.selfTest, it.outputs.testCurrent]).toEqual([SelfTest.Running, true]);
});

test('a sensor that is tripped already is not tested: its trip would prove nothing', () => {
  const it = new Sensor();
  it.sense(true);
  it.outputs.selfTest = true;
  it.run(5000);
  expect([it.seen.selfTest, it.seen.residual]).toEqual([SelfTest.Untested, true]);
  expect(it.outputs.testCurrent).toBe(false);
  it.sense(false);
  it.run();
  expect([it.seen.selfTest, it.outputs.testCurrent]).toEqual([SelfTest.Running, true]);
});

test('a trip is seen in the very tick that believes it', () => {
  const it = new Sensor().pass();
  it.sense(true);
  expect(it.seen.residual).toBe(true);
});

test('after a trip the sensor has to prove itself again, and the trip lasts until it is quiet', () => {
  const it = new Sensor().pass();
  it.sense(true);
  it.run();
  expect([it.seen.residual, it.seen.selfTest]).toEqual([true, SelfTest.Untested]);
  it.run(60000);
  expect(it.seen.residual).toBe(true);
  it.sense(false);
  it.run();
  expect([it.seen.residual, it.seen.selfTest]).toEqual([false, SelfTest.Untested]);
});

test('a sensor that the switching blinds is not believed meanwhile, and then it is', () => {
  const it = new Sensor(true, 1000).pass();
  it.run(1000);
  for (const closed of [true, false]) {
    it.outputs.contactorClosed = closed;
    it.run();
    it.sense(true);
    expect(it.seen.residual).toBe(false);
    it.run(990);
    expect(it.seen.residual).toBe(false);
    it.run();
    expect(it.seen.residual).toBe(true);
    it.sense(false);
    it.run();
  }
});

test('a trip that ends while the sensor is blind was none', () => {
  const it = new Sensor(true, 1000).pass();
  it.run(1000);
  it.outputs.contactorClosed = true;
  it.run();
  it.sense(true);
  it.run(500);
  it.sense(false);
  expect(it.run(2000)).toBe(false);
  expect([it.seen.residual, it.seen.selfTest]).toEqual([false, SelfTest.Passed]);
});

test('it says when it must be run again: at the end of each half of the test, and of the blindness', () => {
  const it = new Sensor(true, 1000);
  it.outputs.selfTest = true;
  it.run(310);
  expect(it.sensor.dueMs).toBe(700);
  it.sense(true);
  it.run();
  expect(it.sensor.dueMs).toBe(2000);
  it.sense(false);
  it.run();
  it.outputs.selfTest = false;
  it.outputs.contactorClosed = true;
  it.run();
  expect(it.sensor.dueMs).toBeGreaterThan(3600 * 1000);
  it.sense(true);
  it.run(100);
  expect(it.sensor.dueMs).toBe(900);
  for (let ms = 0; ms < 2000; ms += 900) {
    it.run(900);
    expect(it.sensor.dueMs).toBeGreaterThan(3600 * 1000);
  }
});

test('it says that something has changed exactly when a signal has', () => {
  const it = new Sensor();
  expect(it.run()).toBe(false);
  it.outputs.selfTest = true;
  expect(it.run()).toBe(true);
  expect(it.run()).toBe(false);
  it.sense(true);
  expect(it.run()).toBe(false);
  it.sense(false);
  expect(it.run()).toBe(true);
});

test('without a sensor there is nothing to test, nothing to inject and nothing to trip', () => {
  const it = new Sensor(false);
  it.outputs.selfTest = true;
  it.run(5000);
  expect([it.seen.selfTest, it.outputs.testCurrent]).toEqual([SelfTest.Passed, false]);
  expect(it.seen.residual).toBe(false);
  expect(it.run()).toBe(false);
});

test('a sensor that is ignored after switching is believed when that time is over, though nothing has happened', () => {
  for (const [quietMs, residual] of [
    [490, false],
    [500, true],
  ] as const) {
    const it = new Sensor(true, 500).pass();
    it.outputs.contactorClosed = true;
    it.run();
    it.run(quietMs);
    it.sense(true);
    expect(it.seen.residual).toBe(residual);
  }
});

test('what is left of a test that was broken off passes after another was passed as well', () => {
  for (let leftMs = 1; leftMs <= 30; leftMs++) {
    const it = new Sensor().pass();
    it.sensor.brokenOffMs = leftMs;
    it.run(30);
    it.sense(true);
    expect([leftMs, it.seen.residual]).toEqual([leftMs, true]);
  }
});
