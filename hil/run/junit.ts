/**
 * JUnit: runs as the XML that CI servers show, one suite per rig. A broken product is a failure, a broken
 * bench an error.
 *
 * Valid in both published dialects: Ant's, which requires every attribute and a fixed order, and that of
 * Jenkins.
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

/** Text for XML 1.0, without the control characters that XML cannot contain. */
function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function tag(name: string, attributes: Record<string, string | number>, inside: string): string {
  const words = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${escapeXml(String(value))}"`,
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

function caseOf(entry: Entry): string {
  const classname = entry.file.replace(/\.scenario$/, '').replaceAll('/', '.');
  const attributes = { name: nameOf(entry), classname, time: secondsOf(entry).toFixed(3) };
  return tag('testcase', attributes, verdictOf(entry));
}

/** Output that a passed case has no element for: the attempts before it passed. */
function notesOf(entries: readonly Entry[]): string {
  const lines = entries.flatMap((entry) =>
    retriesOf(entry).map((retry) => `${nameOf(entry)}: ${retry}`),
  );
  return escapeXml(lines.join('\n'));
}

function suiteOf(suite: Suite, id: number): string {
  const { name, entries, hostname } = suite;
  const count = (...outcomes: string[]): number =>
    entries.filter((entry) => outcomes.includes(entry.outcome)).length;
  const properties = Object.entries(suite.properties).map(([key, value]) =>
    tag('property', { name: key, value }, ''),
  );
  const attributes = {
    name,
    package: 'holdfast',
    id,
    hostname,
    timestamp: suite.startedAt.slice(0, 19),
    tests: entries.length,
    failures: count('failed'),
    errors: count('error', 'inconclusive'),
    skipped: count('skipped'),
    time: entries.reduce((sum, entry) => sum + secondsOf(entry), 0).toFixed(3),
  };
  const inside = [
    tag('properties', {}, properties.join('')),
    ...entries.map(caseOf),
    tag('system-out', {}, notesOf(entries)),
    tag('system-err', {}, ''),
  ];
  return tag('testsuite', attributes, `\n${inside.join('\n')}\n`);
}

export function writeJunit(suites: readonly Suite[]): string {
  const root = tag('testsuites', {}, `\n${suites.map(suiteOf).join('\n')}\n`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`;
}
