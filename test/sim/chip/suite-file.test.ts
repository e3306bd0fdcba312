/** A suite on an emulated chip that was interrupted continues from its file, and from no other. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { notRun } from '../../../sim/chip/chip-verdict.ts';
import { judgedBefore, type Suite, unjudged, writeSuite } from '../../../sim/chip/suite-file.ts';
import { parseScenario } from '../../../sim/scenario/parse.ts';

const folder = mkdtempSync(join(tmpdir(), 'chip-suite-'));
afterAll(() => rmSync(folder, { recursive: true }));

const scenarios = parseScenario(
  'one.scenario',
  'scenario One\nsweep time over 1 2 3 4\nplug in\nafter {time} ms press stop\n',
);
const [first, second, third, fourth] = scenarios.map((one) => notRun(one, 'skipped', ''));
if (first === undefined || second === undefined || third === undefined || fourth === undefined) {
  throw new Error('four values were swept');
}
const suite: Suite = {
  format: 'holdfast-chip-1',
  build: 'b1',
  task: 'four',
  judged: [
    { ...first, kind: 'passed' },
    { ...second, kind: 'late', lateUs: 3000 },
    { ...third, kind: 'error', message: 'the emulation' },
    fourth,
  ],
};

test('what was judged is not run again; what the emulation could not do, is', () => {
  const path = join(folder, 'whole.json');
  writeSuite(path, suite);
  const before = judgedBefore(path, 'b1', 'four');
  expect(before).toEqual(suite.judged.slice(0, 2));
  expect(unjudged(scenarios, before)).toEqual(scenarios.slice(2));
});

test('without a file everything is run', () => {
  expect(judgedBefore(join(folder, 'none.json'), 'b1', 'four')).toEqual([]);
  expect(unjudged(scenarios, [])).toEqual(scenarios);
});

test.each([
  ['b2', 'four', 'is of another build'],
  ['b1', 'five', 'is of other scenarios or another board'],
])('a file of another suite is not continued: %s, %s', (build, task, complaint) => {
  const path = join(folder, 'other.json');
  writeSuite(path, suite);
  expect(() => judgedBefore(path, build, task)).toThrow(complaint);
});

test.each(['[]', '{}', '{"format":"holdfast-chip-1"}', 'null', 'half a fi'])(
  'a file that is no suite is refused: %s',
  (text) => {
    const path = join(folder, 'else.json');
    writeFileSync(path, text);
    expect(() => judgedBefore(path, 'b1', 'four')).toThrow('expected a suite on a chip');
  },
);
