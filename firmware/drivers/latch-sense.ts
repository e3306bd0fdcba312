/**
 * Latch sense: where the pin is, by the lock's own feedback or by a separate latch switch.
 *
 * Wiring: the line is pulled up to 5 V. The contact in the lock pulls it down when locked; resistors at the lock's end
 * of the wire, or inside the lock, leave four readings (`lock-parts.ts`). The converter sees two thirds of the line, and
 * the pin map brings the reading back to it: full scale is 4950 mV on the reference schematic.
 *
 * Locked and unlocked are two windows of the part's data record, about 0.3 V and 3.1 V with the resistors as drawn. All
 * else is the third answer, Unknown: a wire that is cut (4.8 V, above both windows) or shorted (0 V, below both), and a
 * pin half-way. The command has no influence here.
 */

import { leaked, NOT_SO } from '../control/age.ts';
import { Latch, type Signals } from '../control/signals.ts';
import type { Readings } from '../hal.ts';
import type { SenseWindows } from './lock-parts.ts';
import type { QuietWindow } from './quiet-window.ts';

/** A new position is accepted when it has lasted for this long: open commanded by 40 ms. [D] */
export const LATCH_SETTLE_MS = 20;

export interface LatchSense {
  readonly windows: SenseWindows;
  believed: Latch;
  candidate: Latch;
  candidateForMs: number;
}

export function createLatchSense(windows: SenseWindows): LatchSense {
  return {
    windows: windows,
    believed: Latch.Unknown,
    candidate: Latch.Unknown,
    candidateForMs: NOT_SO,
  };
}

function positionOf(windows: SenseWindows, millivolts: number): Latch {
  if (millivolts >= windows.lockedFromMillivolts && millivolts <= windows.lockedToMillivolts) {
    return Latch.Locked;
  }
  const isUnlocked =
    millivolts >= windows.unlockedFromMillivolts && millivolts <= windows.unlockedToMillivolts;
  return isUnlocked ? Latch.Unlocked : Latch.Unknown;
}

/** The window in which the accepted position remains; Unknown has none, so every sample is evaluated. */
function keep(sense: LatchSense, quietWindow: QuietWindow): void {
  const windows = sense.windows;
  if (sense.believed === Latch.Locked) {
    quietWindow.latchFromMillivolts = windows.lockedFromMillivolts;
    quietWindow.latchToMillivolts = windows.lockedToMillivolts;
  } else if (sense.believed === Latch.Unlocked) {
    quietWindow.latchFromMillivolts = windows.unlockedFromMillivolts;
    quietWindow.latchToMillivolts = windows.unlockedToMillivolts;
  } else {
    quietWindow.latchFromMillivolts = 1;
    quietWindow.latchToMillivolts = 0;
  }
}

/**
 * Looks at one sample.
 *
 * @returns whether the accepted position has changed
 */
export function observeLatch(
  sense: LatchSense,
  readings: Readings,
  elapsedMs: number,
  seen: Signals,
  quietWindow: QuietWindow,
): boolean {
  const position = positionOf(sense.windows, readings.latchMillivolts);
  if (position === sense.believed) {
    // Evidence that Locked is over leaks away; one good sample does not take it back.
    const isHeld = position === Latch.Locked;
    sense.candidateForMs = isHeld ? leaked(sense.candidateForMs, elapsedMs) : NOT_SO;
    return false;
  }
  // Leaving Locked is one danger, wherever the pin goes; other candidates start again.
  const goesOn = sense.believed === Latch.Locked || position === sense.candidate;
  sense.candidateForMs = sense.candidateForMs < 0 || !goesOn ? 0 : sense.candidateForMs + elapsedMs;
  sense.candidate = position;
  if (sense.candidateForMs < LATCH_SETTLE_MS) return false;
  sense.believed = position;
  sense.candidateForMs = NOT_SO;
  seen.latch = position;
  keep(sense, quietWindow);
  return true;
}
