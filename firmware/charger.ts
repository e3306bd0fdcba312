/**
 * Charger: everything one running controller consists of, made once at start.
 *
 * Nothing is allocated after this. Records only; the code that works on them is in `observe` (inputs), `loop` (the
 * tick), `actuate` (outputs), and `console` with its trace (what people read).
 */

import { RESTED_MS } from './control/age.ts';
import { type Limits, OnPowerLoss } from './control/limits.ts';
import { createOutputs, type Outputs } from './control/outputs.ts';
import { createSignals, type Signals } from './control/signals.ts';
import { createState, type State } from './control/state.ts';
import { type BistableLock, createBistableLock } from './drivers/bistable-lock.ts';
import { type ControlPilot, createControlPilot, PILOT_DANGER_MS } from './drivers/control-pilot.ts';
import type { LevelNet } from './drivers/debounce.ts';
import { createLevelNets, Level, PROOFS } from './drivers/digital-inputs.ts';
import { createHoldToLock, type HoldToLock } from './drivers/hold-to-lock.ts';
import { createIndicator, type Indicator } from './drivers/indicator.ts';
import { createLatchSense, type LatchSense } from './drivers/latch-sense.ts';
import type { BistablePart, HoldToLockPart, SenseWindows } from './drivers/lock-parts.ts';
import { createOutgoingCurrent, type OutgoingCurrent } from './drivers/outgoing-current.ts';
import { createProximity, type ProximitySense } from './drivers/proximity.ts';
import { createQuietWindow, createReadings, type QuietWindow } from './drivers/quiet-window.ts';
import { createReflexSense, type ReflexSense } from './drivers/reflex-sense.ts';
import { createResidualCurrent, type ResidualCurrent } from './drivers/residual-current.ts';
import { createServiceJumper, type ServiceJumper } from './drivers/service-jumper.ts';
import { createSupplySense, type SupplySense } from './drivers/supply-meter.ts';
import { createThermometer, type Thermometer } from './drivers/thermometer.ts';
import { createGuard, type Guard } from './guard/memory.ts';
import { type Board, type Readings, ResetCause, Stored } from './hal.ts';
import type { Replay } from './replay.ts';
import { createRequests, type Requests } from './requests.ts';
import { type Access, createAccess } from './storage/access.ts';
import {
  createJournal,
  type Journal,
  recall,
  recalledDelayMs,
  recalledResets,
} from './storage/journal.ts';
import { createLedger, type Ledger } from './storage/ledger.ts';
import { createLimitRecord, type LimitRecord } from './storage/limit-record.ts';

/** What is fitted on the board: plain data of its pin map. */
export interface Fittings {
  /** Exactly one of the two lock kinds. */
  readonly bistablePart: BistablePart | null;
  readonly holdToLockPart: HoldToLockPart | null;
  /** The hardware keeps a coil held while the outgoing side is live, whatever the controller does. */
  readonly coilHold: boolean;
  /**
   * A capacitor behind the lock's bridge holds enough for a release after a supply loss, and the controller
   * lives as long.
   */
  readonly storedEnergy: boolean;
  /** The latch windows: the part's own, or those of a separate latch switch. */
  readonly sense: SenseWindows;
  readonly residualFitted: boolean;
  /** The sensor is not believed for this long after the contactor has switched, in ms. */
  readonly residualIgnoreMs: number;
}

/** What of a board, or of its map, the limits depend on. */
export interface FittedBoard {
  readonly proofs: number;
  readonly pilotBreak: object | null;
}

export interface Charger {
  readonly board: Board;
  readonly limits: Limits;
  readonly fittings: Fittings;

  readonly readings: Readings;
  readonly quietWindow: QuietWindow;
  readonly nets: readonly LevelNet[];
  readonly pilot: ControlPilot;
  readonly latch: LatchSense;
  readonly proximity: ProximitySense;
  readonly residual: ResidualCurrent;
  readonly current: OutgoingCurrent;
  readonly thermometer: Thermometer;
  readonly jumper: ServiceJumper;
  readonly supply: SupplySense;
  readonly bistable: BistableLock | null;
  readonly holdToLock: HoldToLock | null;
  readonly indicator: Indicator;
  readonly reflex: ReflexSense;

  readonly requests: Requests;
  readonly seen: Signals;
  readonly state: State;
  readonly outputs: Outputs;
  readonly guard: Guard;
  /** The outputs as they were last written to the nets. */
  readonly written: Outputs;
  readonly journal: Journal;
  readonly limitRecord: LimitRecord;
  readonly access: Access;
  readonly ledger: Ledger;
  /** While it runs; absent where nothing was built with a sum: in the simulator, and on a computer. */
  replay: Replay | null;
  /** What the replay has found: Whole where there is none. */
  replayed: Stored;

  /** Proofs that did not say closed when the contactor was switched last, as bits of `Level`. */
  silentProofs: number;
  /** Time since start, in ms, saturating. */
  uptimeMs: number;
  lateTicks: number;
  worstLapMs: number;
  /** Full turns of the slow inputs since start, saturating. */
  turns: number;
}

/**
 * What cannot be made safe by software is refused.
 *
 * @param proofs the board's proofs of the outgoing side
 * @returns what is wrong, in words; empty when the board can be run
 */
