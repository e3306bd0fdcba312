/**
 * Jig moves: every part of a jig, its orders, and what the firmware that ships must report after each.
 */

import { contacts } from '../../firmware/drivers/input-words.ts';
import type { Finding } from './check-finding.ts';
import type { JigAnswers } from './jig-answers.ts';

/** Every change by a jig must be sensed and reported within this time. */
export const SENSED_MS = 3000;
/** Tolerance of the pilot's levels: a third of the distance between two of them. */
const PILOT_TOLERANCE_MILLIVOLTS = 1000;

/** One order to a part of the jig, and what the firmware must report. */
interface Move {
  readonly need: string;
  readonly part: string;
  readonly word: string;
  readonly seen: string;
  /** The pilot's upper level after it, in mV; null where the order does not change it. */
  readonly pilotMillivolts: number | null;
}

export function move(need: string, part: string, word: string, seen: string): Move {
  return { need, part, word, seen, pilotMillivolts: null };
}

function state(word: string, pilotMillivolts: number): Move {
  return { need: 'car', part: 'car', word, seen: `pilot ${word}`, pilotMillivolts };
}

export const moves: readonly Move[] = [
  state('B', 9000),
  state('C', 6000),
  state('D', 3000),
  state('A', 12000),
  move('pilot-faults', 'pilot', 'shorted', 'pilot E'),
  move('pilot-faults', 'pilot', 'whole', 'pilot A'),
  move('proximity', 'proximity', '100', 'cable 63000 mA'),
  move('proximity', 'proximity', '220', 'cable 32000 mA'),
  move('proximity', 'proximity', '680', 'cable 20000 mA'),
  move('proximity', 'proximity', '1500', 'cable 13000 mA'),
  move('proximity', 'proximity', 'short', 'proximity short'),
  move('proximity', 'proximity', 'none', 'proximity absent'),
  ...contacts.flatMap(({ word }) => [
    move('buttons', word, 'pressed', `${word} yes`),
    move('buttons', word, 'released', `${word} no`),
  ]),
];

export async function checkMove(jig: JigAnswers, one: Move): Promise<Finding> {
  const what = `${one.part} ${one.word}`;
  await jig.set(one.part, one.word);
  const tookMs = await jig.untilSaid(one.seen, SENSED_MS);
  if (tookMs < 0) {
    const said = jig.report.valueOf(one.seen.split(' ')[0] ?? '');
    const detail = `expected "${one.seen}" within ${SENSED_MS} ms, the firmware reports "${said}"`;
    return { what, verdict: 'wrong', detail };
  }
  const seen = `"${one.seen}" after ${tookMs} ms`;
  if (one.pilotMillivolts === null) return { what, verdict: 'ok', detail: seen };
  const [answer = ''] = await jig.session.product.ask('pilot', ['ok pilot high ']);
  const millivolts = Number(answer.split(' ')[3]);
  const isNear = Math.abs(millivolts - one.pilotMillivolts) <= PILOT_TOLERANCE_MILLIVOLTS;
  const level = `pilot at ${millivolts / 1000} V`;
  if (isNear) return { what, verdict: 'ok', detail: `${seen}, ${level}` };
  return { what, verdict: 'wrong', detail: `${level}, expected ${one.pilotMillivolts / 1000} V` };
}
