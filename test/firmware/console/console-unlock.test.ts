/** Console: an unlock, and the answer that comes when its end is sensed. */
import { expect, test } from 'vitest';
import { LockPolicy } from '../../../firmware/control/limits.ts';
import { LockOrder } from '../../../firmware/control/outputs.ts';
import { Latch, Motion } from '../../../firmware/control/signals.ts';
import { Phase } from '../../../firmware/control/state.ts';
import { free, typing } from '../../support/typing.ts';

test('an unlock is answered by what is sensed, not in its own round, and 7.7 s later at the latest', () => {
  const all = typing();
  const { type, charger } = all;
  free(all);
  expect(type('unlock', 1)).toEqual(['ok unlock']);
  expect(charger.requests.unlock).toBe(true);
  expect(type('', 1)).toEqual(['unlock free']);
  for (const phase of [Phase.Released, Phase.Fault]) {
    charger.state.phase = phase;
    expect(type('unlock', 3)).toEqual(['ok unlock', 'unlock free']);
  }
  for (const change of [
    () => {
      charger.state.phase = Phase.Releasing;
    },
    () => {
      charger.seen.motion = Motion.Moving;
    },
    () => {
      charger.state.lockOrder = LockOrder.Retract;
    },
  ]) {
    free(all);
    change();
    // 7700 ms at 80 ms a round.
    expect(type('unlock', 97)).toEqual(['ok unlock']);
    expect(type('', 1).join(' ')).toMatch(/^unlock free/);
  }
  charger.state.phase = Phase.Fault;
  charger.state.lockOrder = LockOrder.Rest;
  charger.seen.latch = Latch.Locked;
  expect(type('unlock', 1)).toEqual(['ok unlock']);
  const sinceMs = charger.uptimeMs;
  charger.uptimeMs = sinceMs + 7619;
  expect(type('', 1)).toEqual([]);
  charger.uptimeMs = sinceMs + 7620;
  expect(type('', 1)).toEqual(['unlock held releasing']);
  expect(type('', 3)).toEqual([]);
  free(all);
  charger.state.welded = true;
  expect(type('unlock', 3)).toEqual(['ok unlock']);
  charger.seen.latch = Latch.Locked;
  expect(type('', 2)).toEqual(['unlock held welded']);
});

test("an unlock needs a key only where the cable is the owner's", () => {
  const { type, charger } = typing();
  charger.access.isCommissioned = true;
  expect(type('unlock', 1)).toEqual(['ok unlock']);
  charger.requests.unlock = false;
  charger.limits.lockPolicy = LockPolicy.Permanent;
  expect(type('unlock', 1)[0]).toBe('error only the owner may do this: role owner');
  expect(charger.requests.unlock).toBe(false);
});
