/**
 * The contactors that the part list names open in the time that is left, and close on what the supply has left; one with
 * an electronic coil, which was named before, does neither.
 */

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { COIL_WATTS, contactorCircuit, OPENING_MS } from '../../../hil/wiring/contactor-circuit.ts';
import { partOf } from '../../../hil/wiring/part.ts';
import {
  ARC_MS,
  type ContactorFigures,
  electronicCoil,
  mainsSupply,
  namedContactors,
} from '../../../hil/wiring/published-figures.ts';
import { coilWatts } from '../../../hil/wiring/supply-budget.ts';

/** What is left of the 100 ms on each platform, by the page that measures it. */
const leftMs = [
  ...readFileSync('docs/boards.md', 'utf8').matchAll(
    /drop out\s+within (\d+) ms|within (\d+) ms\. On/g,
  ),
].map((found) => Number(found[1] ?? found[2]));

test('what is asked of a contactor is what time and supply leave', () => {
  expect(leftMs).toEqual([67, 55]);
  expect(OPENING_MS + ARC_MS).toBeLessThanOrEqual(Math.min(...leftMs));
  expect(COIL_WATTS).toBeLessThanOrEqual(coilWatts());
});

const fits = ({ openingMs, pullInWatts }: ContactorFigures): boolean =>
  openingMs <= OPENING_MS && pullInWatts <= COIL_WATTS;

test('the named contactors fit, and an electronic coil does not', () => {
  const { example, rating } = partOf(contactorCircuit, 'K1');
  for (const each of namedContactors) {
    expect(fits(each), each.name).toBe(true);
    expect(example).toContain(each.name);
  }
  expect(rating).toContain(`${COIL_WATTS} W at pull-in; open within ${OPENING_MS} ms`);
  expect(fits(electronicCoil)).toBe(false);
  expect(electronicCoil.openingMs).toBeGreaterThan(Math.max(...leftMs));
  expect(electronicCoil.pullInWatts).toBeGreaterThan(mainsSupply.watts);
  expect(example).not.toContain(electronicCoil.name);
});

test('the driver carries the coil', () => {
  const [, amps] = partOf(contactorCircuit, 'Q1').rating.match(/, ([\d.]+) A/) ?? [];
  expect(Number(amps)).toBeGreaterThan(COIL_WATTS / mainsSupply.volts);
});
