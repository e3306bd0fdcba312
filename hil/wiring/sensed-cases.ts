/**
 * Sensed cases: what may stand at the nets, as parts and voltages, and what the driver must believe of it.
 */

import { createSignals, Heat, Latch, Proximity } from '../../firmware/control/signals.ts';
import { createLatchSense, observeLatch } from '../../firmware/drivers/latch-sense.ts';
import type { SenseWindows } from '../../firmware/drivers/lock-parts.ts';
import { createProximity, observeProximity } from '../../firmware/drivers/proximity.ts';
import { createQuietWindow, createReadings } from '../../firmware/drivers/quiet-window.ts';
import {
  createServiceJumper,
  isJumperSet,
  observeJumper,
} from '../../firmware/drivers/service-jumper.ts';
import { createThermometer, observeThermometer } from '../../firmware/drivers/thermometer.ts';
import type { AnalogNet, NetMap } from '../../firmware/platforms/pin-map.ts';
import { ntcOhms } from '../../sim/ntc.ts';
import type { Sensed } from './board-readings.ts';
import { type Part, resistor } from './part.ts';

export interface Case {
  readonly name: string;
  readonly sensed: Sensed;
  readonly expected: string;
  /** What the shipping driver makes of a reading. */
  readonly believe: (reading: number) => string;
}

interface NetCases {
  readonly net: string;
  readonly scale: AnalogNet | null;
  readonly cases: readonly Case[];
}

const CUT_OHMS = 1e9;
const SHORT_OHMS = 0.01;

const leg = (ohms: number, a: string, b: string, tolerance = 0): Part =>
  resistor(`sensed ${a}`, ohms, a, b, { tolerance });

/** Calls it as often as the driver needs to believe. */
function often(observe: () => void): void {
  for (let i = 0; i < 10; i++) observe();
}

function believeHeat(millivolts: number): string {
  const [sense, seen] = [createThermometer(), createSignals()];
  often(() => observeThermometer(sense, millivolts, seen));
  return Heat[seen.heat];
}

const NTC = 'multiplexer RT1';
const heats: readonly (readonly [number, Heat])[] = [
  [-20, Heat.Cold],
  [-4, Heat.Cold],
  [7, Heat.Normal],
  [25, Heat.Normal],
  [57, Heat.Normal],
  [64, Heat.Warm],
  [71, Heat.Warm],
  [79, Heat.Hot],
  [110, Heat.Hot],
];

export const thermometerCases: readonly Case[] = [
  ...heats.map(([celsius, heat]) => ({
    name: `${celsius} °C`,
    sensed: { values: { [NTC]: ntcOhms(celsius) } },
    expected: Heat[heat],
    believe: believeHeat,
  })),
  ...[CUT_OHMS, SHORT_OHMS].map((ohms) => ({
    name: ohms === CUT_OHMS ? 'wire cut' : 'wire shorted',
    sensed: { values: { [NTC]: ohms } },
    expected: Heat[Heat.Unknown],
    believe: believeHeat,
  })),
];

function believePlug(millivolts: number): string {
  const [sense, seen] = [createProximity(), createSignals()];
  often(() => observeProximity(sense, millivolts, 20, seen));
  const isSeated = seen.proximity === Proximity.Seated;
  return isSeated ? `${seen.cableMilliamps} mA` : Proximity[seen.proximity];
}

/** A cable's resistor is good for ±3 % (IEC 61851-1, second-hand). */
const CABLE_TOLERANCE = 0.03;
const plugs: readonly (readonly [number, string])[] = [
  [100, '63000 mA'],
  [220, '32000 mA'],
  [680, '20000 mA'],
  [1500, '13000 mA'],
  [CUT_OHMS, Proximity[Proximity.Absent]],
  [SHORT_OHMS, Proximity[Proximity.Short]],
];

const proximityCases: readonly Case[] = plugs.map(([ohms, expected]) => ({
  name: `${ohms} Ω`,
  sensed: { with: [leg(ohms, 'pp', 'PE', CABLE_TOLERANCE)] },
  expected,
  believe: believePlug,
}));

function believeJumper(millivolts: number): string {
  const jumper = createServiceJumper();
  often(() => observeJumper(jumper, millivolts));
  return isJumperSet(jumper) ? 'set' : 'not set';
}

const jumperCases: readonly Case[] = [
  { name: 'set', ohms: SHORT_OHMS, to: 'jumperFoot', expected: 'set' },
  { name: 'not set', ohms: CUT_OHMS, to: 'jumperFoot', expected: 'not set' },
  { name: 'line shorted to ground', ohms: SHORT_OHMS, to: 'GND', expected: 'not set' },
].map(({ name, ohms, to, expected }) => ({
  name,
  sensed: { with: [leg(ohms, 'jumperWire', to)] },
  expected,
  believe: believeJumper,
}));

