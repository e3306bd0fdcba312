/**
 * Pilot line: the resistor network's levels, the PWM's phase, and what a sample can have seen.
 */

import { expect, test } from 'vitest';
import { Clock, ms } from '../../../sim/clock.ts';
import { OPEN_OHMS, PilotLine } from '../../../sim/plant/pilot-line.ts';

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

/** Both peaks, long after everything has changed. */
function settled(line: PilotLine, clock: Clock): [number, number] {
  clock.advanceTo(clock.nowUs + ms(50));
  return [line.samplePeakHigh(), line.samplePeakLow()];
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

test('steady +12 V has no negative half, and steady −12 V no positive one', () => {
  const { clock, line } = createLine(B_OHMS);
  expect(settled(line, clock)).toEqual([8979, 8979]);
  line.setDuty(0);
  expect(settled(line, clock)).toEqual([-12000, -12000]);
});

/** A line under PWM whose vehicle goes from one resistance to another at this phase of the period. */
function changedAt(phaseUs: number, from: number, to: number): { clock: Clock; line: PilotLine } {
  const it = createLine(from);
  it.line.setDuty(PWM);
  it.clock.advanceTo(20000 + phaseUs);
  change(it.line, to);
  return it;
}

test('a level that came up in the low half is not seen before the next high half', () => {
  const { clock, line } = changedAt(600, C_OHMS, B_OHMS);
  clock.advanceTo(20999);
  expect(line.samplePeakHigh()).toBe(5995);
  clock.advanceTo(21001);
  expect(line.samplePeakHigh()).toBe(8979);
});

test('a level that came up in the high half is seen at once', () => {
  const { clock, line } = changedAt(100, C_OHMS, B_OHMS);
  clock.advanceTo(20101);
  expect(line.samplePeakHigh()).toBe(8979);
});

test('a level that has gone is seen for as long as the window reaches back to its last high half', () => {
  const { clock, line } = changedAt(600, B_OHMS, C_OHMS);
  // It was last high at 20 533 µs, and the window is 1200 µs.
  clock.advanceTo(20533 + 1199);
  expect(line.samplePeakHigh()).toBe(8979);
  clock.advanceTo(20533 + 1201);
  expect(line.samplePeakHigh()).toBe(5995);
});

test('the negative peak has the phase of the low half', () => {
  const { clock, line } = createLine(C_OHMS);
  line.hasDiode = false;
  line.reconsider();
  line.setDuty(PWM);
  clock.advanceTo(20100);
  line.hasDiode = true;
  line.reconsider();
  clock.advanceTo(20530);
  expect(line.samplePeakLow()).toBeGreaterThan(-6000);
  clock.advanceTo(20535);
  expect(line.samplePeakLow()).toBe(-12000);
});

test('a window without any half of the wanted sign holds the last that there was', () => {
  const { clock, line } = createLine(B_OHMS);
  line.windowUs = 100;
  line.setDuty(100);
  clock.advanceTo(20500);
  change(line, C_OHMS);
  clock.advanceTo(20560);
  expect(line.samplePeakHigh()).toBe(8979);
});

test('a spike is seen while it lasts and for a window afterwards, in both halves', () => {
  const { clock, line } = createLine(C_OHMS);
  clock.advanceTo(20000);
  line.spike(12000, 5000);
  expect(line.highNow).toBe(12000);
  clock.advanceTo(22000);
  expect([line.samplePeakHigh(), line.samplePeakLow()]).toEqual([12000, 12000]);
  clock.advanceTo(25000 + 1199);
  expect(line.samplePeakHigh()).toBe(12000);
  clock.advanceTo(25000 + 1201);
  expect(line.samplePeakHigh()).toBe(5995);
});

test('a spike downwards shortly before a sample hides behind the peak, a longer one does not', () => {
  const { clock, line } = createLine(C_OHMS);
  clock.advanceTo(20000);
  line.spike(0, 1000);
  clock.advanceTo(20900);
  expect(line.samplePeakHigh()).toBe(5995);
  clock.advanceTo(30000);
  line.spike(0, 5000);
  clock.advanceTo(31300);
  expect(line.samplePeakHigh()).toBe(0);
});

test('noise stays inside its amplitude, differs with the instant, and is the same for the same instant', () => {
  const { clock, line } = createLine(B_OHMS);
  line.noiseMillivolts = 300;
  const seen = new Set<number>();
  for (let i = 1; i <= 500; i++) {
    clock.advanceTo(20000 + i * 10000);
    const high = line.samplePeakHigh();
    expect(line.samplePeakHigh()).toBe(high);
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
