/**
 * Interruption: the first signal ends a run in its regular way, the second at once, and a limit without one.
 */

import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { onInterrupt } from '../../../hil/run/interruption.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function watch(): { source: EventEmitter; said: string[]; off: () => void } {
  const source = new EventEmitter();
  const said: string[] = [];
  const off = onInterrupt(source, {
    interrupt: (why) => said.push(why),
    giveUp: (why) => void said.push(`at once: ${why}`),
  });
  return { source, said, off };
}

test('a second signal ends it at once, whichever it is', () => {
  const { source, said } = watch();
  source.emit('SIGINT', 'SIGINT');
  source.emit('SIGTERM', 'SIGTERM');
  expect(said).toEqual(['interrupted by SIGINT', 'at once: interrupted by SIGTERM again']);
});

test('a run that does not end is ended', () => {
  const { source, said } = watch();
  source.emit('SIGTERM', 'SIGTERM');
  vi.advanceTimersByTime(7999);
  expect(said).toEqual(['interrupted by SIGTERM']);
  vi.advanceTimersByTime(1);
  expect(said[1]).toBe('at once: interrupted by SIGTERM, and nothing has ended within 8 s');
});

test('when the run has ended, nothing is left', () => {
  const { source, said, off } = watch();
  source.emit('SIGHUP', 'SIGHUP');
  off();
  vi.advanceTimersByTime(60000);
  expect(said).toEqual(['interrupted by SIGHUP']);
  expect(source.eventNames()).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});
