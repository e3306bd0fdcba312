/**
 * Reclose: what each bar waits for, that nothing counts while its cause stands, and that a bar which stands does
 * no more than bar.
 */

import { expect, test } from 'vitest';
import { followBars } from '../../../firmware/control/fault-detection.ts';
import {
  ALL_BARS,
  Bar,
  causesOf,
  isLatchLost,
  nextBars,
} from '../../../firmware/control/reclose.ts';
import { Latch, Pilot, Proximity } from '../../../firmware/control/signals.ts';
import { Phase, Session } from '../../../firmware/control/state.ts';
import { type Changes, layOut, plugged } from '../../support/control-records.ts';

const quiet = layOut({ seen: plugged(Pilot.B) }).seen;
const acted = { ...quiet, person: true };
const isOut = { ...quiet, proximity: Proximity.Absent };

const rows: [name: string, bar: Bar, plugOut: boolean, left: boolean][] = [
  ['emergency stop', Bar.EmergencyStop, false, false],
  ['residual current', Bar.ResidualCurrent, true, false],
  ['over-current', Bar.OverCurrent, false, true],
  ['latch lost', Bar.LatchLost, false, true],
  ['latch lost while opening', Bar.LatchLostOpening, false, true],
  ['unreadable journal', Bar.Unknown, false, false],
];

test.each(rows)('%s: over by a person, by the plug, by the vehicle', (_, bar, plugOut, left) => {
  expect(nextBars(bar, 0, quiet, false)).toBe(bar);
  expect(nextBars(bar, 0, acted, false)).toBe(Bar.None);
  expect(nextBars(bar, 0, isOut, false)).toBe(plugOut ? Bar.None : bar);
  expect(nextBars(bar, 0, quiet, true)).toBe(left ? Bar.None : bar);
  // Whatever is done while the cause stands does not count.
  expect(nextBars(bar, bar, { ...acted, proximity: Proximity.Absent }, true)).toBe(bar);
});

test('every bar stands for itself', () => {
  expect(rows.reduce((all, [, bar]) => all | bar, 0)).toBe(ALL_BARS);
  expect(nextBars(ALL_BARS, 0, isOut, false)).toBe(ALL_BARS - Bar.ResidualCurrent);
  const kept = Bar.EmergencyStop | Bar.ResidualCurrent | Bar.Unknown;
  expect(nextBars(ALL_BARS, 0, quiet, true)).toBe(kept);
  expect(nextBars(ALL_BARS, Bar.OverCurrent, acted, false)).toBe(Bar.OverCurrent);
});

test('the causes that stand', () => {
  expect(causesOf(quiet)).toBe(Bar.None);
  const all = causesOf({ ...quiet, eStop: true, residual: true, overCurrent: true });
  expect(all).toBe(Bar.EmergencyStop | Bar.ResidualCurrent | Bar.OverCurrent);
});

test('a latch is lost where the socket is live and it was locked, or is lost already', () => {
  const lost = { ...quiet, latch: Latch.Unknown };
  expect(isLatchLost(lost, true, true, 0)).toBe(true);
  expect(isLatchLost(lost, true, false, Bar.LatchLost)).toBe(true);
  expect(isLatchLost(lost, true, false, 0)).toBe(false);
  expect(isLatchLost(lost, false, true, Bar.LatchLost)).toBe(false);
  expect(isLatchLost({ ...quiet, latch: Latch.Locked }, true, true, Bar.LatchLost)).toBe(false);
});

/** Bars and session after one look. */
function followed(changes: Changes): [bars: number, session: Session] {
  const { state, seen, limits } = layOut(changes);
  followBars(state, seen, limits);
  return [state.bars, state.session];
}

test('a bar that stands ends no session: only its cause does', () => {
  const state = { phase: Phase.Ready, session: Session.Permitted, bars: Bar.Unknown };
  const seen = { ...plugged(Pilot.B), latch: Latch.Locked };
  expect(followed({ state, seen })).toEqual([Bar.Unknown, Session.Permitted]);
  const leak = followed({ state, seen: { ...seen, residual: true } });
  expect(leak).toEqual([Bar.Unknown | Bar.ResidualCurrent, Session.Stopped]);
});

test('a pin that was seen locked in one look, and not in the next, was lost', () => {
  const seen = { ...plugged(Pilot.B), latch: Latch.Unknown };
  const lost = (lockedForMs: number): number =>
    followed({ state: { phase: Phase.Fault, welded: true, lockedForMs }, seen })[0];
  expect([lost(0), lost(-1)]).toEqual([Bar.LatchLost, Bar.None]);
});

test('a person who acts does not clear a latch that is lost still, but does clear a journal behind it', () => {
  const seen = { ...plugged(Pilot.B), latch: Latch.Unknown, person: true };
  const left = (bars: number): number =>
    followed({ state: { phase: Phase.Opening, bars, lockedForMs: -1 }, seen })[0];
  expect(left(Bar.LatchLost)).toBe(Bar.LatchLost);
  expect(left(Bar.LatchLostOpening)).toBe(Bar.LatchLostOpening);
  expect(left(Bar.LatchLostOpening | Bar.Unknown)).toBe(Bar.LatchLostOpening);
  expect(left(Bar.Unknown)).toBe(Bar.None);
});

test('the vehicle has left as soon as its time is over, however many quiet ticks made it up', () => {
  const away = (pilotForMs: number, sinceMs: number, pilot = Pilot.A, now = Pilot.A): number => {
    const seen = { ...plugged(now), elapsedMs: sinceMs, watchedMs: sinceMs };
    return followed({ state: { bars: Bar.LatchLost, pilot, pilotForMs }, seen })[0];
  };
  const { goneForMs } = layOut().limits;
  expect(away(0, goneForMs)).toBe(Bar.None);
  expect(away(goneForMs - 10, 10)).toBe(Bar.None);
  expect(away(0, goneForMs - 10)).toBe(Bar.LatchLost);
  // It is back in the tick in which the time would have been over.
  expect(away(goneForMs - 10, 10, Pilot.A, Pilot.B)).toBe(Bar.LatchLost);
  // What was so long on the pilot was not A.
  expect(away(goneForMs, goneForMs, Pilot.B)).toBe(Bar.LatchLost);
});
