/**
 * Pin: how it moves, what stops it, and what it does without power.
 */

import { expect, test } from 'vitest';
import { Drive } from '../../../firmware/control/outputs.ts';
import { Clock, ms } from '../../../sim/clock.ts';
import { LockCapacitor } from '../../../sim/plant/lock-capacitor.ts';
import { Pin } from '../../../sim/plant/pin.ts';

const { Off, Extend, Retract, Brake } = Drive;

class Bench {
  readonly clock = new Clock();
  readonly capacitor = new LockCapacitor(this.clock);
  /** Every place that was told of, in order. */
  readonly told: string[] = [];
  readonly pin = new Pin(this.clock, this.capacitor, () => this.note());

  constructor(position = 0, volts = 12) {
    this.capacitor.fill(volts);
    this.capacitor.charge(volts > 0);
    this.pin.place(position);
    this.told.length = 0;
  }

  private note(): void {
    if (this.told.at(-1) !== this.place) this.told.push(this.place);
  }

  get place(): string {
    return this.pin.engaged ? 'engaged' : this.pin.withdrawn ? 'withdrawn' : 'between';
  }

  drive(drive: Drive, milliseconds: number): this {
    this.pin.setDrive(drive);
    return this.advance(milliseconds);
  }

  advance(milliseconds: number): this {
    this.clock.advanceTo(this.clock.nowUs + ms(milliseconds));
    this.pin.reconsider();
    return this;
  }

  get position(): number {
    return this.pin.position;
  }
}

test('it travels its whole way in its time, at an even speed, and stays at the end', () => {
  const bench = new Bench();
  expect(bench.drive(Extend, 125).position).toBeCloseTo(0.5, 3);
  expect(bench.advance(125).position).toBeCloseTo(1, 3);
  expect(bench.advance(1000).position).toBe(1);
  expect(bench.drive(Retract, 125).position).toBeCloseTo(0.5, 3);
  expect(bench.advance(1000).position).toBe(0);
});

test('whoever watches is told when it leaves, and when it arrives', () => {
  const bench = new Bench();
  bench.drive(Extend, 300);
  bench.drive(Retract, 300);
  expect(bench.told).toEqual(['withdrawn', 'between', 'engaged', 'between', 'withdrawn']);
});

test('half-way it neither holds the plug nor is out of its way, whoever asks and whenever', () => {
  for (const [position, drive] of [
    [0, Extend],
    [1, Retract],
  ] as const) {
    const bench = new Bench(position);
    bench.pin.setDrive(drive);
    for (const milliseconds of [50, 100, 150, 200]) {
      bench.clock.advanceTo(ms(milliseconds));
      expect(bench.place, `${milliseconds} ms`).toBe('between');
    }
  }
});

test('it holds the plug from 85 % on, and is out of its way up to 15 %', () => {
  for (const [position, place] of [
    [0.85, 'engaged'],
    [0.849, 'between'],
    [0.151, 'between'],
    [0.15, 'withdrawn'],
  ] as const) {
    expect(new Bench(position).place, `${position}`).toBe(place);
  }
});

test('friction stretches the travel', () => {
  const bench = new Bench();
  bench.pin.friction = 3;
  expect(bench.drive(Extend, 250).position).toBeCloseTo(1 / 3, 3);
  expect(bench.advance(500).position).toBeCloseTo(1, 3);
});

test('a bistable pin stays where it is without drive, and braked', () => {
  const bench = new Bench();
  bench.drive(Extend, 125);
  for (const drive of [Off, Brake]) expect(bench.drive(drive, 60000).position).toBeCloseTo(0.5, 3);
});

test('tension keeps it from withdrawing, and not from extending', () => {
  const bench = new Bench(1);
  bench.pin.tension = true;
  expect(bench.drive(Retract, 1000).position).toBe(1);
  const out = new Bench(0.5);
  out.pin.tension = true;
  expect(out.drive(Extend, 1000).position).toBe(1);
});

test('pushing the plug in takes the tension off for as long as it lasts', () => {
  const bench = new Bench(1);
  bench.pin.tension = true;
  bench.drive(Retract, 100);
  bench.pin.pushed = true;
  bench.pin.reconsider();
  bench.advance(100);
  bench.pin.pushed = false;
  bench.pin.reconsider();
  expect(bench.advance(1000).position).toBeCloseTo(0.6, 3);
});

