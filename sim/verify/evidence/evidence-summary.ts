/**
 * Evidence summary: docs/evidence.md, the parts of the page in one table.
 */

import { type Evidence, notShown } from './evidence.ts';
import { type PartRow, partRows } from './part-rows.ts';

export function writeWork(seconds: number): string {
  if (seconds === 0) return '';
  if (seconds < 100) return `${seconds.toFixed(0)} s`;
  return seconds < 6000 ? `${(seconds / 60).toFixed(0)} min` : `${(seconds / 3600).toFixed(1)} h`;
}

function rowOf({ name, command, done, found, task, seconds }: PartRow): string {
  return `| ${name} | \`npx holdfast ${command}\` | ${done} | ${found} | ${task} | ${writeWork(seconds)} |`;
}

/**
 * The rows of now, and for what was not run now, those that are published of the same build: its parts may be run by and
 * by, and on more than one machine.
 */
export function joinRows(now: readonly PartRow[], published: readonly PartRow[]): PartRow[] {
  return now.map((row) => {
    if (row.isGood !== null) return row;
    return published.find(({ name, isGood }) => name === row.name && isGood !== null) ?? row;
  });
}

/** The whole of docs/evidence.md. @param parts the rows of its table */
export function writeEvidenceSummary(
  evidence: Evidence,
  parts: readonly PartRow[] = partRows(evidence),
): string {
  const rows = parts.map(rowOf);
  return `# Evidence

Build \`${evidence.build}\`, version ${evidence.version}, on ${evidence.machine}.

Written by \`npx holdfast evidence --write\` from the results of its commands; no figure on this page is typed by hand. The
build is a hash over the sources of firmware and simulator: what was run over another build is not shown, and *not run for
this build* is said in its place. The parts may have been run by and by: a row stays until the build changes, or the part is
run again. Search, fuzzer, sweep and FMEA depend on fewer sources (\`sim/verify/campaign/build-hash.ts\`): they are shown as long as
those have not changed.

| part | command | done | found | task | work |
|---|---|---|---|---|---|
${rows.join('\n')}

The whole page, with every unit behind these rows, the matrix of the [FMEA](fmea.md) and the [requirements](requirements.md) with their
figures, is one file:

\`\`\`
npx holdfast evidence --run --resume          # runs what is missing, and goes on after an interrupt (hours)
npx holdfast evidence --run --short           # a sample of everything
npx holdfast evidence --run --shard 0/8       # one part of eight, on one of eight machines
npx holdfast evidence --from results          # joins the parts in one folder, and writes the page
\`\`\`

## What was not shown

${notShown.map((text) => `- ${text}`).join('\n')}
`;
}
