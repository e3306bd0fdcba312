/**
 * Control pilot: levels to states, from every state that can be believed, with the boundaries mid-gap
 * between the states' levels over all tolerances; and how long a level must last before it is believed.
 */

import { expect, test } from 'vitest';
import { DUTY_STEADY, DUTY_UNAVAILABLE } from '../../../firmware/control/outputs.ts';
import { createSignals, Pilot } from '../../../firmware/control/signals.ts';
import { pilotWords } from '../../../firmware/control/words.ts';
import {
  type ControlPilot,
  createControlPilot,
  followBreak,
  observePilot,
  retunePilot,
} from '../../../firmware/drivers/control-pilot.ts';
import {
  createQuietWindow,
  createReadings,
  type QuietWindow,
} from '../../../firmware/drivers/quiet-window.ts';

const PWM = 533;
const NEGATIVE_HALF = -12000;

class Line {
  readonly pilot: ControlPilot = createControlPilot();
  readonly quietWindow: QuietWindow = createQuietWindow();
  readonly seen = createSignals();
  waitInBMs = 0;
  private readonly readings = createReadings();

  constructor(readonly tickMs = 10) {}

  /** One tick with these peaks; says whether the belief changed. */
  sample(high: number, low = NEGATIVE_HALF): boolean {
    this.readings.pilotHighMillivolts = high;
    this.readings.pilotLowMillivolts = low;
    return observePilot(
      this.pilot,
      this.readings,
      this.tickMs,
      this.waitInBMs,
      this.seen,
      this.quietWindow,
    );
  }

  hold(high: number, low = NEGATIVE_HALF): Pilot {
    for (let i = 0; i < 12; i++) this.sample(high, low);
    return this.seen.pilot;
  }

  tune(duty: number): boolean {
    return retunePilot(this.pilot, duty, this.seen, this.quietWindow);
  }

  /** Time from the first differing sample until the belief changes, and how many samples it took. */
  timeToLeave(high: number, low = NEGATIVE_HALF): { ms: number; samples: number } {
    let samples = 1;
    while (!this.sample(high, low)) {
      samples++;
      if (samples > 100) throw new Error('never believed');
    }
    return { ms: (samples - 1) * this.tickMs, samples };
  }
}

/** A line on which a state is believed because it was sensed, with steady +12 V unless it needs PWM. */
function believing(state: Pilot, tickMs = 10): Line {
  const line = new Line(tickMs);
  if (state === Pilot.A) line.hold(12000);
  else if (state === Pilot.B) line.hold(9000);
  else if (state === Pilot.C) line.hold(6000);
  else if (state === Pilot.D) line.hold(3000);
  else if (state === Pilot.E) line.hold(0);
  else if (state === Pilot.F) {
    line.tune(DUTY_UNAVAILABLE);
    line.tune(DUTY_STEADY);
  } else if (state === Pilot.NoDiode) {
    line.tune(PWM);
    line.hold(6000, -6000);
  }
  expect(line.seen.pilot).toBe(state);
  return line;
}

const { A, B, C, D, E, F, NoDiode, Invalid } = Pilot;
const everyState = [A, B, C, D, E, F, NoDiode, Invalid];

type Band = readonly [fromVolts: number, toVolts: number, name: string, (was: Pilot) => Pilot];

const above = (was: Pilot, state: Pilot): boolean => was <= state && was <= E;

const bands: Band[] = [
  [13.4, 16, 'pilot fault', () => Invalid],
  [10.7, 13.4, 'A', () => A],
  [10.3, 10.7, 'keeps A, else B', (was) => (was === A ? A : B)],
  [7.65, 10.3, 'B', () => B],
  [7.25, 7.65, 'keeps A and B as B, else C', (was) => (above(was, B) ? B : C)],
  [4.6, 7.25, 'C', () => C],
  [4.2, 4.6, 'keeps C or better as C, else D', (was) => (above(was, C) ? C : D)],
  [2, 4.2, 'D', () => D],
  [1.6, 2, 'keeps D or better as D, else E', (was) => (above(was, D) ? D : E)],
  [-1, 1.6, 'E', () => E],
  [-2, -1, 'keeps E, else pilot fault', (was) => (was === E ? E : Invalid)],
  // −12 V that we do not show is a fault like any other level; our own F is not measured at all.
  [-11, -2, 'pilot fault', () => Invalid],
  [-13, -11, 'pilot fault, for it is not our F', () => Invalid],
  [-16, -13, 'pilot fault', () => Invalid],
];

for (const [fromVolts, toVolts, name, state] of bands) {
  test(`a positive half of ${fromVolts} to ${toVolts} V: ${name}`, () => {
    const from = fromVolts * 1000;
    const to = toVolts * 1000;
    for (const believed of everyState) {
      // The table does not say to which band an edge belongs.
      for (const share of [0.001, 0.2, 0.5, 0.8, 0.999]) {
        const high = from + share * (to - from);
        const found = pilotWords[believing(believed).hold(high)];
        expect(found, `${high} mV from ${pilotWords[believed]}`).toBe(pilotWords[state(believed)]);
      }
    }
  });
}

