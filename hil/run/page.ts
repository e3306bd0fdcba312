/**
 * Page: the report of a run on a rig: the simulator's report, with the verdicts of a bench.
 */

import {
  drawSection,
  type ReportItem,
  type Section,
  type Verdict,
} from '../../sim/view/report/section.ts';
import type { Rig } from '../rig/rig.ts';
import type { Entry, Outcome } from './outcome.ts';
import { repeatOnRig } from './pack.ts';

const kinds: Readonly<Record<Outcome, Verdict['kind']>> = {
  passed: 'pass',
  marginal: 'pass',
  failed: 'fail',
  inconclusive: 'open',
  error: 'open',
  skipped: 'open',
};

/** The last attempt is drawn; a message that is not in its trace is printed above it. */
function itemOf(entry: Entry, repeat: string): ReportItem {
  const { file, title, variant, outcome, message, attempts } = entry;
  const result = attempts[attempts.length - 1]?.result ?? null;
  const tries = attempts.length > 1 ? ` in attempt ${attempts.length}` : '';
  const isTold = result?.failure != null && message.includes(result.failure.message);
  const notes = attempts[attempts.length - 1]?.notes ?? [];
  const note = [isTold ? '' : message, ...notes].filter((line) => line !== '').join('; ');
  return {
    scenario: result?.scenario ?? { file, title, variant, why: '', lines: [] },
    result,
    verdict: { kind: kinds[outcome], word: `${outcome}${tries}`, note },
    repeat,
  };
}

/** An entry, drawn, with the command that runs it again on its rig. */
export function sectionOf(entry: Entry, rig: Rig): Section {
  return drawSection(itemOf(entry, repeatOnRig(entry, rig)));
}