/** A reading is near a value where it is no further away than a share of it, and a fixed amount on top. */
function within(value: number, share: number, fixed: number): Pick<Case, 'expected' | 'believe'> {
  const room = Math.abs(value) * share + fixed;
  const believe = (reading: number): string =>
    Math.abs(reading - value) <= room ? 'near' : `${reading}`;
  return { expected: 'near', believe };
}

/** A transducer gives 10 V at this many of the map's units. */
const measured = (net: string, atTenVolts: number): Case[] =>
  [0, 5, 9].map((volts) => ({
    name: `${volts} V of the transducer`,
    sensed: { volts: { [net]: volts } },
    // The supply's 2 % and the divider's 0.1 %; then the converter's 10 mV, of 3.3 V.
    ...within((volts / 10) * atTenVolts, 0.024, 0.004 * atTenVolts),
  }));

const lockSupplyCases: readonly Case[] = [9, 10, 11.7, 12.6].map((volts) => ({
  name: `${volts} V`,
  sensed: { volts: { lockRail: volts } },
  // The supply's 2 % and two resistors of 1 %; then the converter's 20 mV, sixfold behind the longest divider.
  ...within(1000 * volts, 0.04, 120),
}));

/**
 * The levels at CP of each state over all tolerances (docs/wiring.md), and between which of the driver's boundaries they
 * must be read, 0.2 V from each (firmware/drivers/control-pilot.ts).
 */
const pilots: readonly (readonly [string, number, number, number, number])[] = [
  ['A', 11.4, 12.6, 10700, 99999],
  ['B', 8.37, 9.59, 7650, 10300],
  ['C', 5.47, 6.53, 4600, 7250],
  ['D', 2.59, 3.28, 2000, 4200],
];

const pilotCases: readonly Case[] = pilots.flatMap(([name, low, high, from, to]) =>
  [low, high].map((cp) => ({
    name: `${name}, ${cp} V`,
    sensed: { volts: { cp } },
    expected: name,
    believe: (reading: number): string => (reading > from && reading < to ? name : `${reading}`),
  })),
);

/** Every net with a scale of its own, but for the latch, which depends on the lock. */
export function senseCases(map: NetMap): NetCases[] {
  return [
    { net: 'pilotHigh', scale: map.pilotHigh, cases: pilotCases },
    { net: 'proximity', scale: map.proximity, cases: proximityCases },
    { net: 'thermometer', scale: map.thermometer, cases: thermometerCases },
    { net: 'lockSupply', scale: map.lockSupply, cases: lockSupplyCases },
    { net: 'jumper', scale: map.jumperVoltage ?? null, cases: jumperCases },
    { net: 'outgoingCurrent', scale: map.outgoingCurrent, cases: measured('measured', 1e5) },
    { net: 'supplyVoltage', scale: map.supplyVoltage, cases: measured('supplyMeasured', 3000) },
    { net: 'earthVoltage', scale: map.earthVoltage, cases: measured('earthMeasured', 3000) },
  ];
}

const latchStates: readonly (readonly [string, Latch, Sensed])[] = [
  ['closed', Latch.Locked, { with: [leg(SHORT_OHMS, 'latchContact', 'GND')] }],
  ['closed through 50 Ω', Latch.Locked, { with: [leg(50, 'latchContact', 'GND')] }],
  ['open', Latch.Unlocked, {}],
  ['open, 50 kΩ of moisture', Latch.Unlocked, { with: [leg(50e3, 'latchLine', 'GND')] }],
  ['wire cut', Latch.Unknown, { values: { 'contacts R6': CUT_OHMS, 'contacts R7': CUT_OHMS } }],
  ['wire shorted', Latch.Unknown, { with: [leg(SHORT_OHMS, 'latchLine', 'GND')] }],
];

/** The latch's line with a lock of this name. */
export function latchCases(lock: string, windows: SenseWindows): Case[] {
  const believe = (latchMillivolts: number): string => {
    const [sense, seen] = [createLatchSense(windows), createSignals()];
    const readings = { ...createReadings(), latchMillivolts };
    often(() => observeLatch(sense, readings, 10, seen, createQuietWindow()));
    return Latch[seen.latch];
  };
  return latchStates.map(([name, latch, sensed]) => ({
    name: `${lock}, ${name}`,
    sensed,
    expected: Latch[latch],
    believe,
  }));
}
