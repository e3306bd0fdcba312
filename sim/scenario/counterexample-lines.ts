/**
 * Counterexample lines: the lines of a scenario that `holdfast explore` writes: a start, and one tick a line.
 */

import type { Session } from '../../firmware/control/state.ts';
import { sessionWords } from '../../firmware/control/words.ts';
import { limitSets } from '../verify/search/limit-sets.ts';
import { type WorldKind, worldKinds } from '../verify/search/model-plant.ts';
import { Pattern } from './pattern.ts';
import type { Precondition, Verb } from './rows.ts';

const sets = limitSets.map((set) => set.name).join('|');

export const counterexamplePreconditions: readonly Precondition[] = [
  {
    pattern: new Pattern(
      `search <${sets}> journal <${sessionWords.join('|')}> welded <no|yes> bars <count> hold-off <duration> rested <no|yes> [resets <count>] [over <${worldKinds.join('|')}> pin <count> contacts <open|closed> mains <no|yes>]`,
    ),
    meaning: 'no plant: the decision alone, under the tiny limits of a search',
    build: (
      setup,
      [set, session, welded, bars, holdOff, rested, resets, kind, pin, contacts, mains],
    ) => {
      const found = { pin: Number(pin), closed: contacts === 'closed', mains: mains === 'yes' };
      setup.counterexample = {
        set: String(set),
        recalled: {
          session: sessionWords.indexOf(String(session)) as Session,
          welded: welded === 'yes',
          bars: Number(bars),
        },
        holdOffMs: Number(holdOff) / 1000,
        loadResets: Number(resets),
        rested: rested === 'yes',
        world: kind === null ? null : { kind: kind as WorldKind, found },
      };
    },
  },
];

export const counterexampleVerbs: readonly Verb[] = [
  {
    pattern: new Pattern('see <text>'),
    meaning: 'one tick of a searched scenario, and what differs from nominal in it',
    needs: null,
    heals: null,
    perform: () => {
      throw new Error('"see" needs "given search": it is a tick of the decision alone');
    },
  },
];
