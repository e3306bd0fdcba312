/**
 * Bistable lock: whatever is ordered and however late the ticks come, no part is driven beyond its
 * rating, without its rest, or back without a pause; and each order has one stroke.
 */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RESTED_MS } from '../../../firmware/control/age.ts';
import { createOutputs, Drive, LockOrder } from '../../../firmware/control/outputs.ts';
import { createSignals, Heat, Latch, Motion } from '../../../firmware/control/signals.ts';
import {
  type BistableLock,
  createBistableLock,
  runBistableLock,
} from '../../../firmware/drivers/bistable-lock.ts';
import { type BistablePart, createBistableParts } from '../../../firmware/drivers/lock-parts.ts';

const { Off, Extend, Retract } = Drive;

function isStroke(drive: Drive): boolean {
  return drive === Extend || drive === Retract;
}

interface Stroke {
  readonly drive: Drive;
  readonly startMs: number;
  endMs: number;
  /** The lap that ended it. */
  lastLapMs: number;
}

/** The driver on a bench that writes down when the bridge really drove. */
class Bench {
  readonly lock: BistableLock;
  readonly seen = createSignals();
  readonly outputs = createOutputs();
  readonly strokes: Stroke[] = [];
  nowMs = 0;

  constructor(
    readonly part: BistablePart,
    readonly tickMs: number,
    restedForMs = RESTED_MS,
  ) {
    this.lock = createBistableLock(part, tickMs, restedForMs, 100);
    this.seen.lockSupply = true;
  }

  step(order: LockOrder, lapMs = this.tickMs): Drive {
    const before = this.outputs.drive;
    this.nowMs += lapMs;
    this.seen.elapsedMs = lapMs;
    this.outputs.lockOrder = order;
    runBistableLock(this.lock, this.seen, this.outputs);
    const drive = this.outputs.drive;
    if (drive !== before) {
      const last = this.strokes.at(-1);
      if (isStroke(before) && last !== undefined) {
        last.endMs = this.nowMs;
        last.lastLapMs = lapMs;
      }
      if (isStroke(drive)) {
        this.strokes.push({ drive, startMs: this.nowMs, endMs: Number.NaN, lastLapMs: 0 });
      }
    }
    return drive;
  }

  hold(order: LockOrder, forMs: number): void {
    for (let ms = 0; ms < forMs; ms += this.tickMs) this.step(order);
  }

  get lastMs(): number {
    const last = this.strokes.at(-1) as Stroke;
    return last.endMs - last.startMs;
  }
}

const parts = createBistableParts();
const fittings = parts.flatMap((part) => [10, 20].map((tickMs) => ({ part, tickMs })));

