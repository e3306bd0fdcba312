/**
 * Windows: a line is judged by when its condition came true, not by when the line was reached: the order of two
 * expectations changes no verdict.
 */

import { expect, test } from 'vitest';
import { failureOf, runInline } from '../../support/inline-scenario.ts';

const charged = ['plug in', 'car in', 'expect phase energized within 5 s', 'after 2 s car out'];
/** Takes most of a second: the contactor has long been open by then. */
const slow = 'expect pin withdrawn within 5 s';

test('what was so before its line was reached is in time if it came in time', async () => {
  const quick = 'expect contactor open within 40 ms';
  expect(await failureOf(...charged, quick, slow)).toBe('');
  expect(await failureOf(...charged, slow, quick)).toBe('');
});

test('what was so too early is too early whenever its line is reached', async () => {
  const late = 'expect contactor open not-before 500 ms within 5 s';
  const told = /contactor open: after \d+ ms, expected within 500 ms to 5000 ms$/;
  expect(await failureOf(...charged, late, slow)).toMatch(told);
  expect(await failureOf(...charged, slow, late)).toMatch(told);
});

test('the time that is measured is the same in either order', async () => {
  const open = 'expect contactor open within 5 s';
  const [first, second] = await Promise.all([
    runInline([...charged, open, slow]),
    runInline([...charged, slow, open]),
  ]);
  const measured = ({ checks }: typeof first): (number | null | undefined)[] =>
    ['contactor open', 'pin withdrawn'].map(
      (text) => checks.find((check) => check.text === `expect ${text}`)?.measuredUs,
    );
  expect(measured(second)).toEqual(measured(first));
});

test('what was so, ended and is so again counts from when it is so again', async () => {
  // At rest when the car comes, then towards locked, and at rest again.
  const rests = (window: string): string[] => [
    ...charged.slice(0, 3),
    `expect drive off ${window}`,
  ];
  expect(await failureOf(...rests('not-before 200 ms within 5 s'))).toBe('');
  expect(await failureOf(...rests('within 200 ms'))).toMatch(
    /^5: drive off: after \d+ ms, expected within 200 ms$/,
  );
});

test('a condition of two terms is as old as the younger one', async () => {
  const both = 'expect contactor open and pin withdrawn within 300 ms';
  expect(await failureOf(...charged, slow, both)).toMatch(/after \d+ ms, expected within 300 ms$/);
});

test('what was never known is not true since yesterday', async () => {
  expect(await failureOf('expect fault not welded not-before 1 s within 2 s')).toBe(
    '2: fault not welded: after 0 ms, expected within 1000 ms to 2000 ms',
  );
});

test('an answer is not forgotten while time passes', async () => {
  expect(await failureOf('explain', 'after 1 s', 'expect answer next within 0 ms')).toBe('');
  expect(
    await failureOf('explain', 'expect phase idle for 1 s', 'expect answer next within 0 ms'),
  ).toBe('');
});

test('answers are counted, each of them', async () => {
  const watched = (times: number): string[] => [
    `expect answer next at most ${times} times within 10 s`,
    'explain',
    'after 1 s explain',
    'after 1 s explain',
    'after 1 s',
  ];
  expect(await failureOf(...watched(3))).toBe('');
  expect(await failureOf(...watched(2))).toBe(
    '2: expect answer next at most 2 times within 10 s, but it is so more often',
  );
});

test('what is not so has not been so for no time at all', async () => {
  expect(await failureOf('expect plug in for 0 ms')).toBe(
    '2: plug in: only for 0 ms of 0 ms; plug is out',
  );
  expect(await failureOf('expect plug out for 0 ms')).toBe('');
});
