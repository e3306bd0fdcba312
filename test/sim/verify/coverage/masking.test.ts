/**
 * Masking: which conditions decide, what an instrumented source records, and that the list of exceptions is about
 * the sources as they are.
 */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from '@babel/parser';
import { expect, test } from 'vitest';
import {
  conditionsOf,
  coverageOf,
  readDeciders,
} from '../../../../sim/verify/coverage/coverage.ts';
import { findAllDecisions, findDecisions } from '../../../../sim/verify/coverage/decisions.ts';
import {
  compareExceptions,
  EXCEPTIONS,
  findGone,
  readExceptions,
} from '../../../../sim/verify/coverage/exceptions.ts';
import { instrumentDecisions } from '../../../../sim/verify/coverage/instrument-decisions.ts';
import { decidersOf, MOST_CONDITIONS, vectorOf } from '../../../../sim/verify/coverage/masking.ts';
import type { Source } from '../../../../sim/verify/mutants/mutant-source.ts';

const root = process.cwd();

function sourceOf(text: string): Source {
  const tree = parse(text, { sourceType: 'module', plugins: ['typescript'] });
  return { file: 'firmware/control/inline.ts', text, tree };
}

/** The conditions that decide, with T, F or - (not evaluated) for each. */
function deciders(expression: string, values: string): number[] {
  const [decision] = findDecisions(sourceOf(`const x = ${expression};`), 0);
  if (decision === undefined) throw new Error('no decision');
  const vector = [...values].map((one) => (one === '-' ? null : one === 'T'));
  return decidersOf(decision.shape, vector);
}

test.each([
  ['a && b', 'TT', [0, 1]],
  ['a && b', 'TF', [1]],
  ['a && b', 'F-', [0]],
  ['a || b', 'FF', [0, 1]],
  ['a || b', 'FT', [1]],
  ['a || b', 'T-', [0]],
  // What stands behind the bracket covers what is in it.
  ['(a && b) || c', 'F-T', [2]],
  ['(a && b) || c', 'F-F', [0, 2]],
  ['(a && b) || c', 'TFF', [1, 2]],
  ['(a || b) && c', 'FTF', [2]],
  ['(a || b) && c', 'FTT', [1, 2]],
  // An `!` turns what covers: of `!c` the false c decides, and covers the bracket.
  ['!(a && b) || c', 'F--', [0]],
  ['!(a && b) || c', 'TTF', [0, 1, 2]],
  ['!(a && b) || !c', 'TTF', [2]],
])('in %s with %s, what decides', (expression, values, expected) => {
  expect(deciders(expression, values)).toEqual(expected);
});

/** Runs an instrumented function, and says which conditions were not shown to decide. */
function gapsAfter(text: string, calls: readonly (readonly unknown[])[]): string[] {
  const source = sourceOf(text);
  const decisions = findDecisions(source, 0);
  const seen = decisions.map(() => new Set<number>());
  const stack: number[] = [];
  const begin = (): number => stack.push(0);
  const condition = (at: number, value: unknown): unknown => {
    const bits = value ? (1 << at) | (1 << (at + MOST_CONDITIONS)) : 1 << at;
    stack.push((stack.pop() as number) | bits);
    return value;
  };
  const decide = (id: number, value: unknown): unknown => {
    seen[id]?.add(stack.pop() as number);
    return value;
  };
  const woven = instrumentDecisions(source, decisions);
  const body = woven.slice(woven.indexOf(';') + 1);
  const f = new Function('$b', '$c', '$d', `${body}; return f;`)(begin, condition, decide);
  const plain = new Function(`${text}; return f;`)();
  for (const call of calls) expect(f(...call)).toBe(plain(...call));
  expect(stack).toEqual([]);
  const files = coverageOf(
    [source],
    decisions,
    seen.map((codes) => [...codes]),
  );
  return (files[source.file]?.gaps ?? []).map((gap) => `${gap.condition}: ${gap.never}`);
}

test('an instrumented source does what the original does, and tells what was not shown', () => {
  const text = 'function f(a, b) { if (a > 3 && !b) return a >= 5 ? 1 : 2; return a === b; }';
  expect(gapsAfter(text, [])).toEqual([
    'a > 3: either',
    'b: either',
    'a >= 5: either',
    'a === b: either',
  ]);
  expect(
    gapsAfter(text, [
      [4, false],
      [1, false],
    ]),
  ).toEqual(['b: true', 'a >= 5: true', 'a === b: true']);
  expect(
    gapsAfter(text, [
      [4, false],
      [6, false],
      [1, false],
      [1, 1],
      [7, 1],
    ]),
  ).toEqual([]);
});

test('a decision inside the condition of another one is recorded by itself', () => {
  const text = 'function f(a, b) { return g(a && b) || b; } function g(x) { return !x; }';
  expect(
    gapsAfter(text, [
      [true, true],
      [true, false],
      [false, false],
    ]),
  ).toEqual(['g(a && b): false', 'b: false']);
});

test('a code keeps what was not evaluated apart from what was false', () => {
  expect(vectorOf(0b101 | (1 << (MOST_CONDITIONS + 2)), 3)).toEqual([false, null, true]);
});

const sources = readDeciders(root);
const decisions = findAllDecisions(sources);

test('every decision of control, drivers and guard fits a code, and has a place of its own file', () => {
  expect(decisions.length).toBeGreaterThan(600);
  expect(Math.max(...decisions.map((one) => one.conditions.length))).toBeLessThanOrEqual(
    MOST_CONDITIONS,
  );
  for (const room of ['control', 'drivers', 'guard']) {
    expect(decisions.some(({ file }) => file.startsWith(`firmware/${room}/`))).toBe(true);
  }
});

test('every exception is a condition of the sources as they are', () => {
  const byFile = new Map(sources.map((source) => [source.file, source]));
  const gone = findGone(readExceptions(join(root, EXCEPTIONS)), decisions, (decision) =>
    conditionsOf(byFile.get(decision.file) as Source, decision),
  );
  expect(gone).toEqual([]);
});

test('an exception that is covered is told, and so is a gap that is not listed', () => {
  const gap = { file: 'a', in: 'f', decision: 'x && y', condition: 'x', never: 'true' } as const;
  const one = { file: 'a', in: 'f', decision: 'x && y', condition: 'y', reason: 'r' };
  expect(compareExceptions([one], [gap])).toEqual({ unlisted: [gap], covered: [one] });
  expect(compareExceptions([{ ...one, condition: 'x' }], [gap])).toEqual({
    unlisted: [],
    covered: [],
  });
  expect(findGone([one], [], () => [])).toEqual([one]);
});

test('a list of exceptions that cannot be used says what is wrong with it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-'));
  const path = join(folder, 'exceptions.json');
  const read = (content: unknown): unknown => {
    writeFileSync(path, JSON.stringify(content));
    return readExceptions(path);
  };
  const one = { file: 'a', in: 'f', decision: 'x', condition: 'x', reason: 'r' };
  expect(() => read({})).toThrow('expected a list of exceptions');
  expect(() => read([{ ...one, reason: '' }])).toThrow('expected file, in, decision');
  expect(() => read(Array.from({ length: 6 }, () => one))).toThrow('at most 5 exceptions, found 6');
  rmSync(folder, { recursive: true });
});