for (const { part, tickMs } of fittings) {
  const name = `${part.name}, tick ${tickMs} ms`;
  const restMs = (strokeMs: number): number => strokeMs * part.restRatio;

  test(`${name}: a stroke takes its whole time, and no millisecond more than the rating`, () => {
    for (const order of [LockOrder.Extend, LockOrder.Retract]) {
      const bench = new Bench(part, tickMs);
      bench.hold(order, 2 * part.ratedMs);
      expect(bench.lastMs).toBeLessThanOrEqual(part.strokeMs);
      expect(bench.lastMs).toBeGreaterThan(part.strokeMs - tickMs);
    }
  });

  test(`${name}: a cold stroke uses all of the rating`, () => {
    const bench = new Bench(part, tickMs);
    bench.seen.heat = Heat.Cold;
    bench.hold(LockOrder.Retract, 2 * part.ratedMs);
    expect(bench.lastMs).toBeLessThanOrEqual(part.ratedMs);
    expect(bench.lastMs).toBeGreaterThan(part.ratedMs - tickMs);
  });

  test(`${name}: the next stroke waits for the rest, and then no longer than a tick`, () => {
    const bench = new Bench(part, tickMs);
    for (let i = 0; i < 3; i++) {
      bench.hold(LockOrder.Retract, part.ratedMs);
      bench.step(LockOrder.Rest);
    }
    bench.hold(LockOrder.Retract, restMs(part.ratedMs) + 2 * part.ratedMs);
    const [first, second] = bench.strokes as [Stroke, Stroke];
    const pauseMs = second.startMs - first.endMs;
    expect(pauseMs).toBeGreaterThanOrEqual(restMs(first.endMs - first.startMs));
    expect(pauseMs).toBeLessThan(restMs(first.endMs - first.startMs) + 2 * tickMs);
  });

  test(`${name}: an order has one stroke, however long it stands`, () => {
    for (const order of [LockOrder.Extend, LockOrder.Retract]) {
      const bench = new Bench(part, tickMs);
      bench.hold(order, 3 * restMs(part.ratedMs));
      expect(bench.strokes.length).toBe(1);
    }
  });

  test(`${name}: an order that is taken back ends the stroke at once`, () => {
    for (const [order, next] of [
      [LockOrder.Extend, LockOrder.Rest],
      [LockOrder.Retract, LockOrder.Rest],
      [LockOrder.Extend, LockOrder.Retract],
      [LockOrder.Retract, LockOrder.Extend],
    ] as const) {
      const bench = new Bench(part, tickMs);
      bench.step(order);
      bench.step(order);
      expect(isStroke(bench.outputs.drive)).toBe(true);
      expect(isStroke(bench.step(next))).toBe(false);
    }
  });

  test(`${name}: a retract stroke runs its full time even where the latch answers at once`, () => {
    const bench = new Bench(part, tickMs);
    bench.seen.latch = Latch.Unlocked;
    bench.hold(LockOrder.Retract, 2 * part.ratedMs);
    expect(bench.lastMs).toBeGreaterThan(part.strokeMs - tickMs);
  });

  test(`${name}: an extend stroke ends as soon as the latch reports locked`, () => {
    const bench = new Bench(part, tickMs);
    for (let ms = 0; ms < 60; ms += tickMs) bench.step(LockOrder.Extend);
    bench.seen.latch = Latch.Locked;
    const drive = bench.step(LockOrder.Extend);
    expect(isStroke(drive)).toBe(!part.stopsOnFeedback);
  });

  test(`${name}: no stroke starts before the lock's supply is ready, and then it does`, () => {
    const bench = new Bench(part, tickMs);
    bench.seen.lockSupply = false;
    bench.hold(LockOrder.Retract, 2000);
    expect(bench.strokes.length).toBe(0);
    bench.seen.lockSupply = true;
    expect(bench.step(LockOrder.Retract)).toBe(Retract);
  });

  test(`${name}: after any start but a power-on the part counts as just driven`, () => {
    const bench = new Bench(part, tickMs, 0);
    bench.hold(LockOrder.Retract, restMs(part.ratedMs) + part.ratedMs);
    expect(bench.strokes[0]?.startMs).toBeGreaterThanOrEqual(restMs(part.ratedMs));
    const rested = new Bench(part, tickMs);
    expect(rested.step(LockOrder.Retract)).toBe(Retract);
    // What the board has counted since the reset is rest, to the millisecond.
    const fullMs = restMs(part.ratedMs);
    expect(new Bench(part, tickMs, fullMs - tickMs).step(LockOrder.Retract)).toBe(Retract);
    expect(new Bench(part, tickMs, fullMs - tickMs - 1).step(LockOrder.Retract)).toBe(Off);
    expect(new Bench(part, tickMs, fullMs + 1).lock.restMs).toBe(0);
  });
}

test('a stroke that has begun is finished even when its supply sags', () => {
  const bench = new Bench(parts[1] as BistablePart, 10);
  bench.step(LockOrder.Retract);
  bench.seen.lockSupply = false;
  bench.hold(LockOrder.Retract, 1000);
  expect(bench.lastMs).toBe(600);
});

