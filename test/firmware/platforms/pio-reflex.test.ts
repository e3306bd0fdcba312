/**
 * The programs of the state machines, executed: what opens the contactor, when, and what does not close it.
 */

import { beforeEach, expect, test } from 'vitest';
import { pinMap } from '../../../firmware/boards/pico.ts';
import { Trip } from '../../../firmware/hal.ts';
import type { PinMap } from '../../../firmware/platforms/pin-map.ts';
import { ARM, FEED, LONG_FEED } from '../../../firmware/platforms/pio-programs.ts';
import { createPioReflex, type GuardedContactor } from '../../../firmware/platforms/pio-reflex.ts';
import { PioDesk } from '../../support/pio-desk.ts';

const CONTACTOR = 9;
const PILOT = 14;
const LATCH = 19;
const withLatch: PinMap = {
  ...pinMap,
  latchComparator: { pin: 'GP19', activeLow: false, pull: 'none' },
};
const RESIDUAL = 5;
const E_STOP = 6;

let desk: PioDesk;
let guarded: GuardedContactor;

function make(map: PinMap = pinMap): void {
  desk = new PioDesk();
  desk.drive(RESIDUAL, false);
  desk.drive(E_STOP, false);
  desk.drive(PILOT, false);
  desk.drive(LATCH, false);
  guarded = createPioReflex(map);
  desk.pass(1);
}

/** Ticks of a loop that feeds, as long as nothing has opened. */
function tickFor(durationMs: number): Trip {
  for (let ms = 0; ms < durationMs; ms += 10) {
    const trip = guarded.reflex.trip();
    if (trip !== Trip.None) return trip;
    guarded.reflex.feed();
    desk.pass(10);
  }
  return guarded.reflex.trip();
}

function close(): void {
  guarded.contactor.write(true);
  desk.pass(0.2);
  expect(desk.isHigh(CONTACTOR)).toBe(true);
}

beforeEach(() => make());

test('it is open until it is written closed, and closed for as long as it is fed', () => {
  desk.pass(50);
  expect(desk.isHigh(CONTACTOR)).toBe(false);
  close();
  expect(tickFor(2000)).toBe(Trip.None);
  expect(desk.isHigh(CONTACTOR)).toBe(true);
  guarded.contactor.write(false);
  expect(desk.isHigh(CONTACTOR)).toBe(false);
});

test('without a feed it opens after 28 ms, says so, and no feed closes it again', () => {
  close();
  tickFor(100);
  guarded.reflex.feed();
  const openedMs = desk.timeToLow(CONTACTOR);
  expect(openedMs).toBeGreaterThan(27);
  expect(openedMs).toBeLessThanOrEqual(28.2);
  guarded.reflex.feed();
  guarded.contactor.write(true);
  desk.pass(5);
  expect(desk.isHigh(CONTACTOR)).toBe(false);
  expect(guarded.reflex.trip()).toBe(Trip.Loop);
  guarded.contactor.write(false);
  close();
  expect(tickFor(200)).toBe(Trip.None);
});

test('only the arm word closes, and taken for a feed it is none of the long ones', () => {
  for (const word of [FEED, LONG_FEED, ARM - 1, ARM + 1, 1]) expect(word).not.toBe(ARM);
  expect(ARM & 2047).toBeLessThan(FEED);
  expect(LONG_FEED).toBeLessThan(2048);
});

test('a write to the flash is given 60 ms, once a second', () => {
  close();
  tickFor(1000);
  guarded.announce();
  const longMs = desk.timeToLow(CONTACTOR);
  expect(longMs).toBeGreaterThan(58);
  expect(longMs).toBeLessThanOrEqual(60.2);
  guarded.contactor.write(false);
  close();
  tickFor(100);
  guarded.reflex.feed();
  guarded.announce();
  expect(desk.timeToLow(CONTACTOR)).toBeLessThanOrEqual(28.2);
});

