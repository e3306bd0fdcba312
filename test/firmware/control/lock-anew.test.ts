/**
 * Lock anew: when a pin that holds and proves nothing is drawn back, and when it is left as it is.
 */

import { expect, test } from 'vitest';
import { Fault } from '../../../firmware/control/faults.ts';
import { LockPolicy } from '../../../firmware/control/limits.ts';
import { LockOrder } from '../../../firmware/control/outputs.ts';
import { isReleaseUnseen, isVetoed } from '../../../firmware/control/release.ts';
import { Hold, Latch, Pilot } from '../../../firmware/control/signals.ts';
import { Phase, Session, Stroke } from '../../../firmware/control/state.ts';
import { type Changes, layOut, plugged } from '../../support/control-records.ts';
import { table } from '../../support/phase-table.ts';

const retracting = { lockOrder: LockOrder.Retract, stroke: Stroke.Asked };
const resting = { lockOrder: LockOrder.Rest };
const b = plugged(Pilot.B);
const unproven = { ...b, latch: Latch.Locked, hold: Hold.Driven };

const starting = { ...unproven, start: true };
const readyBase: Changes = {
  state: { phase: Phase.Ready, session: Session.Permitted, lockedForMs: 1000, strokes: 1 },
  seen: starting,
};

table('start behind a pin that proves nothing', readyBase, [
  ['it is locked anew, with all strokes', Phase.Locking, {}, { ...retracting, strokes: 0 }],
  ['two strokes are enough', Phase.Locking, { limits: { lockStrokes: 2 } }, retracting],
  ['one is not', Phase.Ready, { limits: { lockStrokes: 1 } }, resting],
  ['the owner forbids it', Phase.Ready, { limits: { relock: false } }, resting],
  ['nobody starts', Phase.Ready, { seen: { start: false } }, resting],
  ['it is proven', Phase.Ready, { seen: { hold: Hold.Proven } }, resting],
  ['no vehicle is there', Phase.Releasing, { seen: { pilot: Pilot.A } }, resting],
  [
    'no vehicle is there, permanent',
    Phase.Ready,
    { seen: { pilot: Pilot.A }, limits: { lockPolicy: LockPolicy.Permanent } },
    resting,
  ],
]);

const clearedBase: Changes = {
  state: { ...readyBase.state, phase: Phase.Fault, fault: Fault.None },
  seen: starting,
};

table('start has cleared the fault behind which it proves nothing', clearedBase, [
  ['it is locked anew', Phase.Locking, {}, { ...retracting, strokes: 0 }],
  ['two strokes are enough', Phase.Locking, { limits: { lockStrokes: 2 } }, retracting],
  ['one is not', Phase.Ready, { limits: { lockStrokes: 1 } }, resting],
  ['nobody starts', Phase.Ready, { seen: { start: false } }, resting],
]);

test('the owner’s delay is for a release, and not for a pin that is drawn back to be locked', () => {
  const vetoes = (phase: Phase, lockStrokes: number, deadForMs: number): boolean => {
    const { state, limits } = layOut({
      state: { phase, deadForMs },
      limits: { lockStrokes, releaseDelayMs: 10000 },
    });
    return isVetoed(state, limits);
  };
  expect(vetoes(Phase.Locking, 2, 1000)).toBe(false);
  expect(vetoes(Phase.Locking, 1, 1000)).toBe(true);
  expect(vetoes(Phase.Releasing, 2, 1000)).toBe(true);
  expect(vetoes(Phase.Locking, 2, 10)).toBe(true);
});

const releasing = { phase: Phase.Fault, releaseForMs: 500, session: Session.Permitted };

table('a pin that was drawn back as a fault came', { state: releasing, seen: b }, [
  [
    'no release has begun',
    Phase.Fault,
    { state: { fault: Fault.Undervoltage } },
    { releaseForMs: -1 },
  ],
  [
    'two strokes are enough',
    Phase.Fault,
    { state: { fault: Fault.Undervoltage }, limits: { lockStrokes: 2 } },
    { releaseForMs: -1 },
  ],
  [
    'one stroke draws nothing back',
    Phase.Fault,
    { state: { fault: Fault.Undervoltage }, limits: { lockStrokes: 1 } },
    { releaseForMs: 500 },
  ],
  [
    'a release goes on',
    Phase.Fault,
    { state: { fault: Fault.Undervoltage, session: Session.Stopped, isReleaseOwed: true } },
    { releaseForMs: 500 },
  ],
]);

test('a stroke towards locked is no release that has begun', () => {
  const begins = (lockOrder: LockOrder, stroke: Stroke): boolean => {
    const { state, seen } = layOut({
      state: { phase: Phase.Releasing, lockOrder, stroke, releaseForMs: -1, isReleaseOwed: true },
      seen: unproven,
    });
    return isReleaseUnseen(state, seen);
  };
  expect(begins(LockOrder.Retract, Stroke.Moving)).toBe(true);
  expect(begins(LockOrder.Retract, Stroke.Asked)).toBe(false);
  expect(begins(LockOrder.Extend, Stroke.Moving)).toBe(false);
});