test('a part that does not stop on feedback extends for its full time', () => {
  const part = { ...(parts[1] as BistablePart), stopsOnFeedback: false };
  const bench = new Bench(part, 10);
  bench.seen.latch = Latch.Locked;
  bench.hold(LockOrder.Extend, 1000);
  expect(bench.lastMs).toBe(600);
});

test('the direction changes only after the pause, even where the rest is shorter', () => {
  const part = { ...(parts[1] as BistablePart), restRatio: 0, reversalMs: 200 };
  const bench = new Bench(part, 10);
  bench.hold(LockOrder.Extend, 100);
  bench.hold(LockOrder.Retract, 1000);
  const [extend, retract] = bench.strokes as [Stroke, Stroke];
  expect([extend.drive, retract.drive]).toEqual([Extend, Retract]);
  expect(retract.startMs - extend.endMs).toBeGreaterThanOrEqual(200);
});

test('a part with a brake is braked for its time after every stroke, and then left alone', () => {
  const part = parts[0] as BistablePart;
  expect(part.brakeMs).toBe(50);
  const bench = new Bench(part, 10);
  while (bench.step(LockOrder.Retract) !== Drive.Brake) expect(bench.nowMs).toBeLessThan(1000);
  const endMs = bench.nowMs;
  while (bench.step(LockOrder.Rest) === Drive.Brake) expect(bench.nowMs).toBeLessThan(1000);
  expect(bench.nowMs - endMs).toBe(50);
  expect([bench.outputs.drive, bench.step(LockOrder.Rest)]).toEqual([Off, Off]);
});

test('a part that needs no rest is braked for as long', () => {
  const bench = new Bench({ ...(parts[0] as BistablePart), restRatio: 0, reversalMs: 0 }, 10);
  while (bench.step(LockOrder.Retract) !== Drive.Brake) expect(bench.nowMs).toBeLessThan(1000);
  const endMs = bench.nowMs;
  while (bench.step(LockOrder.Rest) === Drive.Brake) expect(bench.nowMs).toBeLessThan(1000);
  expect(bench.nowMs - endMs).toBe(50);
});

test('at rest the bridge is told to be off in every look, whatever a flipped bit has put there', () => {
  const bench = new Bench(parts[0] as BistablePart, 10);
  bench.hold(LockOrder.Rest, 100);
  bench.outputs.drive = Extend;
  expect(bench.step(LockOrder.Rest)).toBe(Off);
});

test('a part without a brake is never braked', () => {
  const bench = new Bench(parts[1] as BistablePart, 10);
  for (let i = 0; i < 1000; i++) {
    const drive = bench.step(i < 300 ? LockOrder.Retract : LockOrder.Extend);
    expect(drive).not.toBe(Drive.Brake);
  }
  expect(bench.strokes.length).toBe(2);
});

test('a driver that is run only when it said it is due does the same in the same ticks', () => {
  for (const { part, tickMs } of fittings) {
    const each = new Bench(part, tickMs);
    const lazy = new Bench(part, tickMs);
    const seen: unknown[] = [];
    let sinceMs = 0;
    let last: LockOrder | null = null;
    for (let ms = 0; ms < 20000; ms += tickMs) {
      const order = [LockOrder.Extend, LockOrder.Rest, LockOrder.Retract][Math.floor(ms / 7000)];
      each.step(order as LockOrder);
      sinceMs += tickMs;
      if (order !== last || sinceMs >= lazy.lock.dueMs) {
        lazy.step(order as LockOrder, sinceMs);
        sinceMs = 0;
      }
      last = order as LockOrder;
      const [a, b] = [each, lazy].map(({ outputs, seen }) => `${outputs.drive} ${seen.motion}`);
      if (a !== b) seen.push(`${part.name} after ${ms} ms: ${a}, but lazily ${b}`);
    }
    expect(seen).toEqual([]);
  }
});

