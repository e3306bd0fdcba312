/** Reflex, the loop's side: when the hardware is fed, when it is asked, and what control is told of it. */
import { expect, test } from 'vitest';
import type { Charger } from '../../firmware/charger.ts';
import { createLimits } from '../../firmware/control/limits.ts';
import { createOutputs } from '../../firmware/control/outputs.ts';
import { createSignals } from '../../firmware/control/signals.ts';
import { createReflexSense, noteTrip } from '../../firmware/drivers/reflex-sense.ts';
import { type Reflex, Trip } from '../../firmware/hal.ts';
import { feedReflex, serveReflex } from '../../firmware/reflex.ts';

function bench(isWritten: boolean, isOrdered: boolean) {
  const charger = {
    limits: createLimits(),
    seen: createSignals(),
    outputs: { ...createOutputs(), contactorClosed: isOrdered },
    written: { ...createOutputs(), contactorClosed: isWritten },
    reflex: createReflexSense(),
  };
  const hardware = { fed: 0, asked: 0, trip: Trip.None };
  const reflex: Reflex = {
    watches: 0,
    patienceMs: 500,
    feed: () => {
      hardware.fed++;
    },
    trip: () => {
      hardware.asked++;
      return hardware.trip;
    },
  };
  const { seen, reflex: sense } = charger;
  const serve = (): boolean => serveReflex(charger as Charger, reflex);
  const feed = (): void => feedReflex(charger as Charger, reflex);
  return { charger, seen, sense, hardware, serve, feed };
}

test('within a long tick it is fed only while closed is ordered and written, and nothing has opened', () => {
  const fed = [
    [true, true],
    [true, false],
    [false, true],
    [false, false],
  ].map(([isWritten, isOrdered]) => {
    const one = bench(isWritten as boolean, isOrdered as boolean);
    one.feed();
    return one.hardware.fed;
  });
  expect(fed).toEqual([1, 0, 0, 0]);
  const opened = bench(true, true);
  noteTrip(opened.sense, Trip.Residual);
  opened.feed();
  expect(opened.hardware.fed).toBe(0);
});

test('while the contactor is open it is neither fed nor asked, and what it has opened is confirmed', () => {
  const one = bench(false, false);
  expect(one.serve()).toBe(false);
  noteTrip(one.sense, Trip.Residual);
  expect(one.serve()).toBe(false);
  expect([one.sense.openForMs, one.sense.trip]).toEqual([-1, Trip.Residual]);
  expect(one.hardware).toEqual({ fed: 0, asked: 0, trip: Trip.None });
});

test('at the next closing the last opening is forgotten, and that is shown at once, once', () => {
  const one = bench(true, true);
  expect(one.serve()).toBe(false);
  one.sense.trip = Trip.Residual;
  expect([one.serve(), one.serve()]).toEqual([true, false]);
  expect(one.sense.trip).toBe(Trip.None);
  expect(one.hardware.fed).toBe(3);
});

test('what has opened is shown at once, and told when the inputs have had six ticks to confirm it', () => {
  const one = bench(true, true);
  one.hardware.trip = Trip.EmergencyStop;
  const ticks = Array.from({ length: 8 }, () => [one.serve(), one.seen.opened]);
  expect(ticks[0]).toEqual([true, false]);
  expect(ticks.slice(1, 6)).toEqual(Array(5).fill([false, false]));
  expect(ticks[6]).toEqual([true, true]);
  expect(one.hardware).toMatchObject({ fed: 0, asked: 1 });
  expect([one.sense.openings, one.seen.reflexStopped]).toEqual([1, false]);
});

test('hardware that has stood still is told at once, and that it has', () => {
  const told = [Trip.Loop, Trip.Stopped].map((trip) => {
    const one = bench(true, true);
    one.hardware.trip = trip;
    return [one.serve(), one.seen.opened, one.seen.reflexStopped];
  });
  expect(told).toEqual([
    [true, true, false],
    [true, true, true],
  ]);
});
