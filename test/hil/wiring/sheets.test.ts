/**
 * The schematics' parts, calculated: what they give the converter is what the firmware is made for.
 */

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { pinMap as esp32 } from '../../../firmware/boards/esp32-espruino.ts';
import { pinMap as linux } from '../../../firmware/boards/linux-pi.ts';
import { pinMap as nucleo } from '../../../firmware/boards/nucleo-espruino.ts';
import { pinMap as pico } from '../../../firmware/boards/pico.ts';
import { createSignals, Latch, Proximity } from '../../../firmware/control/signals.ts';
import { createLatchSense, observeLatch } from '../../../firmware/drivers/latch-sense.ts';
import { latchSwitchWindows } from '../../../firmware/drivers/lock-parts.ts';
import { createProximity, observeProximity } from '../../../firmware/drivers/proximity.ts';
import { createQuietWindow, createReadings } from '../../../firmware/drivers/quiet-window.ts';
import { writeBillOfMaterials } from '../../../hil/wiring/bill-of-materials.ts';
import { comparedShares } from '../../../hil/wiring/comparators-circuit.ts';
import { latch, proximity } from '../../../hil/wiring/contacts-circuit.ts';
import { lockSupply } from '../../../hil/wiring/lock-circuits.ts';
import { lockParts } from '../../../hil/wiring/lock-windows.ts';
import { metersCircuit } from '../../../hil/wiring/meters-circuit.ts';
import { valueIn } from '../../../hil/wiring/part.ts';
import { shareAt } from '../../../hil/wiring/pilot-circuit.ts';
import { drawSheets } from '../../../hil/wiring/sheets.ts';
import { narrowCircuit, slowCircuit } from '../../../hil/wiring/slow-circuit.ts';
import { fillPins } from '../../../hil/wiring/wiring-page.ts';
import { LATCH_COMPARED_MILLIVOLTS, LEFT_C_MILLIVOLTS } from '../../../sim/world/comparators.ts';

test('the drawings are those of the sources (npm run docs draws them)', () => {
  for (const [name, svg] of Object.entries(drawSheets())) {
    expect(readFileSync(`docs/wiring/${name}`, 'utf8'), name).toBe(svg);
  }
});

test('the bill of materials and the pin table are those of the sources (npm run docs writes them)', () => {
  expect(readFileSync('docs/wiring/bill-of-materials.csv', 'utf8')).toBe(writeBillOfMaterials());
  const page = readFileSync('docs/wiring.md', 'utf8');
  expect(fillPins(page)).toBe(page);
});

test('every drawing is shown on the page', () => {
  const page = readFileSync('docs/wiring.md', 'utf8');
  for (const name of Object.keys(drawSheets())) expect(page).toContain(`](wiring/${name})`);
});

/** The node of resistors to several voltages. */
function nodeVolts(...legs: readonly (readonly [number, number])[]): number {
  const current = legs.reduce((sum, [volts, ohms]) => sum + volts / ohms, 0);
  return current / legs.reduce((sum, [, ohms]) => sum + 1 / ohms, 0);
}

test('the divider at CP spans −13.2 to 16.5 V, which is the scale of the maps', () => {
  expect(shareAt(-13.2, 3.3)).toBeCloseTo(0, 6);
  expect(shareAt(16.5, 3.3)).toBeCloseTo(1, 6);
  for (const map of [pico, nucleo, linux]) {
    for (const net of [map.pilotHigh, map.pilotLow]) {
      expect([net.atZero, net.atFull]).toEqual([-13200, 16500]);
    }
  }
});

test('the comparators switch at the levels that the reflex is made for', () => {
  const pilotVolts = 3.3 * comparedShares.pilot;
  const at = (cp: number): number => 3.3 * shareAt(cp, 3.3) - pilotVolts;
  expect(at(LEFT_C_MILLIVOLTS / 1000 - 0.03)).toBeLessThan(0);
  expect(at(LEFT_C_MILLIVOLTS / 1000 + 0.03)).toBeGreaterThan(0);
  const latchMillis = comparedShares.latch * pico.latch.atFull;
  expect(Math.abs(latchMillis - LATCH_COMPARED_MILLIVOLTS)).toBeLessThan(20);
  for (const { name, windows } of lockParts()) {
    const { lockedToMillivolts, unlockedFromMillivolts } = windows;
    expect(lockedToMillivolts, name).toBeLessThan(latchMillis - 200);
    expect(unlockedFromMillivolts, name).toBeGreaterThan(latchMillis + 200);
  }
});

