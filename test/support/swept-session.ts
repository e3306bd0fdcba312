/** A whole session, swept: the power is cut, and things fail, at one tick of so many. */

import { type SweepUnit, sweepScenario } from '../../sim/verify/sweep/sweep.ts';
import { readInline } from './inline-scenario.ts';

const session = [
  'plug in',
  'car in',
  'expect phase energized within 5 s',
  'after 2 s press stop',
  'expect pin withdrawn within 5 s',
];

export function sweepSession(every: number): Promise<SweepUnit> {
  return sweepScenario(readInline(...session), { every });
}
