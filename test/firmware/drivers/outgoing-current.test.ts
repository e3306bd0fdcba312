/**
 * Outgoing current: too much is drawn, for longer than an inrush, and not before the vehicle has had its
 * time to follow a lowered offer.
 */

import { expect, test } from 'vitest';
import { createOutputs } from '../../../firmware/control/outputs.ts';
import { createSignals } from '../../../firmware/control/signals.ts';
import {
  createOutgoingCurrent,
  FOLLOW_MS,
  isCurrentSettled,
  observeOutgoingCurrent,
} from '../../../firmware/drivers/outgoing-current.ts';

class Meter {
  readonly sense = createOutgoingCurrent();
  readonly seen = createSignals();
  readonly outputs = createOutputs();

  constructor(
    offerMilliamps = 16000,
    readonly lapMs = 320,
  ) {
    this.outputs.contactorClosed = true;
    this.outputs.offerMilliamps = offerMilliamps;
    this.seen.cableMilliamps = 20000;
  }

  read(milliamps: number): boolean {
    const { sense, seen, outputs, lapMs } = this;
    return observeOutgoingCurrent(sense, milliamps, lapMs, seen, outputs, 32000);
  }

  hold(milliamps: number, forMs: number): boolean {
    for (let ms = 0; ms < forMs; ms += this.lapMs) this.read(milliamps);
    return this.seen.overCurrent;
  }

  timeToOver(milliamps: number): number {
    for (let ms = 0; ms < 60000; ms += this.lapMs) if (this.read(milliamps)) return ms;
    throw new Error('never believed');
  }
}

test('a tenth and one ampere above the offer are tolerated, and a milliampere more is not', () => {
  for (const offer of [6000, 10000, 16000, 32000]) {
    const limit = offer + offer / 10 + 1000;
    expect(new Meter(offer).hold(limit, 5000), `${limit} mA`).toBe(false);
    expect(new Meter(offer).hold(limit + 1, 5000), `${limit + 1} mA`).toBe(true);
  }
});

for (const lapMs of [320, 640]) {
  test(`read every ${lapMs} ms, too much is believed after a second: inrush is shorter`, () => {
    const ms = new Meter(16000, lapMs).timeToOver(25000);
    expect(ms).toBeGreaterThanOrEqual(900);
    expect(ms).toBeLessThan(1000 + lapMs);
  });
}

test('too much lasts a second to be believed, and 7 s more after the offer was lowered', () => {
  expect(new Meter(16000, 10).timeToOver(25000)).toBe(1000);
  const meter = new Meter(32000, 10);
  meter.read(31000);
  meter.outputs.offerMilliamps = 10000;
  expect(meter.timeToOver(31000)).toBe(8000);
});

test('a peak that ends within the second does nothing, however often it comes', () => {
  const meter = new Meter();
  for (let i = 0; i < 20; i++) {
    expect(meter.hold(60000, 900)).toBe(false);
    meter.read(16000);
  }
  expect(meter.seen.overCurrent).toBe(false);
});

test('what is over is over at the first reading within the limit', () => {
  const meter = new Meter();
  meter.hold(25000, 3000);
  expect(meter.read(16000)).toBe(true);
  expect(meter.seen.overCurrent).toBe(false);
});

test('after the offer was lowered nothing is judged for 7 s, and then within 2 s more', () => {
  const meter = new Meter(32000, 320);
  meter.hold(31000, 3000);
  meter.outputs.offerMilliamps = 10000;
  const ms = meter.timeToOver(31000);
  expect(ms).toBeGreaterThanOrEqual(7000 + 900);
  expect(ms).toBeLessThan(9000);
});

test('each lowering gives 7 s to follow that one, and not the ones before it', () => {
  const lowered = new Meter(32000, 10);
  lowered.read(31000);
  lowered.outputs.offerMilliamps = 20000;
  expect(lowered.hold(31000, 5000)).toBe(false);
  lowered.outputs.offerMilliamps = 16000;
  expect(lowered.timeToOver(31000)).toBe(3000);
  const slow = new Meter(32000, 10);
  slow.read(31000);
  slow.outputs.offerMilliamps = 20000;
  slow.hold(20000, 5000);
  slow.outputs.offerMilliamps = 16000;
  expect(slow.timeToOver(20000)).toBe(8000);
  const raised = new Meter(10000);
  raised.read(10000);
  raised.outputs.offerMilliamps = 16000;
  expect(raised.timeToOver(31000)).toBeLessThan(2000);
});

