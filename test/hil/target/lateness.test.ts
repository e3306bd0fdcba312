/**
 * Lateness: a busy host is named as such; what a run allows makes its windows less certain, and no more.
 */

import { expect, test } from 'vitest';
import { BenchError, BusyHostError } from '../../../hil/line/bench-error.ts';
import { Lateness } from '../../../hil/target/lateness.ts';

test('a little lateness is usual, and costs nothing', () => {
  const lateness = new Lateness();
  lateness.seeWorld('desk', 100000);
  lateness.seeBoard('desk', 50);
  expect(lateness.extraUs).toBe(0);
});

test('more is a busy host, which is a fault of the bench', () => {
  const board = (): void => new Lateness().seeBoard('desk', 51);
  expect(board).toThrow(BusyHostError);
  expect(board).toThrow(BenchError);
  expect(board).toThrow(
    'desk: this computer is too busy: it did not run the process in place of a board for 51 ms; ' +
      'let nothing else run here, use stepped time, or allow more with --allow-late',
  );
  expect(() => new Lateness().seeWorld('desk', 100100)).toThrow('the simulation for 100 ms');
});

test('what is allowed is added to the uncertainty, the largest of it', () => {
  const lateness = new Lateness(400);
  lateness.seeBoard('desk', 300);
  lateness.seeWorld('desk', 200000);
  expect(lateness.extraUs).toBe(300000);
  expect(() => lateness.seeBoard('desk', 401)).toThrow(BusyHostError);
});

test('a stamp that this computer gives is as uncertain as it was late, and too late is a busy host', () => {
  const lateness = new Lateness();
  lateness.seeStamp('header', 40);
  lateness.seeStamp('header', 7);
  expect(lateness.extraUs).toBe(40000);
  const late = (): void => lateness.seeStamp('header', 101);
  expect(late).toThrow(BusyHostError);
  expect(late).toThrow('it did not look at the pins for 101 ms');
});
