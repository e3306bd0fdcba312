/**
 * Pin hold: what the lock drivers tell of what holds the pin, and when they ask to be looked at for it.
 */

import { expect, test } from 'vitest';
import { RESTED_MS } from '../../../firmware/control/age.ts';
import { createOutputs, Drive, LockOrder } from '../../../firmware/control/outputs.ts';
import { createSignals, Hold, Latch, Motion } from '../../../firmware/control/signals.ts';
import { createBistableLock, runBistableLock } from '../../../firmware/drivers/bistable-lock.ts';
import { createHoldToLock, runHoldToLock } from '../../../firmware/drivers/hold-to-lock.ts';
import {
  type BistablePart,
  findBistablePart,
  findHoldToLockPart,
  type HoldToLockPart,
} from '../../../firmware/drivers/lock-parts.ts';

const { Rest, Extend, Retract } = LockOrder;
const { Unknown, Unlocked, Locked } = Latch;
const SETTLE_MS = 100;
const LONG_MS = 1000000;

/** A lock driver, look by look, with a latch that reads as told. */
abstract class Bench {
  readonly seen = createSignals();
  readonly outputs = createOutputs();
  abstract readonly lock: { readonly dueMs: number };

  constructor() {
    this.seen.lockSupply = true;
    this.seen.latch = Unlocked;
  }

  abstract run(): boolean;

  /** One look; says whether the driver reports a change. */
  look(order: LockOrder, latch = this.seen.latch, elapsedMs = 10): boolean {
    this.seen.latch = latch;
    this.seen.elapsedMs = elapsedMs;
    this.outputs.lockOrder = order;
    return this.run();
  }

  /** Looks while the pin is moving, or begins to. */
  finish(order: LockOrder, latch = this.seen.latch): void {
    do this.look(order, latch);
    while (this.seen.motion === Motion.Moving);
  }

  hold(order: LockOrder, forMs: number): void {
    for (let ms = 0; ms < forMs; ms += 10) this.look(order);
  }
}

class Motor extends Bench {
  readonly lock;

  constructor(part: Partial<BistablePart> = {}) {
    super();
    const whole = { ...(findBistablePart('kuester-02s') as BistablePart), ...part };
    this.lock = createBistableLock(whole, 10, RESTED_MS, SETTLE_MS);
  }

  run(): boolean {
    return runBistableLock(this.lock, this.seen, this.outputs);
  }
}

const magnetic = findHoldToLockPart('harting-magnetic') as HoldToLockPart;

class Solenoid extends Bench {
  readonly lock = createHoldToLock(magnetic, SETTLE_MS);

  run(): boolean {
    return runHoldToLock(this.lock, this.seen, this.outputs);
  }
}

const kinds: [kind: string, create: () => Bench][] = [
  ['motor', () => new Motor()],
  ['solenoid', () => new Solenoid()],
];

test('motor: after a stroke that was taken back at once the part has rested sooner than the pin is given up', () => {
  const bench = new Motor();
  bench.look(Rest);
  bench.look(Extend);
  bench.look(Rest);
  while (bench.seen.motion !== Motion.Rested) bench.look(Rest);
  bench.look(Rest);
  expect([bench.lock.driveForMs < SETTLE_MS, bench.seen.hold]).toEqual([true, Hold.Free]);
  bench.hold(Rest, SETTLE_MS);
  expect(bench.seen.hold).toBe(Hold.Driven);
});

