/**
 * Shell words: what is printed for copying does what it says, whatever a name contains.
 */

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sourcesIn } from '../../bin/architecture/imports.ts';
import { standInRig } from '../../hil/rig/rig.ts';
import { repeatOnRig } from '../../hil/run/pack.ts';
import { repeatCommand } from '../../sim/scenario/explain.ts';
import { parseScenario } from '../../sim/scenario/parse.ts';
import { runScenario } from '../../sim/scenario/run.ts';
import { SimTarget } from '../../sim/scenario/target.ts';
import { shellPath, shellWord } from '../../sim/shell-words.ts';

/** The words that a POSIX shell makes of a line; anything that it runs would be seen in them. */
function readByShell(line: string): string[] {
  const text = execFileSync('/bin/sh', ['-c', `printf '%s\\n' ${line}`], { encoding: 'utf8' });
  return text.split('\n').slice(0, -1);
}

const names = [
  'plain.scenario',
  'test/scenarios/field/f01.scenario',
  'sp ace é.scenario',
  "a'b",
  '$(id)',
  '`id` "x" \\',
  '~/x; ls',
  '{a,b}* ?[c] !d #e &',
  '=x',
  '',
];

test.skipIf(process.platform === 'win32')('a shell reads every word as it was', () => {
  expect(readByShell(names.map(shellWord).join(' '))).toEqual(names);
  expect(readByShell(shellPath('-x y'))).toEqual(['./-x y']);
});

test('what needs no quotes has none, and spaces alone have those that every system reads', () => {
  expect(shellWord('test/scenarios/f01.scenario')).toBe('test/scenarios/f01.scenario');
  expect(shellWord('phase 3000us, duty 100')).toBe('"phase 3000us, duty 100"');
});

test.skipIf(process.platform === 'win32')(
  'the command that runs a scenario again runs that one',
  async () => {
    const text = "scenario Fails\nsweep t over a'b $(id)\nexpect phase ready within 1 s # {t}\n";
    const file = 'sp ace é.scenario';
    for (const scenario of parseScenario(file, text)) {
      const command = repeatCommand(await runScenario(scenario, new SimTarget()));
      const wanted = ['npx', 'holdfast', 'sim', 'run', file, '--variant', scenario.variant];
      expect(readByShell(command)).toEqual(wanted);
      const rig = { ...standInRig, file: 'my rig.json' };
      expect(readByShell(repeatOnRig(scenario, rig))).toEqual([
        ...wanted.map((word) => (word === 'sim' ? 'hil' : word)),
        '--rig',
        'my rig.json',
      ]);
    }
  },
);

test('every command line that is printed quotes what it is given', () => {
  const files = ['sim', 'bin', 'hil', 'bridge'].flatMap((folder) => sourcesIn(folder));
  const printed = files.flatMap(
    (file) =>
      readFileSync(file, 'utf8').match(/(holdfast [a-z]|build\.mjs --|chmod 600 )[^`\n]*\$\{.*/g) ??
      [],
  );
  expect(printed.length).toBeGreaterThan(8);
  // Numbers, words of a table, and what is quoted already.
  const known =
    /\$\{(shell(Word|Path)\(\w+(\.\w+)*\)|choice|on|platform|first\.seed|port \+ 1|map|what)\}/g;
  expect(printed.filter((line) => line.replace(known, '').includes('${'))).toEqual([]);
});
