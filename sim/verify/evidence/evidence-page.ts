/**
 * Evidence page: everything that was run over one build, in one file that needs nothing else.
 */

import { escapeHtml } from '../../view/report/html.ts';
import {
  coverageSection,
  fuzzSection,
  mutantsSection,
  searchSection,
  sweepSection,
} from './campaign-sections.ts';
import { type Evidence, isMissing, notShown } from './evidence.ts';
import { evidenceStyle } from './evidence-style.ts';
import { writeWork } from './evidence-summary.ts';
import { fmeaSection, pairsSection } from './fmea-section.ts';
import { type PartRow, partRows } from './part-rows.ts';
import { list } from './tables.ts';
import { traceSection } from './trace-section.ts';

const signs = { good: '✓', bad: '✗', open: '○' } as const;

function signOf({ isGood }: PartRow): string {
  if (isGood === null) return `<span class="open" title="nothing is claimed">${signs.open}</span>`;
  return isGood
    ? `<span class="pass" title="as expected">${signs.good}</span>`
    : `<span class="fail" title="not as expected">${signs.bad}</span>`;
}

function idOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z]+/g, '-');
}

function partsTable(rows: readonly PartRow[]): string {
  const body = rows.map(
    (row) =>
      `<tr><td>${signOf(row)}</td><td><a href="#${idOf(row.name)}">${escapeHtml(row.name)}</a></td>` +
      `<td><code>${escapeHtml(row.command)}</code></td><td>${escapeHtml(row.done)}</td>` +
      `<td>${escapeHtml(row.found)}</td><td class="n">${writeWork(row.seconds)}</td></tr>`,
  );
  return `<div class="wide"><table class="parts"><thead><tr><th></th><th>part</th><th>command</th><th>done</th><th>found</th><th class="n">work</th></tr></thead><tbody>${body.join('')}</tbody></table></div>`;
}

function section(row: PartRow, inside: string): string {
  const task = row.task === '' ? '' : ` <span class="dim">${escapeHtml(row.task)}</span>`;
  return (
    `<section id="${idOf(row.name)}"><h2>${signOf(row)} ${escapeHtml(row.name)}</h2>` +
    `<p class="command"><code>npx holdfast ${escapeHtml(row.command)}</code>${task}</p>` +
    `<p>${escapeHtml([row.done, row.found].filter((text) => text !== '').join('; '))}.</p>${row.isGood === null ? '' : inside}</section>`
  );
}

function outputText(output: Evidence['outputs'][number]): string {
  if (isMissing(output)) return '';
  return `<pre class="out">${escapeHtml(output.lines.join('\n'))}</pre>`;
}

function facts(rows: readonly PartRow[]): string {
  const claimed = rows.filter(({ isGood }) => isGood !== null);
  const good = claimed.filter(({ isGood }) => isGood === true).length;
  const fact = (value: string, what: string): string =>
    `<div><b>${value}</b><span>${what}</span></div>`;
  return `<div class="facts">${[
    fact(String(good), 'parts as expected'),
    fact(String(claimed.length - good), 'not as expected'),
    fact(String(rows.length - claimed.length), 'not run for this build'),
  ].join('')}</div>`;
}

/** The whole page. */
export function writeEvidencePage(evidence: Evidence): string {
  const rows = partRows(evidence);
  const inside = [
    searchSection(evidence),
    fuzzSection(evidence),
    sweepSection(evidence),
    mutantsSection(evidence),
    coverageSection(evidence),
    fmeaSection(evidence),
    pairsSection(evidence),
    ...evidence.outputs.map(outputText),
  ];
  const { build, version, machine } = evidence;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>Holdfast: evidence for build ${build}</title><style>${evidenceStyle}</style></head><body>
<h1>Evidence for build ${build}</h1>
<p class="about"><span>Holdfast ${escapeHtml(version)}</span><span>${escapeHtml(machine)}</span></p>
<p>The build is a hash over the sources of firmware and simulator. Behind every figure stands the command that gives it; what was run over another build is not shown.</p>
${facts(rows)}
${partsTable(rows)}
${rows.map((row, i) => section(row, inside[i] ?? '')).join('\n')}
<section id="requirements"><h2>Requirements</h2>${traceSection(evidence)}</section>
<section id="not-shown"><h2>What was not shown</h2>${list(notShown)}</section>
</body></html>
`;
}
