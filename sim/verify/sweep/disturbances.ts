/**
 * Disturbances: a sense that blinks and a pin that sticks, each for a while, at an instant of a story that goes
 * on meanwhile. A fault of the story may clear in that time; the last one brings such a fault along.
 */

import { actsOf, brokenFor, type Timed } from '../case/timed-acts.ts';
import type { Cut } from './cuts.ts';

function disturb(name: string, ...failures: readonly Timed[][]): Cut {
  return { name, acts: actsOf(failures.flat()), isLoss: false, endsStory: false };
}

function latchBlinks(fromUs: number): Timed[] {
  return brokenFor(['latch wire cut'], fromUs, 1000000);
}

/** Long enough for a whole effort to release, and for what may follow from a lock that was misjudged. */
function pinSticks(fromUs: number): Timed[] {
  return brokenFor(['lock jammed'], fromUs, 6000000);
}

/** Longer than the contactor's minimum open time: what was charging may close as soon as the fault clears. */
const SHORTED_US = 11000000;

export const disturbances: readonly Cut[] = [
  disturb('latch blinks', latchBlinks(0)),
  disturb('pin sticks', pinSticks(0)),
  disturb('latch blinks and pin sticks', latchBlinks(0), pinSticks(0)),
  disturb(
    'latch blinks and pin sticks as a fault clears',
    brokenFor(['pilot-wire shorted'], 0, SHORTED_US),
    latchBlinks(SHORTED_US),
    pinSticks(SHORTED_US),
  ),
];
