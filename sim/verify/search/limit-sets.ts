/**
 * Limit sets: tiny limits, small enough that every reachable state can be visited, chosen so that each limit
 * is the binding one in at least one set.
 *
 * One tick is 1 ms here. Only the order of the limits matters to control: it compares ages with limits and
 * never calculates with them, so a world in which one limit is due one tick before another represents every
 * world in which it is due earlier. docs/safety.md states what this loses.
 */

import {
  AfterPowerLoss,
  createLimits,
  type Limits,
  LockPolicy,
  Master,
  OnPowerLoss,
} from '../../../firmware/control/limits.ts';
import type {
  BistablePart,
  HoldToLockPart,
  SenseWindows,
} from '../../../firmware/drivers/lock-parts.ts';

export interface LimitSet {
  readonly name: string;
  readonly limits: Limits;
  readonly bistable: BistablePart | null;
  readonly holdToLock: HoldToLockPart | null;
}

const sense: SenseWindows = {
  lockedFromMillivolts: 0,
  lockedToMillivolts: 1000,
  unlockedFromMillivolts: 2000,
  unlockedToMillivolts: 3300,
};

function bistablePart(strokeMs: number, change: Partial<BistablePart> = {}): BistablePart {
  return {
    name: 'tiny',
    strokeMs,
    ratedMs: strokeMs,
    leastTravelMs: strokeMs > 1 ? 2 : 1,
    restRatio: 1,
    reversalMs: 1,
    stopsOnFeedback: true,
    brakeMs: 0,
    sense,
    ...change,
  };
}

const solenoid: HoldToLockPart = {
  name: 'tiny',
  pullInMs: 1,
  holdPermille: 300,
  returnMs: 1,
  leastTravelMs: 1,
  sense,
};

/** The shortest value of every limit. */
export function baseLimits(): Limits {
  return {
    ...createLimits(),
    tickMs: 1,
    ageCapMs: 15,
    deadProofMs: 1,
    releaseDelayMs: 1,
    latchProofMs: 1,
    weldVerdictMs: 1,
    guardWeldMs: 2,
    tripMs: 2,
    disproofMs: 1,
    closeVerdictMs: 2,
    minOpenMs: 1,
    retryMs: 2,
    retryMostMs: 3,
    retries: 0,
    loadProofMs: 1,
    loadResets: 1,
    stopGraceMs: 1,
    openingMs: 1,
    wantForMs: 1,
    diodeProofMs: 1,
    goneForMs: 1,
    pauseForMs: 1,
    steadyMs: 1,
    offerChangeMs: 1,
    unavailableMs: 1,
    wakeAfterMs: 2,
    wakeAgainMs: 2,
    wakeUps: 1,
    wakeUnavailableMs: 1,
    wakeBreakMs: 1,
    wakeSteadyMs: 1,
    authorizationMs: 2,
    lockAgainMs: 2,
    strokeVerdictMs: 1,
    jamMs: 3,
    unprovenMs: 3,
    lockStrokes: 1,
    lockHeldMs: 2,
    burstStrokes: 1,
    coldBurstStrokes: 1,
    pushPauseMs: 1,
    slowRetryMs: 2,
    serviceMs: 2,
    selfTestEveryMs: 2,
    installationMilliamps: 10000,
    simplifiedMilliamps: 8000,
    outageDelayMs: 1,
  };
}

function tiny(
  name: string,
  change: Partial<Limits>,
  part: BistablePart | HoldToLockPart = bistablePart(1),
): LimitSet {
  const bistable = 'strokeMs' in part ? part : null;
  const holdToLock = 'pullInMs' in part ? part : null;
  const limits: Limits = {
    ...baseLimits(),
    ...change,
    isHoldToLock: holdToLock !== null,
    holdPermille: holdToLock?.holdPermille ?? 0,
    leastTravelMs: bistable?.leastTravelMs ?? 1,
    strokeRatedMs: bistable?.ratedMs ?? 1,
    restRatio: bistable?.restRatio ?? 1,
    reversalMs: bistable?.reversalMs ?? 1,
  };
  return { name, limits, bistable, holdToLock };
}

/** A voltage sense as the only proof: without mains it proves nothing, so the plug is held then. */
const voltageOnly = { mirrorFitted: false, onPowerLoss: OnPowerLoss.Hold };

