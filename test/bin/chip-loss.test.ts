/** What an interpreter that fails on a chip must come to, judged from what was seen. */
import { expect, test } from 'vitest';
import { isOver } from '../../bin/commands/sim/chip-loss.ts';

test('a reset ends it; none does only where a hang is reset, and never with a contactor that was high', () => {
  const reset = { resetMs: 499, startMs: 15, stayedSafe: true };
  const none = { ...reset, resetMs: null };
  expect(isOver(reset, false)).toBe(true);
  expect(isOver(none, true)).toBe(true);
  // Nothing has shown that the watchdog would have bitten.
  expect(isOver(none, false)).toBe(false);
  for (const isHangReset of [true, false]) {
    expect(isOver({ ...reset, stayedSafe: false }, isHangReset)).toBe(false);
    expect(isOver({ ...none, stayedSafe: false }, isHangReset)).toBe(false);
  }
});
