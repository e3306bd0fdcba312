/**
 * House rules of size and name: how long a function may be, how much a constructor takes, and that a file's
 * name alone says which file is meant.
 */

import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { expect, test } from 'vitest';
import { sourcesIn } from '../bin/architecture/imports.ts';
import { functionsOf } from './support/functions.ts';

const folders = ['firmware', 'sim', 'hil', 'bridge', 'bin', 'build', 'test'];
const functions = folders
  .flatMap((folder) => sourcesIn(folder))
  .flatMap((file) => functionsOf(readFileSync(file, 'utf8')).map((one) => ({ file, ...one })));

const LONGEST_FUNCTION = 60;
const MOST_PARAMETERS = 4;

/** Code of every tick: what it reads each time it captures as parameters, because a record costs a look-up more. */
const ticksOwn: readonly string[] = ['firmware/platforms/fast-inputs.ts createSample'];

test('functions are measured without their tables, and constructors are recognized', () => {
  const [table, code, made] = functionsOf(`
    function table() {
      return [
        (l) => {
          l.a = 1;
        },
      ];
    }
    function code() {
      return {
        a: () => {
          first();
          second();
        },
      };
    }
    const createThing = (a, b, c, d, e) => null;
  `).filter(({ name }) => !name.startsWith('at line') && name !== 'a');
  expect(table).toEqual({ name: 'table', lines: 3, parameters: 0, isConstructor: false });
  expect(code?.lines).toBe(8);
  expect(made).toEqual({ name: 'createThing', lines: 1, parameters: 5, isConstructor: true });
});

test(`no function is longer than ${LONGEST_FUNCTION} lines, tables excepted`, () => {
  expect(functions.length).toBeGreaterThan(1000);
  const long = functions.filter(({ lines }) => lines > LONGEST_FUNCTION);
  expect(long.map(({ file, name, lines }) => `${file} ${name}: ${lines} lines`)).toEqual([]);
});

test(`a constructor with more than ${MOST_PARAMETERS} parameters takes a record`, () => {
  const greedy = functions
    .filter(({ isConstructor, parameters }) => isConstructor && parameters > MOST_PARAMETERS)
    .map(({ file, name }) => `${file} ${name}`);
  expect(greedy.filter((one) => !ticksOwn.includes(one))).toEqual([]);
});

/** A file's name without its endings: `frames` of `frames.test.ts`. A folder's `index` is called as the folder. */
function baseOf(file: string): string {
  const base = basename(file).replace(/(\.test|\.d)?\.(ts|mjs|js)$/, '');
  return base === 'index' ? basename(file.slice(0, -basename(file).length)) : base;
}

/** The thin start of the command line is called as what it starts. */
const sameOnPurpose: readonly string[] = ['bin/holdfast.mjs'];

for (const folder of folders) {
  test(`no two files under ${folder} have the same name`, () => {
    const files = sourcesIn(folder).filter((file) => !sameOnPurpose.includes(file));
    const bases = files.map(baseOf);
    expect(files.filter((file, i) => bases.indexOf(baseOf(file)) !== i)).toEqual([]);
  });
}

/** Folders of tests that no source has: what tests use, and what they read. */
const ofTestsAlone = /^test\/(support|scenarios|schemas|mutants)(\/|$)/;

test('tests mirror the sources: a test stands in the folder of what it tests', () => {
  const rooms = sourcesIn('test')
    .map(dirname)
    .filter((folder) => folder !== 'test');
  const theirs = new Set(rooms.filter((folder) => !ofTestsAlone.test(folder)));
  expect(theirs.size).toBeGreaterThan(30);
  expect([...theirs].filter((folder) => !existsSync(folder.replace('test/', '')))).toEqual([]);
});
