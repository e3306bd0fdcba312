/**
 * Latch sense: two windows, a third answer, and how long a position must last.
 */

import { expect, test } from 'vitest';
import { createSignals, Latch } from '../../../firmware/control/signals.ts';
import { createLatchSense, observeLatch } from '../../../firmware/drivers/latch-sense.ts';
import {
  createBistableParts,
  createHoldToLockParts,
  findBistablePart,
  latchSwitchWindows,
  type SenseWindows,
} from '../../../firmware/drivers/lock-parts.ts';
import { createQuietWindow, createReadings } from '../../../firmware/drivers/quiet-window.ts';

const LOCKED = 350;
const UNLOCKED = 3100;
const BETWEEN = 1800;
const CUT = 3600;

class Sense {
  readonly sense;
  readonly seen = createSignals();
  readonly quietWindow = createQuietWindow();
  private readonly readings = createReadings();

  constructor(
    windows: SenseWindows = latchSwitchWindows(),
    readonly tickMs = 10,
  ) {
    this.sense = createLatchSense(windows);
  }

  sample(millivolts: number): boolean {
    this.readings.latchMillivolts = millivolts;
    return observeLatch(this.sense, this.readings, this.tickMs, this.seen, this.quietWindow);
  }

  hold(millivolts: number): Latch {
    for (let i = 0; i < 6; i++) this.sample(millivolts);
    return this.seen.latch;
  }

  timeTo(millivolts: number): number {
    let ms = 0;
    while (!this.sample(millivolts)) {
      ms += this.tickMs;
      if (ms > 1000) throw new Error('never believed');
    }
    return ms;
  }
}

const documented: [string, number, number][] = [
  ['harting-motor', 700, 2900],
  ['kuester-02s', 700, 2900],
  ['kuester-04s', 1950, 2700],
  ['hella-1', 950, 2900],
  ['scame-200.23260BS', 700, 2900],
  ['scame-200.23261BS', 700, 2900],
  ['scame-200.23261BP', 950, 2700],
];

for (const [name, lockedTo, unlockedFrom] of documented) {
  test(`${name}: locked up to ${lockedTo} mV, unlocked from ${unlockedFrom} mV, else unknown`, () => {
    const windows = findBistablePart(name)?.sense as SenseWindows;
    const found = (millivolts: number): Latch => new Sense(windows).hold(millivolts);
    for (const mv of [100, lockedTo / 2, lockedTo])
      expect(found(mv), `${mv} mV`).toBe(Latch.Locked);
    for (const mv of [lockedTo + 1, 2300, unlockedFrom - 1]) {
      expect(found(mv), `${mv} mV`).toBe(Latch.Unknown);
    }
    for (const mv of [unlockedFrom, 3100, 3300]) expect(found(mv), `${mv} mV`).toBe(Latch.Unlocked);
    for (const mv of [0, 99, 3301, CUT]) expect(found(mv), `${mv} mV`).toBe(Latch.Unknown);
  });
}

test('the windows of every part leave room for a third answer: between, above, and for a short', () => {
  const parts = [...createBistableParts(), ...createHoldToLockParts()];
  for (const { name, sense } of parts) {
    if (sense === null) continue;
    expect(sense.unlockedFromMillivolts - sense.lockedToMillivolts, name).toBeGreaterThan(500);
    expect(sense.unlockedToMillivolts, name).toBeLessThan(CUT);
    expect(sense.lockedFromMillivolts, name).toBeGreaterThan(0);
  }
});

test('a window that stands upside down is read as it says', () => {
  const inverted: SenseWindows = {
    lockedFromMillivolts: 2900,
    lockedToMillivolts: 3300,
    unlockedFromMillivolts: 0,
    unlockedToMillivolts: 700,
  };
  expect(new Sense(inverted).hold(3000)).toBe(Latch.Locked);
  expect(new Sense(inverted).hold(300)).toBe(Latch.Unlocked);
  expect(new Sense(inverted).hold(CUT)).toBe(Latch.Unknown);
});

