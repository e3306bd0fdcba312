/**
 * The sized capacitor carries its strokes in the simulated plant, and a smaller one does not.
 */

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type SizeOptions, sizeCapacitor } from '../../../bin/commands/hil/size.ts';
import { createSignals } from '../../../firmware/control/signals.ts';
import { createBistableParts, findBistablePart } from '../../../firmware/drivers/lock-parts.ts';
import { observeLockSupply } from '../../../firmware/drivers/lock-supply.ts';
import {
  COLD_RESISTANCE,
  chargeSeconds,
  DRAWN_CHARGE_OHMS,
  DRAWN_SERIES_OHMS,
  demandOf,
  leastFarads,
  nominalFarads,
  TOLERANCE,
  WIRES_OHMS,
} from '../../../hil/size/capacitor.ts';
import { bistableCircuit, DRAWN_STALLED_MILLIAMPS } from '../../../hil/wiring/lock-circuits.ts';
import { partOf, valueIn } from '../../../hil/wiring/part.ts';
import { Clock, ms } from '../../../sim/clock.ts';
import { LockCapacitor } from '../../../sim/plant/lock-capacitor.ts';

const electrical = {
  stalledMilliamps: 1000,
  idleMilliamps: 5,
  seriesOhms: 0,
  fullVolts: 11.4,
  leastVolts: 9,
};

/** Voltages of the simulated capacitor before and after the last stroke. */
function played(farads: number, strokes: number, strokeMs: number): [number, number] {
  const clock = new Clock();
  const capacitor = new LockCapacitor(clock);
  capacitor.capacitanceFarads = farads;
  capacitor.leakOhms = 1e9;
  capacitor.seriesOhms = 0;
  capacitor.fill(11.4);
  const pass = (amps: number, timeMs: number): void => {
    capacitor.drain(amps);
    clock.nowUs += ms(timeMs);
    capacitor.drain(0);
  };
  pass(0.005, 415);
  for (let i = 1; i < strokes; i++) {
    pass(1, strokeMs);
    pass(0.005, 9 * strokeMs);
  }
  const before = capacitor.nowVolts;
  pass(1, strokeMs);
  return [before, capacitor.nowVolts];
}

for (const part of createBistableParts()) {
  test(`${part.name}: the least capacitor carries its strokes, a tenth less does not`, () => {
    for (const strokes of [1, 2, 3]) {
      const least = leastFarads(demandOf(part, { ...electrical, strokes }));
      const [before, after] = played(least * 1.001, strokes, part.ratedMs);
      expect(before).toBeGreaterThanOrEqual(9.5);
      expect(after).toBeGreaterThanOrEqual(9);
      const [lateBefore, lateAfter] = played(least * 0.9, strokes, part.ratedMs);
      expect(lateBefore < 9.5 || lateAfter < 9).toBe(true);
    }
  });
}

test('the voltages are those of the firmware', () => {
  const part = findBistablePart('kuester-02s');
  if (part === null) throw new Error('no such part');
  const { beginsAboveVolts } = demandOf(part, { ...electrical, strokes: 1 });
  const seen = { ...createSignals(), lockSupply: true };
  expect(observeLockSupply(beginsAboveVolts * 1000, seen)).toBe(false);
  expect(observeLockSupply(beginsAboveVolts * 1000 - 1, seen)).toBe(true);
});

test('age and tolerance are bought with it; series resistance can make it impossible', () => {
  const part = findBistablePart('harting-motor');
  if (part === null) throw new Error('no such part');
  const demand = demandOf(part, { ...electrical, stalledMilliamps: 2400, strokes: 1 });
  expect(leastFarads(demand)).toBeCloseTo(0.2, 1);
  expect(nominalFarads(demand) / leastFarads(demand)).toBeCloseTo(1 / 0.56, 6);
  expect(leastFarads({ ...demand, seriesOhms: 1 })).toBe(Number.POSITIVE_INFINITY);
  expect(chargeSeconds(0.33, 10, 12, 10)).toBeCloseTo(5.91, 2);
});

const options: SizeOptions = {
  lock: 'kuester-02s',
  idle: '5',
  resistance: '0.1',
  volts: '11.4',
  least: '9',
  charge: '10',
  strokes: '3',
};

function said(changes: Partial<SizeOptions>, code = 0): string[] {
  const lines: string[] = [];
  expect(sizeCapacitor({ ...options, ...changes }, (line) => lines.push(line))).toBe(code);
  return lines;
}

test('the command says what it assumed', () => {
  expect(said({}).join('\n')).toMatch(/1 A is assumed/);
  expect(said({ stalled: '800' }).join('\n')).not.toMatch(/assumed/);
  expect(said({ lock: 'harting-motor' }).join('\n')).toMatch(/stalled 2400 mA/);
  expect(said({ lock: 'harting-magnetic' })[0]).toMatch(/needs no stored energy/);
});

