/**
 * The journal: whatever ends the process, at whatever byte of the file, nothing is lost that was written, nothing is
 * there twice, and the order stays.
 */

import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Event, Journal } from '../../../bridge/core/journal.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-journal-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const made = (kind: string): Omit<Event, 'number'> => ({
  id: kind,
  dateMs: 1,
  kind,
  data: { kind },
});

test('a file that is cut at any byte has whole records, from the first on', () => {
  const path = join(folder, 'journal');
  const journal = new Journal(path);
  const began = readFileSync(path).length;
  journal.add([made('a'), made('b')], { open: 'a' });
  journal.settle(journal.next as Event, { answer: 7 });
  journal.add([made('c')], { open: null });
  journal.close();
  const whole = readFileSync(path);
  const seen = new Set<string>();
  for (let length = began; length <= whole.length; length++) {
    const cut = join(folder, `cut-${length}`);
    writeFileSync(cut, whole.subarray(0, length));
    const opened = new Journal(cut);
    const kinds = opened.waiting.map(({ kind }) => kind).join('');
    seen.add(`${kinds} ${opened.note('open') ?? '-'} ${opened.note('answer') ?? '-'}`);
    // What is appended afterwards stands in a line of its own, with a number of its own.
    opened.add([made('z')]);
    opened.close();
    const again = new Journal(cut);
    expect(again.waiting.map(({ kind }) => kind).join('')).toBe(`${kinds}z`);
    const numbers = again.waiting.map(({ number }) => number);
    expect(new Set(numbers).size).toBe(numbers.length);
    again.close();
  }
  expect([...seen]).toEqual([' - -', 'ab a -', 'b a 7', 'bc - 7']);
});

test('it is written anew without what is done, and keeps what waits', () => {
  const path = join(folder, 'journal');
  const journal = new Journal(path);
  journal.add([made('first')]);
  for (let i = 0; i < 1500; i++) {
    journal.add([made('more')], { count: i });
    journal.settle(journal.waiting.at(-1) as Event);
  }
  expect(readFileSync(path, 'utf8').split('\n').length).toBeLessThan(1500);
  copyFileSync(path, join(folder, 'copy'));
  journal.close();
  const again = new Journal(join(folder, 'copy'));
  expect(again.waiting.map(({ kind }) => kind)).toEqual(['first']);
  expect(again.note('count')).toBe(1499);
  again.add([made('last')]);
  expect(again.waiting.map(({ number }) => number)).toEqual([1, 1502]);
  again.close();
});

test.skipIf(process.platform !== 'linux')(
  'a disk that is full: everything goes on, and is written as soon as it can be',
  () => {
    const path = join(folder, 'journal');
    const said: string[] = [];
    const journal = new Journal(
      path,
      true,
      () => false,
      (line) => said.push(line),
    );
    journal.add([made('a')], { open: 'a' });
    const inner = journal as unknown as { file: number };
    inner.file = openSync('/dev/full', 'a');
    mkdirSync(`${path}.new`);
    journal.add([made('b')]);
    journal.settle(journal.next as Event, { answer: 7 });
    expect(journal.waiting.map(({ kind }) => kind)).toEqual(['b']);
    expect(said).toEqual([expect.stringMatching(/cannot be written \(ENOSPC\): until it can/)]);
    // Who opens it now finds what was written before.
    expect(readFileSync(path, 'utf8')).not.toContain('"kind":"b"');
    rmSync(`${path}.new`, { recursive: true });
    journal.add([made('c')], { open: null });
    expect(said.at(-1)).toBe('journal: it is written again, and whole');
    journal.close();
    const again = new Journal(path);
    expect(again.waiting.map(({ kind, number }) => `${kind}${number}`)).toEqual(['b2', 'c3']);
    expect([again.note('open'), again.note('answer')]).toEqual([null, 7]);
    again.close();
  },
);

test('a folder that cannot be made is told with its place', () => {
  writeFileSync(join(folder, 'file'), '');
  expect(() => new Journal(join(folder, 'file', 'journal'))).toThrow(
    /file.journal: the journal cannot be kept here \(E\w+\); "folder" in the config/,
  );
});

test('where nobody hears them no events are kept; where far too many wait, the oldest that may be left out is', () => {
  const deaf = new Journal(join(folder, 'deaf'), false);
  deaf.add([made('a')], { note: 1 });
  expect([deaf.next, deaf.note('note')]).toEqual([null, 1]);
  deaf.close();
  const full = new Journal(join(folder, 'full'), true, ({ kind }) => kind === 'status');
  full.add([made('begun'), ...Array.from({ length: 10000 }, () => made('status'))]);
  expect(full.waiting.length).toBe(10000);
  expect(full.waiting[0]?.kind).toBe('begun');
  expect(full.waiting[1]?.number).toBe(3);
  full.close();
});
