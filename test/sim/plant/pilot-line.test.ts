/**
 * Pilot line: the resistor network's levels, the PWM's phase, and what the track-and-holds have of it.
 */

import { expect, test } from 'vitest';
import { Clock, ms } from '../../../sim/clock.ts';
import { OPEN_OHMS, PilotLine, TRACKS_AFTER_US } from '../../../sim/plant/pilot-line.ts';

const B_OHMS = 2740;
const C_OHMS = (2740 * 1300) / (2740 + 1300);
const D_OHMS = (2740 * 270) / (2740 + 270);
const PWM = 533;

function createLine(vehicleOhms = OPEN_OHMS): { clock: Clock; line: PilotLine } {
  const clock = new Clock();
  const line = new PilotLine(clock, () => undefined);
  line.noiseMillivolts = 0;
  line.vehicleOhms = vehicleOhms;
  line.power(true);
  line.connect(true);
  return { clock, line };
}

function change(line: PilotLine, vehicleOhms: number): void {
  line.vehicleOhms = vehicleOhms;
  line.reconsider();
}

/** Both halves, long after everything has changed. */
function settled(line: PilotLine, clock: Clock): [number, number] {
  clock.advanceTo(clock.nowUs + ms(50));
  return [line.sampleHigh(), line.sampleLow()];
}

for (const [state, ohms, nominal, least, most] of [
  ['A', OPEN_OHMS, 12000, 11400, 12600],
  ['B', B_OHMS, 8979, 8370, 9590],
  ['C', C_OHMS, 5995, 5470, 6530],
  ['D', D_OHMS, 2930, 2590, 3280],
] as const) {
  test(`${state} is ${nominal} mV, and inside its worst case over the source's tolerance`, () => {
    const { clock, line } = createLine(ohms);
    for (const source of [11400, 12000, 12600]) {
      line.sourceMillivolts = source;
      line.reconsider();
      const [high] = settled(line, clock);
      expect(high).toBeGreaterThanOrEqual(least);
      expect(high).toBeLessThanOrEqual(most);
    }
    line.sourceMillivolts = 12000;
    line.reconsider();
    expect(Math.abs(settled(line, clock)[0] - nominal)).toBeLessThanOrEqual(2);
  });

  test(`${state} under PWM keeps the whole negative half behind the diode`, () => {
    const { clock, line } = createLine(ohms);
    line.setDuty(PWM);
    const [high, low] = settled(line, clock);
    expect(Math.abs(high - nominal)).toBeLessThanOrEqual(2);
    expect(low).toBe(-12000);
  });
}

test('without the diode the negative half shrinks like the positive', () => {
  const { clock, line } = createLine(C_OHMS);
  line.hasDiode = false;
  line.setDuty(PWM);
  const [high, low] = settled(line, clock);
  expect(Math.abs(high + low)).toBeLessThanOrEqual(1200);
  expect(low).toBeGreaterThan(-10000);
});

test('without a plug nothing of the vehicle is seen, nor a short in its cable', () => {
  const { clock, line } = createLine(C_OHMS);
  line.shorted = true;
  line.connect(false);
  expect(settled(line, clock)[0]).toBe(12000);
  line.shorted = false;
  line.connect(true);
  expect(settled(line, clock)[0]).toBe(5995);
});

test('a short to earth is 0 V in both halves, and so is a source without power', () => {
  const { clock, line } = createLine(B_OHMS);
  line.setDuty(PWM);
  line.shorted = true;
  line.reconsider();
  expect(settled(line, clock)).toEqual([0, 0]);
  line.shorted = false;
  line.power(false);
  expect(settled(line, clock)).toEqual([0, 0]);
  line.power(true);
  expect(settled(line, clock)[1]).toBe(-12000);
});

test('steady +12 V is followed and keeps the negative half that was, steady −12 V the positive one', () => {
  const { clock, line } = createLine(B_OHMS);
  line.setDuty(PWM);
  expect(settled(line, clock)).toEqual([8979, -12000]);
  line.setDuty(1000);
  change(line, C_OHMS);
  expect(settled(line, clock)).toEqual([5995, -12000]);
  line.setDuty(0);
  change(line, B_OHMS);
  expect(settled(line, clock)).toEqual([5995, -12000]);
});

/** A line under PWM whose vehicle goes from one resistance to another at this phase of the period. */
function changedAt(phaseUs: number, from: number, to: number): { clock: Clock; line: PilotLine } {
  const it = createLine(from);
  it.line.setDuty(PWM);
  it.clock.advanceTo(20000 + phaseUs);
  change(it.line, to);
  return it;
}

