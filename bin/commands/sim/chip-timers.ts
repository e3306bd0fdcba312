/**
 * `holdfast bench reflex --chip espruino`: how soon Espruino's timers open the contactor on an emulated chip,
 * whatever the interpreter is busy with.
 */

import type { Installed } from '../../../sim/chip/installed.ts';
import { chargeWithTimers, measureTimerOpening } from '../../../sim/chip/timer-openings.ts';
import {
  noDanger,
  type TimerCause,
  type TimerWork,
  timerCauses,
  timerWorks,
} from '../../../sim/chip/timer-works.ts';
import type { Print } from '../../context.ts';
import { createProgress } from '../../progress.ts';
import { LimitRows } from './limit-rows.ts';

/** The dead-man must be put off 5 ms before it opens, at the latest. */
const PUT_OFF_WITHIN_MS = 33;
/** When the loop must have found that nobody looks, where the dead-man is gone as well. */
const FOUND_WITHIN_MS = 1000;
const WITHOUT_LOOKS_MS = 40;

function limitOf(work: TimerWork, cause: TimerCause): number {
  if (!work.losesTimers) return cause.limitMs;
  return work.name.includes('any timer') ? FOUND_WITHIN_MS : WITHOUT_LOOKS_MS;
}

/** A loop that feeds opens for no reason; a danger beside lost timers would be told by the loop. */
function isMeasured(work: TimerWork, cause: TimerCause): boolean {
  if (work.losesTimers) return cause === noDanger;
  if (cause === noDanger) return !work.feeds;
  // A hung loop opens in any case.
  return cause.limitMs !== Number.POSITIVE_INFINITY || work.feeds;
}

/** @returns the exit code: 1 where a limit is missed */
export function benchTimers(installed: Installed, print: Print): number {
  const progress = createProgress('works on Espruino', timerWorks.length + 1);
  const rows = new LimitRows(print);
  const charging = chargeWithTimers(installed);
  progress.step();
  rows.tell('dead-man not put off in a charge, at most', charging.longestMs, PUT_OFF_WITHIN_MS);
  for (const work of timerWorks) {
    for (const cause of timerCauses.filter((one) => isMeasured(work, one))) {
      const openedMs = measureTimerOpening(charging, installed, work, cause);
      const what = `${cause.name}, while the interpreter is ${work.name}`;
      rows.tell(what, openedMs, limitOf(work, cause));
    }
    progress.step();
  }
  progress.stop();
  return rows.missed === 0 ? 0 : 1;
}
