/**
 * Proximity: which coding resistor means what, and how long, how often and how calmly it must be read.
 */

import { expect, test } from 'vitest';
import { createSignals, Proximity } from '../../../firmware/control/signals.ts';
import {
  createProximity,
  isProximitySettled,
  observeProximity,
} from '../../../firmware/drivers/proximity.ts';

const OPEN = Number.POSITIVE_INFINITY;

/** The PP contact through 1 kΩ to 3.3 V, as a converter reads it. */
function millivoltsOf(ohms: number): number {
  return ohms === OPEN ? 3300 : Math.round((3300 * ohms) / (1000 + ohms));
}

class Contact {
  readonly sense = createProximity();
  readonly seen = createSignals();

  constructor(readonly lapMs = 20) {}

  read(ohms: number): boolean {
    return observeProximity(this.sense, millivoltsOf(ohms), this.lapMs, this.seen);
  }

  hold(ohms: number, forMs = 2500): this {
    for (let ms = 0; ms < forMs; ms += this.lapMs) this.read(ohms);
    return this;
  }

  get said(): [Proximity, number] {
    return [this.seen.proximity, this.seen.cableMilliamps];
  }
}

test('the readings that the coding resistors give are those of the wiring', () => {
  const known = [100, 220, 680, 1500, 2200].map(millivoltsOf);
  expect(known).toEqual([300, 595, 1336, 1980, 2269]);
});

for (const [from, to, proximity, milliamps] of [
  [0, 75, Proximity.Short, 0],
  [75, 150, Proximity.Seated, 63000],
  [150, 330, Proximity.Seated, 32000],
  [330, 1000, Proximity.Seated, 20000],
  [1000, 2200, Proximity.Seated, 13000],
  [2200, OPEN, Proximity.Absent, 0],
] as const) {
  test(`${from} to ${to} Ω: ${milliamps > 0 ? `a cable of ${milliamps / 1000} A` : 'no rating'}`, () => {
    // One step of the converter is up to 3 Ω at the upper end.
    const inside = to === OPEN ? [from + 4, 5000, OPEN] : [from + 1, (from + to) / 2, to - 4];
    for (const ohms of inside) {
      expect(new Contact().hold(ohms).said, `${ohms} Ω`).toEqual([proximity, milliamps]);
    }
  });
}

test('75 Ω is the least that is a rating, and 2200 Ω the most', () => {
  expect(new Contact().hold(75).said).toEqual([Proximity.Seated, 63000]);
  expect(new Contact().hold(2200).said).toEqual([Proximity.Seated, 13000]);
});

for (const [ohms, milliamps] of [
  [100, 63000],
  [220, 32000],
  [680, 20000],
  [1500, 13000],
] as const) {
  test(`a coding resistor of ${ohms} Ω within 10 % is a cable of ${milliamps / 1000} A`, () => {
    for (const part of [0.9, 1, 1.1]) {
      expect(new Contact().hold(ohms * part).said).toEqual([Proximity.Seated, milliamps]);
    }
  });
}

test('nothing is said before the first readings agree', () => {
  const contact = new Contact();
  expect(contact.sense.believed).toBeLessThan(0);
  contact.read(220);
  expect(contact.sense.believed).toBeLessThan(0);
  expect(contact.seen.proximity).toBe(Proximity.Absent);
});

test('a new reading is believed after 30 ms, in time for a lock command by 100 ms', () => {
  for (const [lapMs, believedMs] of [
    [29, 58],
    [10, 30],
    [20, 40],
    [40, 40],
  ] as const) {
    const contact = new Contact(lapMs).hold(OPEN);
    let ms = 0;
    while (!contact.read(220)) ms += lapMs;
    expect(ms).toBe(believedMs);
  }
});

test('a level between two ratings is the thicker cable, and a millivolt above it the thinner one', () => {
  const ratingAt = (millivolts: number): number => {
    const { sense, seen } = new Contact();
    for (let i = 0; i < 4; i++) observeProximity(sense, millivolts, 20, seen);
    return seen.cableMilliamps;
  };
  expect([430, 431, 819, 820, 1650, 1651].map(ratingAt)).toEqual([
    63000, 32000, 32000, 20000, 20000, 13000,
  ]);
});

test('before the first reading nothing is believed, and nothing is restless', () => {
  expect(createProximity()).toMatchObject({ candidateForMs: 0, ratingMilliamps: 0, unrestMs: 0 });
});

test('a plug that is lost is believed as fast', () => {
  const contact = new Contact().hold(220);
  expect([contact.read(OPEN), contact.read(OPEN), contact.read(OPEN)]).toEqual([
    false,
    false,
    true,
  ]);
  expect(contact.said).toEqual([Proximity.Absent, 0]);
});

test('a blip of one reading does nothing, and is forgotten', () => {
  const contact = new Contact().hold(220);
  expect(isProximitySettled(contact.sense, contact.seen)).toBe(true);
  for (const ohms of [OPEN, 1500, 10]) {
    expect(contact.read(ohms)).toBe(false);
    expect(isProximitySettled(contact.sense, contact.seen)).toBe(false);
    contact.hold(220);
    expect(contact.said).toEqual([Proximity.Seated, 32000]);
    expect(isProximitySettled(contact.sense, contact.seen)).toBe(true);
  }
});

