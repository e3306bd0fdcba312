/**
 * Cuts: the ways in which a charger loses its power or its state, and the instants of a story at which that
 * happens.
 */

import type { Act } from '../case/case.ts';
import type { Recording } from './recording.ts';

export interface Cut {
  readonly name: string;
  /** The events from the instant of the cut until power is back. */
  readonly acts: readonly Act[];
  /** Long enough to count as a loss: the restart runs, and the owner's settings apply. */
  readonly isLoss: boolean;
  /** The pin is withdrawn in it, as long as the hold-up lasts. */
  readonly letsGo?: boolean;
  /** Nothing is done after it; else the story goes on to its end (disturbances.ts). */
  readonly endsStory: boolean;
}

const act = (afterMs: number, line: string): Act => ({ afterUs: afterMs * 1000, line });

function mainsOff(name: string, forMs: number, isLoss: boolean): Cut {
  return { name, acts: [act(0, 'grid off'), act(forMs, 'grid on')], isLoss, endsStory: true };
}

/** The offer has fallen so long after a term's end. */
const FALL_MS = 6000;

export const cuts: readonly Cut[] = [
  // Up to 40 ms must be bridged; 60 ms may count as either.
  mainsOff('dip 30 ms', 30, false),
  mainsOff('dip 60 ms', 60, false),
  mainsOff('cut 200 ms', 200, true),
  { ...mainsOff('cut 30 s', 30000, true), letsGo: true },
  {
    name: 'cut 30 s, no hold-up',
    acts: [act(0, 'rail off'), act(0, 'grid off'), act(30000, 'grid on')],
    isLoss: true,
    endsStory: true,
  },
  {
    name: 'brown-out 60 ms',
    acts: [act(0, 'rail off'), act(60, 'rail on')],
    isLoss: true,
    endsStory: true,
  },
  { name: 'watchdog reset', acts: [act(0, 'reset watchdog')], isLoss: true, endsStory: true },
];

/**
 * The serial line is cut, and stays so until every limit has run out that a master has given.
 *
 * @param forMs the longest term, in ms
 */
export function cutLine(forMs: number): Cut {
  return {
    name: 'line cut',
    acts: [act(0, 'line cut'), act(forMs + FALL_MS, 'line cut')],
    isLoss: false,
    endsStory: true,
  };
}

/** An interrupted write includes the loss of the controller's supply. */
export function tear(after: number): Cut {
  return {
    name: `journal torn after ${after}`,
    acts: [act(0, `journal torn after ${after}`), act(30000, 'rail on')],
    isLoss: true,
    endsStory: true,
  };
}

/** After this long without an event in the trace, every age below it has expired. */
const SILENCE_US = 15000000;
/** Without events the cuts are this far apart: those ticks differ only in values that a cut discards. */
const SILENT_STEP_US = 10000000;

/** Changes of the lamp do not count as events. */
function isNews(name: string): boolean {
  return name !== 'lamp';
}

/**
 * The instants at which a story is cut: every tick, and in long intervals without events one each 10 s.
 *
 * @param every take only every n-th of them, the last one in any case
 */
export function instantsOf(story: Recording, every: number): number[] {
  const news = story.events.filter(({ name }) => isNews(name)).map(({ atUs }) => atUs);
  for (const { atUs } of story.done) news.push(atUs);
  news.sort((a, b) => a - b);
  const instants: number[] = [];
  let next = 0;
  let newsUs = 0;
  let silentUs = 0;
  for (let atUs = 0; atUs <= story.endUs; atUs += story.tickUs) {
    while (next < news.length && (news[next] as number) <= atUs) newsUs = news[next++] as number;
    const isSilent = atUs - newsUs > SILENCE_US;
    if (isSilent && atUs - silentUs < SILENT_STEP_US) continue;
    silentUs = atUs;
    instants.push(atUs);
  }
  return instants.filter((_, i) => (instants.length - 1 - i) % every === 0);
}
