/**
 * Sentinel: it opens in the tick in which a driver would believe the danger, for no other reason, and no later.
 */

import { expect, test } from 'vitest';
import { createLimits, type Limits } from '../../firmware/control/limits.ts';
import { demandsOpen } from '../../firmware/control/open-conditions.ts';
import {
  createSignals,
  Heat,
  Latch,
  Mains,
  Pilot,
  Proximity,
  SelfTest,
} from '../../firmware/control/signals.ts';
import { createControlPilot, retunePilot } from '../../firmware/drivers/control-pilot.ts';
import { createLevelNets, Level, PROOFS } from '../../firmware/drivers/digital-inputs.ts';
import { createLatchSense } from '../../firmware/drivers/latch-sense.ts';
import {
  ALL_CHANGED,
  createQuietWindow,
  createReadings,
} from '../../firmware/drivers/quiet-window.ts';
import { createResidualCurrent } from '../../firmware/drivers/residual-current.ts';
import { adoptFirst, observeFast } from '../../firmware/observe.ts';
import { createSentinel, seesDanger } from '../../firmware/sentinel.ts';
import { createRandom } from '../../sim/random.ts';

const LOCKED = 300;
const HEALTHY = Level.Supply | Level.Mirror | Level.Outgoing;

/** A charger's fast nets while it charges: C under a PWM, the pin locked, everything quiet. */
function charging(limits: Limits, residualIgnoreMs = 0) {
  const seen = createSignals();
  const senses = {
    board: { proofs: PROOFS },
    limits,
    seen,
    readings: createReadings(),
    quietWindow: createQuietWindow(),
    nets: createLevelNets(-1),
    pilot: createControlPilot(),
    latch: createLatchSense({
      lockedFromMillivolts: 100,
      lockedToMillivolts: 700,
      unlockedFromMillivolts: 2900,
      unlockedToMillivolts: 3300,
    }),
    residual: createResidualCurrent(true, residualIgnoreMs),
  };
  senses.residual.test = SelfTest.Passed;
  senses.residual.brokenOffMs = 0;
  senses.residual.switchedForMs = 1000;
  Object.assign(seen, { proximity: Proximity.Seated, heat: Heat.Normal, mains: Mains.Good });
  put(senses.readings, calm());
  adoptFirst(senses);
  retunePilot(senses.pilot, 500, seen, senses.quietWindow);
  for (let i = 0; i < 10; i++) observeFast(senses, ALL_CHANGED, 10);
  expect([seen.pilot, seen.latch, demandsOpen(seen, limits)]).toEqual([
    Pilot.C,
    Latch.Locked,
    false,
  ]);
  return { ...senses, sentinel: createSentinel(senses) };
}

function calm() {
  return {
    pilotHighMillivolts: 6000,
    pilotLowMillivolts: -12000,
    latchMillivolts: LOCKED,
    levels: HEALTHY,
  };
}

function put(readings: object, sample: object): void {
  Object.assign(readings, sample);
}

type Charging = ReturnType<typeof charging>;
type Sample = ReturnType<typeof calm>;

/** One tick: what the sentinel did, and what the rules want once the drivers have looked. */
function tick(charger: Charging, sample: Sample, lapMs: number) {
  put(charger.readings, sample);
  const opens = seesDanger(charger.sentinel, charger.readings, lapMs);
  observeFast(charger, ALL_CHANGED, lapMs);
  return { opens, wanted: demandsOpen(charger.seen, charger.limits) };
}

const dangers: readonly (readonly [string, Partial<Sample>, number])[] = [
  ['the vehicle opens', { pilotHighMillivolts: 9000 }, 30],
  ['the vehicle is gone', { pilotHighMillivolts: 12000 }, 30],
  ['the pilot is shorted', { pilotHighMillivolts: 0, pilotLowMillivolts: 0 }, 30],
  ['the diode is missing', { pilotLowMillivolts: -6000 }, 30],
  ['the vehicle asks for ventilation', { pilotHighMillivolts: 3000 }, 30],
  ['the pin reads unlocked', { latchMillivolts: 3000 }, 20],
  ['the sense wire is cut', { latchMillivolts: 1500 }, 20],
  ['the sense wire is shorted', { latchMillivolts: 0 }, 20],
  ['mains is lost', { levels: HEALTHY - Level.Supply }, 40],
  ['residual current', { levels: HEALTHY + Level.Residual }, 20],
  ['emergency stop', { levels: HEALTHY + Level.EStop }, 20],
];

