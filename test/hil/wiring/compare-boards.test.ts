/**
 * What every board believes of its nets, through the drawn network before its converter, at both ends of every
 * tolerance. The network that was drawn before is shown to fail the same comparison.
 */

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { pinMap as esp32 } from '../../../firmware/boards/esp32-espruino.ts';
import { pinMap as pico } from '../../../firmware/boards/pico.ts';
import { readingsOf, SUPPLY_TOLERANCE } from '../../../hil/wiring/board-readings.ts';
import { compareBoards, comparedMaps, isAsExpected } from '../../../hil/wiring/compare-boards.ts';
import { lockParts } from '../../../hil/wiring/lock-windows.ts';
import { voltsAt } from '../../../hil/wiring/network.ts';
import { resistor } from '../../../hil/wiring/part.ts';
import { latchCases, thermometerCases } from '../../../hil/wiring/sensed-cases.ts';

const all = compareBoards();

test.each(comparedMaps)('$name: every net is believed as what stands at it', ({ name }) => {
  const own = all.filter(({ board }) => board === name);
  expect(own.filter((each) => !isAsExpected(each))).toEqual([]);
  expect(own.length).toBeGreaterThan(6 * lockParts().length + 20);
});

test('a divider behind the thermometer’s own pull-up hides a cut wire: the comparison fails where it loads', () => {
  const loaded = [
    resistor('R1', 10e3, '3.3 V', 'ntc'),
    resistor('R11', 10e3, 'ntc', 'thermometer'),
    resistor('R12', 20e3, 'thermometer', 'GND'),
  ];
  const volts = voltsAt('thermometer', loaded, { '3.3 V': 3.3 });
  expect(volts).toBeCloseTo((3.3 * 20) / 40, 6);
  const cut = thermometerCases.find(({ name }) => name === 'wire cut');
  expect(cut?.believe(Math.trunc((volts / 3.9) * (esp32.thermometer?.atFull ?? 0)))).toBe('Normal');
});

test('resistors inside a lock read wrong through the pull-up of a plain contact', () => {
  const own = lockParts().find(({ name }) => name === 'kuester-04s');
  if (own === undefined) throw new Error('no kuester-04s');
  const [closed, , open] = latchCases(own.name, own.windows);
  if (closed === undefined || open === undefined) throw new Error('no cases');
  const believed = [closed, open].map((each) => {
    const values = { 'contacts R3': 1.5e3 };
    const sensed = { ...each.sensed, values };
    const [, reading] = readingsOf(pico, 'latch', pico.latch, sensed, own.name);
    return [Math.round(reading), each.believe(Math.trunc(reading))];
  });
  expect(believed).toEqual([
    [1961, 'Unknown'],
    [4215, 'Unknown'],
  ]);
});

test('the narrow converter follows no supply: a follower alone would leave a cut wire at the edge of cold', () => {
  // Two thirds of a supply that is 2 % low, read by a reference that is not.
  const cut = thermometerCases.find(({ name }) => name === 'wire cut');
  const read = (volts: number): number => Math.trunc((volts * 2 * 5850) / 3 / 3.9);
  expect(cut?.believe(read(3.3))).toBe('Unknown');
  expect(cut?.believe(read(3.3 * 0.98))).toBe('Cold');
  const own = all.filter(
    ({ board, net, name }) => board === esp32.name && net === 'thermometer' && name === 'wire cut',
  );
  expect(own.map(({ readings }) => Math.round(readings[0]))).toEqual([3303]);
});

test('two supplies of 3.3 V would hide a cut thermometer on every board: the page says that there is one', () => {
  const read = (3300 * (1 - SUPPLY_TOLERANCE)) / (1 + SUPPLY_TOLERANCE);
  const cut = thermometerCases.find(({ name }) => name === 'wire cut');
  expect(cut?.believe(Math.trunc(read))).toBe('Cold');
  const page = readFileSync('docs/wiring.md', 'utf8').replace(/\s+/g, ' ');
  expect(page).toContain(`a cut thermometer would read ${(read / 1000).toFixed(2)} V`);
});
