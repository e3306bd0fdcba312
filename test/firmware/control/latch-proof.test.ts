/**
 * Latch proof: a sense is believed only where it was seen to change, within a stroke of ours.
 */

import { expect, test } from 'vitest';
import { nextHold } from '../../../firmware/control/latch-proof.ts';
import { LockOrder } from '../../../firmware/control/outputs.ts';
import { Hold, Latch } from '../../../firmware/control/signals.ts';

const { Rest, Extend, Retract } = LockOrder;
const { None, Free, Driven, Proven } = Hold;
const { Unknown, Unlocked, Locked } = Latch;

const rows: [what: string, from: Hold, latch: Latch, stroke: LockOrder, forMs: number, to: Hold][] =
  [
    ['let go, and reads locked', Proven, Locked, Retract, 0, None],
    ['let go, and is nowhere', Driven, Unknown, Retract, 500, None],
    ['let go, and reads unlocked', None, Unlocked, Retract, 500, Free],
    ['free, and reads locked without a stroke', Free, Locked, Retract, 500, None],
    ['a stroke of a pin that reads unlocked', None, Unlocked, Extend, 10, Free],
    ['a stroke of a pin that reads locked', None, Locked, Extend, 300, Driven],
    ['a stroke of a pin that is nowhere', None, Unknown, Extend, 300, Driven],
    ['on its way', Free, Unknown, Extend, 300, Free],
    ['there, and the stroke goes on', Free, Locked, Extend, 60, Free],
    ['there before it can have travelled', Free, Locked, Extend, 59, Driven],
    ['nowhere that early', Free, Unknown, Extend, 59, Free],
    ['there, and the stroke is over', Free, Locked, Rest, 0, Proven],
    ['there a moment after the stroke', Free, Locked, Rest, 100, Proven],
    ['not there yet', Free, Unlocked, Rest, 99, Free],
    ['not there in time', Free, Unlocked, Rest, 100, Driven],
    ['locked long after a stroke that had failed', Driven, Locked, Rest, 200, Driven],
    ['proven', Proven, Locked, Rest, 5000, Proven],
    ['proven, and unknown for a moment', Proven, Unknown, Rest, 5000, Proven],
    ['proven, and reads unlocked', Proven, Unlocked, Rest, 5000, Driven],
    ['proven, and extended once more', Proven, Locked, Extend, 300, Proven],
    ['driven, and reads unlocked in the next stroke', Driven, Unlocked, Extend, 10, Free],
  ];

test.each(rows)('%s', (_, from, latch, stroke, forMs, to) => {
  expect(nextHold(from, latch, stroke, forMs, 60, 100)).toBe(to);
});

test('what is held stays held in the first moments of another extend stroke, and nothing is held by resting', () => {
  const early = (hold: Hold): Hold => nextHold(hold, Latch.Locked, LockOrder.Extend, 10, 60, 100);
  expect([early(Hold.Proven), early(Hold.Driven), early(Hold.Free)]).toEqual([
    Hold.Proven,
    Hold.Driven,
    Hold.Driven,
  ]);
  const resting = (hold: Hold): Hold =>
    nextHold(hold, Latch.Unlocked, LockOrder.Rest, 500, 60, 100);
  expect([resting(Hold.None), resting(Hold.Proven)]).toEqual([Hold.None, Hold.Driven]);
});
