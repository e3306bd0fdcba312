/**
 * Inputs: no command writes over a file that it reads, or deletes it, by whatever path it is reached.
 */

import {
  copyFileSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type { Command } from 'commander';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { createProgram } from '../../bin/holdfast.ts';
import { keepInputs } from '../../bin/inputs.ts';
import { outputFile } from '../../bin/options.ts';
import { contextFor, useCommand } from '../support/used-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-inputs-'));
const input = join(folder, 'x.scenario');
const TEXT = 'scenario Kept\nplug in\nexpect proximity seated within 1 s\n';

beforeEach(() => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'other'), { recursive: true });
  writeFileSync(input, TEXT);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Every command that takes paths, with each of its options for a file that is written. */
function writing(parent: Command, before = ''): string[] {
  return parent.commands.flatMap((command) => {
    const name = `${before}${command.name()}`;
    const files = command.options.filter(({ parseArg }) => parseArg === outputFile);
    const own = command.registeredArguments.length === 0 ? [] : files;
    const given = name === 'sim export' ? `${name} X --format vcd` : `${name} X`;
    return [...own.map(({ long }) => `${given} ${long} X`), ...writing(command, `${name} `)];
  });
}

const lines = [
  ...writing(createProgram(contextFor([], () => undefined))),
  'sim run X --chip kaluma --json X',
  'sim export X --format csv --out X',
];

test('commands that write a file beside what they read are found', () => {
  expect(lines.length).toBeGreaterThan(7);
});

for (const line of lines) {
  test(`holdfast ${line} is refused, and X is as it was`, async () => {
    const { code, text } = await useCommand(line.replaceAll('X', input));
    expect([code, text]).toEqual([2, expect.stringContaining('found an input; name another')]);
    expect(readFileSync(input, 'utf8')).toBe(TEXT);
  });
}

test('a link, a hard link and another spelling are the same file, in a folder as well', async () => {
  symlinkSync(input, join(folder, 'other/soft'));
  linkSync(input, join(folder, 'other/hard'));
  for (const path of ['other/soft', 'other/hard', 'other/../x.scenario']) {
    for (const read of [input, folder]) {
      const out = `${folder}/${path}`;
      for (const option of ['--json', '--junit', '--summary']) {
        const { code, text } = await useCommand(`sim run ${read} ${option} ${out}`);
        expect([code, text]).toEqual([2, expect.stringContaining(`${option} ${out}: expected`)]);
        expect(text).toContain('x.scenario; name another');
      }
      expect((await useCommand(`sim hashes ${read} --out ${out}`)).code).toBe(2);
      expect((await useCommand(`sim report ${read} --out ${out}`)).code).toBe(2);
    }
  }
  expect(readFileSync(input, 'utf8')).toBe(TEXT);
});

test('what a command writes beside its file, and an earlier result that it reads, are not its inputs', async () => {
  const beside = join(folder, 'weld.gtkw');
  copyFileSync(input, beside);
  const exported = await useCommand(`sim export ${beside} --out ${join(folder, 'weld.vcd')}`);
  expect([exported.code, exported.text]).toEqual([
    2,
    expect.stringContaining('the file beside it'),
  ]);
  const hashes = join(folder, 'hashes.json');
  writeFileSync(hashes, '{}');
  const hashed = await useCommand(`sim hashes ${input} --against ${hashes} --out ${hashes}`);
  expect([hashed.code, readFileSync(hashes, 'utf8')]).toEqual([2, '{}']);
  const found = join(folder, 'sweep-1.scenario');
  copyFileSync(input, found);
  const swept = await useCommand(`sweep ${folder} --out ${relative('', folder)}`);
  expect([swept.code, swept.text]).toEqual([2, expect.stringContaining('a failure goes to')]);
});

test('two outputs are not one file; what is no file can be named for all of them', async () => {
  const out = join(folder, 'out');
  const { code, text } = await useCommand(`sim run ${input} --json ${out} --junit ${folder}/./out`);
  expect([code, text]).toEqual([2, expect.stringContaining('found that of --json')]);
  expect(() =>
    keepInputs(['/dev/null'], {
      '--json': '/dev/null',
      '--junit': '/dev/null',
      '--out': undefined,
    }),
  ).not.toThrow();
});