test('what is told of the motion is what the bridge does', () => {
  const bench = new Bench(parts[0] as BistablePart, 10);
  for (let i = 0; i < 300; i++) {
    const before = bench.seen.motion;
    bench.step(i < 100 ? LockOrder.Extend : i % 3 === 0 ? LockOrder.Retract : LockOrder.Rest);
    const { motion } = bench.seen;
    expect(motion === Motion.Moving).toBe(isStroke(bench.outputs.drive));
    // What is told as rested starts at once.
    if (isStroke(bench.outputs.drive) && before !== Motion.Moving)
      expect(before).not.toBe(Motion.Moving);
  }
});

const looks = fc.array(
  fc.record({
    order: fc.constantFrom(LockOrder.Rest, LockOrder.Extend, LockOrder.Retract),
    looks: fc.integer({ min: 1, max: 120 }),
    lateMs: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 900 })),
    latch: fc.constantFrom(Latch.Unknown, Latch.Unlocked, Latch.Locked),
    heat: fc.constantFrom(Heat.Cold, Heat.Normal, Heat.Unknown),
    lockSupply: fc.boolean(),
  }),
  { maxLength: 40 },
);

test('no order of orders, no late tick, no sensor makes any part overdriven', () => {
  const property = fc.property(
    fc.constantFrom(...fittings),
    fc.boolean(),
    looks,
    (it, rested, all) => {
      const { part, tickMs } = it;
      const bench = new Bench(part, tickMs, rested ? RESTED_MS : 0);
      let strokesOfOrder = 0;
      let last: LockOrder = LockOrder.Rest;
      for (const look of all) {
        bench.seen.latch = look.latch;
        bench.seen.heat = look.heat;
        bench.seen.lockSupply = look.lockSupply;
        for (let i = 0; i < look.looks; i++) {
          const count = bench.strokes.length;
          const before = bench.outputs.drive;
          const drive = bench.step(look.order, i === 0 ? tickMs + look.lateMs : tickMs);
          if (look.order !== last) strokesOfOrder = 0;
          last = look.order;
          strokesOfOrder += bench.strokes.length - count;
          expect(strokesOfOrder).toBeLessThanOrEqual(1);
          if (bench.strokes.length === count) continue;
          expect(isStroke(before)).toBe(false);
          expect(look.lockSupply).toBe(true);
          expect(drive).toBe(look.order === LockOrder.Extend ? Extend : Retract);
        }
      }
      for (let i = 0; i < bench.strokes.length; i++) {
        const { drive, startMs, endMs, lastLapMs } = bench.strokes[i] as Stroke;
        if (Number.isNaN(endMs)) continue;
        expect(endMs - startMs).toBeLessThanOrEqual(part.ratedMs + lastLapMs - tickMs);
        const next = bench.strokes[i + 1];
        if (next === undefined) continue;
        const pauseMs = next.startMs - endMs;
        expect(pauseMs).toBeGreaterThanOrEqual((endMs - startMs) * part.restRatio);
        if (next.drive !== drive) expect(pauseMs).toBeGreaterThanOrEqual(part.reversalMs);
      }
    },
  );
  fc.assert(property, { numRuns: 300 });
});

test('a stroke is due for its end not a millisecond too early and not one too late', () => {
  for (const part of createBistableParts()) {
    for (const lateMs of [-1, 0]) {
      const lock = createBistableLock(part, 10, RESTED_MS, 100);
      const seen = createSignals();
      const outputs = createOutputs();
      seen.lockSupply = true;
      seen.latch = Latch.Locked;
      outputs.lockOrder = LockOrder.Retract;
      seen.elapsedMs = 10;
      runBistableLock(lock, seen, outputs);
      expect(outputs.drive).toBe(Drive.Retract);
      expect(lock.dueMs, 'what has begun is looked at in the next tick').toBe(0);
      runBistableLock(lock, seen, outputs);
      seen.elapsedMs = lock.dueMs + lateMs;
      runBistableLock(lock, seen, outputs);
      expect(outputs.drive === Drive.Retract, `${part.name}, ${lateMs} ms`).toBe(lateMs < 0);
    }
  }
});