test('a lower rating later lowers, and the higher one afterwards does not raise', () => {
  const contact = new Contact().hold(220);
  expect(contact.hold(680).said).toEqual([Proximity.Seated, 20000]);
  expect(contact.hold(220).said).toEqual([Proximity.Seated, 20000]);
  expect(contact.hold(100).said).toEqual([Proximity.Seated, 20000]);
  expect(contact.hold(1500).said).toEqual([Proximity.Seated, 13000]);
});

test('after the plug was out the rating is taken anew', () => {
  const contact = new Contact().hold(1500).hold(OPEN);
  expect(contact.hold(100).said).toEqual([Proximity.Seated, 63000]);
});

test('a short in between does not raise the rating: the plug has not been out', () => {
  const contact = new Contact().hold(1500).hold(10);
  expect(contact.said).toEqual([Proximity.Short, 0]);
  expect(contact.hold(100).said).toEqual([Proximity.Seated, 13000]);
});

test('readings that wander between bands are unstable, whatever bands they are', () => {
  for (const [one, other] of [
    [220, OPEN],
    [220, 680],
    [10, 100],
  ] as const) {
    const contact = new Contact();
    for (let i = 0; i < 10; i++) contact.read(i % 2 === 0 ? one : other);
    expect(contact.said).toEqual([Proximity.Unstable, 0]);
  }
});

test('five changes of band in a row are a plug that goes in, six are none', () => {
  for (const [changes, proximity] of [
    [5, Proximity.Absent],
    [6, Proximity.Unstable],
  ] as const) {
    const contact = new Contact();
    for (let i = 0; i < changes; i++) contact.read(i % 2 === 0 ? 220 : 680);
    expect(contact.seen.proximity).toBe(proximity);
  }
});

test('a cable that becomes unstable has no rating any more', () => {
  const contact = new Contact().hold(220);
  for (let i = 0; i < 6; i++) contact.read(i % 2 === 0 ? 680 : 220);
  expect(contact.said).toEqual([Proximity.Unstable, 0]);
});

test('the unrest of one change comes to nothing, whatever the time between two readings', () => {
  for (const lapMs of [10, 40, 70]) {
    const contact = new Contact(lapMs).hold(220);
    expect(contact.sense.unrestMs, `read every ${lapMs} ms`).toBe(0);
    const { candidateForMs } = contact.sense;
    contact.hold(220);
    expect(contact.sense.candidateForMs, 'at rest no age grows').toBe(candidateForMs);
  }
});

test('a plug that slides in over all bands is not unstable', () => {
  const contact = new Contact().hold(OPEN);
  for (const ohms of [1500, 680]) contact.read(ohms);
  expect(contact.hold(220).said).toEqual([Proximity.Seated, 32000]);
});

test('contact noise now and then is not unstable', () => {
  const contact = new Contact().hold(220);
  for (let i = 0; i < 30; i++) {
    contact.read(OPEN);
    contact.hold(220, 980);
    expect(contact.said).toEqual([Proximity.Seated, 32000]);
  }
});

test('an unstable plug proves itself for 1.5 s, and starts anew with every change', () => {
  const contact = new Contact();
  for (let i = 0; i < 10; i++) contact.read(i % 2 === 0 ? 220 : OPEN);
  expect(contact.seen.proximity).toBe(Proximity.Unstable);
  contact.hold(220, 1400);
  expect(contact.seen.proximity).toBe(Proximity.Unstable);
  contact.read(680);
  contact.hold(220, 1500);
  expect(contact.seen.proximity).toBe(Proximity.Unstable);
  contact.hold(220, 20);
  expect(contact.said).toEqual([Proximity.Seated, 32000]);
});

test('an unstable plug that is taken out is absent after the same time', () => {
  const contact = new Contact();
  for (let i = 0; i < 10; i++) contact.read(i % 2 === 0 ? 220 : 680);
  contact.hold(OPEN, 1600);
  expect(contact.said).toEqual([Proximity.Absent, 0]);
});

test('it says that something has changed exactly when the signals have', () => {
  const contact = new Contact();
  const wandering = [OPEN, 220, 680, 680, 680, 220, 220, 220, OPEN, OPEN, OPEN, 10, 10, 10, 220];
  const calm = Array<number>(100).fill(220);
  for (const ohms of [...calm, ...wandering, OPEN, 220, OPEN, 220, OPEN, 220, OPEN, 220, ...calm]) {
    const before = contact.said;
    const changed = contact.read(ohms);
    expect(changed).toBe(JSON.stringify(contact.said) !== JSON.stringify(before));
  }
});

test('a contact that was restless for long is calm as soon as one that was so for a while, and stays it', () => {
  const calmAfter = (flips: number): number => {
    const contact = new Contact().hold(220);
    for (let i = 0; i < flips; i++) contact.read(i % 2 === 0 ? OPEN : 220);
    expect(contact.said[0]).toBe(Proximity.Unstable);
    let ms = 20;
    while (!contact.read(220)) ms += 20;
    for (let i = 0; i < 200; i++)
      expect([contact.read(220), contact.said[1]]).toEqual([false, 32000]);
    return ms;
  };
  expect(calmAfter(1000)).toBe(calmAfter(10));
});
