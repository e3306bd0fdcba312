/**
 * The failures of the narrow converter's parts, calculated: what the shipping drivers believe through the drawn
 * resistors, one of them cut or bridged.
 */

import { expect, test } from 'vitest';
import { pinMap as esp32 } from '../../../../firmware/boards/esp32-espruino.ts';
import { createSignals, Heat, Proximity } from '../../../../firmware/control/signals.ts';
import { observeLockSupply } from '../../../../firmware/drivers/lock-supply.ts';
import { createProximity, observeProximity } from '../../../../firmware/drivers/proximity.ts';
import { createThermometer, observeThermometer } from '../../../../firmware/drivers/thermometer.ts';
import type { AnalogNet } from '../../../../firmware/platforms/pin-map.ts';
import { readingsOf, type Sensed } from '../../../../hil/wiring/board-readings.ts';
import { resistor } from '../../../../hil/wiring/part.ts';
import { narrowCircuit } from '../../../../hil/wiring/slow-circuit.ts';
import { ntcOhms } from '../../../../sim/ntc.ts';
import type { Failure } from '../../../../sim/verify/fmea/failures.ts';
import { narrowConverter } from '../../../../sim/verify/fmea/socket-parts.ts';
import { believePilot, type Way, ways } from '../../../support/pilot-sense.ts';

const nets = ['pilotHigh', 'pilotLow', 'proximity', 'lockSupply', 'thermometer'] as const;
type Net = (typeof nets)[number];

/** What a net reads with every part as drawn but one, in the units of the map. */
function reading(net: Net, sensed: Sensed, ref: string, way: Way): number {
  const values = { ...sensed.values, [`narrow-converter ${ref}`]: ways[way] };
  const [, drawn] = readingsOf(esp32, net, esp32[net] as AnalogNet, { ...sensed, values });
  return Math.trunc(drawn);
}

const highAt = (cp: number, ref: string, way: Way): string =>
  believePilot(reading('pilotHigh', { volts: { cp } }, ref, way), -12000);

/** The low half at this level, in C. */
const lowAt = (cp: number, ref: string, way: Way): string =>
  believePilot(6000, reading('pilotLow', { volts: { cp } }, ref, way));

function plugAt(ohms: number, ref: string, way: Way): string {
  const [sense, seen] = [createProximity(), createSignals()];
  const plug = resistor('plug', ohms, 'pp', 'PE');
  const millivolts = reading('proximity', { with: [plug] }, ref, way);
  for (let i = 0; i < 10; i++) observeProximity(sense, millivolts, 20, seen);
  const isSeated = seen.proximity === Proximity.Seated;
  return isSeated ? `${seen.cableMilliamps / 1000} A` : Proximity[seen.proximity];
}

function lockSupplyAt(lockRail: number, ref: string, way: Way): string {
  const seen = createSignals();
  observeLockSupply(reading('lockSupply', { volts: { lockRail } }, ref, way), seen);
  return seen.lockSupply ? 'full' : 'empty';
}

function heatAt(celsius: number, ref: string, way: Way): string {
  const [sense, seen] = [createThermometer(), createSignals()];
  const values = { 'multiplexer RT1': ntcOhms(celsius) };
  const millivolts = reading('thermometer', { values }, ref, way);
  for (let i = 0; i < 10; i++) observeThermometer(sense, millivolts, seen);
  return Heat[seen.heat];
}

/** What a failure that is told by its name looks like to the driver: A, B and C; the low half; a cable; the lock; 25 °C. */
const looks: Readonly<Record<string, string>> = {
  'CP stuck at -12 V': 'Invalid Invalid Invalid',
  // Without a vehicle it is above what any source gives; in a charge the vehicle seems to have left.
  'CP stuck at 12 V': 'Invalid Invalid A',
  'negative half lost': 'NoDiode',
  'PP shorted': 'Short Short Short Short',
  // Every cable is taken for the next smaller one.
  'cable codes 13 A': '32 A 20 A 13 A Absent',
  'lock supply at 0 V': 'empty',
  'thermometer shorted': 'Unknown Unknown Unknown',
  'thermometer cut': 'Unknown Unknown Unknown',
};

