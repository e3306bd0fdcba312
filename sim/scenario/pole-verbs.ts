/**
 * Pole verbs: what breaks in one conductor alone.
 */

import { poleNames } from '../plant/contactor.ts';
import { phaseNames } from '../plant/pole.ts';
import { polesOf, type Setup } from '../world/setup.ts';
import type { Verb } from './rows.ts';
import { num, text, verb } from './verb-row.ts';

/** Contacts that stay closed may trip the upstream breaker; it is closed after the trip coil has opened it. */
export const BREAKER = 'after 1 s breaker on';

const poles = poleNames.join('|');
const phases = phaseNames.join('|');

const advice = '"given phases 3" fits all of them';

/** The conductors that the contactor switches. */
const switched = {
  of: (setup: Setup): readonly string[] => polesOf(setup).switched,
  advice,
};

/** Those of them that carry what the car draws. */
const fed = {
  of: (setup: Setup): readonly string[] => switched.of(setup).filter((name) => name !== 'N'),
  advice,
};

/** The lines that heal, by the pole that stands first in the line that breaks. */
function byPole(
  names: readonly string[],
  heal: (pole: string) => readonly string[],
): Record<string, readonly string[]> {
  return Object.fromEntries(names.map((pole) => [pole, heal(pole)]));
}

export const poleVerbs: readonly Verb[] = [
  verb(
    `contactor pole <${poles}> <welds|fails|whole>`,
    'one main contact welds, or no longer closes; a neutral welded alone makes nothing live',
    {
      needs: 'contactor-faults',
      heals: byPole(poleNames, (pole) => [`contactor pole ${pole} whole`, BREAKER]),
      relays: [],
      among: switched,
    },
    (w, [name, what]) => {
      const pole = w.plant.contactor.pole(text(name));
      if (what === 'welds') pole.welded = true;
      else if (what === 'fails') pole.fails = true;
      else w.plant.contactor.mend(pole);
    },
  ),
  verb(
    `supply <${poles}> <lost|back>`,
    'one conductor in front of the contactor',
    {
      needs: 'supply',
      heals: byPole(poleNames, (pole) => [`supply ${pole} back`]),
      relays: [],
      among: switched,
    },
    (w, [name, what]) => w.plant.contactor.supply(text(name), what === 'back'),
  ),
  verb(
    `excess <${phases}> <current>`,
    'the car draws more in one phase than in the others',
    {
      needs: 'current-meter',
      heals: byPole(phaseNames, (pole) => [`excess ${pole} 0 A`]),
      relays: [],
      among: fed,
    },
    (w, [name, current]) => {
      w.plant.contactor.pole(text(name)).excessMilliamps = num(current);
    },
  ),
];