test.each([
  ['emergency stop', E_STOP, Trip.EmergencyStop],
  ['residual current', RESIDUAL, Trip.Residual],
] as const)('%s opens within 3 ms of its line, while nobody runs', (_, pin, trip) => {
  close();
  tickFor(100);
  desk.drive(pin, true);
  const openedMs = desk.timeToLow(CONTACTOR);
  expect(openedMs).toBeGreaterThan(1.4);
  expect(openedMs).toBeLessThan(1.7);
  expect(guarded.reflex.trip()).toBe(trip);
  // It stays open while the line is bad, and when it is good again.
  desk.drive(pin, false);
  desk.pass(20);
  guarded.reflex.feed();
  expect(desk.isHigh(CONTACTOR)).toBe(false);
  guarded.contactor.write(false);
  close();
  expect(tickFor(200)).toBe(Trip.None);
});

test('disturbances of a millisecond are ridden through', () => {
  close();
  for (let i = 0; i < 20; i++) {
    desk.drive(E_STOP, true);
    desk.pass(1);
    desk.drive(E_STOP, false);
    desk.pass(0.2);
    if (i % 5 === 0) guarded.reflex.feed();
  }
  expect(desk.isHigh(CONTACTOR)).toBe(true);
  expect(tickFor(100)).toBe(Trip.None);
});

test('a line that has been bad while it was open is no trip; one that still is opens again', () => {
  desk.drive(RESIDUAL, true);
  desk.pass(50);
  desk.drive(RESIDUAL, false);
  desk.pass(50);
  close();
  expect(tickFor(100)).toBe(Trip.None);
  guarded.contactor.write(false);
  desk.drive(E_STOP, true);
  desk.pass(50);
  guarded.contactor.write(true);
  expect(tickFor(20)).toBe(Trip.EmergencyStop);
  expect(desk.isHigh(CONTACTOR)).toBe(false);
});

test('machines that stand still are found in the next ticks, and the pin is taken back', () => {
  close();
  tickFor(100);
  desk.stopAll();
  expect(desk.isHigh(CONTACTOR)).toBe(true);
  expect(tickFor(30)).toBe(Trip.Stopped);
  expect(desk.isHigh(CONTACTOR)).toBe(false);
  guarded.contactor.write(false);
  guarded.contactor.write(true);
  desk.pass(10);
  expect(desk.isHigh(CONTACTOR)).toBe(false);
});

test('an open command and the last resort reach the pin also while the machines stand still', () => {
  close();
  desk.stopAll();
  guarded.contactor.write(false);
  expect(desk.isHigh(CONTACTOR)).toBe(false);
  make();
  close();
  guarded.makeSafe();
  expect(desk.isHigh(CONTACTOR)).toBe(false);
  guarded.contactor.write(true);
  guarded.reflex.feed();
  desk.pass(10);
  expect(desk.isHigh(CONTACTOR)).toBe(false);
});

test('a pin that lies low for no reason that a machine knows is found, and left open', () => {
  close();
  tickFor(50);
  const block = desk.mcu.pio[0];
  if (block === undefined) throw new Error('no PIO');
  block.pinValuesChanged(0, CONTACTOR, 1);
  block.checkChangedPins();
  desk.drive(CONTACTOR, false);
  expect(guarded.reflex.trip()).toBe(Trip.Unknown);
});

test('a sensor with an ignore time is left to the interpreter, and so is one that lies elsewhere', () => {
  const all =
    (1 << Trip.Loop) | (1 << Trip.EmergencyStop) | (1 << Trip.Residual) | (1 << Trip.Pilot);
  expect(guarded.reflex.watches).toBe(all);
  make({ ...pinMap, residualIgnoreMs: 100 });
  expect(guarded.reflex.watches).toBe(all - (1 << Trip.Residual));
  close();
  desk.drive(RESIDUAL, true);
  expect(tickFor(100)).toBe(Trip.None);
  desk.drive(E_STOP, true);
  expect(tickFor(20)).toBe(Trip.EmergencyStop);
});