function lookOf(ref: string, way: Way): string {
  const all = (at: (value: number, ref: string, way: Way) => string, ...values: number[]): string =>
    values.map((value) => at(value, ref, way)).join(' ');
  const number = Number(ref.slice(1));
  if (number <= 3) return all(highAt, 12, 9, 6);
  if (number <= 6) return all(lowAt, -12);
  if (number <= 8) return all(plugAt, 100, 220, 680, 1500);
  return number <= 10 ? all(lockSupplyAt, 12) : all(heatAt, 7, 25, 60);
}

const rows = narrowCircuit.parts.flatMap(({ ref }) =>
  (['open', 'short'] as const).map((way) => ({ ref, way })),
);
const failureOf = (ref: string, way: Way): Failure => narrowConverter[ref]?.[way] as Failure;

test.each(rows)('$ref $way: what its row says is what the driver believes', ({ ref, way }) => {
  const failure = failureOf(ref, way);
  const unseen = ['A B C', 'C', 'full', 'Cold Normal Normal'];
  if (typeof failure !== 'string') expect(unseen).toContain(lookOf(ref, way));
  else expect(lookOf(ref, way)).toBe(looks[failure]);
});

test('too high or too low: a thermometer that is cut and one that is shorted are told apart', () => {
  const at25 = (ref: string, way: Way): number => reading('thermometer', {}, ref, way);
  expect([at25('R11', 'open'), at25('R12', 'short')]).toEqual([0, 0]);
  expect(at25('R11', 'short')).toBeGreaterThan(4900);
});

test('what is unseen moves a reading by as much as its row says', () => {
  const moved = (net: Net, ref: string, way: Way, ...levels: number[]): number[] =>
    levels.map((cp) => Math.round(reading(net, { volts: { cp } }, ref, way) / 100 - 10 * cp) / 10);
  expect(moved('pilotHigh', 'R2', 'open', 12, 9, 6, 3)).toEqual([-0.8, -0.9, -1, -1.2]);
  expect(moved('pilotLow', 'R4', 'short', -12, -9, -6)).toEqual([-1.5, -0.1, 1.2]);
  expect(moved('pilotLow', 'R5', 'open', -12, -9, -6)).toEqual([-1.9, -1.8, -1.6]);
  expect(moved('pilotLow', 'R6', 'open', -12)).toEqual([1.1]);
});

test('a missing diode is seen in C, but for a low half that stands still, and in B not behind R5', () => {
  const seenAt = (cp: number): string[] =>
    (
      [
        ['R4', 'short'],
        ['R5', 'open'],
        ['R6', 'open'],
        ['R6', 'short'],
      ] as const
    ).map(([ref, way]) => lowAt(cp, ref, way));
  expect(seenAt(-6)).toEqual(['NoDiode', 'NoDiode', 'NoDiode', 'C']);
  expect(seenAt(-9)).toEqual(['NoDiode', 'C', 'NoDiode', 'C']);
});

test('R12 open: hot from 77 °C, cold from 15, cut below 3', () => {
  const at = (celsius: number): string => heatAt(celsius, 'R12', 'open');
  expect([77, 76, 16, 14, 4, 2].map(at)).toEqual([
    'Hot',
    'Warm',
    'Normal',
    'Cold',
    'Cold',
    'Unknown',
  ]);
});

test('an empty lock capacitor reads as full from 1.7 V on', () => {
  for (const [ref, way] of [
    ['R9', 'short'],
    ['R10', 'open'],
  ] as const) {
    expect([1.6, 1.7].map((volts) => lockSupplyAt(volts, ref, way))).toEqual(['empty', 'full']);
  }
});