test('what cannot be is told with what was expected', () => {
  expect(() => said({ lock: 'kuster-02s' })).toThrow(/did you mean "kuester-02s"/);
  expect(() => said({ volts: '9' })).toThrow(/--volts expects 9.6 to 30, found "9"/);
  expect(() => said({ stalled: 'much' })).toThrow(/--stalled expects/);
  expect(() => said({ strokes: '2.5' })).toThrow(
    '--strokes 2.5: expected a whole number from 1 to 10',
  );
  expect(() => said({ least: '12' })).toThrow(
    '--least expects less than the 11.4 V to which it is charged (--volts), found "12"',
  );
});

test('where no capacitor is enough the command fails, and says what has to change', () => {
  const thin = said({ resistance: '3' }, 1).join('\n');
  expect(thin).toContain('No capacitor is enough: the stroke alone takes 3.00 of 11.4 V');
  expect(said({ volts: '9.8' }, 1).join('\n')).toContain('it is charged to 9.8 V: raise --volts');
  expect(said({}).join('\n')).not.toContain('No capacitor');
});

test('one stroke more is counted: the pin may just have been locked', () => {
  const lines = said({ strokes: '2', idle: '0', resistance: '0', stalled: '1000' });
  const table = lines.slice(lines.findIndex((line) => /one more stroke/.test(line)) + 2);
  // Two strokes of 600 ms at 1 A: 1.2 C out of the 2.4 V down to 9 V, 0.6 C out of 1.9 V down to 9.5 V.
  expect(table[0]).toMatch(/^ +1 +500 mF/);
  expect(table[1]).toMatch(/^ +2 +750 mF/);
});

test('every figure names the rule behind it', () => {
  const text = said({ stalled: '800', least: '8' }).join('\n');
  expect(text).toMatch(/600 ms a stroke, rest 8 times that\n.*firmware\/drivers\/lock-parts\.ts/);
  expect(text).toMatch(/stalled 800 mA.*\n.*as given by --stalled/);
  expect(said({ lock: 'harting-motor' }).join('\n')).toMatch(/the document of its maker/);
  expect(text).toContain('(n - 1) I t / (U - 9.5 V)');
  expect(text).toContain('n I t / (U - I R - 8 V)');
  expect(text).toMatch(/415 ms from the loss to the first stroke/);
  expect(text).toMatch(/at least \/ \(0\.8 × 0\.7\): new 20 % too small, aged 30 %/);
  expect(text).toMatch(/R C ln\(U \/ \(U - 10 V\)\) through 10 Ohm/);
});

/** The row of one stroke: what is to be bought, in farads. */
function toBuy(stalled: string): number {
  const lines = said({
    stalled,
    resistance: String(DRAWN_SERIES_OHMS),
    charge: String(DRAWN_CHARGE_OHMS),
  });
  const row = lines.find((line) => /^ +1 /.test(line)) ?? '';
  const [, value, unit] = row.match(/F +([\d.]+) (m?F)/) ?? [];
  return Number(value) * (unit === 'mF' ? 0.001 : 1);
}

test('the drawn capacitor is enough for what it is said to be enough for, cold, old and −20 %', () => {
  const drawn = partOf(bistableCircuit, 'C1');
  expect(drawn.tolerance).toBe(TOLERANCE);
  expect(DRAWN_SERIES_OHMS).toBeCloseTo(COLD_RESISTANCE * drawn.seriesOhms + WIRES_OHMS, 6);
  expect(DRAWN_CHARGE_OHMS).toBe(valueIn(bistableCircuit, 'R1'));
  expect(toBuy(String(DRAWN_STALLED_MILLIAMPS))).toBeLessThanOrEqual(drawn.value ?? 0);
  // It is said of no more than that, and the part list says the same.
  expect(toBuy(String(DRAWN_STALLED_MILLIAMPS + 50))).toBeGreaterThan(drawn.value ?? 0);
  expect(drawn.rating).toContain(`at most ${drawn.seriesOhms} Ω new`);
  expect(drawn.rating).toContain(`${COLD_RESISTANCE * drawn.seriesOhms} Ω cold or old`);
  expect(drawn.rating).toContain(`up to ${DRAWN_STALLED_MILLIAMPS} mA stalled`);
});

test('the page and the command have the figures of the tool', () => {
  const page = readFileSync('docs/wiring.md', 'utf8').replace(/\s+/g, ' ');
  expect(page).toContain(`**up to ${DRAWN_STALLED_MILLIAMPS} mA**`);
  expect(page).toContain(`(${Math.round(1000 * toBuy('650'))} mF); at 800 mA`);
  expect(page).toContain(`at 800 mA it takes ${toBuy('800').toFixed(2)} F`);
  expect(page).toContain(`at 1 A ${toBuy('1000').toFixed(2)} F`);
  const seconds = chargeSeconds(0.82, DRAWN_CHARGE_OHMS + 0.42, 11.7, 10);
  expect(page).toContain(`with the drawn parts ${Math.round(seconds)} s`);
  const commands = readFileSync('bin/commands/hil/board-commands.ts', 'utf8');
  expect(commands).toMatch(new RegExp(`'--resistance <ohm>', .*'${DRAWN_SERIES_OHMS}'`));
  expect(commands).toMatch(new RegExp(`'--charge <ohm>', .*'${DRAWN_CHARGE_OHMS}'`));
});
