/**
 * Hold-to-lock solenoid: full current to pull in, a fraction to hold, nothing to let go.
 */

import { expect, test } from 'vitest';
import { createOutputs, LockOrder } from '../../../firmware/control/outputs.ts';
import { createSignals, Motion } from '../../../firmware/control/signals.ts';
import { createHoldToLock, runHoldToLock } from '../../../firmware/drivers/hold-to-lock.ts';
import {
  createHoldToLockParts,
  type HoldToLockPart,
} from '../../../firmware/drivers/lock-parts.ts';

const { Rest, Extend, Retract } = LockOrder;

class Bench {
  readonly lock;
  readonly seen = createSignals();
  readonly outputs = createOutputs();

  constructor(
    part: HoldToLockPart,
    readonly tickMs: number,
  ) {
    this.lock = createHoldToLock(part, 100);
    this.seen.lockSupply = true;
  }

  step(order: LockOrder): boolean {
    this.seen.elapsedMs = this.tickMs;
    this.outputs.lockOrder = order;
    return runHoldToLock(this.lock, this.seen, this.outputs);
  }

  hold(order: LockOrder, forMs: number): this {
    for (let ms = 0; ms < forMs; ms += this.tickMs) this.step(order);
    return this;
  }

  get now(): [number, Motion] {
    return [this.outputs.coilPermille, this.seen.motion];
  }
}

for (const part of createHoldToLockParts()) {
  for (const tickMs of [10, 20]) {
    const create = (): Bench => new Bench(part, tickMs);
    const holding = (): Bench => create().hold(Extend, part.pullInMs + 100);
    const name = `${part.name}, tick ${tickMs} ms`;

    test(`${name}: at first the coil is off and the part is rested`, () => {
      expect(create().hold(Rest, 100).now).toEqual([0, Motion.Rested]);
    });

    test(`${name}: full current until the pin is in, then the fraction that holds it`, () => {
      const bench = create();
      let ms = 0;
      for (bench.step(Extend); bench.seen.motion === Motion.Moving; bench.step(Extend)) {
        expect(bench.outputs.coilPermille).toBe(1000);
        ms += tickMs;
      }
      expect(ms).toBe(part.pullInMs);
      expect(bench.now).toEqual([part.holdPermille, Motion.Rested]);
      expect(part.holdPermille).toBeLessThan(1000);
    });

    test(`${name}: a resting order holds on, however long`, () => {
      expect(holding().hold(Rest, 60000).now).toEqual([part.holdPermille, Motion.Rested]);
    });

    test(`${name}: a pull-in whose order is taken back is finished`, () => {
      const bench = create();
      bench.step(Extend);
      expect(bench.hold(Rest, part.pullInMs - tickMs).now).toEqual([1000, Motion.Moving]);
      expect(bench.hold(Rest, tickMs).now).toEqual([part.holdPermille, Motion.Rested]);
    });

    test(`${name}: letting go is at once, and moving for as long as the spring takes`, () => {
      const bench = holding();
      bench.step(Retract);
      expect(bench.now).toEqual([0, Motion.Moving]);
      expect(bench.hold(Retract, part.returnMs - tickMs).now).toEqual([0, Motion.Moving]);
      expect(bench.hold(Retract, 2 * tickMs).now).toEqual([0, Motion.Rested]);
    });

    test(`${name}: letting go needs no supply, pulling in waits for it`, () => {
      const bench = holding();
      bench.seen.lockSupply = false;
      bench.step(Retract);
      expect(bench.outputs.coilPermille).toBe(0);
      bench.hold(Retract, 1000);
      expect(bench.hold(Extend, 1000).now).toEqual([0, Motion.Rested]);
      bench.seen.lockSupply = true;
      bench.step(Extend);
      expect(bench.now).toEqual([1000, Motion.Moving]);
    });

    test(`${name}: a pin that is in is held on when the supply sags`, () => {
      const bench = holding();
      bench.seen.lockSupply = false;
      expect(bench.hold(Rest, 1000).now).toEqual([part.holdPermille, Motion.Rested]);
    });

    test(`${name}: an order that stands pulls in once; taken back and given again, once more`, () => {
      const bench = holding();
      expect(bench.hold(Extend, 5000).now).toEqual([part.holdPermille, Motion.Rested]);
      bench.step(Rest);
      bench.step(Extend);
      expect(bench.now).toEqual([1000, Motion.Moving]);
    });

    test(`${name}: a release with the coil off already takes the spring's time as well`, () => {
      const bench = create();
      bench.step(Retract);
      expect(bench.now).toEqual([0, Motion.Moving]);
      expect(bench.lock.dueMs).toBe(part.returnMs);
      expect(bench.hold(Retract, part.returnMs + tickMs).now).toEqual([0, Motion.Rested]);
    });

    test(`${name}: it says that motion or hold has changed exactly when it has`, () => {
      const bench = create();
      for (const order of [Rest, Extend, Extend, Rest, Retract, Retract, Extend, Retract, Rest]) {
        for (let ms = 0; ms < 170; ms += tickMs) {
          const { motion, hold } = bench.seen;
          const changed = bench.step(order);
          expect(changed).toBe(bench.seen.motion !== motion || bench.seen.hold !== hold);
        }
      }
    });
  }
}
