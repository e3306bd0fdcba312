import { beforeEach, expect, test } from 'vitest';
import {
  createServiceJumper,
  isJumperSet,
  observeJumper,
  type ServiceJumper,
} from '../../../firmware/drivers/service-jumper.ts';
import { partOf } from '../../../hil/wiring/part.ts';
import { peopleCircuit } from '../../../hil/wiring/people-circuit.ts';

let jumper: ServiceJumper;
beforeEach(() => {
  jumper = createServiceJumper();
});

function read(...millivolts: readonly number[]): boolean {
  for (const one of millivolts) observeJumper(jumper, one);
  return isJumperSet(jumper);
}

/** A set jumper's line with the drawn resistors, each off by this share. */
function setMillivolts(upOff: number, footOff: number): number {
  const up = Number(partOf(peopleCircuit, 'R8').value) * (1 + upOff);
  const foot = Number(partOf(peopleCircuit, 'R10').value) * (1 + footOff);
  return (3300 * foot) / (up + foot);
}

test('a set jumper is believed at the third reading, and no longer than it reads so', () => {
  expect(read()).toBe(false);
  expect(read(430, 430)).toBe(false);
  expect(read(430)).toBe(true);
  expect(read(...Array(20).fill(430))).toBe(true);
  expect(read(3300)).toBe(false);
  expect(read(430, 430)).toBe(false);
});

test('the drawn resistors are believed with 10 % either way, and 40 mV of the converter', () => {
  for (const off of [-0.1, 0, 0.1]) {
    for (const converter of [-40, 0, 40]) {
      jumper = createServiceJumper();
      const reads = setMillivolts(off, -off) + converter;
      expect(read(reads, reads, reads), `${reads} mV`).toBe(true);
    }
  }
});

test('both ends of its window are a set jumper', () => {
  expect(read(300, 300, 300)).toBe(true);
  jumper = createServiceJumper();
  expect(read(600, 600, 600)).toBe(true);
});

for (const [line, millivolts] of [
  ['a cut line', 3300],
  ['half of the supply', 1650],
  ['a line that is shorted to ground, a multiplexer without output, its earth channel', 0],
  ['just below', 299],
  ['just above', 601],
  ['a thermometer of 60 °C', 657],
] as const) {
  test(`${line} is no jumper, and ends one`, () => {
    expect(read(...Array(20).fill(millivolts))).toBe(false);
    expect(read(430, 430, 430)).toBe(true);
    expect(read(millivolts)).toBe(false);
  });
}

test('readings that come and go are never sure', () => {
  for (let i = 0; i < 20; i++) expect(read(430, 430, i % 2 === 0 ? 0 : 3300)).toBe(false);
});
