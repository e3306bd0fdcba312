/**
 * JUnit: every outcome of a run in a file that both published dialects take, and the schema that says so
 * lets nothing else through.
 */

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { writeJunit } from '../../../hil/run/junit.ts';
import type { Outcome } from '../../../hil/run/outcome.ts';

const schema = readFileSync('test/schemas/junit.xsd', 'utf8');

async function complaintsOf(contents: string): Promise<string[]> {
  const { errors } = await validateXML({ xml: { fileName: 'junit.xml', contents }, schema });
  return errors.map(({ message }) => message);
}

function entry(outcome: Outcome, message: string, ...earlier: string[]) {
  const attempts = [...earlier, message].map((said) => ({ message: said, seconds: 0.25 }));
  const file = 'test/scenarios/field/a.scenario';
  return { file, title: `A ${outcome} "one" <&>`, variant: '', outcome, message, attempts };
}

const entries = [
  entry('passed', '', 'the port is gone'),
  entry('marginal', ''),
  entry('failed', 'socket live: not within 10 ms \u0007', 'the port is gone'),
  entry('inconclusive', 'within the uncertainty'),
  entry('error', 'nothing has arrived', 'the port is gone'),
  entry('skipped', 'it needs "latch"'),
];
const startedAt = '2026-01-02T03:04:05.678Z';
const suite = {
  name: 'hil left',
  startedAt,
  hostname: 'bench',
  properties: { rig: 'left' },
  entries,
};
const empty = { ...suite, name: 'hil right', properties: {}, entries: [] };
const xml = writeJunit([suite, empty]);

test('every outcome has its place, and the numbers are those of the cases', async () => {
  expect(await complaintsOf(xml)).toEqual([]);
  expect(xml).toContain('tests="6" failures="1" errors="2" skipped="1" time="2.250"');
  expect(xml.match(/<failure [^>]*type="product"/g)).toHaveLength(1);
  expect(xml.match(/<error [^>]*type="bench"/g)).toHaveLength(1);
  expect(xml.match(/<error [^>]*type="inconclusive"/g)).toHaveLength(1);
  expect(xml.match(/<skipped /g)).toHaveLength(1);
  // An attempt that a later one has made good is told once for the suite; Ant has no place for it in a case.
  expect(xml).toMatch(/<system-out>A passed .*attempt 1: the port is gone/);
  expect(xml).toContain(' id="1" ');
});

describe('what a published dialect refuses, our schema refuses', () => {
  const wrongs: readonly [what: string, from: string | RegExp, to: string][] = [
    ['an attribute on the root', '<testsuites>', '<testsuites tests="6">'],
    ['a suite without its host', / hostname="bench"/, ''],
    ['a suite without its package', / package="holdfast"/, ''],
    ['a suite without its number', / id="0"/, ''],
    ['a suite without its time', / time="2.250"/, ''],
    ['an instant with a zone', '2026-01-02T03:04:05"', '2026-01-02T03:04:05Z"'],
    ['no count', 'tests="6"', 'tests="six"'],
    ['a suite without properties', /<properties>.*?<\/properties>/, ''],
    ['a property without a name', 'name="rig"', 'name=""'],
    ['a case without its class', / classname="[^"]*"/, ''],
    ['a case without its time', / time="0.500"/, ''],
    ['two verdicts', '<skipped ', '<skipped message=""/><skipped '],
    ['output inside a case', '</failure>', '</failure><system-out/>'],
    ['a failure without its type', ' type="product"', ''],
    ['no system-err', '<system-err/>', ''],
    [
      'system-err before system-out',
      /(<system-out>[\s\S]*?<\/system-out>)\n(<system-err\/>)/,
      '$2$1',
    ],
    ['an element of nobody', '<system-err/>', '<system-err/><notes/>'],
  ];
  for (const [what, from, to] of wrongs) {
    test(what, async () => {
      const wrong = xml.replace(from, to);
      expect(wrong).not.toBe(xml);
      expect(await complaintsOf(wrong)).not.toEqual([]);
    });
  }
});
