/**
 * Rules R1 to R11, written once.
 *
 * One function over what was *seen* and what is *about to be put out*. The guard keeps its own ages and
 * its own memory of a weld and of the restart, and never reads the controller's state: a mistake in `step`
 * cannot affect them. The same function is the guard in the firmware that ships, the check in
 * every simulated tick, the property of the search, the oracle of the fuzzer, and the check of a trace
 * from the bench.
 */

import { grown, NOT_SO, reached } from '../control/age.ts';
import { type Limits, Master } from '../control/limits.ts';
import { inputForbids, offerForbidden, vehicleWants } from '../control/open-conditions.ts';
import { Drive, DUTY_STEADY, DUTY_UNAVAILABLE, Light, type Outputs } from '../control/outputs.ts';
import { Hold, Latch, Pilot, type Signals } from '../control/signals.ts';
import { type Guard, isStroke, observe, Rule, remember } from './memory.ts';

/** A PWM that is no offer at all. */
const UNREADABLE_MILLIAMPS = 1000000;

/** R1 and R9, over the lock: nothing moves towards release unless it is proven dead. */
function checkLock(guard: Guard, outputs: Outputs, limits: Limits): Rule {
  // A coil below its holding current releases like one without current; a coil that is there already has released.
  const dropsCoil =
    guard.coilPermille >= limits.holdPermille && outputs.coilPermille < limits.holdPermille;
  // Which way a stroke goes depends on two wires: none is driven while the contactor is closed.
  if (isStroke(outputs.drive) && outputs.contactorClosed) return Rule.R1;
  if (outputs.drive === Drive.Retract || dropsCoil) {
    if (outputs.contactorClosed || !(guard.deadForMs >= limits.deadProofMs)) return Rule.R1;
    if (guard.welded) return Rule.R9;
  }
  return guard.drive !== outputs.drive || isStroke(outputs.drive)
    ? checkStroke(guard, outputs, limits)
    : Rule.None;
}

/** R7: the part's rating. */
function checkStroke(guard: Guard, outputs: Outputs, limits: Limits): Rule {
  const goesOn = guard.drive === outputs.drive;
  if (goesOn) {
    return guard.driveForMs + limits.tickMs > limits.strokeRatedMs ? Rule.R7 : Rule.None;
  }
  if (!isStroke(outputs.drive)) return Rule.None;
  if (isStroke(guard.drive)) return Rule.R7;
  if (guard.driveForMs < guard.lastStrokeMs * limits.restRatio) return Rule.R7;
  const reverses = guard.lastStroke !== Drive.Off && guard.lastStroke !== outputs.drive;
  return reverses && guard.driveForMs < limits.reversalMs ? Rule.R7 : Rule.None;
}

/** R2, R5, R6, R9 and R10, at the moment of closing. */
function checkClosing(guard: Guard, limits: Limits): Rule {
  if (guard.lockedForMs < limits.latchProofMs || guard.hold !== Hold.Proven) return Rule.R2;
  if (guard.openForMs < limits.minOpenMs) return Rule.R5;
  if (!guard.restarted) return Rule.R6;
  if (guard.welded) return Rule.R9;
  return guard.bars === 0 ? Rule.None : Rule.R10;
}

/** R3 and R4, while closed. */
function checkClosed(guard: Guard, seen: Signals, outputs: Outputs, limits: Limits): Rule {
  // A coil below its holding current does not hold, wherever the pin is sensed.
  if (outputs.coilPermille < limits.holdPermille) return Rule.R4;
  const input = inputForbids(seen) || seen.latch !== Latch.Locked;
  // Behind a pilot wire that the charger itself interrupts, no vehicle can ask for energy.
  const pilot = !vehicleWants(seen, limits) || outputs.pilotBroken;
  guard.pilotForbidsForMs = grown(guard.pilotForbidsForMs, pilot, seen.elapsedMs);
  guard.inputForbidsForMs = grown(guard.inputForbidsForMs, input, seen.elapsedMs);
  if (!input && !pilot) return Rule.None;
  if (reached(guard, guard.pilotForbidsForMs, limits.openingMs)) return Rule.R3;
  return reached(guard, guard.inputForbidsForMs, limits.openingMs) ? Rule.R4 : Rule.None;
}

/**
 * The current that a vehicle reads from the duty, in mA: what really is offered. Read off the table the
 * other way round than `offer.ts` writes it; any other PWM is taken for more than anything allows.
 */