test('before the first offer nothing was lowered', () => {
  expect(createOutgoingCurrent()).toEqual({
    offerMilliamps: 0,
    pastMilliamps: [0, 0, 0, 0],
    pastForMs: [FOLLOW_MS, FOLLOW_MS, FOLLOW_MS, FOLLOW_MS],
    next: 0,
    overForMs: 0,
  });
});

test('an offer that falls four times in a row is judged by the first of them for 7 s', () => {
  const meter = new Meter(32000, 640);
  meter.read(31000);
  for (const offer of [24000, 20000, 16000, 12000]) {
    meter.outputs.offerMilliamps = offer;
    expect(meter.read(31000)).toBe(false);
    expect(meter.sense.overForMs, `lowered to ${offer} mA`).toBe(0);
  }
  // 7 s since the first lowering, and the second that an inrush may take.
  expect(meter.timeToOver(31000) + 4 * 640).toBeGreaterThanOrEqual(FOLLOW_MS + 1000);
});

test('the 7 s to follow are whole', () => {
  for (const [elapsedMs, isSettled] of [
    [FOLLOW_MS - 1, false],
    [FOLLOW_MS, true],
  ] as const) {
    const meter = new Meter(32000, elapsedMs);
    meter.read(0);
    meter.outputs.offerMilliamps = 10000;
    meter.read(0);
    meter.read(0);
    expect(isCurrentSettled(meter.sense)).toBe(isSettled);
  }
});

test('its ages are kept small, however long it is over or nothing changes', () => {
  const meter = new Meter();
  meter.outputs.offerMilliamps = 10000;
  meter.hold(60000, 100000);
  expect(meter.sense.overForMs).toBeLessThan(1000 + 2 * meter.lapMs);
  expect(Math.max(...meter.sense.pastForMs)).toBe(FOLLOW_MS);
});

test('a vehicle that follows a lowered offer in time is never accused', () => {
  const meter = new Meter(32000);
  meter.hold(31000, 3000);
  meter.outputs.offerMilliamps = 10000;
  expect(meter.hold(31000, 5000)).toBe(false);
  expect(meter.hold(10000, 20000)).toBe(false);
});

test('with an open contactor, or while nothing is offered, nothing is judged', () => {
  const open = new Meter();
  open.outputs.contactorClosed = false;
  expect(open.hold(25000, 5000)).toBe(false);
  const stopped = new Meter(16000);
  stopped.hold(16000, 1000);
  stopped.outputs.offerMilliamps = 0;
  expect(stopped.hold(16000, 20000)).toBe(false);
});

test('while nothing is offered, what cable and installation bear is the limit', () => {
  const over = (cableMilliamps: number, milliamps: number): boolean => {
    const meter = new Meter(0);
    meter.seen.cableMilliamps = cableMilliamps;
    return meter.hold(milliamps, 20000);
  };
  expect([over(20000, 23000), over(20000, 23001)]).toEqual([false, true]);
  expect([over(63000, 36200), over(63000, 36201)]).toEqual([false, true]);
});

test('more offers than are remembered: the highest of the last ones still counts', () => {
  const meter = new Meter(32000, 1000);
  meter.read(20000);
  for (const offer of [0, 16000, 0, 13000, 0]) {
    meter.outputs.offerMilliamps = offer;
    expect(meter.read(32000)).toBe(false);
  }
});

test('it is settled only while nothing is on its way to another belief', () => {
  const meter = new Meter();
  meter.read(16000);
  expect(isCurrentSettled(meter.sense)).toBe(true);
  meter.read(25000);
  expect(isCurrentSettled(meter.sense)).toBe(false);
  meter.read(16000);
  expect(isCurrentSettled(meter.sense)).toBe(true);
  meter.outputs.offerMilliamps = 10000;
  meter.hold(10000, 6500);
  expect(isCurrentSettled(meter.sense)).toBe(false);
  meter.hold(10000, 1000);
  expect(isCurrentSettled(meter.sense)).toBe(true);
});
