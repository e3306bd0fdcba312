/**
 * Limit check: which limits contradict each other, in words.
 */

import {
  AfterPowerLoss,
  type Limits,
  LockPolicy,
  MOST_OPENING_MS,
  MOST_RELEASE_DELAY_MS,
  OnPowerLoss,
} from './limits.ts';

/** The proof that takes no time, by name; empty if every one takes some. */
function zeroProofOf(limits: Limits): string {
  if (limits.deadProofMs < 1) return 'deadProof';
  if (limits.latchProofMs < 1) return 'latchProof';
  if (limits.disproofMs < 1) return 'disproof';
  if (limits.diodeProofMs < 1) return 'diodeProof';
  if (limits.weldVerdictMs < 1) return 'weldVerdict';
  return limits.closeVerdictMs < 1 ? 'closeVerdict' : '';
}

/**
 * From the vehicle's B until the contacts are open, at the latest, in ms. The pilot is looked at once in a
 * tick: its own reaction time is what the proof of the diode leaves beside two ticks.
 */
function openingInB(limits: Limits): number {
  const tickMs = limits.tickMs;
  const beliefMs = limits.diodeProofMs - 2 * tickMs + limits.waitInBMs;
  const looks = Math.floor((beliefMs + tickMs - 1) / tickMs) + 1;
  return looks * tickMs + limits.dropOutMs;
}

/**
 * The relations between limits that the safety case stands on. They are checked at start, at every
 * `set`, and by the build.
 *
 * @returns what is wrong, in words; empty when all holds
 */
export function checkLimits(limits: Limits): string {
  const zero = zeroProofOf(limits);
  if (zero !== '') return `${zero} must be at least 1 ms: without it nothing is proven`;
  if (limits.releaseDelayMs < 0 || limits.releaseDelayMs > MOST_RELEASE_DELAY_MS)
    return `releaseDelay must be 0 to ${MOST_RELEASE_DELAY_MS} ms`;
  if (limits.guardWeldMs < limits.weldVerdictMs)
    return 'guardWeld must not come before weldVerdict';
  if (limits.tripMs < limits.guardWeldMs) return 'trip must not come before guardWeld';
  if (limits.disproofMs < limits.deadProofMs) return 'disproof must not be shorter than deadProof';
  if (limits.minOpenMs < limits.steadyMs) return 'minOpen must not be shorter than steady';
  if (limits.burstStrokes < 1 || limits.coldBurstStrokes < limits.burstStrokes)
    return 'coldBurst must be at least burst, and burst at least 1';
  if (limits.slowRetryMs >= limits.ageCapMs) return 'ageCap must be above slowRetry';
  if (limits.installationMilliamps > limits.ceilingMilliamps)
    return `installation must be at most ${limits.ceilingMilliamps / 1000} A`;
  if (limits.safeMilliamps > 0 && limits.safeMilliamps < limits.leastMilliamps)
    return `safe-limit must be 0 A, or ${limits.leastMilliamps / 1000} A and more`;
  if (limits.waitInBMs > 0 && openingInB(limits) > MOST_OPENING_MS)
    return `waitInB opens after ${openingInB(limits)} ms, later than ${MOST_OPENING_MS} ms after the vehicle's B`;
  if (limits.retryMostMs < limits.retryMs) return 'retryMost must not be shorter than retry';
  return contradictionOf(limits);
}

/** What cannot be promised with what is fitted. */
function contradictionOf(limits: Limits): string {
  if (limits.isHoldToLock && limits.lockPolicy === LockPolicy.Permanent)
    return 'a hold-to-lock solenoid cannot hold permanently: it lets go without power';
  const lacksEnergy = !limits.storedEnergy && !limits.isHoldToLock;
  if (lacksEnergy && limits.onPowerLoss === OnPowerLoss.Release)
    return 'release on power loss needs a declared lock capacitor, and a controller that lives as long';
  if (limits.isHoldToLock && limits.onPowerLoss === OnPowerLoss.Hold)
    return 'a hold-to-lock solenoid cannot hold on power loss: it lets go without power';
  if (limits.isHoldToLock && limits.afterPowerLoss === AfterPowerLoss.ResumeLocked)
    return 'a hold-to-lock solenoid cannot resume locked: it lets go without power';
  const isBlind = !limits.mirrorFitted && !limits.isHoldToLock;
  if (isBlind && limits.onPowerLoss === OnPowerLoss.Release)
    return 'release on power loss needs a mirror contact: a voltage sense proves nothing without supply';
  return '';
}
