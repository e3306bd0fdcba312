/**
 * Joined: several rigs have one summary and one JUnit file, each with its pin map where its file states one, and a rig
 * that has left no results hides nothing of the others.
 */

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseRig } from '../../../hil/rig/read.ts';
import { joinRuns, SECTIONS_FILE } from '../../../hil/run/joined.ts';
import { resultsOf } from '../../../hil/run/results.ts';
import { notRun } from '../../../hil/run/run.ts';
import { parseScenario } from '../../../sim/scenario/parse.ts';
import type { Scenario } from '../../../sim/scenario/statement.ts';

const scenarioOf = (name: string): Scenario =>
  parseScenario(`${name}.scenario`, `scenario ${name}\nexpect phase idle for 1 s`)[0] as Scenario;

test('the summary counts all rigs, and names what did not pass with the rig that broke', () => {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-joined-'));
  const rigOf = (name: string, more: string) =>
    parseRig(`${name}.json`, `{ "name": "${name}", "board": { "port": "/dev/x"${more} } }`);
  const left = rigOf('left', '');
  const named = rigOf('named', ', "map": "own-map"');
  const gone = rigOf('gone', '');
  const facts = { build: 'b1', startedAt: '2026-01-02T03:04:05.678Z', shuffle: null };
  for (const rig of [left, named]) {
    const passed = { ...notRun(scenarioOf(rig.name), 'error', ''), outcome: 'passed' as const };
    const results = resultsOf([passed], {
      ...facts,
      rig,
      broken: '',
      line: null,
      memory: [`${rig.name} has stroked`],
    });
    mkdirSync(join(folder, rig.name));
    writeFileSync(join(folder, rig.name, 'results.json'), JSON.stringify(results));
    writeFileSync(join(folder, rig.name, SECTIONS_FILE), '[]');
  }
  const part = (rig: typeof left, complaint = '') => ({
    rig,
    folder: join(folder, rig.name),
    scenarios: [scenarioOf(rig.name)],
    complaint,
  });
  joinRuns(folder, [part(left), part(named), part(gone, 'it fell off | the desk')], 'b1');
  const summary = readFileSync(join(folder, 'summary.md'), 'utf8');
  expect(summary).toMatch(/^## Scenarios on left, named, gone\n/);
  expect(summary).toMatch(/\*\*2 passed, 1 bench errors\*\*/);
  const rows = summary.split('\n').filter((line) => line.startsWith('| 🔧'));
  expect(rows).toEqual([
    expect.stringMatching(/gone\.scenario:1 \| .*it fell off &#124; the desk/),
  ]);
  expect(summary).toMatch(/- gone \(stepped, declared broken: it fell off/);
  expect(summary).toContain('- named: named has stroked\n');
  const suites = readFileSync(join(folder, 'junit.xml'), 'utf8').split('<testsuite ').slice(1);
  const maps = suites.map((suite) => /name="map" value="([^"]*)"/.exec(suite)?.[1]);
  expect(maps).toEqual([undefined, 'own-map', undefined]);
  rmSync(folder, { recursive: true });
});