export function checkFittings(fittings: Fittings, proofs: number): string {
  if ((proofs & PROOFS) === 0) {
    return 'neither mirror contact nor outgoing voltage: dead could never be proven';
  }
  if ((fittings.bistablePart === null) === (fittings.holdToLockPart === null)) {
    return 'exactly one lock part must be fitted';
  }
  if (fittings.holdToLockPart !== null && !fittings.coilHold) {
    return 'a hold-to-lock solenoid lets go at every reset: its hardware hold must be declared';
  }
  return '';
}

/**
 * What control and guard must know of what is fitted. A bistable lock without a declared capacitor cannot
 * be worked once supply is gone, and behind a voltage sense alone nothing is proven dead then: it holds, and
 * the owner cannot choose otherwise.
 */
export function fitLimits(limits: Limits, fittings: Fittings, proofs: number): void {
  const part = fittings.bistablePart;
  limits.mirrorFitted = (proofs & Level.Mirror) !== 0;
  limits.storedEnergy = fittings.storedEnergy;
  const mostMilliamps = limits.ceilingMilliamps;
  if (limits.installationMilliamps > mostMilliamps) limits.installationMilliamps = mostMilliamps;
  limits.isHoldToLock = part === null;
  const coil = fittings.holdToLockPart;
  limits.holdPermille = coil === null ? 0 : coil.holdPermille;
  if (coil !== null) limits.leastTravelMs = coil.leastTravelMs;
  // A missing diode must have been believed before the contactor may close.
  limits.diodeProofMs = PILOT_DANGER_MS + 2 * limits.tickMs;
  if (part === null) return;
  if (!fittings.storedEnergy || !limits.mirrorFitted) limits.onPowerLoss = OnPowerLoss.Hold;
  limits.strokeRatedMs = part.ratedMs;
  limits.leastTravelMs = part.leastTravelMs;
  limits.restRatio = part.restRatio;
  limits.reversalMs = part.reversalMs;
}

/** The same, with what the board itself decides. */
export function fitBoard(limits: Limits, fittings: Fittings, board: FittedBoard): void {
  fitLimits(limits, fittings, board.proofs);
  limits.pilotBreakFitted = board.pilotBreak !== null;
}

/**
 * The random delay that this start has to keep, in ms; `seen.outageDelayMs` is what was drawn for it. Only an
 * outage is followed by one. A reset of the controller alone is none, but must not cut one short that passes:
 * it begins again, with the longer of the two that were drawn.
 */
function delayAtStart(board: Board, journal: Journal, seen: Signals): number {
  if (board.resetCause !== ResetCause.Watchdog || !journal.wasReadable) return seen.outageDelayMs;
  const cutMs = recalledDelayMs(journal);
  if (cutMs > seen.outageDelayMs) seen.outageDelayMs = cutMs;
  return cutMs > 0 ? seen.outageDelayMs : 0;
}

/** @param limits with the fitted part and the stored settings already applied */
export function createCharger(board: Board, fittings: Fittings, limits: Limits): Charger {
  const journal = createJournal(board.storage);
  const recalled = recall(journal);
  const isPowerOn = board.resetCause === ResetCause.PowerOn;
  const restedForMs = isPowerOn ? RESTED_MS : board.restedForMs;
  const bistable = fittings.bistablePart;
  const holdToLock = fittings.holdToLockPart;
  const seen = createSignals();
  seen.outageDelayMs = Math.floor((board.entropy * limits.outageDelayMs) / 1000000);
  const state = createState(recalled, delayAtStart(board, journal, seen));
  state.loadResets = recalledResets(journal);
  return {
    board: board,
    limits: limits,
    fittings: fittings,
    readings: createReadings(),
    quietWindow: createQuietWindow(),
    // A proof that the board does not have is not looked at.
    nets: createLevelNets(board.proofs | ~PROOFS),
    pilot: createControlPilot(),
    latch: createLatchSense(fittings.sense),
    proximity: createProximity(),
    residual: createResidualCurrent(fittings.residualFitted, fittings.residualIgnoreMs),
    current: createOutgoingCurrent(),
    thermometer: createThermometer(),
    jumper: createServiceJumper(),
    supply: createSupplySense(),
    bistable:
      bistable === null
        ? null
        : createBistableLock(bistable, limits.tickMs, restedForMs, limits.strokeVerdictMs),
    holdToLock: holdToLock === null ? null : createHoldToLock(holdToLock, limits.strokeVerdictMs),
    indicator: createIndicator(),
    reflex: createReflexSense(),
    requests: createRequests(seen.externalMilliamps),
    seen: seen,
    state: state,
    outputs: createOutputs(),
    guard: createGuard(limits, recalled.welded, restedForMs, recalled.bars),
    written: createOutputs(),
    journal: journal,
    limitRecord: createLimitRecord(board.storage),
    access: createAccess(board.storage),
    ledger: createLedger(board.storage),
    replay: null,
    replayed: Stored.Whole,
    silentProofs: 0,
    uptimeMs: 0,
    lateTicks: 0,
    worstLapMs: 0,
    turns: 0,
  };
}

/** Whether the program is what was built: its stored text, as far as the platform can read it, and what it decides. */
export function programState(charger: Charger): Stored {
  const program = charger.board.program;
  const stored = program === null ? Stored.Whole : program.stored();
  return stored !== Stored.Whole ? stored : charger.replayed;
}
