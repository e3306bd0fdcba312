/**
 * A journal that the disk has spoiled: what can be read of it counts, the rest is kept for a person and told, and no
 * spoiled record keeps the others from being told, or ends the bridge.
 */

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Event, Journal } from '../../../bridge/core/journal.ts';

let folder: string;
let path: string;
let said: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-journal-'));
  path = join(folder, 'journal');
  said = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

const made = (kind: string): Omit<Event, 'number'> => ({ id: kind, dateMs: 1, kind, data: {} });

function open(): Journal {
  return new Journal(
    path,
    true,
    () => false,
    (line) => said.push(line),
  );
}

function write(): void {
  const journal = open();
  for (const kind of ['a', 'b', 'c']) journal.add([made(kind)], { [kind]: 1 });
  journal.close();
  // All of it is in what is written anew.
  open().close();
}

const kindsOf = (journal: Journal): string => journal.waiting.map(({ kind }) => kind).join('');

test('a spoiled byte costs one record at most, whichever it is, and the file as it was is kept', () => {
  write();
  const whole = readFileSync(path);
  let spoiled = 0;
  for (let at = 0; at < whole.length; at += 3) {
    const bytes = Buffer.from(whole);
    bytes[at] = 0;
    writeFileSync(path, bytes);
    said.length = 0;
    const journal = open();
    const names = ['a', 'b', 'c'].filter((name) => journal.note(name) === 1);
    expect(journal.waiting.length + names.length).toBeGreaterThanOrEqual(4);
    journal.close();
    if (said.length === 0) continue;
    spoiled++;
    const copy = / as (\S+)$/.exec(said.join())?.[1] ?? '';
    expect(readFileSync(copy).equals(bytes)).toBe(true);
    rmSync(copy);
  }
  expect(spoiled).toBeGreaterThan(whole.length / 6);
});

for (const [what, line] of [
  ['no event', '{"events":[null]}'],
  ['an event without a date', '{"events":[{"number":9,"id":"x","kind":"status","data":{}}]}'],
  ['events that are none', '{"events":5}'],
  ['a number', '7'],
  ['null', 'null'],
  ['a list', '[1]'],
] as const) {
  test(`a line that holds ${what} is told, and keeps nothing behind it`, () => {
    write();
    writeFileSync(path, `${line}\n${readFileSync(path, 'utf8')}`);
    const journal = open();
    expect([kindsOf(journal), journal.next?.kind, said.length]).toEqual(['abc', 'a', 1]);
    expect(said[0]).toMatch(/^journal: one line of .* cannot be read.*kept as .*journal\.damaged$/);
    journal.close();
  });
}

test('the torn end of a file is no damage, and a second damage keeps its own copy', () => {
  write();
  const text = readFileSync(path, 'utf8');
  for (const end of ['{"eve', '\0'.repeat(512)]) {
    writeFileSync(path, `${text}${end}`);
    const journal = open();
    expect([kindsOf(journal), said]).toEqual(['abc', []]);
    journal.close();
  }
  for (let i = 0; i < 2; i++) {
    writeFileSync(path, `nonsense ${i}\n${text}`);
    open().close();
  }
  const kept = readdirSync(folder).filter((name) => name.startsWith('journal.damaged'));
  expect(kept.sort()).toEqual(['journal.damaged', 'journal.damaged-2']);
  const texts = kept.map((name) => readFileSync(join(folder, name), 'utf8').slice(0, 10));
  expect(texts).toEqual(['nonsense 0', 'nonsense 1']);
});
