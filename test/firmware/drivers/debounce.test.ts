/**
 * Levels: how long each digital input must last, in each direction, at both ticks.
 */

import { expect, test } from 'vitest';
import { adoptLevels, observeLevels } from '../../../firmware/drivers/debounce.ts';
import {
  createLevelNets,
  digitalInputs,
  eachLevel,
  Level,
} from '../../../firmware/drivers/digital-inputs.ts';
import { createQuietWindow } from '../../../firmware/drivers/quiet-window.ts';

const BOTH = Level.Mirror | Level.Outgoing;

class Inputs {
  readonly nets = createLevelNets(~0);
  readonly quietWindow = createQuietWindow();

  constructor(
    readonly tickMs: number,
    first = 0,
  ) {
    adoptLevels(this.nets, first, this.quietWindow);
  }

  sample(levels: number): number {
    return observeLevels(this.nets, levels, this.tickMs, this.quietWindow);
  }

  /** Time from the first sample of a new level until it is believed. */
  timeTo(levels: number): number {
    for (let ms = 0; ms < 1000; ms += this.tickMs) {
      if (this.sample(levels) !== 0) return ms;
    }
    throw new Error('never believed');
  }
}

/** What is known from outside; an input that is not here must last as long as its row says. */
const known: { name: string; bit: Level; riseMs: number; fallMs: number }[] = [
  { name: 'mirror contact', bit: Level.Mirror, riseMs: 10, fallMs: 10 },
  { name: 'outgoing voltage', bit: Level.Outgoing, riseMs: 10, fallMs: 10 },
  { name: 'supply', bit: Level.Supply, riseMs: 200, fallMs: 40 },
  { name: 'residual current', bit: Level.Residual, riseMs: 20, fallMs: 10 },
  { name: 'emergency stop', bit: Level.EStop, riseMs: 20, fallMs: 200 },
  { name: 'stop button', bit: Level.StopButton, riseMs: 30, fallMs: 30 },
  { name: 'start button', bit: Level.StartButton, riseMs: 30, fallMs: 30 },
  { name: 'service jumper', bit: Level.Jumper, riseMs: 30, fallMs: 30 },
];

const others = digitalInputs
  .filter(({ bit }) => !known.some((one) => one.bit === bit))
  .map(({ word, ...row }) => ({ name: word, ...row }));

for (const { name, bit, riseMs, fallMs } of [...known, ...others]) {
  for (const tickMs of [1, 10, 20]) {
    const whole = (ms: number): number => Math.ceil(ms / tickMs) * tickMs;

    test(`${name}, tick ${tickMs} ms: asserted is believed after ${whole(riseMs)} ms`, () => {
      const inputs = new Inputs(tickMs);
      expect(inputs.timeTo(bit)).toBe(whole(riseMs));
      expect(inputs.quietWindow.levels).toBe(bit);
    });

    test(`${name}, tick ${tickMs} ms: not asserted is believed after ${whole(fallMs)} ms`, () => {
      const inputs = new Inputs(tickMs, bit);
      expect(inputs.timeTo(0)).toBe(whole(fallMs));
      expect(inputs.quietWindow.levels).toBe(0);
    });
  }

  test(`${name}: a level that comes and goes in a third of the samples is never believed`, () => {
    const inputs = new Inputs(10);
    for (let i = 0; i < 200; i++) {
      for (const level of [bit, 0, 0]) expect(inputs.sample(level)).toBe(0);
    }
    expect(inputs.quietWindow.levels).toBe(0);
  });
}

const dangers: [name: string, safe: number, danger: number, limitMs: number][] = [
  ['supply', Level.Supply, 0, 40],
  ['emergency stop', 0, Level.EStop, 20],
];

test.each(dangers)('%s: bad most of the time is bad', (_, safe, danger, limitMs) => {
  const inputs = new Inputs(10, safe);
  let ms = 0;
  for (; ms < 10 * limitMs; ms += 10) {
    // Two of three samples, and never as long as the limit at a stretch.
    if (inputs.sample(ms % 30 === 20 ? safe : danger) !== 0) break;
  }
  expect(ms).toBeLessThan(limitMs / (1.8 * (2 / 3) - 0.8) + 40);
});

test('what is safe has no such help: one bad sample starts its time anew', () => {
  for (const [safe, danger] of dangers.map(([, a, b]) => [a, b] as const)) {
    const inputs = new Inputs(10, danger);
    for (let i = 0; i < 200; i++) expect(inputs.sample(i % 15 === 14 ? danger : safe)).toBe(0);
  }
});

test('where neither level is the danger, one sample back starts the time anew in both directions', () => {
  for (const button of [Level.StopButton, Level.StartButton]) {
    for (const [from, to] of [
      [0, button],
      [button, 0],
    ] as const) {
      const inputs = new Inputs(10, from);
      for (let i = 0; i < 200; i++) expect(inputs.sample(i % 4 === 3 ? from : to)).toBe(0);
    }
  }
});

