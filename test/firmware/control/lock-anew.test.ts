/**
 * Lock anew: when a pin that holds and proves nothing is drawn back, and when it is left as it is.
 */

import { expect, test } from 'vitest';
import { Fault } from '../../../firmware/control/faults.ts';
import { LockOrder } from '../../../firmware/control/outputs.ts';
import { isReleaseUnseen, isVetoed, workRelease } from '../../../firmware/control/release.ts';
import { Hold, Latch, Pilot } from '../../../firmware/control/signals.ts';
import { Phase, Session, Stroke } from '../../../firmware/control/state.ts';
import { type Changes, layOut, plugged } from '../../support/control-records.ts';
import { table } from '../../support/phase-table.ts';

const retracting = { lockOrder: LockOrder.Retract, stroke: Stroke.Asked };
const extending = { lockOrder: LockOrder.Extend, stroke: Stroke.Asked };
const resting = { lockOrder: LockOrder.Rest };
const b = plugged(Pilot.B);
const unproven = { ...b, latch: Latch.Locked, hold: Hold.Driven };

/** The pin stands half-way: the stroke that brought it there was taken back. */
const halfWay: Changes = {
  state: { phase: Phase.Locking, session: Session.Permitted, isReleaseOwed: true },
  seen: { ...b, latch: Latch.Unknown, hold: Hold.Driven },
};

table('a pin half-way', halfWay, [
  ['it is drawn back', Phase.Locking, {}, retracting],
  ['two strokes are enough for that', Phase.Locking, { limits: { lockStrokes: 2 } }, retracting],
  ['one is not', Phase.Locking, { limits: { lockStrokes: 1 } }, extending],
  ['the owner forbids it', Phase.Locking, { limits: { relock: false } }, extending],
  ['it has been drawn back', Phase.Locking, { state: { isReleaseOwed: false } }, extending],
  ['the socket is not proven dead', Phase.Locking, { state: { deadForMs: 10 } }, extending],
  ['behind a weld', Phase.Locking, { state: { welded: true } }, extending],
  ['a stroke has just ended', Phase.Locking, { state: { stroke: Stroke.Ended } }, resting],
  ['a whole stroke has left it there', Phase.Locking, { state: { strokes: 1 } }, extending],
  ['the sense has proven it before', Phase.Locking, { seen: { hold: Hold.Proven } }, extending],
]);

/** It reads locked by now, and by more than one stroke. */
const byTwo: Changes = {
  state: { ...halfWay.state, strokes: 2, lockedForMs: 30 },
  seen: unproven,
};

table('a pin that went in by two strokes', byTwo, [
  ['it is drawn back', Phase.Locking, {}, { ...retracting, strokes: 2 }],
  ['by one stroke: it is not', Phase.Ready, { state: { strokes: 1 } }, resting],
  ['no stroke is left for it', Phase.Ready, { state: { strokes: 3 } }, resting],
  ['nor where there are two', Phase.Ready, { limits: { lockStrokes: 2 } }, resting],
  ['the sense has proven it', Phase.Ready, { seen: { hold: Hold.Proven } }, resting],
]);

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

test('a release that waits for the owner’s delay again has not begun; one that waits for the proof goes on', () => {
  const after = (releaseDelayMs: number, deadForMs: number): number => {
    const { state, seen, limits } = layOut({
      state: { phase: Phase.Releasing, deadForMs, releaseForMs: 500, isReleaseOwed: true },
      seen: unproven,
      limits: { deadProofMs: 250, releaseDelayMs },
    });
    workRelease(state, seen, limits);
    return state.releaseForMs;
  };
  expect(after(10000, 300)).toBe(-1);
  expect(after(250, 100)).toBe(500);
  expect(after(250, 300)).toBe(500);
});

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