test('a level that came up in the low half is not seen before the next high half has settled', () => {
  const { clock, line } = changedAt(600, C_OHMS, B_OHMS);
  clock.advanceTo(21000 + TRACKS_AFTER_US - 1);
  expect(line.sampleHigh()).toBe(5995);
  clock.advanceTo(21000 + TRACKS_AFTER_US);
  expect(line.sampleHigh()).toBe(8979);
});

test('a level that came up in the high half is seen at once', () => {
  const { clock, line } = changedAt(100, C_OHMS, B_OHMS);
  clock.advanceTo(20101);
  expect(line.sampleHigh()).toBe(8979);
});

test('a level that has gone is held until the next high half, and no longer', () => {
  const { clock, line } = changedAt(600, B_OHMS, C_OHMS);
  clock.advanceTo(21000);
  expect(line.sampleHigh()).toBe(8979);
  clock.advanceTo(21000 + TRACKS_AFTER_US);
  expect(line.sampleHigh()).toBe(5995);
});

test('what changed in the last microseconds of the high half is held through the low one', () => {
  const { clock, line } = changedAt(520, B_OHMS, C_OHMS);
  clock.advanceTo(20999);
  expect(line.sampleHigh()).toBe(5995);
});

test('the negative half has the phase of the low one', () => {
  const { clock, line } = createLine(C_OHMS);
  line.hasDiode = false;
  line.reconsider();
  line.setDuty(PWM);
  clock.advanceTo(20100);
  line.hasDiode = true;
  line.reconsider();
  clock.advanceTo(20533 + TRACKS_AFTER_US - 1);
  expect(line.sampleLow()).toBeGreaterThan(-6000);
  clock.advanceTo(20533 + TRACKS_AFTER_US);
  expect(line.sampleLow()).toBe(-12000);
});

test('the shortest halves that are offered, 100 µs high and 40 µs low, are caught', () => {
  for (const duty of [100, 960]) {
    for (let phaseUs = 0; phaseUs < 1000; phaseUs += 5) {
      const { clock, line } = createLine(B_OHMS);
      line.setDuty(duty);
      clock.advanceTo(20000 + phaseUs);
      expect([line.sampleHigh(), line.sampleLow()]).toEqual([8979, -12000]);
    }
  }
});

test('a spike is held until its half comes again: at most a period longer than it lasts', () => {
  const { clock, line } = createLine(C_OHMS);
  line.setDuty(PWM);
  clock.advanceTo(20000);
  line.spike(12000, 5300);
  expect(line.highNow).toBe(12000);
  clock.advanceTo(22000);
  expect([line.sampleHigh(), line.sampleLow()]).toEqual([12000, 12000]);
  clock.advanceTo(25300 + 1);
  expect([line.sampleHigh(), line.sampleLow()]).toEqual([5995, 12000]);
  clock.advanceTo(25533 + TRACKS_AFTER_US);
  expect(line.sampleLow()).toBe(-12000);
});

test('a spike that comes and goes while its half is held is never seen', () => {
  const { clock, line } = createLine(C_OHMS);
  line.setDuty(PWM);
  clock.advanceTo(20600);
  line.spike(0, 300);
  for (let us = 20601; us < 22000; us += 7) {
    clock.advanceTo(us);
    expect(line.sampleHigh()).toBe(5995);
  }
});

test('what is held falls with the droop that is given, and is whole again with its half', () => {
  const { clock, line } = createLine(B_OHMS);
  line.droopTauUs = 15000;
  line.setDuty(100);
  clock.advanceTo(20100);
  expect(line.sampleHigh()).toBe(8979);
  clock.advanceTo(21000);
  expect(line.sampleHigh()).toBe(Math.round(8978.5 * Math.exp(-0.9 / 15)));
  clock.advanceTo(21050);
  expect(line.sampleHigh()).toBe(8979);
});

test('noise stays inside its amplitude, differs with the instant, and is the same for the same instant', () => {
  const { clock, line } = createLine(B_OHMS);
  line.noiseMillivolts = 300;
  const seen = new Set<number>();
  for (let i = 1; i <= 500; i++) {
    clock.advanceTo(20000 + i * 10000);
    const high = line.sampleHigh();
    expect(line.sampleHigh()).toBe(high);
    expect(Math.abs(high - 8979)).toBeLessThanOrEqual(301);
    seen.add(high);
  }
  expect(seen.size).toBeGreaterThan(100);
});

test('whoever watches the line is told of every change', () => {
  const clock = new Clock();
  let changes = 0;
  const line = new PilotLine(clock, () => changes++);
  line.power(true);
  line.power(true);
  line.setDuty(PWM);
  line.setDuty(PWM);
  line.spike(0, 1000);
  clock.advanceTo(5000);
  expect(changes).toBe(4);
});
