/**
 * Brief search: the first states that an adversary can reach, and whether the plug is released from each.
 *
 * The whole search takes hours; most of the mistakes that it finds show near its roots.
 */

import { ruleNames } from '../search/explore.ts';
import { choicesOf } from '../search/groups.ts';
import { ProgressCheck } from '../search/progress.ts';
import { insertRoots } from '../search/roots.ts';
import { blankOf, findUnit } from '../search/unit.ts';
import { WholeSearch } from '../search/whole-search.ts';
import type { Trial } from './trial.ts';

/** Sets of tiny limits and groups of inputs; each pair is the one that shows its kind of mistake. */
const UNITS: readonly (readonly [string, string])[] = [
  ['base', 'contactor'],
  ['base', 'lock'],
  ['base', 'people'],
  ['slow-dead-proof', 'power'],
  ['solenoid', 'lock'],
];

const MOST_STATES = 150;

export function searchBriefly(): Trial[] {
  return UNITS.map(([set, group]) => ({
    kind: 'search',
    name: `explore ${set}/${group}, the first ${MOST_STATES} states`,
    run: async () => search(set, group),
  }));
}

function search(setName: string, groupName: string): string {
  const unit = findUnit(setName, groupName);
  const whole = new WholeSearch(unit, MOST_STATES * (choicesOf(unit.group).length + 1));
  insertRoots(unit, whole);
  for (let id = 0; id < Math.min(whole.end, MOST_STATES); id++) {
    const found = whole.expand(id);
    if (found !== null) return `${ruleNames[found.rule]} is broken`;
  }
  const { stuck } = new ProgressCheck(blankOf(unit).system, whole).run();
  return stuck === null ? '' : 'the plug never gets free';
}
