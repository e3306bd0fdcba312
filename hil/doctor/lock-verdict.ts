/**
 * Lock verdict: from the latch's state after each stroke to what is wrong with the lock. Pure.
 */

import type { SenseWindows } from '../../firmware/drivers/lock-parts.ts';
import type { Cause } from './causes.ts';

/** The class of a reading. `between` is in neither window, and lies between the two. */
export type Place = 'locked' | 'unlocked' | 'between' | 'above' | 'below';

export function placeOf(windows: SenseWindows, millivolts: number): Place {
  const { lockedFromMillivolts, lockedToMillivolts } = windows;
  const { unlockedFromMillivolts, unlockedToMillivolts } = windows;
  if (millivolts >= lockedFromMillivolts && millivolts <= lockedToMillivolts) return 'locked';
  if (millivolts >= unlockedFromMillivolts && millivolts <= unlockedToMillivolts) return 'unlocked';
  if (millivolts > Math.max(lockedToMillivolts, unlockedToMillivolts)) return 'above';
  if (millivolts < Math.min(lockedFromMillivolts, unlockedFromMillivolts)) return 'below';
  return 'between';
}

/** The latch before anything, after a retract, after an extend, and after another retract. */
export interface Strokes {
  readonly before: Place;
  readonly retracted: Place;
  readonly extended: Place;
  readonly back: Place;
}

/**
 * `opposite`: the sense shows the opposite of every order; only a look at the pin tells which of the two is
 * wrong.
 */
export type LockVerdict = Cause | 'opposite' | null;

export function judgeStrokes(strokes: Strokes): LockVerdict {
  const { before, retracted, extended, back } = strokes;
  const all = [retracted, extended, back];
  const isAlways = (place: Place): boolean => all.every((one) => one === place);
  if (isAlways('above')) return 'latch-wire-cut';
  if (isAlways('below')) return 'latch-wire-shorted';
  if (isAlways('between')) return 'latch-between';
  if (isAlways('unlocked')) {
    return before === 'locked' ? 'lock-does-not-go-out' : 'lock-does-not-move';
  }
  if (isAlways('locked')) return 'lock-does-not-move';
  if (retracted === 'locked' && extended === 'unlocked') return 'opposite';
  if (retracted === 'unlocked' && extended === 'locked') {
    if (back === 'unlocked') return null;
    return back === 'locked' ? 'lock-does-not-come-back' : 'lock-half-stroke';
  }
  if (all.includes('above')) return 'latch-wire-cut';
  return all.includes('below') ? 'latch-wire-shorted' : 'lock-half-stroke';
}

/** What a look at the pin shows after an extend stroke that the sense reports as a retraction. */
export function judgeOpposite(pinStandsOut: boolean): Cause {
  return pinStandsOut ? 'latch-sense-reversed' : 'lock-wires-swapped';
}
