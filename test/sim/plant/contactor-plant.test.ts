/**
 * The contactor of the plant: coil, contacts, bounce, weld, and what is left on the outgoing side.
 */

import { expect, test } from 'vitest';
import type { Pole } from '../../../firmware/drivers/poles.ts';
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

class ThreePhase extends Bench {
  constructor(mirrored: readonly Pole[] = all, sensed: readonly Pole[] = all) {
    super();
    this.contactor.fit({ switched: all, mirror: mirrored, outgoing: sensed });
    this.contactor.feed(true);
  }

  /** Closed, one pole fused, and the coil without current again. */
  welded(pole: Pole): this {
    this.closed().contactor.pole(pole).welded = true;
    this.contactor.drive(false);
    return this.advance(1000);
  }
}

const all: readonly Pole[] = ['L1', 'L2', 'L3', 'N'];

test('any one line that has fused makes the socket live, and both proofs see it', () => {
  for (const pole of ['L1', 'L2', 'L3'] as const) {
    expect(new ThreePhase().welded(pole).truth, pole).toEqual(allClosed);
  }
});

test('a neutral that has fused makes nothing live; both proofs see it, or one that does not cover it not', () => {
  expect(new ThreePhase().welded('N').truth).toEqual([true, false, true, true]);
  const lines: readonly Pole[] = ['L1', 'L2', 'L3'];
  expect(new ThreePhase(lines, lines).welded('N').truth).toEqual([true, false, false, false]);
});

test('a proof is blind to the poles that it does not cover', () => {
  const one: readonly Pole[] = ['L1', 'N'];
  expect(new ThreePhase(all, one).welded('L2').truth).toEqual([true, true, true, false]);
  expect(new ThreePhase(one, all).welded('L2').truth).toEqual([true, true, false, true]);
});

test('a sense across line and neutral behind the contactor is blind to one fused pole', () => {
  const bench = new Bench();
  bench.contactor.sensed = null;
  expect(bench.closed().truth).toEqual(allClosed);
  bench.contactor.pole('L1').welded = true;
  bench.contactor.drive(false);
  expect(bench.advance(1000).truth).toEqual([true, true, true, false]);
});

test('a pole that fails stays open, and the mirror contact tells of the armature', () => {
  const bench = new ThreePhase();
  bench.contactor.pole('L2').fails = true;
  bench.closed();
  expect(bench.truth).toEqual(allClosed);
  expect(bench.contactor.phases.map(({ live }) => live)).toEqual([true, false, true]);
  bench.contactor.mend(bench.contactor.pole('L2'));
  expect(bench.contactor.pole('L2').closed).toBe(false);
});

test('a line that is lost in front of the contactor is dead behind it, and comes back', () => {
  const bench = new ThreePhase();
  bench.closed().contactor.supply('L3', false);
  expect(bench.advance(100).contactor.phases.map(({ live }) => live)).toEqual([true, true, false]);
  bench.contactor.supply('L3', true);
  expect(bench.contactor.phases.map(({ live }) => live)).toEqual([true, true, true]);
  bench.contactor.supply('L1', false);
  expect(bench.contactor.isWhole).toBe(false);
  expect(bench.contactor.live).toBe(true);
});

test('a pole that is not switched is named as such', () => {
  expect(() => new Bench().contactor.pole('L2')).toThrow(
    'there is no pole L2, this contactor switches L1 N',
  );
});
