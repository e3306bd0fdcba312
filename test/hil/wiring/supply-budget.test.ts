/**
 * The drawn supplies give what the maps, the page and the contactor take from them.
 */

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { releaseNeedsMs } from '../../../firmware/drivers/hold-up.ts';
import { findBistablePart } from '../../../firmware/drivers/lock-parts.ts';
import { SUPPLY_TOLERANCE } from '../../../hil/wiring/board-readings.ts';
import { comparedMaps } from '../../../hil/wiring/compare-boards.ts';
import { suppliesCircuit } from '../../../hil/wiring/mains-circuit.ts';
import { partOf } from '../../../hil/wiring/part.ts';
import {
  BUCK_LEAST_VOLTS,
  mainsSupply,
  namedContactors,
  PILOT_TOLERANCE_VOLTS,
  pilotSupply,
  STEP_DOWN_TOLERANCE,
} from '../../../hil/wiring/published-figures.ts';
import {
  CONTROLLER_WATTS,
  coilWatts,
  emptyHoldUpWatts,
  holdUpSeconds,
  pilotRail,
  startWatts,
  wattsWithoutDiode,
} from '../../../hil/wiring/supply-budget.ts';

const page = readFileSync('docs/wiring.md', 'utf8').replace(/\s+/g, ' ');

test.each(comparedMaps)('the drawn storage lasts as long as the map $name says', ({ holdUpMs }) => {
  expect(1000 * holdUpSeconds()).toBeGreaterThanOrEqual(holdUpMs);
});

test('16 s after mains it lasts for a release, after half a minute as long as the maps say', () => {
  const part = findBistablePart('kuester-02s');
  if (part === null) throw new Error('no such part');
  expect(holdUpSeconds(5)).toBe(0);
  expect(1000 * holdUpSeconds(16)).toBeGreaterThan(releaseNeedsMs(part, 250));
  expect(holdUpSeconds(30)).toBeGreaterThan(4);
});

test('behind a buck regulator the same storage is too small', () => {
  expect(holdUpSeconds(undefined, BUCK_LEAST_VOLTS)).toBeLessThan(3.5);
});

test('the page and the sheet say what was calculated', () => {
  expect(page).toContain(`four seconds at ${CONTROLLER_WATTS} W`);
  expect(page).toContain(`(${holdUpSeconds().toFixed(1)} calculated`);
  const behindBuck = holdUpSeconds(undefined, BUCK_LEAST_VOLTS).toFixed(1);
  expect(page).toContain(`needs ${BUCK_LEAST_VOLTS} V, it is ${behindBuck} s`);
  expect(partOf(suppliesCircuit, 'PS1').what).toContain(`${mainsSupply.watts} W`);
});

test('a step-down module alone does not keep the 5 V within what the latch’s windows allow', () => {
  expect(STEP_DOWN_TOLERANCE).toBeGreaterThan(SUPPLY_TOLERANCE);
  expect(partOf(suppliesCircuit, 'PS4').example).toMatch(/linear 5 V regulator of ± 1 %/);
  expect(page).toContain(`5 V and 3.3 V are within ±${100 * SUPPLY_TOLERANCE} %`);
  expect(page).toContain(`alone is good for ±${100 * STEP_DOWN_TOLERANCE} %`);
});

test('the supply starts with both capacitors empty', () => {
  expect(startWatts()).toBeLessThan(mainsSupply.watts);
});

test('a shorted C1 costs the hold-up and no rail: R1 bears it, and PS1 has the coil’s watts left', () => {
  expect(partOf(suppliesCircuit, 'R1').rating).toBe('5 W');
  expect(emptyHoldUpWatts()).toBeLessThan(5);
  for (const { pullInWatts } of namedContactors) expect(coilWatts()).toBeGreaterThan(pullInWatts);
});

test('without D2 nothing is held up: through R1 C1 gives less than a board takes', () => {
  expect(wattsWithoutDiode()).toBeLessThan(CONTROLLER_WATTS);
});

test('the pilot’s supply keeps its tolerance, and its regulators have something to regulate', () => {
  const { errorVolts, headroomVolts } = pilotRail();
  expect(errorVolts).toBeLessThan(PILOT_TOLERANCE_VOLTS);
  expect(headroomVolts).toBeGreaterThan(0);
  // What was named before: a module of ±12 V, and two regulators behind it.
  expect(pilotSupply.volts * (1 - pilotSupply.converterTolerance)).toBeLessThan(
    pilotSupply.volts - PILOT_TOLERANCE_VOLTS,
  );
  expect(partOf(suppliesCircuit, 'PS3').example).toMatch(/TMR 3-1223 \(±15 V\)/);
});