test('an input that a pin map does not list is not fitted, like one that it lists as none', () => {
  const eStop = { pin: 'E', activeLow: true, pull: 'up' };
  const seen: [unknown, Level][] = [];
  eachLevel({ mirror: null, eStop } as never, (net, bit) => seen.push([net, bit]));
  expect(seen).toEqual([[eStop, Level.EStop]]);
});

test('evidence against what is safe is forgotten once it has leaked away, and no sooner', () => {
  for (const [safe, danger, limitMs] of dangers.map(([, a, b, ms]) => [a, b, ms] as const)) {
    const inputs = new Inputs(10, safe);
    const before = limitMs / 10;
    for (let i = 0; i < before; i++) expect(inputs.sample(danger)).toBe(0);
    // What has gathered falls at 8 of every 10 ms, and is over one sample after it has come to nothing.
    for (let leftMs = limitMs - 10; leftMs > 0; leftMs -= 8) {
      inputs.sample(safe);
      expect(inputs.quietWindow.doubted).toBe(safe | danger);
    }
    inputs.sample(safe);
    expect(inputs.quietWindow.doubted).toBe(0);
    // The next contradiction has the whole time before it.
    expect(inputs.timeTo(danger)).toBe(limitMs);
  }
});

const names = Object.values(Level).filter((one) => typeof one === 'string');

test('every bit of the readings has a row and a net of its own, in the order of the bits', () => {
  const bits = names.map((name) => Level[name as keyof typeof Level]);
  expect(bits).toEqual(names.map((_name, i) => 1 << i));
  expect(digitalInputs.map(({ bit }) => bit)).toEqual(bits);
  expect(createLevelNets(~0).map(({ bit }) => bit)).toEqual(bits);
});

test('an input has the same name at its bit, on the console and in a pin map', () => {
  const kebab = (name: string): string => name.replace(/(?!^)[A-Z]/g, '-$&').toLowerCase();
  const camel = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);
  expect(digitalInputs.map(({ word }) => word)).toEqual(names.map(kebab));
  const pins = Object.fromEntries(names.map((name) => [camel(name), name])) as never;
  expect(digitalInputs.map(({ pinOf }) => pinOf(pins))).toEqual(names);
});

test('a loss of supply of 40 ms is ridden through, a longer one is acted on by 65 ms', () => {
  for (const tickMs of [10, 20]) {
    const samples = (lossMs: number, phaseMs: number): number =>
      Math.ceil((lossMs - phaseMs) / tickMs);
    for (let phaseMs = 0; phaseMs < tickMs; phaseMs++) {
      const brief = new Inputs(tickMs, Level.Supply);
      for (let i = samples(40, phaseMs); i > 0; i--) expect(brief.sample(0)).toBe(0);
      expect(brief.sample(Level.Supply)).toBe(0);
      const lost = new Inputs(tickMs, Level.Supply);
      expect(phaseMs + lost.timeTo(0)).toBeLessThanOrEqual(65);
    }
  }
});

test('a late tick counts for the time it took', () => {
  const inputs = new Inputs(40, Level.Supply);
  expect(inputs.sample(0)).toBe(0);
  expect(inputs.sample(0)).toBe(Level.Supply);
});

test('nets do not disturb each other', () => {
  const inputs = new Inputs(10, Level.Supply);
  inputs.sample(Level.Supply | Level.Mirror);
  expect(inputs.sample(Level.Supply | Level.Mirror | Level.EStop)).toBe(Level.Mirror);
  inputs.sample(Level.Supply | Level.Mirror | Level.EStop);
  expect(inputs.sample(Level.Mirror | Level.EStop)).toBe(Level.EStop);
  expect(inputs.quietWindow.levels).toBe(Level.Supply | Level.Mirror | Level.EStop);
});

test('two nets that change together are told together', () => {
  const inputs = new Inputs(10);
  inputs.sample(BOTH);
  expect(inputs.sample(BOTH)).toBe(BOTH);
});

test('the first sample is taken as it is, without the bits that no net has', () => {
  const inputs = new Inputs(10, Level.Supply | Level.Mirror | 1024);
  expect(inputs.quietWindow.levels).toBe(Level.Supply | Level.Mirror);
});

test('only the proofs that are fitted have nets', () => {
  const bitsOf = (bits: number): Level[] => createLevelNets(bits).map((net) => net.bit);
  expect(bitsOf(Level.Mirror | Level.Supply)).toEqual([Level.Mirror, Level.Supply]);
  expect(bitsOf(Level.Outgoing)).toEqual([Level.Outgoing]);
  expect(bitsOf(0)).toEqual([]);
});