for (const tickMs of [10, 20]) {
  test(`a position is believed after 20 ms at a tick of ${tickMs} ms, in every direction`, () => {
    const windows = latchSwitchWindows();
    for (const from of [LOCKED, UNLOCKED, BETWEEN]) {
      for (const to of [LOCKED, UNLOCKED, BETWEEN]) {
        if (from === to) continue;
        const sense = new Sense(windows, tickMs);
        sense.hold(from);
        expect(sense.timeTo(to), `${from} to ${to} mV`).toBe(20);
      }
    }
  });
}

test('a return to where it was lets what contradicted leak away', () => {
  const sense = new Sense();
  sense.hold(LOCKED);
  for (let i = 0; i < 20; i++) {
    const samples = [CUT, CUT, LOCKED, LOCKED, LOCKED].map((millivolts) =>
      sense.sample(millivolts),
    );
    expect(samples).not.toContain(true);
  }
  expect(sense.seen.latch).toBe(Latch.Locked);
});

test('Locked that is contradicted in half of the samples is left within ten times the limit', () => {
  const sense = new Sense();
  sense.hold(LOCKED);
  let samples = 0;
  while (samples < 20 && !sense.sample(samples % 4 < 2 ? CUT : LOCKED)) samples++;
  expect(samples).toBeLessThan(20);
});

test('leaving Locked is one danger, wherever the reading goes', () => {
  const sense = new Sense();
  sense.hold(LOCKED);
  expect([sense.sample(BETWEEN), sense.sample(UNLOCKED), sense.sample(CUT)]).toEqual([
    false,
    false,
    true,
  ]);
  expect(sense.seen.latch).not.toBe(Latch.Locked);
});

test('out of Unlocked a reading that wanders is never believed', () => {
  const sense = new Sense();
  sense.hold(UNLOCKED);
  for (let i = 0; i < 50; i++) sense.sample(i % 2 === 0 ? BETWEEN : LOCKED);
  expect(sense.seen.latch).toBe(Latch.Unlocked);
});

test('out of Unlocked one good sample takes back all that contradicted it', () => {
  const sense = new Sense();
  sense.hold(UNLOCKED);
  for (let i = 0; i < 50; i++) {
    expect([LOCKED, LOCKED, UNLOCKED].map((mv) => sense.sample(mv))).not.toContain(true);
  }
  expect(sense.timeTo(LOCKED)).toBe(20);
});

test('a position that has become unknown has no steady window: every sample is looked at', () => {
  for (const before of [LOCKED, UNLOCKED]) {
    const sense = new Sense();
    sense.hold(before);
    expect(sense.hold(BETWEEN)).toBe(Latch.Unknown);
    const { latchFromMillivolts: from, latchToMillivolts: to } = sense.quietWindow;
    expect(from).toBeGreaterThan(to);
  }
});

test('inside the steady window a sample tells nothing new, and outside of it one does', () => {
  for (const believed of [LOCKED, UNLOCKED, BETWEEN]) {
    const sense = new Sense();
    sense.hold(believed);
    const { latchFromMillivolts: from, latchToMillivolts: to } = sense.quietWindow;
    expect(from <= to).toBe(believed !== BETWEEN);
    for (let mv = 0; mv <= 3700; mv += 10) {
      sense.sample(mv);
      const isNews = sense.sense.candidateForMs >= 0;
      sense.sense.candidateForMs = -1;
      if (from <= to) expect(isNews, `${mv} mV`).toBe(mv < from || mv > to);
    }
  }
});

test('a position that has just been believed is not lost to a single sample', () => {
  for (const tickMs of [10, 20]) {
    const latch = new Sense(latchSwitchWindows(), tickMs);
    latch.timeTo(LOCKED);
    latch.sample(CUT);
    expect(latch.seen.latch, `tick ${tickMs} ms`).toBe(Latch.Locked);
    expect(latch.sense.candidateForMs).toBe(0);
  }
});
