/** Ranking: which trials try a mutant, and in which order. */
import { expect, test } from 'vitest';
import type { TrialSurvey } from '../../../../sim/verify/mutants/mutant-worker.ts';
import type { Mutant } from '../../../../sim/verify/mutants/mutants.ts';
import { Ranking } from '../../../../sim/verify/mutants/ranking.ts';

const mutant = (id: number, file: string): Mutant => ({
  id,
  file,
  in: 'work',
  original: `${id}`,
  mutated: '',
  line: 1,
  start: 0,
  end: 1,
  text: '',
  isStatement: false,
});

/** @param ids the mutants that it reaches */
const trial = (kind: TrialSurvey['kind'], ms: number, ids: readonly number[]): TrialSurvey => ({
  kind,
  name: `${kind} ${ms}`,
  ms,
  failure: '',
  reached: Uint8Array.from({ length: 5 }, (_, id) => (ids.includes(id) ? 1 : 0)),
});

const [first, second, atLoad] = [1, 2, 3].map((id) => mutant(id, 'firmware/a.ts')) as [
  Mutant,
  Mutant,
  Mutant,
];
const trials = [
  trial('quiet', 1, [1]),
  trial('scenario', 40, [1, 2]),
  trial('test', 10, [4]),
  trial('test', 20, [1, 2]),
  { ...trial('test', 1, [1]), failure: 'fails by itself' },
];

test('only what a mutant can change tries it: tests and scenarios first, the quickest of them first', () => {
  const ranking = new Ranking(trials, [first, second, atLoad]);
  expect(ranking.orderFor(first, false)).toEqual([3, 1, 0]);
  expect(ranking.orderFor(second, false)).toEqual([3, 1]);
});

test('what has killed a neighbour comes first', () => {
  const ranking = new Ranking(trials, [first, second, atLoad]);
  ranking.note(first, 1);
  expect(ranking.orderFor(second, false)).toEqual([1, 3]);
});

test('what runs as the modules load is tried by everything, first by what reaches its file', () => {
  const ranking = new Ranking(trials, [first, second, atLoad]);
  expect(ranking.orderFor(atLoad, true)).toEqual([3, 1, 2, 0]);
});

test('a listed survivor has so much time and no more', () => {
  const ranking = new Ranking(trials, [first]);
  const order = ranking.orderFor(first, false);
  expect(ranking.firstOf(order, 60)).toEqual([3, 1]);
  expect(ranking.firstOf(order, 59)).toEqual([3]);
});
