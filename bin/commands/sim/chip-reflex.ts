/**
 * `holdfast bench reflex`: how soon hardware opens the contactor on an emulated chip, whatever the interpreter is
 * busy with.
 */

import { charge, measureFeeds, measureOpening } from '../../../sim/chip/hardware-openings.ts';
import type { Installed } from '../../../sim/chip/installed.ts';
import { causes, works } from '../../../sim/chip/works.ts';
import { EnvironmentError } from '../../../sim/errors.ts';
import type { Print } from '../../context.ts';
import { createProgress } from '../../progress.ts';
import { benchTimers } from './chip-timers.ts';
import { LimitRows } from './limit-rows.ts';

/** Between two feeds, at most; the contactor is opened 5 ms later. */
const GAP_LIMIT_MS = 23;
/** After a feed that was announced to be a long one, at most. */
const ANNOUNCED_LIMIT_MS = 55;

/**
 * @returns the exit code: 1 where a limit is missed
 */
export function benchReflex(installed: Installed, print: Print): number {
  const { map, platform } = installed;
  if (map.reflex === 'timers') return benchTimers(installed, print);
  if (map.reflex === null) {
    throw new EnvironmentError(`${platform}: the map ${map.name} declares no reflex`);
  }
  const progress = createProgress(`works on ${map.name}`, works.length);
  const rows = new LimitRows(print);
  for (const work of works) {
    const charging = charge(installed, work);
    for (const cause of causes) {
      if (!cause.isOn(map) || !cause.isFor(work)) continue;
      const what = cause.name === 'nothing' ? 'nothing else' : cause.name;
      const openedMs = measureOpening(charging, installed, work, cause);
      rows.tell(`${what}, while the interpreter is ${work.name}`, openedMs, cause.limitMs);
    }
    if (work.code === '') {
      charging.put();
      for (const [when, { ordinaryMs, announcedMs }] of measureFeeds(charging, installed)) {
        rows.tell(`longest time between two feeds ${when}`, ordinaryMs, GAP_LIMIT_MS);
        if (announcedMs > 0) {
          rows.tell(`over an announced write, ${when}`, announcedMs, ANNOUNCED_LIMIT_MS);
        }
      }
    }
    progress.step();
  }
  progress.stop();
  return rows.missed === 0 ? 0 : 1;
}