function offeredBy(dutyPermille: number): number {
  if (dutyPermille >= 100 && dutyPermille <= 850) return dutyPermille * 60;
  return dutyPermille > 850 && dutyPermille <= 960
    ? (dutyPermille - 640) * 250
    : UNREADABLE_MILLIAMPS;
}

/** R8 and R11, while something is offered. */
function checkOffer(guard: Guard, seen: Signals, outputs: Outputs, limits: Limits): Rule {
  const pilot = seen.pilot;
  const isForbidden =
    pilot === Pilot.A ||
    pilot === Pilot.E ||
    pilot === Pilot.F ||
    outputs.pilotBroken ||
    offerForbidden(seen, limits);
  const milliamps = offeredBy(outputs.dutyPermille);
  const isTooHigh =
    milliamps > seen.cableMilliamps ||
    milliamps > limits.installationMilliamps ||
    milliamps > seen.thermalMilliamps;
  guard.offerForbiddenForMs = grown(guard.offerForbiddenForMs, isForbidden, seen.elapsedMs);
  guard.offerTooHighForMs = grown(guard.offerTooHighForMs, isTooHigh, seen.elapsedMs);
  // Only a limit with a term is one of the master's.
  const isUnled = limits.master === Master.Required && guard.termLeftMs <= 0;
  const isMore = isUnled && milliamps > limits.safeMilliamps;
  guard.offerUnledForMs = grown(guard.offerUnledForMs, isMore, seen.elapsedMs);
  if (!isForbidden && !isTooHigh && !isMore) return Rule.None;
  const lateMs = limits.offerChangeMs + limits.openingMs;
  if (reached(guard, guard.offerForbiddenForMs, limits.openingMs)) return Rule.R8;
  if (reached(guard, guard.offerTooHighForMs, lateMs)) return Rule.R8;
  return reached(guard, guard.offerUnledForMs, lateMs) ? Rule.R11 : Rule.None;
}

function judge(guard: Guard, seen: Signals, outputs: Outputs, limits: Limits): Rule {
  let rule = checkLock(guard, outputs, limits);
  if (rule !== Rule.None) return rule;
  if (outputs.contactorClosed) {
    if (!guard.closed) rule = checkClosing(guard, limits);
    if (rule === Rule.None) rule = checkClosed(guard, seen, outputs, limits);
    if (rule !== Rule.None) return rule;
  } else {
    guard.pilotForbidsForMs = NOT_SO;
    guard.inputForbidsForMs = NOT_SO;
  }
  const isPwm = outputs.dutyPermille > DUTY_UNAVAILABLE && outputs.dutyPermille < DUTY_STEADY;
  if (isPwm) return checkOffer(guard, seen, outputs, limits);
  guard.offerForbiddenForMs = NOT_SO;
  guard.offerTooHighForMs = NOT_SO;
  guard.offerUnledForMs = NOT_SO;
  return Rule.None;
}

/**
 * The safe outputs: open, no drive, not available. The coil stays as it was, because letting go is a
 * movement towards release. It breaks no rule in any state.
 */
export function makeSafe(guard: Guard, outputs: Outputs): void {
  outputs.contactorClosed = false;
  outputs.drive = Drive.Off;
  outputs.coilPermille = guard.coilPermille;
  outputs.dutyPermille = DUTY_UNAVAILABLE;
  outputs.offerMilliamps = 0;
  outputs.pilotBroken = false;
  outputs.testCurrent = false;
  outputs.light = Light.Fault;
}

/**
 * Checks what is about to be put out. A broken rule makes the outputs safe, and latches: the watchdog is
 * no longer fed, and only a reset ends this.
 *
 * @param outputs in: the next outputs; out: the outputs to write
 * @returns the rule that is broken, or None
 */
export function checkRules(guard: Guard, seen: Signals, outputs: Outputs, limits: Limits): Rule {
  guard.dueMs = limits.ageCapMs;
  const wasClosed = guard.closed;
  observe(guard, seen, limits);
  if (guard.tripped === Rule.None) guard.tripped = judge(guard, seen, outputs, limits);
  if (guard.tripped !== Rule.None) makeSafe(guard, outputs);
  remember(guard, outputs, limits);
  if (wasClosed !== guard.closed) guard.dueMs = 0;
  return guard.tripped;
}
