/**
 * Page: a run on a rig as people look at it: the simulator's report, with the verdicts of a bench.
 */

import { type ReportHead, writePage } from '../../sim/report/page.ts';
import { drawSection, type ReportItem, type Verdict } from '../../sim/report/section.ts';
import type { Entry, Outcome } from './outcome.ts';

const kinds: Readonly<Record<Outcome, Verdict['kind']>> = {
  passed: 'pass',
  marginal: 'pass',
  failed: 'fail',
  inconclusive: 'open',
  error: 'open',
  skipped: 'open',
};

/** The last attempt is drawn; a message that its own trace does not tell stands above it. */
function itemOf(entry: Entry, repeat: string): ReportItem {
  const { file, title, variant, outcome, message, attempts } = entry;
  const result = attempts[attempts.length - 1]?.result ?? null;
  const tries = attempts.length > 1 ? ` in attempt ${attempts.length}` : '';
  const isTold = result?.failure != null && message.includes(result.failure.message);
  return {
    scenario: result?.scenario ?? { file, title, variant, why: '', lines: [] },
    result,
    verdict: { kind: kinds[outcome], word: `${outcome}${tries}`, note: isTold ? '' : message },
    repeat,
  };
}

/** @param repeat the command that runs an entry again */
export function writeRunPage(
  head: ReportHead,
  entries: readonly Entry[],
  repeat: (entry: Entry) => string,
): string {
  return writePage(
    head,
    entries.map((entry) => drawSection(itemOf(entry, repeat(entry)))),
  );
}
