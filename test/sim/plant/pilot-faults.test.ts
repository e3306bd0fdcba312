/**
 * Pilot faults: the voltage of the node, against what is calculated by hand.
 */

import { expect, test } from 'vitest';
import { PilotFaults, type VehicleBranch } from '../../../sim/plant/pilot-faults.ts';

const carInC: VehicleBranch = { ohms: 882, hasDiode: true, diodeMillivolts: 700 };

test('without a fault the node is the plain divider behind the diode', () => {
  const faults = new PilotFaults();
  expect(faults.isPresent).toBe(false);
  expect(faults.levelOf(12000, 1000, carInC)).toBeCloseTo(700 + (11300 * 882) / 1882, 6);
  expect(faults.levelOf(-12000, 1000, carInC)).toBe(-12000);
});

test('moisture pulls both halves towards earth', () => {
  const faults = new PilotFaults();
  faults.moistureOhms = 5000;
  expect(faults.levelOf(-12000, 1000, null)).toBeCloseTo(-10000, 6);
  expect(faults.levelOf(12000, 1000, null)).toBeCloseTo(10000, 6);
  const wet = faults.levelOf(12000, 1000, carInC);
  expect(wet).toBeCloseTo((12 + 700 / 882) / (1 / 1000 + 1 / 882 + 1 / 5000), 6);
});

test('bridged to PP without a plug the pilot reads like a car in C', () => {
  const faults = new PilotFaults();
  faults.bridged = true;
  expect(faults.levelOf(12000, 1000, null)).toBeCloseTo((12000 + 3300) / 2, 6);
  faults.proximityOhms = 220;
  expect(faults.levelOf(12000, 1000, null)).toBeCloseTo(15.3 / (2 / 1000 + 1 / 220), 6);
});

test('a pulse is never shortened to a steady level, and a steady level not at all', () => {
  const faults = new PilotFaults();
  faults.shortPermille = 28;
  expect([1000, 0, 100, 20].map((duty) => faults.reached(duty))).toEqual([1000, 0, 72, 1]);
});

test('ringing has died away where the hold takes over', () => {
  const faults = new PilotFaults();
  faults.ringMillivolts = 3000;
  expect(faults.ringAt(0)).toBe(3000);
  expect(Math.abs(faults.ringAt(100))).toBeLessThan(120);
});