for (const [tickMs, dangerMs, settleMs] of [
  [10, 30, 50],
  [20, 40, 60],
] as const) {
  test(`leaving C or D is believed after ${dangerMs} ms at a tick of ${tickMs} ms`, () => {
    expect(believing(C, tickMs).timeToLeave(9000).ms).toBe(dangerMs);
    expect(believing(C, tickMs).timeToLeave(12000).ms).toBe(dangerMs);
    expect(believing(C, tickMs).timeToLeave(0).ms).toBe(dangerMs);
    expect(believing(D, tickMs).timeToLeave(9000).ms).toBe(dangerMs);
    expect(believing(D, tickMs).timeToLeave(14000).ms).toBe(dangerMs);
  });

  test(`everything else is believed after ${settleMs} ms at a tick of ${tickMs} ms`, () => {
    expect(believing(A, tickMs).timeToLeave(9000).ms).toBe(settleMs);
    expect(believing(B, tickMs).timeToLeave(6000).ms).toBe(settleMs);
    expect(believing(B, tickMs).timeToLeave(12000).ms).toBe(settleMs);
    expect(believing(E, tickMs).timeToLeave(6000).ms).toBe(settleMs);
    expect(believing(F, tickMs).timeToLeave(12000).ms).toBe(settleMs);
    expect(new Line(tickMs).timeToLeave(12000).ms).toBe(settleMs);
  });
}

test('at a tick of 10 ms it takes four samples to leave C, so no spike below 30 ms does anything', () => {
  expect(believing(C).timeToLeave(9000).samples).toBe(4);
  const line = believing(C);
  for (let i = 0; i < 3; i++) line.sample(12000);
  line.sample(6000);
  expect(line.seen.pilot).toBe(C);
});

test('B is believed later where the installer wants it, and everything else as soon as ever', () => {
  const timeTo = (state: Pilot, tickMs: number, high: number, low = NEGATIVE_HALF): number => {
    const line = believing(state, tickMs);
    if (low !== NEGATIVE_HALF) line.tune(PWM);
    line.waitInBMs = 30;
    return line.timeToLeave(high, low).ms;
  };
  for (const state of [C, D]) {
    expect(timeTo(state, 10, 9000)).toBe(60);
    expect(timeTo(state, 20, 9000)).toBe(60);
    for (const high of [12000, 0, 15000]) expect(timeTo(state, 10, high)).toBe(30);
    expect(timeTo(state, 10, 6000, -5000)).toBe(30);
  }
  expect(timeTo(A, 10, 9000)).toBe(50);
  // B for a moment, and then A: that is no vehicle that opens.
  const line = believing(C);
  line.waitInBMs = 30;
  for (let i = 0; i < 4; i++) expect(line.sample(9000)).toBe(false);
  expect(line.sample(12000)).toBe(true);
});

test('a late tick counts for the time it took', () => {
  const line = believing(C, 10);
  line.sample(9000);
  const late = believing(C, 40);
  late.sample(9000);
  expect(late.sample(9000)).toBe(true);
  expect(line.sample(9000)).toBe(false);
});

test('a return into the window forgets the candidate', () => {
  for (const [state, inside, outside] of [
    [A, 12000, 9000],
    [B, 9000, 6000],
  ] as const) {
    const line = believing(state);
    for (let i = 0; i < 20; i++) {
      for (let j = 0; j < 3; j++) expect(line.sample(outside)).toBe(false);
      expect(line.sample(inside)).toBe(false);
    }
    expect(line.seen.pilot).toBe(state);
  }
});

test('C that is contradicted in half of the samples is left within ten times the limit', () => {
  const line = believing(C);
  let samples = 0;
  while (samples < 30 && !line.sample(samples % 4 < 2 ? 14000 : 6000)) samples++;
  expect(samples).toBeLessThan(30);
});

test('C that is contradicted in three of four samples is left within twice the limit', () => {
  const line = believing(C);
  let samples = 0;
  while (!line.sample(samples % 4 < 3 ? 14000 : 6000)) samples++;
  expect(samples).toBeLessThanOrEqual(6);
});

test('C that is contradicted in two of five samples is kept, for hours', () => {
  const line = believing(C);
  for (let i = 0; i < 100000; i++) line.sample(i % 5 < 2 ? 12000 : 6000);
  expect(line.seen.pilot).toBe(C);
});

test('out of C any contradiction is the same danger: what wanders is left in time', () => {
  const line = believing(C);
  const wandering = [9000, 12000, 0, 9000];
  expect(wandering.map((high) => line.sample(high))).toEqual([false, false, false, true]);
});

test('out of B a candidate that wanders is never believed', () => {
  const line = believing(B);
  for (let i = 0; i < 50; i++) line.sample(i % 2 === 0 ? 6000 : 3000);
  expect(line.seen.pilot).toBe(B);
});

