/**
 * JUnit: every outcome of a run in a file that CI servers take, and the schema that says so lets nothing else
 * through.
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
  const about = { file: 'test/scenarios/field/a.scenario', variant: '', line: 4, seed: 7 };
  const more = { tags: ['slow', 'outage'], part: 'hella-1', attachments: ['run/vcd/a.vcd'] };
  return { ...about, ...more, title: `A ${outcome} "one" <&>`, outcome, message, attempts };
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
  // An attempt that a later one has made good is told in the output of its case.
  expect(xml).toContain('<system-out>attempt 1: the port is gone\n[[ATTACHMENT|run/vcd/a.vcd]]');
  expect(xml).toMatch(/<testcase name="A passed [^>]* file="test\/[^"]*a\.scenario" line="4"/);
  for (const [name, value] of [
    ['seed', '7'],
    ['part', 'hella-1'],
    ['tags', 'slow outage'],
  ]) {
    expect(xml).toContain(`<property name="${name}" value="${value}"/>`);
  }
  expect(xml).toMatch(
    /^<testsuites name="holdfast" tests="6" failures="1" errors="2" skipped="1" time="2\.250">$/m,
  );
  expect(xml).toContain(' id="1" ');
});

test('a title in any script is there whole, what XML cannot contain is not, and lines stay lines', async () => {
  const odd = { ...entry('failed', 'first\nsecond'), title: 'Löst \u{1f50c}\ud83d sich\u0000' };
  const told = writeJunit([{ ...suite, entries: [odd] }]);
  expect(await complaintsOf(told)).toEqual([]);
  expect(told).toContain('<testcase name="Löst \u{1f50c} sich"');
  expect(told).toContain('message="first&#10;second"');
});

describe('what a reader may stumble over, our schema refuses', () => {
  const wrongs: readonly [what: string, from: string | RegExp, to: string][] = [
    [
      'a root without its totals',
      '<testsuites name="holdfast" tests="6"',
      '<testsuites name="holdfast"',
    ],
    ['a case without its file', / file="[^"]*"/, ''],
    ['a case without its line', / line="4"/, ''],
    ['a line that is none', 'line="4"', 'line="0"'],
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
    ['output before a verdict', '<failure ', '<system-out/><failure '],
    ['a failure without its type', ' type="product"', ''],
    ['output behind the cases', '</testsuite>', '<system-out/></testsuite>'],
    ['an element of nobody', '</testsuite>', '<notes/></testsuite>'],
  ];
  test('every one of them', async () => {
    const files = wrongs.map(([what, from, to]) => {
      const contents = xml.replace(from, to);
      if (contents === xml) throw new Error(`${what} is not in the report`);
      return { fileName: `${what}.xml`, contents };
    });
    const { errors } = await validateXML({ xml: files, schema });
    const refused = new Set(errors.map(({ loc }) => loc?.fileName));
    expect(files.map(({ fileName }) => fileName).filter((name) => !refused.has(name))).toEqual([]);
  });
});
