/**
 * Observe: from readings to signals, every driver at its place.
 *
 * The fast nets are looked at in every tick in which one of them has moved; the slow ones one per tick,
 * in turn.
 */

import { type Charger, programState } from './charger.ts';
import { Proximity, Service } from './control/signals.ts';
import { contactsOf } from './drivers/contactor.ts';
import { observePilot } from './drivers/control-pilot.ts';
import { adoptLevels, observeLevels } from './drivers/debounce.ts';
import { Level, PRESSES } from './drivers/digital-inputs.ts';
import { observeLatch } from './drivers/latch-sense.ts';
import { observeLockSupply } from './drivers/lock-supply.ts';
import { isCurrentSettled, observeOutgoingCurrent } from './drivers/outgoing-current.ts';
import { isProximitySettled, observeProximity } from './drivers/proximity.ts';
import { ChangedInput } from './drivers/quiet-window.ts';
import { updateResidual } from './drivers/residual-current.ts';
import { observeJumper } from './drivers/service-jumper.ts';
import { isSupplySettled, observeSupply } from './drivers/supply-meter.ts';
import { assumeNormal, isThermometerSettled, observeThermometer } from './drivers/thermometer.ts';
import { type Board, Stored } from './hal.ts';

/** What the fast readings are believed with: the part of a charger that looks at them. */
export interface Senses
  extends Pick<
    Charger,
    'readings' | 'quietWindow' | 'nets' | 'pilot' | 'latch' | 'residual' | 'seen' | 'limits'
  > {
  readonly board: Pick<Board, 'proofs'>;
}

/** Tells control what the digital inputs are now believed to say. */
function setInputSignals(charger: Senses, changed: number): void {
  const levels = charger.quietWindow.levels;
  const seen = charger.seen;
  const proofs = charger.board.proofs;
  if ((changed & proofs) !== 0) seen.contacts = contactsOf(levels, proofs);
  if ((changed & Level.Supply) !== 0) seen.supply = (levels & Level.Supply) !== 0;
  if ((changed & Level.Residual) !== 0) {
    updateResidual(charger.residual, (levels & Level.Residual) !== 0, seen);
  }
  if ((changed & Level.EStop) !== 0) seen.eStop = (levels & Level.EStop) !== 0;
  // A button is an event, at the press.
  const pressed = changed & levels;
  if ((pressed & Level.StopButton) !== 0) seen.stop = true;
  if ((pressed & Level.StartButton) !== 0) seen.start = true;
  if ((pressed & PRESSES) !== 0) seen.person = true;
}

/**
 * The first sample: digital inputs are taken as they are. A button that is already pressed is no event.
 */
export function observeFirst(charger: Charger): void {
  adoptFirst(charger);
  if (charger.board.thermometer === null) assumeNormal(charger.seen);
}

/** The digital inputs of the first sample. */
export function adoptFirst(charger: Senses): void {
  adoptLevels(charger.nets, charger.readings.levels, charger.quietWindow);
  setInputSignals(charger, ~PRESSES);
}

/** Takes over what has been asked for on the console. A request is an event, a limit stands. */
export function observeRequests(charger: Charger): void {
  const requests = charger.requests;
  const seen = charger.seen;
  if (requests.stop) seen.stop = true;
  if (requests.start) {
    seen.start = true;
    seen.person = true;
  }
  if (requests.unlock) seen.unlock = true;
  if (requests.service !== Service.None) seen.service = requests.service;
  seen.externalMilliamps = requests.externalMilliamps;
  if (requests.limited) {
    seen.limited = true;
    seen.termMs = requests.termMs;
    seen.termMilliamps = requests.termMilliamps;
  }
  if (requests.settingsKept) seen.settingsLost = false;
  requests.stop = false;
  requests.start = false;
  requests.unlock = false;
  requests.limited = false;
  requests.service = Service.None;
  requests.settingsKept = false;
}

/** The fast readings that contradict a belief, or did lately: they are looked at in every tick. */
export function doubtedInputs(charger: Senses): number {
  let doubted = charger.quietWindow.doubted === 0 ? 0 : ChangedInput.Levels;
  if (charger.pilot.candidateForMs >= 0) doubted |= ChangedInput.Pilot;
  return charger.latch.candidateForMs >= 0 ? doubted | ChangedInput.Latch : doubted;
}

