/**
 * System: the program under search. The shipping `step`, the shipping lock driver and the shipping guard, one
 * tick at a time, with inputs that an adversary chooses.
 */

import { RESTED_MS } from '../../../firmware/control/age.ts';
import type { Limits } from '../../../firmware/control/limits.ts';
import { demandsOpen } from '../../../firmware/control/open-conditions.ts';
import { createOutputs, type Outputs } from '../../../firmware/control/outputs.ts';
import { Bar } from '../../../firmware/control/reclose.ts';
import {
  Advert,
  createState,
  Phase,
  type Recalled,
  type State,
} from '../../../firmware/control/state.ts';
import { step } from '../../../firmware/control/step.ts';
import {
  type BistableLock,
  createBistableLock,
  runBistableLock,
} from '../../../firmware/drivers/bistable-lock.ts';
import {
  createHoldToLock,
  type HoldToLock,
  runHoldToLock,
} from '../../../firmware/drivers/hold-to-lock.ts';
import { createGuard, type Guard, type Rule } from '../../../firmware/guard/memory.ts';
import { checkRules, makeSafe } from '../../../firmware/guard/rules.ts';
import { DrawnSignals } from './drawn-signals.ts';
import { Claim, claimOf, isFalse } from './false-reason.ts';
import type { LimitSet } from './limit-sets.ts';
import {
  createModelWorld,
  type Deed,
  isHazard,
  type ModelWorld,
  move,
  type WorldKind,
} from './model-plant.ts';
import {
  Breach,
  createSessionWatch,
  permissionBreach,
  requestBreach,
  type SessionWatch,
  startCounts,
  watchSession,
} from './session-watch.ts';

/** What control's half of a tick tells the other half, besides its outputs. */
export interface Told {
  /** A request is not honoured. */
  breach: Breach;
  /** What people are told about the plug. */
  claim: Claim;
}

export interface System {
  readonly set: LimitSet;
  readonly limits: Limits;
  readonly state: State;
  readonly seen: DrawnSignals;
  readonly outputs: Outputs;
  readonly guard: Guard;
  readonly bistable: BistableLock | null;
  readonly holdToLock: HoldToLock | null;
  readonly watch: SessionWatch;
  readonly told: Told;
  /** Drivers and a physical world, or null where the adversary chooses the drivers' signals. */
  readonly world: ModelWorld | null;
  /** The world's behaviour in this tick. */
  deed: Deed | null;
  /** The adversary has a person who acts. */
  readonly hasPerson: boolean;
  /** Bars that nothing ends which the adversary has, as bits of `Bar`. */
  readonly barred: number;
  /** The adversary says whether the last start cut a session off, where it counts. */
  readonly asksDoubt: boolean;
}

/** Not a rule: the physical hazard of the model plant. */
export const HAZARD = 12;
/** Not a rule of the guard's: what people are told for a held plug is not so (L3). */
export const FALSE_REASON = 13;
/** Energy that nobody permitted, or a request that was not honoured. */
export const SESSION = 14;
/** The contactor is closed, and what the sentinel does with the raw readings is not what the rules want. */
export const SENTINEL = 15;

/** What a tick can break: a rule, or one of those above. */
export type Broken = Rule | typeof HAZARD | typeof FALSE_REASON | typeof SESSION | typeof SENTINEL;

/** The state at power-up. */
export interface SystemStart {
  /** The journal's content; the system uses a copy. */
  readonly recalled: Readonly<Recalled>;
  readonly holdOffMs: number;
  /** Resets right after closing, the last one among them, as the journal says. */
  readonly loadResets: number;
  readonly rested: boolean;
  readonly world: WorldKind | null;
  /** Whether the adversary has a person who acts, and the bars that nothing ends which it has: everything if left out. */
  readonly hasPerson?: boolean;
  readonly barred?: number;
  /** Whether the adversary says if the supply's load is in doubt: the journal does, if left out. */
  readonly asksDoubt?: boolean;
}

