/**
 * The contactor of the plant: coil, contacts, bounce, weld, and what is left on the outgoing side.
 */

import { expect, test } from 'vitest';
import { Clock, ms } from '../../../sim/clock.ts';
import { Contactor } from '../../../sim/plant/contactor.ts';

class Bench {
  readonly clock = new Clock();
  changes = 0;
  readonly contactor = new Contactor(this.clock, () => this.changes++);

  constructor(mainsOn = true) {
    this.contactor.feed(mainsOn);
  }

  advance(milliseconds: number): this {
    this.clock.advanceTo(this.clock.nowUs + ms(milliseconds));
    return this;
  }

  closed(): this {
    this.contactor.drive(true);
    return this.advance(1000);
  }

  get truth(): [boolean, boolean, boolean, boolean] {
    const { closed, live, mirrorClosed, outgoingSensed } = this.contactor;
    return [closed, live, mirrorClosed, outgoingSensed];
  }
}

const allOpen = [false, false, false, false];
const allClosed = [true, true, true, true];

test('at first everything is open and dead', () => {
  expect(new Bench().truth).toEqual(allOpen);
});

test('the contacts close some time after the coil has current, and never before', () => {
  const bench = new Bench();
  bench.contactor.drive(true);
  expect(bench.advance(14).truth).toEqual(allOpen);
  expect(bench.advance(1).contactor.closed).toBe(true);
  expect(bench.contactor.live).toBe(true);
  expect(bench.advance(100).truth).toEqual(allClosed);
});

test('after closing the mirror contact bounces: it opens twice, and is steady after 3 ms', () => {
  const bench = new Bench();
  bench.contactor.drive(true);
  const seen: boolean[] = [];
  bench.advance(14.5);
  for (let i = 0; i < 8; i++) seen.push(bench.advance(1).contactor.mirrorClosed);
  expect(seen).toEqual([false, true, false, true, true, true, true, true]);
});

test('the contacts open some time after the coil has lost its current', () => {
  const bench = new Bench().closed();
  bench.contactor.drive(false);
  expect(bench.advance(19).truth).toEqual(allClosed);
  expect(bench.advance(1).contactor.closed).toBe(false);
  expect(bench.contactor.mirrorClosed).toBe(false);
});

test('the outgoing side is live until it has decayed to extra-low voltage, and that is told', () => {
  const bench = new Bench().closed();
  bench.contactor.drive(false);
  bench.advance(20);
  const untilDeadMs = 12 * Math.log(325 / 60);
  bench.advance(untilDeadMs - 0.1);
  expect(bench.truth).toEqual([false, true, false, true]);
  const changes = bench.changes;
  bench.advance(0.2);
  expect(bench.truth).toEqual(allOpen);
  expect(bench.changes).toBeGreaterThan(changes);
});

test('the outgoing voltage falls all the time, as its time constant says', () => {
  const bench = new Bench().closed();
  expect(bench.contactor.outgoingVolts).toBe(325);
  bench.contactor.drive(false);
  bench.advance(20);
  expect(bench.contactor.outgoingVolts).toBeCloseTo(325, 6);
  expect(bench.advance(12).contactor.outgoingVolts).toBeCloseTo(325 / Math.E, 6);
  expect(bench.advance(12).contactor.outgoingVolts).toBeCloseTo(325 / Math.E ** 2, 6);
});

test('a coil that is switched back before the contacts have moved leaves them where they are', () => {
  const closing = new Bench();
  closing.contactor.drive(true);
  closing.advance(10).contactor.drive(false);
  expect(closing.advance(1000).truth).toEqual(allOpen);
  const opening = new Bench().closed();
  opening.contactor.drive(false);
  opening.advance(10).contactor.drive(true);
  expect(opening.advance(1000).truth).toEqual(allClosed);
});

test('welded contacts stay closed without the coil, and are live whenever mains is', () => {
  const bench = new Bench().closed();
  bench.contactor.welded = true;
  bench.contactor.drive(false);
  expect(bench.advance(10000).truth).toEqual(allClosed);
  bench.contactor.feed(false);
  expect(bench.advance(1000).truth).toEqual([true, false, true, false]);
  bench.contactor.feed(true);
  expect(bench.truth).toEqual(allClosed);
});

test('contacts fuse where they are closed: a weld does not close open ones', () => {
  const bench = new Bench();
  bench.contactor.welded = true;
  expect(bench.advance(1000).truth).toEqual(allOpen);
});

test('a weld that gives way opens at once without the coil, and not with it', () => {
  const bench = new Bench().closed();
  bench.contactor.welded = true;
  bench.contactor.unweld();
  expect(bench.advance(1000).truth).toEqual(allClosed);
  bench.contactor.welded = true;
  bench.contactor.drive(false);
  bench.advance(1000).contactor.unweld();
  expect(bench.contactor.closed).toBe(false);
  expect(bench.advance(100).truth).toEqual(allOpen);
});

test('a broken coil never pulls in', () => {
  const bench = new Bench();
  bench.contactor.coilBroken = true;
  expect(bench.closed().truth).toEqual(allOpen);
});

test('without mains closed contacts are dead, with it they are live at once', () => {
  const bench = new Bench(false).closed();
  expect(bench.truth).toEqual([true, false, true, false]);
  bench.contactor.feed(true);
  expect(bench.truth).toEqual(allClosed);
  bench.contactor.feed(false);
  expect(bench.truth).toEqual(allClosed);
  expect(bench.advance(100).truth).toEqual([true, false, true, false]);
});

test('proofs that stick say the same whatever is true, and nothing true changes by it', () => {
  const bench = new Bench();
  bench.contactor.mirrorStuck = true;
  bench.contactor.outgoingStuck = true;
  expect(bench.truth).toEqual([false, false, true, true]);
  bench.closed().contactor.mirrorStuck = false;
  bench.contactor.outgoingStuck = false;
  expect(bench.truth).toEqual([true, true, false, false]);
});

test('the mirror contact is normally closed: a cut wire reads as closed, a shorted one as open', () => {
  const bench = new Bench();
  bench.contactor.mirrorWire = 'cut';
  expect(bench.truth).toEqual([false, false, true, false]);
  bench.closed().contactor.mirrorWire = 'shorted';
  expect(bench.truth).toEqual([true, true, false, true]);
  bench.contactor.mirrorWire = 'whole';
  expect(bench.truth).toEqual(allClosed);
});
