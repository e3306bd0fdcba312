/**
 * Library: files are found once each, and one that cannot be read is told as a mistake of that file.
 */

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { findFiles, readAllScenarios, readScenarios } from '../../../sim/scenario/library.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-library-'));
const at = (name: string): string => join(folder, name);

beforeEach(() => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(at('deep/er'), { recursive: true });
  for (const name of ['b.scenario', 'deep/a.scenario', 'deep/er/c.scenario', 'deep-z.scenario']) {
    writeFileSync(at(name), `scenario ${name}\nplug in\n`);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const found = (): string[] => findFiles([folder]).map((file) => file.slice(folder.length + 1));
const plain = ['b.scenario', 'deep-z.scenario', 'deep/a.scenario', 'deep/er/c.scenario'];

test('every file below a folder, in the order of their names', () => {
  mkdirSync(at('is-a-folder.scenario'));
  writeFileSync(at('notes.txt'), '');
  expect(found()).toEqual(plain);
});

test('each real folder is gone into once, by its own path, whatever links lead to it', () => {
  symlinkSync('.', at('self'));
  symlinkSync('deep', at('a-link'));
  symlinkSync('../..', at('deep/er/up'));
  expect(found()).toEqual(plain);
  const outside = mkdtempSync(join(tmpdir(), 'holdfast-outside-'));
  writeFileSync(join(outside, 'o.scenario'), 'scenario Outside\n');
  symlinkSync(outside, at('one'));
  symlinkSync(outside, at('two'));
  expect(found()).toHaveLength(plain.length + 1);
  rmSync(outside, { recursive: true });
});

test('a link that leads nowhere is a mistake of that file, told beside those of the others', () => {
  symlinkSync('gone', at('deep/gone.scenario'));
  symlinkSync('round.scenario', at('round.scenario'));
  writeFileSync(at('b.scenario'), 'scenario Bad\nplgu in\n');
  const lines = (() => {
    try {
      readAllScenarios([folder]);
      return [];
    } catch (error) {
      return (error as Error).message.split('\n');
    }
  })();
  expect(lines).toEqual([
    expect.stringMatching(/b\.scenario:2:1: nothing begins with "plgu"/),
    expect.stringMatching(/deep\/gone\.scenario: .* a link that leads nowhere; mend it, or delete/),
    expect.stringMatching(/round\.scenario: .* a link that leads nowhere/),
  ]);
  expect(() => readScenarios(at('deep'))).toThrow('deep: expected a scenario, found EISDIR');
  expect(() => findFiles([at('round.scenario')])).toThrow('no such file or folder');
});
