/**
 * JUnit: a run as the XML that CI servers show. A broken product is a failure, a broken bench an error.
 */

import type { Entry } from './outcome.ts';

export interface Suite {
  readonly name: string;
  readonly startedAt: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly entries: readonly Entry[];
}

/** Text for XML 1.0: what it has no place for, control characters, is left out. */
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

/** What CI shows beside the name: the verdict, and bench errors that a later attempt made good. */
function verdictOf(entry: Entry): string {
  const earlier = entry.attempts.slice(0, -1);
  const retried = earlier.map((attempt, i) => `attempt ${i + 1}: ${attempt.message}`);
  const notes = retried.length === 0 ? '' : tag('system-out', {}, escapeXml(retried.join('\n')));
  const { outcome, message } = entry;
  if (outcome === 'skipped') return tag('skipped', { message }, '');
  if (outcome === 'failed') return tag('failure', { message, type: 'product' }, '') + notes;
  if (outcome === 'error' || outcome === 'inconclusive') {
    const type = outcome === 'error' ? 'bench' : 'inconclusive';
    return tag('error', { message, type }, '') + notes;
  }
  return notes;
}

function secondsOf(entry: Entry): number {
  return entry.attempts.reduce((sum, attempt) => sum + attempt.seconds, 0);
}

function caseOf(entry: Entry): string {
  const name = entry.variant === '' ? entry.title : `${entry.title} (${entry.variant})`;
  const classname = entry.file.replace(/\.scenario$/, '').replaceAll('/', '.');
  return tag('testcase', { name, classname, time: secondsOf(entry).toFixed(3) }, verdictOf(entry));
}

export function writeJunit(suite: Suite): string {
  const { entries } = suite;
  const count = (...outcomes: string[]): number =>
    entries.filter((entry) => outcomes.includes(entry.outcome)).length;
  const properties = Object.entries(suite.properties).map(([name, value]) =>
    tag('property', { name, value }, ''),
  );
  const time = entries.reduce((sum, entry) => sum + secondsOf(entry), 0).toFixed(3);
  const totals = { tests: entries.length, failures: count('failed') };
  const errors = count('error', 'inconclusive');
  const attributes = {
    name: suite.name,
    ...totals,
    errors,
    skipped: count('skipped'),
    time,
    timestamp: suite.startedAt.slice(0, 19),
  };
  const inside = [tag('properties', {}, properties.join('')), ...entries.map(caseOf)].join('\n');
  const body = tag('testsuite', attributes, `\n${inside}\n`);
  const root = tag('testsuites', { name: 'holdfast', ...totals, errors, time }, `\n${body}\n`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`;
}
