/**
 * Espruino's timers beside the loop: what opens the contactor, when, and what does not close it.
 */

import { beforeEach, expect, test } from 'vitest';
import { pinMap } from '../../../firmware/boards/pico-espruino.ts';
import { latchSwitchWindows } from '../../../firmware/drivers/lock-parts.ts';
import { Trip } from '../../../firmware/hal.ts';

import type { PinMap } from '../../../firmware/platforms/pin-map.ts';
import {
  createTimerReflex,
  type TimedContactor,
} from '../../../firmware/platforms/timer-reflex.ts';
import { TimerDesk } from '../../support/timer-desk.ts';

const CONTACTOR = 'D9';
const RESIDUAL = 'D5';
const E_STOP = 'D6';
const PILOT = 'D26';
const MULTIPLEXED = 'D28';
const SELECT = ['D18', 'D19', 'D20'];
const TICK_MS = 20;

const sense = latchSwitchWindows();
const shareOf = (millivolts: number): number => (millivolts + 13200) / 29700;
/** Half-way between the ends of the window. */
const LATCHED = (sense.lockedFromMillivolts + sense.lockedToMillivolts) / 2 / 4950;

let desk: TimerDesk;
let guarded: TimedContactor;
/** The sense line, as a share of full scale. */
let latch = LATCHED;

function make(map: PinMap = pinMap): void {
  desk = new TimerDesk();
  latch = LATCHED;
  desk.pin(PILOT).share = shareOf(6000);
  desk.convert = ({ name, share }) => {
    if (name !== MULTIPLEXED) return share;
    const channel = SELECT.reduce((bits, pin, i) => bits | (desk.pin(pin).isHigh ? 1 << i : 0), 0);
    return channel === 0 ? latch : 0.9;
  };
  guarded = createTimerReflex(map, sense, desk.module);
  desk.idle();
}

/** Ticks of a loop that feeds, as long as nothing has opened. */
function tickFor(durationMs: number): Trip {
  for (let ms = 0; ms < durationMs; ms += TICK_MS) {
    const trip = guarded.reflex.trip();
    if (trip !== Trip.None) return trip;
    guarded.reflex.feed();
    desk.pass(TICK_MS);
    desk.idle();
  }
  return guarded.reflex.trip();
}

function close(): void {
  guarded.contactor.write(true);
  expect(desk.pin(CONTACTOR).isHigh).toBe(true);
}

beforeEach(() => make());

test('it is open until it is written closed, and closed for as long as it is fed', () => {
  expect(desk.pin(CONTACTOR).isOutput).toBe(true);
  desk.pass(200);
  expect(desk.pin(CONTACTOR).isHigh).toBe(false);
  close();
  expect(tickFor(3000)).toBe(Trip.None);
  expect(desk.pin(CONTACTOR).isHigh).toBe(true);
  guarded.contactor.write(false);
  expect(desk.pin(CONTACTOR).isHigh).toBe(false);
  desk.pass(500);
  close();
  expect(tickFor(500)).toBe(Trip.None);
});

test('a program that hangs is opened within 140 ms, and not before a slow tick must have ended', () => {
  for (const laterMs of [0, 3, 7, 11, 14]) {
    make();
    close();
    tickFor(200);
    desk.pass(laterMs);
    guarded.reflex.feed();
    const openedMs = desk.timeToLow(CONTACTOR);
    expect(openedMs).toBeLessThanOrEqual(140);
    expect(openedMs).toBeGreaterThan(120);
    guarded.reflex.feed();
    guarded.contactor.write(true);
    desk.pass(5);
    expect(desk.pin(CONTACTOR).isHigh).toBe(false);
    expect(guarded.reflex.trip()).toBe(Trip.Loop);
    guarded.contactor.write(false);
    desk.idle();
    close();
    expect(tickFor(200)).toBe(Trip.None);
  }
});

const dangers: readonly (readonly [string, Trip, number, (isBad: boolean) => void])[] = [
  ['emergency stop', Trip.EmergencyStop, 11, (isBad) => desk.pin(E_STOP).write(isBad)],
  ['residual current', Trip.Residual, 11, (isBad) => desk.pin(RESIDUAL).write(isBad)],
  [
    'the vehicle leaving C',
    Trip.Pilot,
    31,
    (isBad) => {
      desk.pin(PILOT).share = shareOf(isBad ? 9000 : 6000);
    },
  ],
  [
    'a latch that is lost',
    Trip.Latch,
    26,
    (isBad) => {
      latch = isBad ? 0 : LATCHED;
    },
  ],
];

for (const [what, trip, limitMs, make1] of dangers) {
  test(`${what} opens within ${limitMs} ms while the program hangs, and is named`, () => {
    close();
    tickFor(100);
    guarded.reflex.feed();
    make1(true);
    expect(desk.timeToLow(CONTACTOR)).toBeLessThanOrEqual(limitMs);
    expect(guarded.reflex.trip()).toBe(trip);
    // It stays open when all is well again.
    make1(false);
    desk.pass(20);
    guarded.reflex.feed();
    expect(desk.pin(CONTACTOR).isHigh).toBe(false);
    guarded.contactor.write(false);
    desk.idle();
    close();
    expect(tickFor(200)).toBe(Trip.None);
  });
}

