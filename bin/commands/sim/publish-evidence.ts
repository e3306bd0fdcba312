/**
 * Publish evidence: docs/evidence.json and docs/evidence.md, with the rows of every part that was run over a build.
 */

import { isAlike } from '../../../sim/verify/campaign/results.ts';
import type { Evidence } from '../../../sim/verify/evidence/evidence.ts';
import { joinRows, writeEvidenceSummary } from '../../../sim/verify/evidence/evidence-summary.ts';
import { type PartRow, partRows } from '../../../sim/verify/evidence/part-rows.ts';
import type { Print } from '../../context.ts';
import { readPublished, writePublished } from './published.ts';

const PAGE = 'docs/evidence.md';
const ROWS = 'docs/evidence.json';

interface PublishedRows {
  readonly build: string;
  readonly rows: readonly PartRow[];
}

/** The published rows of a build, and of another one those whose own sources are still the same. */
function readRows(root: string, build: string, sources: string): readonly PartRow[] {
  const published = readPublished<PublishedRows>(root, ROWS);
  if (published === null) return [];
  return published.rows.filter((row) =>
    isAlike({ ...row, build: published.build }, { build, sources }),
  );
}

/**
 * @param root address of the project's folder
 * @param sources what `workHash` says of it
 */
export function publishEvidence(
  root: string,
  evidence: Evidence,
  sources: string,
  print: Print,
): void {
  const rows = joinRows(partRows(evidence), readRows(root, evidence.build, sources));
  const published: PublishedRows = { build: evidence.build, rows };
  writePublished(root, ROWS, `${JSON.stringify(published, null, 2)}\n`);
  writePublished(root, PAGE, writeEvidenceSummary(evidence, rows));
  const shown = rows.filter(({ isGood }) => isGood !== null).length;
  print(`${PAGE} is written: ${shown} of ${rows.length} parts were run over this build`);
}
