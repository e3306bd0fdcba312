/**
 * Program files: where the build puts what, what each says of itself, and that a refused build leaves nothing.
 */

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readProgram } from '../../bin/commands/hil/built-program.ts';
import { programPath, readHead, usualMap, withHead } from '../../build/program-file.mjs';
import { buildTarget } from '../../build/targets.mjs';
import { createBoardTree } from '../support/board-tree.ts';

const root = createBoardTree();
const map = 'layout-for-a-test';
const mapFile = `${root}firmware/boards/${map}.ts`;
const reference = readFileSync(`${root}firmware/boards/pico-espruino.ts`, 'utf8');

function build(...words: string[]): ReturnType<typeof spawnSync> {
  return spawnSync(process.execPath, ['build.mjs', ...words], { cwd: root, encoding: 'utf8' });
}

test('a head says what a program was built for, and nothing else is taken for one', () => {
  const told = { version: '0.2.0', platform: 'kaluma', map: 'pico', role: 'charger' } as const;
  const file = withHead({ ...told, lock: 'kuester-02s' }, '(function(){})();\n');
  const first = file.split('\n')[0] ?? '';
  expect(first).toMatch(
    /^\/\/ holdfast 0\.2\.0 kaluma\/pico charger lock=kuester-02s sha256=[0-9a-f]{12}$/,
  );
  const { head, program } = readHead(file) ?? {};
  expect(head).toMatchObject({ ...told, lock: 'kuester-02s' });
  expect(program).toBe('(function(){})();\n');
  expect(readHead('// holdfast\n')).toBe(null);
  expect(readHead(`x${file}`)).toBe(null);
});

test('each platform and role has its usual map and its file', () => {
  expect(programPath('kaluma', usualMap('kaluma', 'charger'), 'charger')).toBe(
    'dist/kaluma/pico/charger.js',
  );
  expect(programPath('espruino', usualMap('espruino', 'jig'), 'jig')).toBe(
    'dist/espruino/jig-pico/jig.js',
  );
});

test('a build puts program and boot code in their folder; a refused one removes both', () => {
  const path = programPath('espruino', map, 'charger');
  const boot = path.replace('.js', '.boot0.js');
  writeFileSync(mapFile, reference);
  const kept = build('--platform', 'espruino', '--board', map);
  expect([kept.status, kept.stderr]).toEqual([0, '']);
  const { code, head } = readProgram('espruino', `${root}${path}`, 'charger', map);
  expect(head.map).toBe(map);
  const size = `${code.length} bytes, \\d+ without head and seal; release 0\\.1\\.0 has none to compare with`;
  expect(kept.stdout).toMatch(new RegExp(`^${path}  ${size}\n`));
  expect(existsSync(`${root}${boot}`)).toBe(true);
  writeFileSync(mapFile, reference.replace('tickMs: 20', 'tickMs: 15'));
  mkdirSync(`${root}dist/espruino/${map}`, { recursive: true });
  const refused = build('espruino', '--board', map);
  expect(refused.status).toBe(1);
  expect(refused.stderr).toContain('tickMs 15, expected 20');
  for (const file of [path, boot]) expect(existsSync(`${root}${file}`), file).toBe(false);
});

test('the size of a released program is printed with its change', () => {
  const { stdout } = build('espruino', '--role', 'jig');
  expect(stdout).toMatch(
    /dist\/espruino\/jig-pico\/jig\.js {2}\d+ bytes, \d+ without head and seal: [+-]\d+ \(-?[\d.]+ %\) since 0\.1\.0/,
  );
});

test.each([
  [
    'a map outside of firmware/boards',
    ['kaluma', '--board', '../pico'],
    '--board expects the name of a file in firmware/boards, found "../pico"',
  ],
  [
    'a map that is not there',
    ['--board', 'pikco'],
    /^no pin map firmware\/boards\/pikco\.ts \(.*pico-spi.*\); did you mean "pico"\?; usage: /,
  ],
  [
    'two maps, of which one would be built',
    ['--platform', 'kaluma', '--board', 'pico', '--board', 'pico-spi'],
    '--board was given twice, and takes one value; usage: ',
  ],
  ['two roles', ['--role', 'jig', '--role', 'bench'], '--role was given twice, and takes one'],
])('%s is refused before anything is built', (_what, words, message) => {
  const { status, stdout, stderr } = build(...words);
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(message);
});

test('what was built from a map that is gone is gone as well', () => {
  const path = `${root}${programPath('kaluma', 'gone', 'charger')}`;
  mkdirSync(`${root}dist/kaluma/gone`, { recursive: true });
  writeFileSync(path, '');
  expect(build('kaluma', '--board', 'gone').status).toBe(2);
  expect(existsSync(path)).toBe(false);
});

test('a chip with fewer variables than the charger takes is built with a warning', async () => {
  const { warnings } = await buildTarget('espruino', root, 'nucleo-espruino');
  expect(warnings).toEqual([
    'nucleo-espruino: the charger takes about 10700 variables on a Pico, and the stm32f411re has 7423: it is not expected to start',
  ]);
});
