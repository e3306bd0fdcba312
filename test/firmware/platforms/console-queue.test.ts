/**
 * Console queue: what does not fit is dropped, and never makes a line that nobody typed.
 */

import { expect, test } from 'vitest';
import {
  type ConsoleQueue,
  createConsoleQueue,
} from '../../../firmware/platforms/console-queue.ts';

/** As a platform does it. */
function type(queue: ConsoleQueue, piece: string): void {
  if (queue.isFull()) queue.drop(piece.endsWith('\n'));
  else queue.receive(piece);
}

/** What is read after all of this was typed. */
function heard(...pieces: readonly string[]): string {
  const queue = createConsoleQueue(48, () => undefined);
  for (const piece of pieces) type(queue, piece);
  return queue.port.read();
}

const full = 'x'.repeat(195);

test('what fits is read as it was typed', () => {
  expect(heard('lim', 'it 6 A\n', 'stop\n')).toBe('limit 6 A\nstop\n');
});

test('a line whose rest was dropped is spoilt, and does not join the next one', () => {
  expect(heard(full, '\nset burst 1', '0\n', 'stop\n')).toBe(`${full}\nset burst 1?\n`);
  const queue = createConsoleQueue(48, () => undefined);
  type(queue, `${full}\nset burst 1`);
  type(queue, '0 of');
  expect(queue.port.read()).toBe(`${full}\nset burst 1?\n`);
  type(queue, ' them\nst');
  type(queue, 'op\n');
  expect(queue.port.read()).toBe('stop\n');
});

test('a flood that nobody reads stays within its bound, and is marked once', () => {
  const queue = createConsoleQueue(48, () => undefined);
  for (let i = 0; i < 100000; i++) type(queue, i % 3 === 0 ? 'faul' : 'faults\n');
  const text = queue.port.read();
  expect(text.length).toBeLessThan(250);
  expect(text.split('?\n')).toHaveLength(2);
  type(queue, 'its rest\nstop\n');
  expect(queue.port.read()).toBe('stop\n');
});
