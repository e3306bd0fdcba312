/**
 * Trace section: each requirement with what keeps and shows it, and the figures of its sources.
 */

import { type Evidence, isMissing } from './evidence.ts';
import { percent } from './part-rows.ts';
import { type Cell, code, table } from './tables.ts';

function mutantsOf({ mutants }: Evidence, files: readonly string[]): string {
  if (isMissing(mutants)) return '–';
  const scores = files.map((file) => mutants.units[file]).filter((score) => score !== undefined);
  if (scores.length === 0) return '–';
  const all = scores.reduce((sum, score) => sum + score.mutants, 0);
  return `${scores.reduce((sum, score) => sum + score.killed, 0)} of ${all}`;
}

function coverageOf({ coverage }: Evidence, files: readonly string[]): string {
  if (isMissing(coverage)) return '–';
  const own = files.map((file) => coverage.units[file]).filter((file) => file !== undefined);
  const all = own.reduce((sum, file) => sum + file.conditions, 0);
  return percent(
    own.reduce((sum, file) => sum + file.covered, 0),
    all,
  );
}

export function traceSection(evidence: Evidence): string {
  const rows = evidence.traces.map(({ requirement, scenarios, groups }): Cell[] => {
    const { id, says, code: files } = requirement;
    return [
      id,
      says,
      code(files.map((file) => file.replace(/^firmware\/|\.ts$/g, '')).join(' ')),
      scenarios.length,
      groups.join(' ') || '–',
      mutantsOf(evidence, files),
      coverageOf(evidence, files),
    ];
  });
  return table(
    ['', 'requirement', 'kept by', '#scenarios', 'searched in', 'mutants killed', 'MC/DC'],
    rows,
  );
}
