/**
 * JUnit: runs as the XML that CI servers show, one suite per rig. A broken product is a failure, a broken
 * bench an error.
 *
 * The dialect is that of Jenkins, GitLab and pytest: totals on the root, file and line of every case, its
 * properties, and the files that show more as `[[ATTACHMENT|path]]` in its output.
 */

import { secondsOf, type Entry as WholeEntry } from './outcome.ts';

type Entry = Omit<WholeEntry, 'attempts'> & {
  readonly attempts: readonly { readonly message: string; readonly seconds: number }[];
};

export interface Suite {
  readonly name: string;
  readonly startedAt: string;
  readonly hostname: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly entries: readonly Entry[];
}

/** Text for XML 1.0, without the control characters and halves of pairs that XML cannot contain. */
function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** In an attribute an end of a line would be read as a space. */
function escapeLine(text: string): string {
  return escapeXml(text).replaceAll('\r', '&#13;').replaceAll('\n', '&#10;');
}

function tag(name: string, attributes: Record<string, string | number>, inside: string): string {
  const words = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${escapeLine(String(value))}"`,
  );
  const open = `<${name}${words.join('')}`;
  return inside === '' ? `${open}/>` : `${open}>${inside}</${name}>`;
}

function nameOf({ title, variant }: Entry): string {
  return variant === '' ? title : `${title} (${variant})`;
}

/** Bench errors of attempts that a later attempt has replaced. */
function retriesOf(entry: Entry): string[] {
  const earlier = entry.attempts.slice(0, -1);
  return earlier.map((attempt, i) => `attempt ${i + 1}: ${attempt.message}`);
}

/** Text that CI shows beside the name. */
function verdictOf(entry: Entry): string {
  const { outcome, message } = entry;
  const notes = escapeXml(retriesOf(entry).join('\n'));
  if (outcome === 'skipped') return tag('skipped', { message }, '');
  if (outcome === 'failed') return tag('failure', { message, type: 'product' }, notes);
  if (outcome !== 'error' && outcome !== 'inconclusive') return '';
  return tag('error', { message, type: outcome === 'error' ? 'bench' : 'inconclusive' }, notes);
}

function propertiesOf(properties: Readonly<Record<string, string>>): string {
  const rows = Object.entries(properties).map(([name, value]) =>
    tag('property', { name, value }, ''),
  );
  return tag('properties', {}, rows.join(''));
}

/** What a verdict has no place for: earlier attempts of a case that has passed, and attached files. */
function outputOf(entry: Entry): string {
  const attached = entry.attachments.map((path) => `[[ATTACHMENT|${path}]]`);
  const isPassed = entry.outcome === 'passed' || entry.outcome === 'marginal';
  const lines = [...(isPassed ? retriesOf(entry) : []), ...attached];
  return lines.length === 0 ? '' : tag('system-out', {}, escapeXml(lines.join('\n')));
}

function caseOf(entry: Entry): string {
  const { file, line, tags, seed, part } = entry;
  const classname = file.replace(/\.scenario$/, '').replaceAll('/', '.');
  const time = secondsOf(entry).toFixed(3);
  const attributes = { name: nameOf(entry), classname, file, line, time };
  const about: Record<string, string> = { seed: String(seed), part };
  if (tags.length > 0) about['tags'] = tags.join(' ');
  const inside = [propertiesOf(about), verdictOf(entry), outputOf(entry)];
  return tag('testcase', attributes, inside.join(''));
}

/** The counts of a suite, or of all of them. */
function totalsOf(entries: readonly Entry[]): Record<string, string | number> {
  const count = (...outcomes: string[]): number =>
    entries.filter((entry) => outcomes.includes(entry.outcome)).length;
  return {
    tests: entries.length,
    failures: count('failed'),
    errors: count('error', 'inconclusive'),
    skipped: count('skipped'),
    time: entries.reduce((sum, entry) => sum + secondsOf(entry), 0).toFixed(3),
  };
}

function suiteOf(suite: Suite, id: number): string {
  const { name, entries, hostname } = suite;
  const attributes = {
    name,
    package: 'holdfast',
    id,
    hostname,
    timestamp: suite.startedAt.slice(0, 19),
    ...totalsOf(entries),
  };
  const inside = [propertiesOf(suite.properties), ...entries.map(caseOf)];
  return tag('testsuite', attributes, `\n${inside.join('\n')}\n`);
}

export function writeJunit(suites: readonly Suite[]): string {
  const totals = { name: 'holdfast', ...totalsOf(suites.flatMap(({ entries }) => entries)) };
  const root = tag('testsuites', totals, `\n${suites.map(suiteOf).join('\n')}\n`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`;
}
