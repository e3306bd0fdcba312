/**
 * What the doctor says of the program on the board: whether it is stored as it was built, and whether it is the
 * one in a file.
 */

import { expect, test } from 'vitest';
import { Stored } from '../../../firmware/hal.ts';
import { readHealth } from '../../../hil/doctor/controller.ts';
import { examine } from '../../../hil/doctor/examine.ts';
import type { Finding } from '../../../hil/doctor/finding.ts';
import { judgeProgram, judgeStored } from '../../../hil/doctor/program.ts';
import { createSimulatedCharger } from '../../../hil/simulated/doctor/simulated-charger.ts';

const lines = ['ok up 5000 ms, 0 late ticks, longest 12 ms', 'ok start power, journal readable'];

test.each([
  [[], 'skipped', null],
  [['ok program unread'], 'skipped', null],
  [['ok program whole'], 'pass', null],
  [['ok program damaged'], 'fail', 'program-damaged'],
])('health with %j', (more, verdict, cause) => {
  const health = readHealth([...lines, ...more]);
  expect(health && judgeStored(health)).toMatchObject({ verdict, cause });
});

test('version and map are those of the file, or it is another program', () => {
  const file = { file: 'x.js', version: '0.2.0', map: 'pico', isSigned: true };
  const same = judgeProgram('holdfast 0.2.0 pico tick 10 ms', file);
  expect(same).toMatchObject({ verdict: 'pass', found: 'version 0.2.0, map pico' });
  expect(same.expected).toBe('as in x.js, which is signed; only flash compares the bytes');
  expect(
    judgeProgram('holdfast 0.2.0 pico tick 10 ms', { ...file, isSigned: false }).expected,
  ).toBe('as in x.js; only flash compares the bytes');
  for (const device of ['holdfast 0.1.0 pico tick 10 ms', 'holdfast 0.2.0 mine tick 10 ms']) {
    const other = judgeProgram(device, file);
    expect([other.verdict, other.cause]).toEqual(['fail', 'program-other']);
  }
});

test('the program is told first, whatever else is wrong', async () => {
  const { line, person } = createSimulatedCharger(null, ['plug-out'], (setup) => {
    setup.stored = Stored.Damaged;
  });
  const found: Finding[] = [];
  const report = {
    begun: () => undefined,
    section: () => undefined,
    warning: () => undefined,
    finding: (finding: Finding) => void found.push(finding),
  };
  const program = { file: 'x.js', version: '9.9.9', map: 'mine', isSigned: false };
  const known = { program, holdUpOf: async () => null };
  await expect(examine(line, person, report, known)).rejects.toThrow(/empty socket-outlet/);
  expect(found.map(({ cause }) => cause)).toEqual(['program-other', 'program-damaged']);
});