test('before the ESP32’s converter the same level comes to its straight part, and its map says so', () => {
  const lift = (held: number): number =>
    nodeVolts(
      [held, valueIn(narrowCircuit, 'R1')],
      [3.3, valueIn(narrowCircuit, 'R2')],
      [0, valueIn(narrowCircuit, 'R3')],
    );
  expect(lift(0)).toBeCloseTo(0.15, 2);
  expect(lift(3.3)).toBeCloseTo(2.45, 2);
  for (const cp of [-12, 0, 3, 6, 9, 12]) {
    const { atZero, atFull } = esp32.pilotHigh;
    const read = atZero + ((atFull - atZero) * lift(3.3 * shareAt(cp, 3.3))) / 3.9;
    expect(Math.abs(read - 1000 * cp)).toBeLessThan(10);
  }
});

test('every cable is read as its rating, with 3 % on its resistor and 1 % on ours', () => {
  const cables = { 100: 63000, 220: 32000, 680: 20000, 1500: 13000 };
  for (const [ohms, milliamps] of Object.entries(cables)) {
    for (const tolerance of [-0.03, 0.03]) {
      for (const ours of [-0.01, 0.01]) {
        const plug = Number(ohms) * (1 + tolerance);
        const volts = nodeVolts([3.3, proximity.pullUpOhms * (1 + ours)], [0, plug]);
        const sense = createProximity();
        const seen = createSignals();
        for (let i = 0; i < 10; i++) observeProximity(sense, volts * 1000, 20, seen);
        expect(seen.proximity).toBe(Proximity.Seated);
        expect(seen.cableMilliamps).toBe(milliamps);
      }
    }
  }
});

/** The latch line in mV, with what the lock's end is. */
function latchMillivolts(endOhms: number): number {
  const divider = latch.dividerUpOhms + latch.dividerDownOhms;
  return 1000 * nodeVolts([latch.pullUpVolts, latch.pullUpOhms], [0, divider], [0, endOhms]);
}

function latchAt(endOhms: number): Latch {
  const sense = createLatchSense(latchSwitchWindows());
  const seen = createSignals();
  const readings = { ...createReadings(), latchMillivolts: latchMillivolts(endOhms) };
  for (let i = 0; i < 5; i++) observeLatch(sense, readings, 10, seen, createQuietWindow());
  return seen.latch;
}

test('the latch line: closed, open, cut and shorted are four different answers', () => {
  const closed = 1 / (1 / latch.seriesOhms + 1 / latch.acrossOhms);
  expect(latchAt(closed)).toBe(Latch.Locked);
  expect(latchAt(latch.acrossOhms)).toBe(Latch.Unlocked);
  expect(latchAt(1e9)).toBe(Latch.Unknown);
  expect(latchAt(0.001)).toBe(Latch.Unknown);
  expect(latchMillivolts(1e9)).toBeGreaterThan(3300);
  expect(latchMillivolts(0.001)).toBeLessThan(100);
  // At the converter a cut line still stands inside of its range.
  const share = latch.dividerDownOhms / (latch.dividerDownOhms + latch.dividerUpOhms);
  expect(latchMillivolts(1e9) * share).toBeLessThan(3300);
});

test('the lock supply’s divider has 16.5 V at the converter’s end', () => {
  const share = lockSupply.downOhms / (lockSupply.upOhms + lockSupply.downOhms);
  expect(16.5 * share).toBeCloseTo(3.3, 6);
});

test('what a transducer gives comes to the converter as the maps say: 99 A and 297 V at its end', () => {
  for (const [circuit, from] of [
    [metersCircuit, 1],
    [metersCircuit, 3],
    [metersCircuit, 5],
    [metersCircuit, 7],
    [slowCircuit, 2],
  ] as const) {
    const up = valueIn(circuit, `R${from}`);
    const down = valueIn(circuit, `R${from + 1}`);
    // 10 V of the transducer are 100 A, or 300 V.
    const share = (3.3 * (up + down)) / down / 10;
    expect(share).toBeCloseTo(0.99, 6);
    for (const map of [pico, nucleo, linux]) {
      const amperes = [map.outgoingCurrent, map.outgoingCurrentL2, map.outgoingCurrentL3];
      for (const net of amperes) if (net !== null) expect(net.atFull).toBeCloseTo(1e5 * share, 3);
      for (const net of [map.supplyVoltage, map.earthVoltage]) {
        if (net !== null) expect(net.atFull).toBeCloseTo(3000 * share, 3);
      }
    }
  }
});
