/**
 * Summary: a run in Markdown, for the page of a CI job.
 */

import { countOutcomes, type Outcome } from './outcome.ts';

interface SummaryEntry {
  readonly file: string;
  readonly title: string;
  readonly variant: string;
  readonly line: number;
  readonly outcome: Outcome;
  readonly message: string;
}

/** A page of a CI job is cut off at a megabyte; a longer list is of no use to a reader anyway. */
const MOST_ROWS = 100;
const MOST_CHARACTERS = 300;

const signs: Readonly<Record<Outcome, string>> = {
  passed: '✅',
  marginal: '⚠️',
  failed: '❌',
  inconclusive: '❓',
  error: '🔧',
  skipped: '⏭️',
};

/** Text in a cell of a table: a device may have said anything. */
function cell(text: string): string {
  const line = text.replace(/\s+/g, ' ').slice(0, MOST_CHARACTERS);
  return line.replace(/[\\|`<>&*_[\]]/g, (character) => `&#${character.charCodeAt(0)};`);
}

function rowOf({ file, title, variant, line, outcome, message }: SummaryEntry): string {
  const name = variant === '' ? title : `${title} (${variant})`;
  return `| ${signs[outcome]} ${outcome} | ${cell(name)} | ${cell(`${file}:${line}`)} | ${cell(message)} |`;
}

/**
 * @param title of the run
 * @param about further lines
 */
export function writeSummary(
  title: string,
  entries: readonly SummaryEntry[],
  about: readonly string[],
): string {
  const outcomes = entries.map(({ outcome }) => outcome);
  const news = entries.filter(({ outcome }) => outcome !== 'passed' && outcome !== 'skipped');
  const lines = [
    `## ${cell(title)}`,
    '',
    `**${countOutcomes(outcomes) || 'nothing was run'}**`,
    '',
  ];
  if (news.length > 0) {
    lines.push('| outcome | scenario | place | message |', '|---|---|---|---|');
    lines.push(...news.slice(0, MOST_ROWS).map(rowOf));
    if (news.length > MOST_ROWS) lines.push('', `… and ${news.length - MOST_ROWS} more`);
    lines.push('');
  }
  lines.push(...about.map((line) => `- ${cell(line)}`));
  return `${lines.join('\n')}\n`;
}