/** The long limit, the owner's settings, and what is fitted. */
export const limitSets: readonly LimitSet[] = [
  tiny('base', {}),
  tiny('slow-dead-proof', { deadProofMs: 3, guardWeldMs: 2, disproofMs: 3 }),
  tiny('slow-release', { releaseDelayMs: 3 }),
  tiny('slow-latch', { latchProofMs: 3 }),
  tiny('slow-disproof', { disproofMs: 3 }),
  tiny('slow-open', { minOpenMs: 3, steadyMs: 2 }),
  tiny('slow-stop', { stopGraceMs: 3, offerChangeMs: 2 }),
  tiny('slow-car', { wantForMs: 3, goneForMs: 2, diodeProofMs: 2 }),
  tiny('slow-weld', { weldVerdictMs: 2, guardWeldMs: 3, tripMs: 3, closeVerdictMs: 3 }),
  tiny('voltage-only', { ...voltageOnly, deadProofMs: 2, disproofMs: 2 }),
  tiny('efforts', {
    burstStrokes: 2,
    coldBurstStrokes: 2,
    lockStrokes: 3,
    pushPauseMs: 2,
    slowRetryMs: 3,
    strokeVerdictMs: 2,
    lockHeldMs: 3,
    jamMs: 5,
  }),
  tiny('permanent-efforts', {
    lockPolicy: LockPolicy.Permanent,
    burstStrokes: 2,
    coldBurstStrokes: 2,
    lockStrokes: 3,
  }),
  tiny('solenoid-efforts', { burstStrokes: 2, coldBurstStrokes: 2, lockStrokes: 3 }, solenoid),
  tiny('cold', { coldBurstStrokes: 2 }, bistablePart(1, { ratedMs: 2 })),
  tiny('brake', {}, bistablePart(1, { brakeMs: 2 })),
  tiny('slow-verdicts', { unprovenMs: 5, unavailableMs: 2, openingMs: 2 }),
  tiny('slow-service', { serviceMs: 3, selfTestEveryMs: 4 }),
  tiny('long-stroke', {}, bistablePart(3)),
  tiny('long-rest', {}, bistablePart(1, { restRatio: 3 })),
  tiny('long-reversal', {}, bistablePart(1, { reversalMs: 3 })),
  tiny('outage', { outageDelayMs: 2, minOpenMs: 2 }),
  tiny('solenoid', {}, solenoid),
  tiny('solenoid-while-charging', { lockPolicy: LockPolicy.WhileCharging }, solenoid),
  tiny('while-charging', { lockPolicy: LockPolicy.WhileCharging, pauseForMs: 2 }),
  tiny('permanent', { lockPolicy: LockPolicy.Permanent, lockAgainMs: 3 }),
  tiny('hold', { onPowerLoss: OnPowerLoss.Hold }),
  tiny('release-after', { afterPowerLoss: AfterPowerLoss.Release }),
  tiny('resume-locked', { afterPowerLoss: AfterPowerLoss.ResumeLocked }),
  tiny('authorization', { authorization: true, authorizationMs: 3 }),
  tiny('authorization-free', { authorization: true, lockBeforeAuthorization: false }),
  tiny('ventilated', { ventilation: true }),
  tiny('retries', { retries: 2, retryMs: 3, retryMostMs: 5 }),
  tiny('slow-load-proof', { loadProofMs: 3, loadResets: 2 }),
  tiny('master-optional', { master: Master.Optional, offerChangeMs: 2 }),
  tiny('master-required', { master: Master.Required, offerChangeMs: 2 }),
  tiny('master-required-0', { master: Master.Required, safeMilliamps: 0 }),
  tiny('wake-ups', {
    wakeUps: 2,
    wakeAfterMs: 3,
    wakeAgainMs: 3,
    wakeUnavailableMs: 2,
    wakeBreakMs: 2,
    wakeSteadyMs: 2,
    pilotBreakFitted: true,
  }),
  tiny('solenoid-voltage-authorization', { ...voltageOnly, authorization: true }, solenoid),
  tiny('while-charging-voltage-authorization', {
    ...voltageOnly,
    lockPolicy: LockPolicy.WhileCharging,
    authorization: true,
    lockBeforeAuthorization: false,
  }),
  tiny('permanent-voltage-authorization', {
    ...voltageOnly,
    lockPolicy: LockPolicy.Permanent,
    authorization: true,
  }),
];
