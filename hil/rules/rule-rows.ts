/**
 * Rule rows: each rule and each hazard in words, and the names that must be sensed to judge it from outside.
 */

import { forbidding as inputs } from '../../firmware/drivers/input-words.ts';
import { hazardWords } from '../../sim/world/hazards.ts';

export interface RuleRow {
  readonly name: string;
  /** The forbidden behaviour. */
  readonly never: string;
  /** Names of the trace that the rule requires; `a|b` where one of them is enough. */
  readonly needs: readonly string[];
  /** Further inputs, each of which can break the rule alone: the rule is judged by those that are present. */
  readonly by: readonly string[];
}

/** Optional inputs, each of which forbids a closed contactor and an offer. */
const forbidding = [...inputs.map(({ word }) => word), 'over-current', 'mains', 'heat'];
const lock = 'drive|coil';

export const ruleRows: readonly RuleRow[] = [
  {
    name: 'R1',
    never: 'drive or let go towards release unless proven dead',
    needs: ['contactor', lock, 'contacts', 'supply'],
    by: [],
  },
  {
    name: 'R2',
    never: 'close unless the latch is proven locked, by a stroke that was seen to lock it',
    needs: ['contactor', 'latch', lock],
    by: [],
  },
  {
    name: 'R3',
    never: 'stay closed after the pilot has left C/D, is invalid, or has lost its negative half',
    needs: ['contactor', 'pilot'],
    by: [],
  },
  {
    name: 'R4',
    never: 'stay closed after an input requires stop',
    needs: ['contactor', 'latch', 'proximity', 'supply'],
    by: forbidding,
  },
  { name: 'R5', never: 'close again before the minimum open time', needs: ['contactor'], by: [] },
  {
    name: 'R6',
    never: 'close before the restart has finished',
    needs: ['contactor', 'supply', 'latch', 'contacts', lock],
    by: [],
  },
  {
    name: 'R7',
    never: 'overrun a stroke, its rest, or the pause before the direction changes',
    needs: ['drive'],
    by: [],
  },
  {
    name: 'R8',
    never: 'offer current where none may be offered, or more than cable, installation or heat bear',
    needs: ['duty', 'pilot', 'latch', 'proximity', 'cable', 'supply'],
    by: forbidding,
  },
  {
    name: 'R9',
    never: 'release or close after a weld, before it is disproved',
    needs: ['contactor', lock, 'contacts', 'supply'],
    by: [],
  },
  {
    name: 'R10',
    never: 'close after a trip before a person has acted',
    needs: ['contactor'],
    by: ['residual', 'over-current', 'e-stop', 'latch'],
  },
  {
    name: 'R11',
    never:
      'offer more than the safe limit while a master is required and none of its limits stands',
    needs: ['duty'],
    by: [],
  },
];

/** The hazards are judged by the simulated world, from its own physical state. */
export const hazardRows: readonly RuleRow[] = [
  {
    name: 'live-unlatched',
    never: hazardWords['live-unlatched'],
    needs: ['socket', 'pin'],
    by: [],
  },
  { name: 'plug-out-live', never: hazardWords['plug-out-live'], needs: ['socket', 'plug'], by: [] },
  {
    name: 'stroke-over-rating',
    never: hazardWords['stroke-over-rating'],
    needs: ['pin', 'drive'],
    by: [],
  },
  { name: 'shoot-through', never: hazardWords['shoot-through'], needs: ['pin', 'drive'], by: [] },
];