test.each(dangers)(
  '%s: opened when it has lasted, and not a tick before',
  (_what, bad, limitMs) => {
    for (const tickMs of [10, 20]) {
      const charger = charging(createLimits());
      const opened: boolean[] = [];
      for (let ms = 0; ms <= limitMs + tickMs; ms += tickMs) {
        opened.push(tick(charger, { ...calm(), ...bad }, tickMs).opens);
        if (opened.at(-1)) break;
      }
      expect((opened.length - 1) * tickMs).toBe(Math.ceil(limitMs / tickMs) * tickMs);
    }
  },
);

test.each([100, 700])(
  'at %d mV, an end of its window, the pin is still locked',
  (latchMillivolts) => {
    const charger = charging(createLimits());
    const unlocked = { ...calm(), latchMillivolts: 3000 };
    for (let i = 0; i < 2; i++) tick(charger, unlocked, 10);
    expect(tick(charger, { ...calm(), latchMillivolts }, 10)).toEqual({
      opens: false,
      wanted: false,
    });
  },
);

test('of a net that the board does not have nothing is seen, and the first and only one is', () => {
  const all = { ...calm(), levels: HEALTHY - Level.Supply + Level.Residual + Level.EStop };
  const openings = [0, Level.EStop, Level.Residual, Level.Supply].map((fitted) => {
    const charger = { ...charging(createLimits()), nets: createLevelNets(fitted) };
    const bench = { ...charger, sentinel: createSentinel(charger) };
    for (let i = 0; i < 9; i++) if (tick(bench, all, 10).opens) return i * 10;
    return null;
  });
  expect(openings).toEqual([null, 20, 20, 40]);
});

test('a sensor that is ignored opens nothing, nor does a vehicle that may ask for ventilation', () => {
  const blind = charging(createLimits(), 5000);
  const aired = charging({ ...createLimits(), ventilation: true });
  for (let i = 0; i < 10; i++) {
    const residual = { ...calm(), levels: HEALTHY + Level.Residual };
    expect(tick(blind, residual, 10)).toEqual({ opens: false, wanted: false });
    const asking = { ...calm(), pilotHighMillivolts: 3000 };
    expect(tick(aired, asking, 10)).toEqual({ opens: false, wanted: false });
  }
});

test('a wait in B holds for B alone', () => {
  const limits = { ...createLimits(), waitInBMs: 20 };
  const ticksTo = (pilotHighMillivolts: number): number => {
    const charger = charging(limits);
    for (let i = 0; i < 9; i++) {
      if (tick(charger, { ...calm(), pilotHighMillivolts }, 10).opens) return i;
    }
    return -1;
  };
  expect([ticksTo(9000), ticksTo(12000)]).toEqual([5, 3]);
});

/** Mostly calm; a danger lasts for some samples, with good ones in between. */
function drawn(random: () => number): Sample {
  const sample = calm();
  const share = 0.1 + 0.5 * random();
  for (const [, bad] of dangers) {
    if (random() < share / 3) {
      const levels = (bad.levels ?? HEALTHY) ^ HEALTHY;
      put(sample, { ...bad, levels: sample.levels ^ levels });
    }
  }
  return sample;
}

test('whatever the readings and the laps, it opens where the rules want open, and nowhere else', () => {
  const random = createRandom(20261129);
  let openings = 0;
  for (let run = 0; run < 400; run++) {
    const ventilation = run % 3 === 0;
    const waitInBMs = run % 4 === 0 ? 20 : 0;
    const charger = charging({ ...createLimits(), ventilation, waitInBMs });
    let sample = calm();
    for (let i = 0; i < 200; i++) {
      // The levels change their bits one by one: each danger has its own time.
      if (random() < 0.5) sample = drawn(random);
      const lapMs = random() < 0.9 ? 10 : 1 + Math.floor(60 * random());
      const { opens, wanted } = tick(charger, sample, lapMs);
      expect(opens, `run ${run}, tick ${i}, lap ${lapMs}`).toBe(wanted);
      if (!opens) continue;
      openings++;
      break;
    }
  }
  expect(openings).toBeGreaterThan(200);
});
