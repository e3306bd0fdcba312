/**
 * Meters: the highest of the lines' currents, the supply's and the earth's voltage, and what a board says of
 * those that it has not.
 */

import { expect, test } from 'vitest';
import { pinMap } from '../../../firmware/boards/pico.ts';
import { EARTH_DECIVOLTS } from '../../../firmware/drivers/supply-meter.ts';
import type { Board } from '../../../firmware/hal.ts';
import { ResetCause } from '../../../firmware/hal.ts';
import { createPinBoard } from '../../../firmware/platforms/pin-board.ts';
import type { PinCalls } from '../../../firmware/platforms/pin-calls.ts';
import type { AnalogNet, PinMap } from '../../../firmware/platforms/pin-map.ts';

const shares = new Map<string, number>();
const highPins = new Set<string>();
let conversions = 0;

const calls: PinCalls<string> = {
  open: (name) => name,
  asOutput: () => undefined,
  asInput: () => undefined,
  write: () => undefined,
  read: (pin) => highPins.has(pin),
  writeTogether: () => () => undefined,
  readTogether: () => () => 0,
  channels: null,
  readShare: (pin) => {
    conversions++;
    return shares.get(pin) ?? 0;
  },
  startPwm: () => () => undefined,
  after: () => undefined,
};

function boardOf(own: Partial<PinMap>): Board {
  const board = createPinBoard({ ...pinMap, ...own }, calls, {
    resetCause: ResetCause.PowerOn,
    restedForMs: 0,
    entropy: 0,
    clock: { lapMs: () => 10 },
    watchdog: { feed: () => undefined },
    storage: { read: () => '', write: () => undefined, sum: () => 0 },
    console: { read: () => '', write: () => true },
    guarded: null,
    timedBridge: null,
    program: null,
    heap: null,
  });
  return board.board;
}

const net = (pin: string, atFull: number): AnalogNet => ({ pin, channel: 0, atZero: 0, atFull });

const threeLines = {
  outgoingCurrent: net('I1', 100000),
  outgoingCurrentL2: net('I2', 100000),
  outgoingCurrentL3: net('I3', 100000),
};

test('of three lines the highest current is told, one conversion at a time, within three looks', () => {
  const { outgoingCurrent } = boardOf(threeLines);
  for (const high of ['I1', 'I2', 'I3']) {
    for (const pin of ['I1', 'I2', 'I3']) shares.set(pin, pin === high ? 0.25 : 0.125);
    conversions = 0;
    const told = [1, 2, 3].map(() => outgoingCurrent?.readMilliamps());
    expect(conversions).toBe(3);
    expect(told[2], high).toBe(25000);
  }
  for (const pin of ['I1', 'I2', 'I3']) shares.set(pin, 0);
  const told = [1, 2, 3].map(() => outgoingCurrent?.readMilliamps());
  expect(told[2]).toBe(0);
});

test('one line is read each time; without any there is no meter', () => {
  const one = { outgoingCurrentL2: null, outgoingCurrentL3: null };
  const single = boardOf({ ...one, outgoingCurrent: net('I1', 100000) });
  shares.set('I1', 0.5);
  expect(single.outgoingCurrent?.readMilliamps()).toBe(50000);
  expect(boardOf({ ...one, outgoingCurrent: null }).outgoingCurrent).toBeNull();
});

test('supply and earth are told in tenths of a volt', () => {
  const meter = boardOf({
    supplyVoltage: net('U', 3000),
    earthVoltage: net('E', 3000),
  }).supplyMeter;
  shares.set('U', 0.75).set('E', 0.25);
  expect(meter?.readSupplyDecivolts()).toBe(2250);
  expect(meter?.readEarthDecivolts()).toBe(750);
  expect(meter).toMatchObject({ measuresSupply: true, measuresEarth: true });
});

test('a relay takes the place of the earth’s voltage: closed is well, open or a broken wire is a fault', () => {
  const relay = { pin: 'K', activeLow: false, pull: 'up' } as const;
  const meter = boardOf({ supplyVoltage: null, earthVoltage: null, earthRelay: relay }).supplyMeter;
  expect(meter).toMatchObject({ measuresSupply: false, measuresEarth: true });
  highPins.delete('K');
  expect(meter?.readEarthDecivolts()).toBe(0);
  highPins.add('K');
  expect(meter?.readEarthDecivolts()).toBeGreaterThan(EARTH_DECIVOLTS);
});

test('what is not measured reads as if all were well, and says that it is not measured', () => {
  const supply = boardOf({ supplyVoltage: net('U', 3000), earthVoltage: null }).supplyMeter;
  expect(supply).toMatchObject({ measuresSupply: true, measuresEarth: false });
  expect(supply?.readEarthDecivolts()).toBe(0);
  const earth = boardOf({ supplyVoltage: null, earthVoltage: net('E', 3000) }).supplyMeter;
  expect(earth).toMatchObject({ measuresSupply: false, measuresEarth: true });
  expect(earth?.readSupplyDecivolts()).toBe(2300);
  expect(boardOf({ supplyVoltage: null, earthVoltage: null }).supplyMeter).toBeNull();
});

test("the jumper's line is read where the map has one, and nowhere else", () => {
  shares.set('J', 430 / 3300);
  const millivolts = boardOf({ jumperVoltage: net('J', 3300) }).jumper?.readMillivolts();
  expect(millivolts).toBe(430);
  expect(boardOf({ jumperVoltage: null }).jumper).toBeNull();
  const { jumperVoltage: _, ...without } = pinMap;
  expect('jumperVoltage' in without).toBe(false);
  expect(boardOf({ ...without, jumperVoltage: undefined } as never).jumper).toBeNull();
});
