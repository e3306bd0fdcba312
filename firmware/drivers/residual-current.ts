/**
 * Residual-current sensor: 30 mA AC and 6 mA DC, with a fault output and a test input.
 *
 * Wiring: the fault output to a digital input (asserted = tripped), the test input to a digital output.
 * The sensor itself trips in 300/150/40 ms at 1/2/5 × I∆n (H); its output is valid after 50 ms and
 * never clears by itself. A sensor that the contactor's own stray field disturbs is ignored for
 * `ignoreMs` after it has switched.
 *
 * Self-test, on control's order and only with the contactor open: the test current is injected until
 * the sensor trips, then taken away until it has cleared again. A test in which either takes too long has failed.
 * After an aborted test the sensor has the same time to recover from it.
 */

import type { Outputs } from '../control/outputs.ts';
import { SelfTest, type Signals } from '../control/signals.ts';

/** Longest time for the injected current to trip the sensor, and for the sensor to recover. [H: 3 s] */
const TEST_TRIP_MS = 1000;
const TEST_CLEAR_MS = 2000;

export interface ResidualCurrent {
  readonly fitted: boolean;
  readonly ignoreMs: number;
  believed: boolean;
  test: SelfTest;
  /** Time in the present half of the test, in ms. */
  testForMs: number;
  /** Time since the contactor was last switched, in ms. */
  switchedForMs: number;
  contactorClosed: boolean;
  /** A test was aborted: for this long a trip may still be its own, in ms. */
  brokenOffMs: number;
  dueMs: number;
}

export function createResidualCurrent(fitted: boolean, ignoreMs: number): ResidualCurrent {
  return {
    fitted: fitted,
    ignoreMs: ignoreMs,
    believed: false,
    test: fitted ? SelfTest.Untested : SelfTest.Passed,
    testForMs: 0,
    switchedForMs: 0,
    contactorClosed: false,
    // A reset may have aborted a test: for this long a trip is taken for its own.
    brokenOffMs: fitted ? TEST_CLEAR_MS : 0,
    dueMs: 0,
  };
}

/** A trip that the test wants does not count, and some sensors are not valid while the contactor switches. */
export function isBlind(sensor: ResidualCurrent): boolean {
  const isTested = sensor.test === SelfTest.Running || sensor.brokenOffMs > 0;
  return isTested || sensor.switchedForMs < sensor.ignoreMs;
}

/** Takes the debounced fault output; a trip is a signal in the tick that accepts it. */
export function updateResidual(sensor: ResidualCurrent, tripped: boolean, seen: Signals): void {
  sensor.believed = tripped;
  if (!isBlind(sensor)) seen.residual = tripped;
}

function finishTest(sensor: ResidualCurrent, outputs: Outputs, result: SelfTest): void {
  sensor.test = result;
  outputs.testCurrent = false;
}

/** Continues the self-test; an order to stop it half-way leaves the sensor untested. */
function walkTest(sensor: ResidualCurrent, outputs: Outputs, elapsedMs: number): void {
  if (sensor.test !== SelfTest.Running) {
    // A sensor that is tripped already proves nothing by its trip.
    if (!outputs.selfTest || sensor.believed) return;
    sensor.test = SelfTest.Running;
    sensor.testForMs = 0;
    outputs.testCurrent = true;
    return;
  }
  sensor.testForMs += elapsedMs;
  if (!outputs.selfTest) {
    finishTest(sensor, outputs, SelfTest.Untested);
    sensor.brokenOffMs = TEST_CLEAR_MS;
  } else if (outputs.testCurrent) {
    if (sensor.believed) {
      outputs.testCurrent = false;
      sensor.testForMs = 0;
    } else if (sensor.testForMs >= TEST_TRIP_MS) {
      finishTest(sensor, outputs, SelfTest.Failed);
    }
  } else if (!sensor.believed) {
    finishTest(sensor, outputs, SelfTest.Passed);
  } else if (sensor.testForMs >= TEST_CLEAR_MS) {
    finishTest(sensor, outputs, SelfTest.Failed);
  }
}

/** The sensor has time to recover from an aborted test; nothing may be live meanwhile. */
function passBrokenOff(sensor: ResidualCurrent, outputs: Outputs, elapsedMs: number): void {
  const leftMs = sensor.brokenOffMs - elapsedMs;
  sensor.brokenOffMs = leftMs > 0 && !outputs.contactorClosed ? leftMs : 0;
}

/**
 * Quiet since its test was passed, and nothing is ordered or switched. What control sees says the same: a trip that it
 * sees has ended the test's result.
 */
function isIdle(sensor: ResidualCurrent, outputs: Outputs): boolean {
  return (
    sensor.test === SelfTest.Passed &&
    !sensor.believed &&
    !outputs.selfTest &&
    outputs.contactorClosed === sensor.contactorClosed &&
    sensor.brokenOffMs === 0
  );
}

/**
 * Runs the sensor, after the step: the test's outputs, and what control sees next time.
 *
 * @returns whether a signal has changed
 */
export function runResidual(sensor: ResidualCurrent, seen: Signals, outputs: Outputs): boolean {
  sensor.dueMs = 100000000;
  if (!sensor.fitted) {
    seen.selfTest = SelfTest.Passed;
    return false;
  }
  if (isIdle(sensor, outputs)) {
    sensor.switchedForMs += seen.elapsedMs;
    return false;
  }
  if (sensor.brokenOffMs > 0) passBrokenOff(sensor, outputs, seen.watchedMs);
  if (outputs.contactorClosed !== sensor.contactorClosed) {
    sensor.contactorClosed = outputs.contactorClosed;
    sensor.switchedForMs = 0;
  } else {
    sensor.switchedForMs += seen.elapsedMs;
  }
  walkTest(sensor, outputs, seen.watchedMs);
  const tripped = sensor.believed && !isBlind(sensor);
  // After a trip the sensor must pass its test again.
  if (tripped && sensor.test === SelfTest.Passed) sensor.test = SelfTest.Untested;
  if (sensor.test === SelfTest.Running) {
    sensor.dueMs = (outputs.testCurrent ? TEST_TRIP_MS : TEST_CLEAR_MS) - sensor.testForMs;
  } else if (sensor.believed && sensor.switchedForMs < sensor.ignoreMs) {
    sensor.dueMs = sensor.ignoreMs - sensor.switchedForMs;
  }
  if (sensor.brokenOffMs > 0 && sensor.brokenOffMs < sensor.dueMs) {
    sensor.dueMs = sensor.brokenOffMs;
  }
  if (seen.residual === tripped && seen.selfTest === sensor.test) return false;
  seen.residual = tripped;
  seen.selfTest = sensor.test;
  return true;
}