for (const [kind, create] of kinds) {
  /** A pin that went in while it was driven, and is proven. */
  const proven = (): Bench => {
    const bench = create();
    bench.look(Rest);
    bench.look(Extend);
    bench.hold(Extend, 100);
    bench.finish(Extend, Locked);
    bench.look(Rest);
    expect(bench.seen.hold).toBe(Hold.Proven);
    return bench;
  };

  /** A stroke that has ended, and the pin is still out. */
  const waiting = (): Bench => {
    const bench = create();
    bench.look(Rest);
    bench.finish(Extend, Unlocked);
    return bench;
  };

  test(`${kind}: before anything is driven, a pin that is out is free, and any other is held by nothing`, () => {
    const bench = create();
    for (const [latch, hold] of [
      [Unlocked, Hold.Free],
      [Locked, Hold.None],
      [Unlocked, Hold.Free],
      [Unknown, Hold.None],
    ] as const) {
      bench.look(Rest, latch);
      expect(bench.seen.hold).toBe(hold);
    }
  });

  test(`${kind}: that the hold has changed is reported, even where the motion has not`, () => {
    const bench = create();
    bench.look(Rest, Unknown);
    expect(bench.look(Rest, Unlocked)).toBe(true);
    expect(bench.look(Rest, Unlocked)).toBe(false);
    expect(bench.look(Rest, Locked)).toBe(true);
  });

  test(`${kind}: a pin that was seen to go in is proven only when the stroke has ended`, () => {
    const bench = create();
    bench.look(Rest);
    bench.look(Extend);
    bench.hold(Extend, 100);
    while (bench.seen.motion === Motion.Moving) {
      bench.look(Extend, Locked);
      expect(bench.seen.hold).toBe(Hold.Free);
    }
    bench.look(Extend);
    expect(bench.seen.hold).toBe(Hold.Proven);
  });

  test(`${kind}: a pin that is proven stays so for as long as it reads locked`, () => {
    const bench = proven();
    bench.hold(Rest, 20000);
    expect(bench.seen.hold).toBe(Hold.Proven);
    bench.look(Rest, Unlocked);
    expect(bench.seen.hold).toBe(Hold.Driven);
  });

  test(`${kind}: after the stroke the sense has ${SETTLE_MS} ms to show it, and then no more`, () => {
    for (const [lateMs, hold] of [
      [SETTLE_MS, Hold.Proven],
      [SETTLE_MS + 10, Hold.Driven],
    ] as const) {
      const bench = waiting();
      bench.hold(Rest, lateMs - 10);
      bench.look(Rest, Locked);
      expect(bench.seen.hold, `locked ${lateMs} ms after the stroke`).toBe(hold);
    }
  });

  test(`${kind}: it asks to be looked at in the very millisecond in which that time is over`, () => {
    for (const [earlyMs, hold] of [
      [1, Hold.Free],
      [0, Hold.Driven],
    ] as const) {
      const bench = waiting();
      bench.look(Rest);
      expect(bench.lock.dueMs).toBe(SETTLE_MS - 10);
      bench.look(Rest, Unlocked, bench.lock.dueMs - earlyMs);
      expect(bench.seen.hold).toBe(hold);
    }
  });

  test(`${kind}: a pin at rest, free or proven, is not due for long`, () => {
    const free = create();
    free.hold(Rest, 20);
    expect(free.seen.hold).toBe(Hold.Free);
    expect(free.lock.dueMs).toBeGreaterThan(LONG_MS);
    const held = proven();
    held.hold(Rest, 10000);
    expect(held.lock.dueMs).toBeGreaterThan(LONG_MS);
  });

  test(`${kind}: a release ends every hold from its first look on, though the pin still reads locked`, () => {
    const bench = proven();
    while (bench.seen.motion !== Motion.Moving) bench.look(Retract);
    bench.look(Retract, Locked);
    expect([bench.seen.motion, bench.seen.hold]).toEqual([Motion.Moving, Hold.None]);
  });
}

test('motor: a brake and the sense are both waited for, whichever is over first', () => {
  for (const [brakeMs, dueMs] of [
    [50, 40],
    [200, 90],
  ] as const) {
    const bench = new Motor({ brakeMs });
    bench.look(Rest);
    bench.finish(Extend, Unlocked);
    expect(bench.outputs.drive).toBe(Drive.Brake);
    bench.look(Rest);
    expect(bench.lock.dueMs).toBe(dueMs);
  }
});

test('motor: a brake lasts its time to the millisecond', () => {
  const bench = new Motor({ brakeMs: 50 });
  bench.finish(Retract);
  for (const [elapsedMs, drive] of [
    [49, Drive.Brake],
    [1, Drive.Off],
  ] as const) {
    bench.look(Rest, Unlocked, elapsedMs);
    expect(bench.outputs.drive).toBe(drive);
  }
});

test('motor: a part that needs no rest is still watched for as long as its sense may answer', () => {
  const bench = new Motor({ restRatio: 0 });
  bench.look(Rest);
  bench.finish(Extend, Unlocked);
  bench.hold(Rest, 50);
  // Half-way: neither out nor in.
  bench.look(Rest, Unknown);
  expect([bench.outputs.drive, bench.seen.motion, bench.seen.hold]).toEqual([
    Drive.Off,
    Motion.Rested,
    Hold.Free,
  ]);
  bench.hold(Rest, SETTLE_MS);
  expect(bench.seen.hold).toBe(Hold.Driven);
});