test('either order of the two lines, and either polarity', () => {
  make({
    ...pinMap,
    eStop: { pin: 'GP5', activeLow: true, pull: 'down' },
    residual: { pin: 'GP6', activeLow: false, pull: 'up' },
  });
  desk.drive(5, true);
  close();
  expect(tickFor(100)).toBe(Trip.None);
  desk.drive(5, false);
  expect(tickFor(20)).toBe(Trip.EmergencyStop);
});

const comparators = [
  ['pilot', pinMap, PILOT, Trip.Pilot, 24.98],
  ['latch', withLatch, LATCH, Trip.Latch, 6],
] as const;

test.each(comparators)(
  'the comparator on the %s opens after its time, while nobody runs',
  (...row) => {
    const [, map, pin, trip, lastsMs] = row;
    make(map);
    close();
    tickFor(100);
    guarded.reflex.feed();
    const fedMs = desk.nowMs;
    desk.drive(pin, true);
    // Fed all the time, because the pilot's time is hardly shorter than the dead-man's.
    const openedMs = desk.timeToLow(CONTACTOR, () => {
      if (desk.nowMs - fedMs < 20) guarded.reflex.feed();
    });
    expect(openedMs).toBeGreaterThan(lastsMs - 0.05);
    expect(openedMs).toBeLessThan(lastsMs + 0.1);
    expect(guarded.reflex.trip()).toBe(trip);
    desk.drive(pin, false);
    desk.pass(20);
    guarded.reflex.feed();
    expect(desk.isHigh(CONTACTOR)).toBe(false);
    guarded.contactor.write(false);
    close();
    expect(tickFor(200)).toBe(Trip.None);
  },
);

test.each(comparators)('spikes on the %s that end just before its time do nothing', (...row) => {
  const [, map, pin, , lastsMs] = row;
  make(map);
  close();
  for (let i = 0; i < 5; i++) {
    desk.drive(pin, true);
    const spikeMs = lastsMs - 0.1;
    desk.pass(spikeMs / 2);
    guarded.reflex.feed();
    desk.pass(spikeMs / 2);
    desk.drive(pin, false);
    guarded.reflex.feed();
    desk.pass(0.1);
  }
  expect(desk.isHigh(CONTACTOR)).toBe(true);
  expect(tickFor(100)).toBe(Trip.None);
});

test('both comparators are told apart, one alone is the latch as well, and none is none', () => {
  make(withLatch);
  const none = (1 << Trip.Loop) | (1 << Trip.EmergencyStop) | (1 << Trip.Residual);
  expect(guarded.reflex.watches).toBe(none | (1 << Trip.Pilot) | (1 << Trip.Latch));
  close();
  desk.drive(PILOT, true);
  expect(tickFor(100)).toBe(Trip.Pilot);
  desk.drive(PILOT, false);
  guarded.contactor.write(false);
  close();
  desk.drive(LATCH, true);
  expect(tickFor(100)).toBe(Trip.Latch);
  make({ ...withLatch, pilotComparator: null });
  expect(guarded.reflex.watches).toBe(none | (1 << Trip.Latch));
  close();
  desk.drive(LATCH, true);
  expect(tickFor(100)).toBe(Trip.Latch);
  make({ ...pinMap, pilotComparator: null });
  expect(guarded.reflex.watches).toBe(none);
  close();
  desk.drive(PILOT, true);
  expect(tickFor(100)).toBe(Trip.None);
});

test('a comparator that says no C while it is open is no trip, and one that still does opens again', () => {
  desk.drive(PILOT, true);
  desk.pass(100);
  desk.drive(PILOT, false);
  close();
  expect(tickFor(200)).toBe(Trip.None);
  guarded.contactor.write(false);
  desk.drive(PILOT, true);
  desk.pass(100);
  guarded.contactor.write(true);
  expect(tickFor(50)).toBe(Trip.Pilot);
  expect(desk.isHigh(CONTACTOR)).toBe(false);
});

test('a comparator whose resistor is drawn gets none of the chip', () => {
  make(withLatch);
  expect(desk.modes.get(PILOT)).toBe(2);
  expect(desk.modes.get(LATCH)).toBe(0);
});
