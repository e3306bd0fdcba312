/**
 * Console queue: what does not fit is dropped, and never makes a line that nobody typed.
 */

import { expect, test } from 'vitest';
import { createConsoleQueue } from '../../../firmware/platforms/console-queue.ts';

/** What is read after all of this was typed. */
function heard(...pieces: readonly string[]): string {
  const queue = createConsoleQueue(48, () => undefined);
  for (const piece of pieces) queue.receive(piece);
  return queue.port.read();
}

const full = 'x'.repeat(195);

test('what fits is read as it was typed', () => {
  expect(heard('lim', 'it 6 A\n', 'stop\n')).toBe('limit 6 A\nstop\n');
});

test('a line whose rest was dropped is spoilt, and does not join the next one', () => {
  expect(heard(full, '\nset burst 1', '0\n', 'stop\n')).toBe(`${full}\nset burst 1?\n?\n`);
  const queue = createConsoleQueue(48, () => undefined);
  queue.receive(`${full}\nset burst 1`);
  queue.receive('0 of');
  expect(queue.port.read()).toBe(`${full}\nset burst 1?\n`);
  queue.receive(' them\nst');
  queue.receive('op\n');
  expect(queue.port.read()).toBe('stop\n');
});
