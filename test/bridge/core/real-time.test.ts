/**
 * This computer's timers: one that is longer than Node can wait waits, and ends where it is cancelled.
 */

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { every, realTime } from '../../../bridge/core/time.ts';

const DAY_MS = 86400000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

test('a back-end that asks for a heartbeat a month gets one a month', () => {
  let beats = 0;
  const end = every(realTime, 30 * DAY_MS, () => beats++);
  vi.advanceTimersByTime(29 * DAY_MS);
  expect(beats).toBe(0);
  vi.advanceTimersByTime(2 * DAY_MS);
  expect(beats).toBe(1);
  end();
  vi.advanceTimersByTime(60 * DAY_MS);
  expect(beats).toBe(1);
});