test('under PWM a vehicle without the negative half has no diode', () => {
  for (const high of [9000, 6000, 3000]) {
    for (const low of [-high - 1200, -high, -high + 1200, high]) {
      const line = new Line();
      line.tune(PWM);
      expect(line.hold(high, Math.max(low, -9999)), `${high} and ${low} mV`).toBe(NoDiode);
    }
  }
});

test('under PWM a negative half within the tolerance of the source proves the diode', () => {
  for (const low of [-12600, -12000, -11400]) {
    const line = new Line();
    line.tune(PWM);
    expect(line.hold(6000, low)).toBe(C);
  }
});

test('without PWM there is no negative half, and nothing is missed', () => {
  for (const [high, state] of [
    [9000, B],
    [6000, C],
    [3000, D],
  ] as const) {
    expect(new Line().hold(high, high)).toBe(state);
  }
});

test('neither an open nor a shorted pilot is called a missing diode', () => {
  const open = new Line();
  open.tune(PWM);
  expect(open.hold(12000, 12000)).toBe(A);
  const shorted = new Line();
  shorted.tune(PWM);
  expect(shorted.hold(0, 0)).toBe(E);
});

test('a diode that is lost in C is acted on as fast as leaving C', () => {
  const line = believing(C);
  line.tune(PWM);
  expect(line.hold(6000)).toBe(C);
  expect(line.timeToLeave(6000, -6000).ms).toBe(30);
  expect(line.seen.pilot).toBe(NoDiode);
});

test('our own F is known at once, and nothing is learnt while it lasts', () => {
  const line = believing(C);
  expect(line.tune(DUTY_UNAVAILABLE)).toBe(true);
  expect(line.seen.pilot).toBe(F);
  for (const high of [12000, 9000, 6000, 0, -12000, 15000]) expect(line.hold(high)).toBe(F);
});

test('after our own F the vehicle is sensed anew, and was never gone', () => {
  const line = believing(B);
  line.tune(DUTY_UNAVAILABLE);
  line.hold(-12000);
  expect(line.tune(DUTY_STEADY)).toBe(false);
  expect(line.seen.pilot).toBe(F);
  expect(line.timeToLeave(9000).ms).toBe(50);
  expect(line.seen.pilot).toBe(B);
});

test('a change of the duty alone changes no belief', () => {
  const line = believing(B);
  expect(line.tune(PWM)).toBe(false);
  expect(line.tune(PWM)).toBe(false);
  expect(line.tune(266)).toBe(false);
  expect(line.hold(9000)).toBe(B);
});

test('contradictions that went away are counted, with the level of the last', () => {
  const line = believing(C);
  for (const high of [12000, 9000, 0]) {
    line.sample(high);
    line.sample(high);
    for (let i = 0; i < 4; i++) line.sample(6000);
  }
  expect(line.pilot.glitches).toBe(3);
  expect(line.pilot.glitchMillivolts).toBe(0);
});

test('a change that was believed is no glitch, neither by count nor by level', () => {
  const line = believing(C);
  line.sample(12000);
  line.sample(6000);
  line.hold(9000);
  expect(line.pilot.glitches).toBe(1);
  expect(line.pilot.glitchMillivolts).toBe(12000);
});

test('inside the steady window a sample tells nothing new, and outside of it one does', () => {
  for (const believed of everyState) {
    for (const duty of [PWM, DUTY_STEADY]) {
      const line = believing(believed);
      line.tune(duty);
      const { pilotHighFromMillivolts: from, pilotHighToMillivolts: to } = line.quietWindow;
      for (let high = -15025; high <= 15000; high += 50) {
        for (const low of duty === PWM ? [NEGATIVE_HALF, -6000] : [high]) {
          const isSteady =
            high >= from && high <= to && low <= line.quietWindow.pilotLowToMillivolts;
          line.sample(high, low);
          const isNews = line.pilot.candidateForMs >= 0;
          const place = `${high} and ${low} mV, believing ${pilotWords[believed]} at ${duty}`;
          if (isSteady) expect(isNews, place).toBe(false);
          // What is never steady is looked at every time: that loses nothing.
          else if (from <= to && low !== -6000) expect(isNews, place).toBe(true);
          line.pilot.candidateForMs = -1;
        }
      }
    }
  }
});

test('after our own interruption A is not the vehicle, for a second; before that it may come back', () => {
  const line = new Line();
  line.hold(9000);
  line.tune(DUTY_UNAVAILABLE);
  followBreak(line.pilot, true);
  line.tune(DUTY_STEADY);
  followBreak(line.pilot, false);
  for (let ms = 0; ms < 990; ms += 10) line.sample(12000);
  expect(line.seen.pilot).toBe(F);
  for (let ms = 0; ms < 70; ms += 10) line.sample(12000);
  expect(line.seen.pilot).toBe(A);
  followBreak(line.pilot, true);
  expect(line.hold(9000)).toBe(B);
  expect(line.hold(12000)).toBe(A);
});
