/**
 * Console answers: what answers a typed line, how long is waited, and an echo that is none.
 */

import { expect, test } from 'vitest';
import { ConsoleAnswers } from '../../../hil/line/console-answers.ts';

let nowMs = 1000;
const create = (): ConsoleAnswers => new ConsoleAnswers(() => nowMs);

test('an answer counts when nothing more follows for a while', () => {
  const answers = create();
  answers.type('help');
  answers.hear('ok hello');
  nowMs += 100;
  answers.hear('ok unlock');
  nowMs += 149;
  expect(answers.verdict).toBe(null);
  nowMs += 1;
  expect(answers.verdict).toBe(true);
});

test('the trace is no answer, and neither is an echo', () => {
  const answers = create();
  answers.type('hello');
  answers.hear('hello');
  answers.hear('~ 17 phase idle');
  nowMs += 1999;
  expect([answers.verdict, answers.isEcho]).toEqual([null, true]);
  nowMs += 1;
  expect(answers.verdict).toBe(false);
});

test('an error is an answer; the next line waits for its own', () => {
  const answers = create();
  answers.type('hallo');
  answers.hear('error unknown command');
  nowMs += 200;
  expect(answers.verdict).toBe(true);
  answers.type('hello');
  expect(answers.verdict).toBe(null);
});

test('a device that goes away ends the wait', async () => {
  const answers = create();
  answers.type('hello');
  expect(await answers.settled(() => true)).toBe(false);
});