test('a spike of 24 ms on the pilot, and a line or a latch that is bad for one look, do nothing', () => {
  close();
  for (let i = 0; i < 30; i++) {
    tickFor(2 * TICK_MS);
    desk.pass(i % 7);
    const lengths = [4, 4, 24, 8];
    dangers.forEach(([, , , make1], k) => {
      guarded.reflex.feed();
      make1(true);
      desk.pass(lengths[k] as number);
      make1(false);
      desk.pass(6);
      desk.idle();
    });
  }
  expect(tickFor(200)).toBe(Trip.None);
});

test('a look that interrupts another channel of the multiplexer leaves it selected', () => {
  close();
  desk.pin('D18').write(true);
  desk.pin('D20').write(true);
  tickFor(100);
  expect(SELECT.map((pin) => desk.pin(pin).isHigh)).toEqual([true, false, true]);
});

test('where nobody looks any more it opens within 40 ms, and the loop says so', () => {
  close();
  tickFor(200);
  desk.lose('EXEC');
  expect(desk.timeToLow(CONTACTOR)).toBeLessThanOrEqual(40);
  expect(tickFor(100)).toBe(Trip.Stopped);
  guarded.contactor.write(false);
  guarded.contactor.write(true);
  expect(desk.pin(CONTACTOR).isHigh).toBe(false);
});

test('without any timer the loop finds it within a second, and takes the pin back', () => {
  close();
  tickFor(200);
  desk.lose('EXEC');
  desk.lose('SET');
  expect(tickFor(900)).toBe(Trip.Stopped);
  expect(desk.pin(CONTACTOR).isHigh).toBe(false);
});

test('a call of the interpreter of 10 ms, as a collection is, opens nothing', () => {
  close();
  for (let i = 0; i < 40; i++) {
    guarded.reflex.feed();
    desk.isInCall = true;
    desk.pass(10);
    desk.isInCall = false;
    desk.pass(5 + (i % 5));
    desk.idle();
    expect(guarded.reflex.trip()).toBe(Trip.None);
  }
  // One of a tenth of a second is no collection.
  desk.isInCall = true;
  expect(desk.timeToLow(CONTACTOR)).toBeLessThanOrEqual(40);
  desk.isInCall = false;
  desk.pass(1);
  expect(guarded.reflex.trip()).toBe(Trip.Loop);
});

test('a program that never returns to the interpreter runs out of places, and is opened', () => {
  close();
  for (let i = 0; i < 40 && desk.pin(CONTACTOR).isHigh; i++) {
    guarded.reflex.feed();
    desk.pass(TICK_MS);
  }
  expect(desk.pin(CONTACTOR).isHigh).toBe(false);
  expect(guarded.reflex.trip()).toBe(Trip.Loop);
});

test('made safe, it is open for good', () => {
  close();
  guarded.makeSafe();
  expect(desk.pin(CONTACTOR).isHigh).toBe(false);
  guarded.contactor.write(false);
  guarded.contactor.write(true);
  desk.pass(100);
  expect(desk.pin(CONTACTOR).isHigh).toBe(false);
  expect(guarded.reflex.trip()).toBe(Trip.Stopped);
});

test('a contactor that closes at a low level is opened by a high one', () => {
  make({ ...pinMap, contactor: { pin: 'GP9', activeLow: true } });
  expect(desk.pin(CONTACTOR).isHigh).toBe(true);
  guarded.contactor.write(true);
  tickFor(100);
  expect(desk.pin(CONTACTOR).isHigh).toBe(false);
  guarded.reflex.feed();
  desk.pass(140);
  expect(desk.pin(CONTACTOR).isHigh).toBe(true);
});

test('a sensor with an ignore time is left to the loop, a line that the map lacks is none', () => {
  const watches = (trip: Trip): boolean => (guarded.reflex.watches & (1 << trip)) !== 0;
  expect(watches(Trip.Residual) && watches(Trip.EmergencyStop)).toBe(true);
  make({ ...pinMap, residualIgnoreMs: 100, eStop: null });
  expect(watches(Trip.Residual) || watches(Trip.EmergencyStop)).toBe(false);
  close();
  desk.pin(RESIDUAL).write(true);
  desk.pin(E_STOP).write(true);
  expect(tickFor(200)).toBe(Trip.None);
});

test('a write that is announced is given 60 ms, once a second', () => {
  close();
  tickFor(200);
  guarded.reflex.feed();
  guarded.announce();
  desk.isInCall = true;
  const longMs = desk.timeToLow(CONTACTOR);
  expect(longMs).toBeGreaterThan(58);
  expect(longMs).toBeLessThanOrEqual(61);
  desk.isInCall = false;
  desk.pass(5);
  guarded.contactor.write(false);
  desk.idle();
  close();
  tickFor(100);
  guarded.reflex.feed();
  guarded.announce();
  desk.isInCall = true;
  expect(desk.timeToLow(CONTACTOR)).toBeLessThanOrEqual(38.5);
  desk.isInCall = false;
  desk.pass(1000);
  guarded.announce();
  expect(desk.pin(CONTACTOR).isHigh).toBe(false);
});
