/**
 * Reflex: what hardware has opened is told once, and only when the inputs have had their time.
 */

import { expect, test } from 'vitest';
import {
  confirmTrip,
  createReflexSense,
  isUnconfirmed,
  noteTrip,
  noteUnbelieved,
} from '../../../firmware/drivers/reflex-sense.ts';
import { Trip } from '../../../firmware/hal.ts';

test('before anything has opened it says so', () => {
  expect(createReflexSense()).toEqual({
    trip: Trip.None,
    openForMs: -1,
    openings: 0,
    unconfirmed: 0,
  });
});

test('a watcher has opened: the inputs have 60 ms to say the same', () => {
  const sense = createReflexSense();
  noteTrip(sense, Trip.EmergencyStop);
  const told: boolean[] = [];
  for (let ms = 0; ms <= 60; ms += 10) told.push(isUnconfirmed(sense, ms === 0 ? 0 : 10));
  expect(told).toEqual([false, false, false, false, false, false, true]);
  expect(sense).toEqual({ trip: Trip.EmergencyStop, openForMs: 60, openings: 1, unconfirmed: 1 });
});

test.each([Trip.Loop, Trip.Stopped])('no input can confirm %s: control is told at once', (trip) => {
  const sense = createReflexSense();
  noteTrip(sense, trip);
  expect(isUnconfirmed(sense, 0)).toBe(true);
});

test('what control has opened for itself is an opening, and a confirmed one', () => {
  const sense = createReflexSense();
  noteTrip(sense, Trip.Residual);
  isUnconfirmed(sense, 0);
  confirmTrip(sense);
  expect(sense).toEqual({ trip: Trip.Residual, openForMs: -1, openings: 1, unconfirmed: 0 });
});

test('the counters stop', () => {
  const sense = createReflexSense();
  for (let i = 0; i < 10050; i++) {
    noteTrip(sense, Trip.Loop);
    isUnconfirmed(sense, 0);
  }
  expect([sense.openings, sense.unconfirmed]).toEqual([9999, 9999]);
});

test('what the raw readings opened for, and no belief followed, is an opening that nobody confirms', () => {
  const sense = createReflexSense();
  noteTrip(sense, Trip.Residual);
  noteUnbelieved(sense);
  expect(sense).toEqual({ trip: Trip.Unknown, openForMs: -1, openings: 2, unconfirmed: 1 });
  for (let i = 0; i < 10050; i++) noteUnbelieved(sense);
  expect([sense.openings, sense.unconfirmed]).toEqual([9999, 9999]);
});
