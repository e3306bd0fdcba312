/**
 * Disturbances: a sense that blinks and a pin that sticks, each for a while, at an instant of a story that goes
 * on meanwhile. A fault of the story may clear in that time; the last one brings such a fault along.
 */

import type { Act } from '../case/case.ts';
import type { Timed } from '../case/timed-acts.ts';
import { actsOf } from '../case/timed-acts.ts';
import type { Cut } from './cuts.ts';

/** A line that breaks something, when, and the line that ends it. */
interface Spell {
  readonly breaks: string;
  readonly mends: string;
  readonly fromMs: number;
  readonly untilMs: number;
}

function spell(breaks: string, mends: string, fromMs: number, untilMs: number): Spell {
  return { breaks, mends, fromMs, untilMs };
}

function disturb(name: string, ...spells: readonly Spell[]): Cut {
  const lines = spells.flatMap(({ breaks, mends, fromMs, untilMs }): Timed[] => [
    { atUs: fromMs * 1000, line: breaks },
    { atUs: untilMs * 1000, line: mends },
  ]);
  const acts: readonly Act[] = actsOf(lines);
  return { name, acts, isLoss: false, endsStory: false };
}

function latchBlinks(fromMs: number): Spell {
  return spell('latch wire cut', 'latch wire whole', fromMs, fromMs + 1000);
}

/** Long enough for a whole effort to release, and for what may follow from a lock that was misjudged. */
function pinSticks(fromMs: number): Spell {
  return spell('lock jammed', 'lock freed', fromMs, fromMs + 6000);
}

/** Longer than the contactor's minimum open time: what was charging may close as soon as the fault clears. */
const SHORTED_MS = 11000;

export const disturbances: readonly Cut[] = [
  disturb('latch blinks', latchBlinks(0)),
  disturb('pin sticks', pinSticks(0)),
  disturb('latch blinks and pin sticks', latchBlinks(0), pinSticks(0)),
  disturb(
    'latch blinks and pin sticks as a fault clears',
    spell('pilot-wire shorted', 'pilot-wire whole', 0, SHORTED_MS),
    latchBlinks(SHORTED_MS),
    pinSticks(SHORTED_MS),
  ),
];
