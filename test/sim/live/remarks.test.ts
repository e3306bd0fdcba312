/**
 * Remarks for the editors: every mistake at its line; and what a page has no memory for.
 */

import { expect, test } from 'vitest';
import { chargerRemarks, remarksOn, tooLong } from '../../../sim/live/remarks.ts';
import { parseScenario } from '../../../sim/scenario/parse.ts';
import type { Scenario } from '../../../sim/scenario/statement.ts';

test('every mistake of a scenario has its place', () => {
  expect(remarksOn('scenario A\n\nplgu in\npull\nplug on\n')).toMatchObject([
    { line: 3, column: 1, words: 'nothing begins with "plgu"; did you mean "plug"?' },
    { line: 5, column: 6 },
  ]);
  expect(remarksOn('scenario A\n\nplug in\n')).toEqual([]);
});

test("a charger's mistakes are named at the lines that a person sees", () => {
  expect(chargerRemarks('')).toEqual([]);
  expect(chargerRemarks('# cold\ngiven temperature -25 C\n\n')).toEqual([]);
  const lines = ['given tick 20 ms', 'given lock nobody', 'plug in', 'given coil hold nune'];
  expect(chargerRemarks(lines.join('\n')).map(({ line }) => line)).toEqual([2, 3, 4]);
  expect(chargerRemarks('given lock capacitor none\ngiven on-power-loss release')).toMatchObject([
    { line: 2, column: 7 },
  ]);
  expect(chargerRemarks('  temperature -25 C')).toMatchObject([
    { line: 1, column: 3, words: expect.stringContaining('begins with "given"') },
  ]);
});

test('what would take a page for ever is refused, with the command that plays it', () => {
  const read = (...lines: string[]): Scenario =>
    parseScenario('long', ['scenario Long', ...lines].join('\n'))[0] as Scenario;
  expect(tooLong(read('after 47 h', 'expect plug in within 1 h'))).toBe('');
  expect(tooLong(read('repeat 50 times', 'after 1 h', 'end'))).toBe(
    'a page plays at most 48 h, found up to 50 h: holdfast sim run plays it',
  );
  const block = ['repeat 1000 times', 'repeat 1000 times', 'pull', 'end', 'end'];
  expect(tooLong(read(...block))).toMatch(/^a page plays at most 100000 lines, found 1000000/);
});