/**
 * Looks at those fast readings that have moved, or have just come back.
 *
 * @param moved bits of `Moved`
 * @returns whether a signal has changed
 */
export function observeFast(charger: Senses, moved: number, lapMs: number): boolean {
  const readings = charger.readings;
  const seen = charger.seen;
  const quietWindow = charger.quietWindow;
  let changed = false;
  if ((moved & ChangedInput.Levels) !== 0) {
    const levels = observeLevels(charger.nets, readings.levels, lapMs, quietWindow);
    if (levels !== 0) {
      setInputSignals(charger, levels);
      changed = true;
    }
  }
  if ((moved & ChangedInput.Pilot) !== 0) {
    const waitMs = charger.limits.waitInBMs;
    if (observePilot(charger.pilot, readings, lapMs, waitMs, seen, quietWindow)) changed = true;
  }
  if ((moved & ChangedInput.Latch) !== 0) {
    if (observeLatch(charger.latch, readings, lapMs, seen, quietWindow)) changed = true;
  }
  return changed;
}

export function turnProximity(charger: Charger, elapsedMs: number): boolean {
  const millivolts = charger.board.proximity.readMillivolts();
  return observeProximity(charger.proximity, millivolts, elapsedMs, charger.seen);
}

/** The thermometer's turn has time for a second conversion. */
function turnThermometer(charger: Charger): boolean {
  const jumper = charger.board.jumper;
  if (jumper !== null) observeJumper(charger.jumper, jumper.readMillivolts());
  const thermometer = charger.board.thermometer;
  if (thermometer === null) return false;
  return observeThermometer(charger.thermometer, thermometer.readMillivolts(), charger.seen);
}

function turnMeters(charger: Charger, elapsedMs: number): boolean {
  const current = charger.board.outgoingCurrent;
  const meter = charger.board.supplyMeter;
  const seen = charger.seen;
  let changed = false;
  if (current !== null) {
    const milliamps = current.readMilliamps();
    changed = observeOutgoingCurrent(
      charger.current,
      milliamps,
      elapsedMs,
      seen,
      charger.outputs,
      charger.limits.installationMilliamps,
    );
  }
  if (meter !== null) {
    const supply = meter.readSupplyDecivolts();
    const earth = meter.readEarthDecivolts();
    if (observeSupply(charger.supply, supply, earth, elapsedMs, seen, charger.limits))
      changed = true;
  }
  return changed;
}

/**
 * Looks at the slow readings whose turn it is.
 *
 * @param turn counts the calls; the lock's supply has every other one, because it gates strokes
 * @param elapsedMs time since the last round of four, for the meters
 */
export function turnSlow(charger: Charger, turn: number, elapsedMs: number): boolean {
  if ((turn & 1) === 0) {
    return observeLockSupply(charger.board.lockSupply.readMillivolts(), charger.seen);
  }
  return (turn & 2) === 0 ? turnThermometer(charger) : turnMeters(charger, elapsedMs);
}

/**
 * Whether every sensor has answered, and the program is what was built: before that the charger leaves its restart
 * for nothing.
 *
 * @returns whether this has just become so
 */
export function noteSensorsRead(charger: Charger): boolean {
  const seen = charger.seen;
  if (seen.sensorsRead) return false;
  const isPlugKnown = charger.proximity.believed >= 0 || seen.proximity === Proximity.Unstable;
  seen.sensorsRead = isPlugKnown && charger.turns >= 4 && programState(charger) === Stored.Whole;
  return seen.sensorsRead;
}

/** Whether no slow input is on its way to another belief. */
export function isSettled(charger: Charger): boolean {
  return (
    isProximitySettled(charger.proximity, charger.seen) &&
    isThermometerSettled(charger.thermometer, charger.seen) &&
    isCurrentSettled(charger.current) &&
    isSupplySettled(charger.supply) &&
    charger.seen.sensorsRead
  );
}