/** After a long time without power, and with nothing in the journal. */
export const RESTED_START: SystemStart = {
  recalled: { session: 0, welded: false, bars: 0 },
  holdOffMs: 0,
  loadResets: 0,
  rested: true,
  world: null,
};

/** A system that has just been powered up. */
export function createSystem(set: LimitSet, start: SystemStart): System {
  const { holdOffMs, loadResets, rested, world } = start;
  const recalled = { ...start.recalled };
  const limits = set.limits;
  const restedForMs = rested ? RESTED_MS : 0;
  const seen = new DrawnSignals();
  seen.outageDelayMs = limits.outageDelayMs;
  return {
    set,
    limits,
    state: { ...createState(recalled, holdOffMs), loadResets },
    seen,
    outputs: createOutputs(),
    guard: createGuard(limits, recalled.welded, restedForMs, recalled.bars),
    bistable:
      set.bistable === null
        ? null
        : createBistableLock(set.bistable, limits.tickMs, restedForMs, limits.strokeVerdictMs),
    holdToLock:
      set.holdToLock === null ? null : createHoldToLock(set.holdToLock, limits.strokeVerdictMs),
    watch: createSessionWatch(recalled.session, limits),
    told: { breach: Breach.None, claim: Claim.None },
    world: world === null ? null : createModelWorld(set, seen, world),
    deed: null,
    hasPerson: start.hasPerson ?? true,
    barred: start.barred ?? Bar.None,
    asksDoubt: start.asksDoubt ?? false,
  };
}

/** Control's half of a tick: it reads of the other half what the lock's driver says, `motion` and `hold`. */
export function stepControl(system: System): void {
  const { state, seen, outputs, limits, told } = system;
  const hasStart = startCounts(state.phase, seen);
  // Nothing else can lead to a closing, before which alone it is asked.
  const mayClose = state.phase === Phase.Ready && state.advert === Advert.Offer;
  if (system.asksDoubt && mayClose && !state.isLoadNoted) state.isLoadInDoubt = seen.loadDoubted;
  step(state, seen, outputs, limits);
  told.breach = requestBreach(state, seen, hasStart);
  told.claim = claimOf(state, seen, limits);
}

/**
 * The other half: the lock's driver, the guard, the watch over sessions, and the world if there is one. It reads of
 * control the outputs, and what control told.
 *
 * @returns the rule that the guard saw broken, HAZARD, FALSE_REASON, SESSION, or 0
 */
export function followControl(system: System): Broken {
  const { seen, outputs, guard, limits, world, watch, told } = system;
  if (system.bistable !== null) runBistableLock(system.bistable, seen, outputs);
  if (system.holdToLock !== null) runHoldToLock(system.holdToLock, seen, outputs);
  watchSession(watch, seen, guard, limits);
  const wasClosed = guard.closed;
  const rule = checkRules(guard, seen, outputs, limits);
  if (rule !== 0) return rule;
  if (world !== null && system.deed !== null) {
    move(world, outputs, limits, system.deed);
    if (isHazard(world.plant)) return HAZARD;
  }
  if (told.breach !== Breach.None) return SESSION;
  const closes = outputs.contactorClosed && !wasClosed;
  if (permissionBreach(watch, seen, guard, limits, closes) !== Breach.None) return SESSION;
  return isFalse(told.claim, guard, limits) ? FALSE_REASON : rule;
}

/** The safe outputs in the place of control's, with the inputs in `seen`. @returns the rule that they break, or 0 */
export function followSafeOutputs({ guard, seen, outputs, limits }: System): Broken {
  makeSafe(guard, outputs);
  return checkRules(guard, seen, outputs, limits);
}

/**
 * One tick with the inputs in `seen`.
 *
 * @returns the rule that the guard saw broken, HAZARD, FALSE_REASON, SESSION, SENTINEL, or 0
 */
export function tickSystem(system: System): Broken {
  const { seen, limits, world } = system;
  if (world !== null && system.guard.closed && world.opens !== demandsOpen(seen, limits)) {
    return SENTINEL;
  }
  stepControl(system);
  return followControl(system);
}