test('once it is out of the way the tension has nothing to hold', () => {
  const bench = new Bench(0.15);
  bench.pin.tension = true;
  expect(bench.drive(Retract, 1000).position).toBe(0);
});

test('a jam holds it against withdrawing even when the plug is pushed', () => {
  const bench = new Bench(1);
  bench.pin.jammed = true;
  bench.pin.pushed = true;
  expect(bench.drive(Retract, 1000).position).toBe(1);
  bench.pin.jammed = false;
  bench.pin.reconsider();
  expect(bench.advance(1000).position).toBe(0);
});

test('a plug in the way keeps it from extending, and not from withdrawing', () => {
  const bench = new Bench();
  bench.pin.blocksExtend = true;
  expect(bench.drive(Extend, 1000).position).toBe(0);
  const back = new Bench(0.5);
  back.pin.blocksExtend = true;
  expect(back.drive(Retract, 1000).position).toBe(0);
});

test('a pin that already holds the plug is not blocked by it', () => {
  const bench = new Bench(0.9);
  bench.pin.blocksExtend = true;
  expect(bench.drive(Extend, 1000).position).toBe(1);
});

test('a seized actuator moves nowhere', () => {
  for (const [position, drive] of [
    [0, Extend],
    [1, Retract],
  ] as const) {
    const bench = new Bench(position);
    bench.pin.seized = true;
    expect(bench.drive(drive, 1000).position).toBe(position);
  }
});

test('swapped wires turn every stroke round', () => {
  const bench = new Bench(1);
  bench.pin.swapped = true;
  expect(bench.drive(Extend, 1000).position).toBe(0);
  expect(bench.drive(Retract, 1000).position).toBe(1);
});

test('below 8.5 V the actuator has no force, and with 8.5 V it has', () => {
  const weak = new Bench(0, 0);
  weak.capacitor.fill(8.4);
  expect(weak.drive(Extend, 100).position).toBe(0);
  const strong = new Bench(0, 0);
  strong.capacitor.fill(8.51);
  expect(strong.drive(Extend, 30).position).toBeCloseTo(0.12, 3);
});

test('a running actuator drains its supply, a stalled one drains it more, a resting one not at all', () => {
  const lost = (prepare: (bench: Bench) => void, drive: Drive): number => {
    const bench = new Bench(0);
    bench.capacitor.charge(false);
    prepare(bench);
    bench.drive(drive, 100);
    return 12 - bench.capacitor.nowVolts;
  };
  const resting = lost(() => undefined, Off);
  const running = lost(() => undefined, Extend);
  const stalled = lost((bench) => (bench.pin.seized = true), Extend);
  expect(resting).toBeLessThan(0.02);
  expect(running).toBeGreaterThan(3 * resting);
  expect(stalled).toBeGreaterThan(3 * running);
});

function createSpring(): Bench {
  const bench = new Bench();
  bench.pin.spring = true;
  bench.pin.travelMs = 60;
  return bench;
}

test('a spring brings a hold-to-lock pin back as soon as nothing holds it', () => {
  const bench = createSpring();
  bench.pin.setCoil(1);
  expect(bench.advance(60).position).toBeCloseTo(1, 3);
  bench.pin.setCoil(0);
  expect(bench.advance(60).position).toBeCloseTo(0, 3);
});

test('a fraction of the current holds what is in, and does not pull in', () => {
  const bench = createSpring();
  bench.pin.setCoil(0.3);
  expect(bench.advance(1000).position).toBe(0);
  bench.pin.setCoil(1);
  bench.advance(100);
  bench.pin.setCoil(0.3);
  expect(bench.advance(60000).position).toBe(1);
  bench.pin.setCoil(0.1);
  expect(bench.advance(100).position).toBe(0);
});

test('a spring does not pull against tension, and does as soon as it is off', () => {
  const bench = createSpring();
  bench.pin.setCoil(1);
  bench.advance(100);
  bench.pin.tension = true;
  bench.pin.setCoil(0);
  expect(bench.advance(1000).position).toBe(1);
  bench.pin.tension = false;
  bench.pin.reconsider();
  expect(bench.advance(100).position).toBe(0);
});

test('a world can begin with the pin anywhere', () => {
  const bench = new Bench();
  bench.pin.place(1);
  expect(bench.place).toBe('engaged');
  expect(bench.told).toContain('engaged');
});
