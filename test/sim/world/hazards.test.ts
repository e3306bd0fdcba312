/**
 * Hazards: each one raised on purpose by driving the plant by hand, and its nearest harmless neighbour.
 */

import { expect, test } from 'vitest';
import { Drive } from '../../../firmware/control/outputs.ts';
import { Clock, ms } from '../../../sim/clock.ts';
import { Plant } from '../../../sim/plant/plant.ts';
import { Hazards, hazardWords } from '../../../sim/world/hazards.ts';

const { Off, Extend, Retract, Brake } = Drive;
const RATED_MS = 600;

class Bench {
  readonly clock = new Clock();
  readonly plant = new Plant(this.clock, () => this.hazards?.look());
  readonly told: string[] = [];
  readonly hazards: Hazards;

  constructor(ratedMs = RATED_MS) {
    this.hazards = new Hazards(this.clock, this.plant, ratedMs, (hazard) => this.told.push(hazard));
    this.plant.settle();
    this.plant.capacitor.fill(12);
  }

  advance(milliseconds: number): this {
    this.clock.advanceTo(this.clock.nowUs + ms(milliseconds));
    this.plant.settle();
    return this;
  }

  /** A plug that is held in a live socket. */
  live(): this {
    this.plant.socket.insert('in');
    this.plant.pin.place(1);
    this.plant.contactor.drive(true);
    this.advance(100);
    expect(this.plant.contactor.live).toBe(true);
    expect(this.told).toEqual([]);
    return this;
  }

  drive(drive: Drive, milliseconds: number): this {
    this.plant.pin.setDrive(drive);
    return this.advance(milliseconds);
  }
}

test('a live socket whose pin lets go of the plug is a hazard', () => {
  const bench = new Bench().live();
  bench.drive(Retract, 300);
  expect(bench.told).toEqual(['live-unlatched']);
});

test('a pin that is still half in holds, a live socket or not', () => {
  const bench = new Bench().live();
  bench.plant.pin.place(0.5);
  expect(bench.advance(100).told).toEqual([]);
  bench.plant.pin.place(0.49);
  expect(bench.advance(100).told).toEqual(['live-unlatched']);
});

test('a socket that becomes live with the pin withdrawn is a hazard', () => {
  const bench = new Bench();
  bench.plant.socket.insert('in');
  bench.plant.contactor.drive(true);
  expect(bench.advance(10).told).toEqual([]);
  expect(bench.advance(100).told).toEqual(['live-unlatched']);
});

test('what is left on the outgoing side counts as live until it has decayed', () => {
  const soon = new Bench().live();
  soon.plant.contactor.drive(false);
  soon.advance(30).plant.pin.place(0);
  expect(soon.told).toEqual(['live-unlatched']);
  const later = new Bench().live();
  later.plant.contactor.drive(false);
  later.advance(60).plant.pin.place(0);
  expect(later.advance(100).told).toEqual([]);
});

test('a plug that leaves a live socket is a hazard of its own, half out or wholly', () => {
  for (const place of ['half', 'out'] as const) {
    const bench = new Bench().live();
    bench.plant.socket.plug = place;
    expect(bench.advance(1).told).toEqual(['plug-out-live']);
  }
});

test('a plug that leaves a dead socket is none', () => {
  const bench = new Bench();
  bench.plant.socket.insert('in');
  bench.advance(100);
  expect(bench.plant.socket.pull()).toBe(true);
  expect(bench.advance(1000).told).toEqual([]);
});

test('a stroke of its rating is none, and 6 ms more is a hazard', () => {
  for (const drive of [Extend, Retract]) {
    expect(new Bench().drive(drive, RATED_MS).drive(Off, 1000).told).toEqual([]);
    expect(new Bench().drive(drive, RATED_MS + 6).told).toEqual(['stroke-over-rating']);
  }
});

test('a stroke that nobody ends is found while it lasts, not at its end', () => {
  expect(new Bench().drive(Extend, 60000).told).toEqual(['stroke-over-rating']);
});

test('strokes one after the other are judged one by one', () => {
  const bench = new Bench();
  for (let i = 0; i < 5; i++) bench.drive(i % 2 === 0 ? Extend : Retract, RATED_MS).drive(Off, 10);
  expect(bench.told).toEqual([]);
  expect(bench.drive(Extend, RATED_MS + 6).told).toEqual(['stroke-over-rating']);
});

test('a part without a rating, a solenoid, is not judged by it', () => {
  expect(new Bench(0).drive(Extend, 60000).told).toEqual([]);
});

test('a bridge that reverses without a pause is a hazard, both ways', () => {
  for (const [drive, next] of [
    [Extend, Retract],
    [Retract, Extend],
  ] as const) {
    expect(new Bench().drive(drive, 100).drive(next, 100).told).toEqual(['shoot-through']);
  }
});

test('a bridge that is off or braked between two strokes is none', () => {
  for (const pause of [Off, Brake]) {
    const bench = new Bench().drive(Extend, 100).drive(pause, 1).drive(Retract, 100);
    expect(bench.told).toEqual([]);
  }
});

test('a stroke that begins in the instant in which the last one ended is judged as well', () => {
  const reversed = new Bench().drive(Extend, 100).drive(Retract, 60000);
  expect(reversed.told).toEqual(['shoot-through', 'stroke-over-rating']);
  const again = new Bench().drive(Extend, 100);
  again.plant.pin.setDrive(Off);
  expect(again.drive(Extend, 60000).told).toEqual(['stroke-over-rating']);
});

test('a hazard that goes on is told once, and one that comes back is told again', () => {
  const bench = new Bench().live();
  bench.plant.pin.place(0);
  bench.advance(1000);
  expect(bench.told).toEqual(['live-unlatched']);
  bench.plant.pin.place(1);
  bench.plant.pin.place(0);
  expect(bench.told).toEqual(['live-unlatched', 'live-unlatched']);
  expect(bench.hazards.found.map(({ hazard }) => hazard)).toEqual(bench.told);
});

test('each hazard is found at its instant', () => {
  const bench = new Bench().live();
  const atUs = bench.clock.nowUs;
  bench.drive(Retract, 300);
  const [found] = bench.hazards.found;
  // Half of the travel of 250 ms, give or take the instant at which it is looked at.
  expect((found?.atUs ?? 0) - atUs).toBeGreaterThanOrEqual(ms(125));
  expect((found?.atUs ?? 0) - atUs).toBeLessThanOrEqual(ms(126));
});

test('a pin that lets go only milliseconds before the socket is dead is found', () => {
  const bench = new Bench().live();
  bench.plant.pin.setDrive(Retract);
  bench.advance(95).plant.contactor.drive(false);
  // Open after 20 ms, dead after 20 more; the pin is half back after 125 ms.
  expect(bench.advance(200).told).toEqual(['live-unlatched']);
});

test('every hazard has words for people', () => {
  for (const words of Object.values(hazardWords)) expect(words).toMatch(/^(the|a) .*[^.]$/);
});
