/**
 * Pilot circuit: source of the control pilot, and the front end that holds each half for the converter.
 *
 * A bipolar divider brings CP to 0…3.3 V, a buffer drives two switches, and the PWM output itself closes
 * them: one some 33 µs after the rising edge until the falling one, the other some 15 µs after the falling edge,
 * because the shortest low half is 40 µs long. Opening is at once, by the Schottky diodes. Nothing discharges the hold capacitors, so nothing droops.
 */

import {
  block,
  type Circuit,
  capacitor,
  diode,
  opAmp,
  resistor,
  suppressor,
  valueIn,
} from './part.ts';

const exact = { tolerance: 0.001, rating: '0.1 W, 50 V, 25 ppm/K', example: 'Susumu RG1608' };
const stable = { tolerance: 0.05, rating: 'C0G or film, 16 V', example: 'Murata GRM31C5C1H473' };
const driver = { what: 'op-amp, ±18 V, rail to rail, 20 V/µs', example: 'OPA2192 (half)' };
const buffer = { what: 'op-amp, 3.3 V, rail to rail, 10 V/µs', example: 'OPA4320 (quarter)' };
const small = { what: 'Schottky diode', rating: '30 V, 0.2 A', example: 'BAT54' };

export const pilotCircuit: Circuit = {
  name: 'pilot',
  title: 'Control pilot: source, and a track-and-hold for each half',
  parts: [
    resistor('R1', 10e3, '3.3 V', 'pilotOut'),
    resistor('R2', 10e3, '3.3 V', 'half'),
    resistor('R3', 10e3, 'half', 'GND'),
    opAmp('U1A', 'pilotOut', 'half', 'drive', driver),
    resistor('R4', 1e3, 'drive', 'cp', { rating: '0.5 W, pulse-proof', example: 'Vishay CRCW-HP' }),
    suppressor('D1', 'cp', 'PE', {
      what: 'suppressor, both ways',
      rating: '15 V stand-off, 600 W',
      example: 'SMBJ15CA',
    }),
    capacitor('C1', 470e-12, 'cp', 'PE', { tolerance: 0.05, rating: 'C0G, 100 V' }),
    resistor('R5', 300e3, 'cp', 'divided', exact),
    resistor('R6', 75e3, '3.3 V', 'divided', exact),
    resistor('R7', 75e3, 'divided', 'GND', exact),
    opAmp('U2A', 'divided', 'followed', 'followed', buffer),
    resistor('R8', 47e3, 'pilotOut', 'gateHigh'),
    capacitor('C2', 1e-9, 'gateHigh', 'GND', { tolerance: 0.05, rating: 'C0G, 50 V' }),
    diode('D2', 'gateHigh', 'pilotOut', small),
    resistor('R9', 22e3, 'pilotOut', 'gateLow'),
    capacitor('C3', 1e-9, 'gateLow', 'GND', { tolerance: 0.05, rating: 'C0G, 50 V' }),
    diode('D3', 'pilotOut', 'gateLow', small),
    block(
      'U3',
      'analogue switch 74HC4053 at 3.3 V',
      {
        A: 'gateHigh',
        X: 'followed',
        X1: 'heldHigh',
        B: 'gateLow',
        Y: 'followed',
        Y0: 'heldLow',
      },
      { example: '74HC4053', rating: 'on ≤ 250 Ω at 3.3 V' },
    ),
    capacitor('C4', 47e-9, 'heldHigh', 'GND', stable),
    capacitor('C5', 47e-9, 'heldLow', 'GND', stable),
    opAmp('U2B', 'heldHigh', 'outHigh', 'outHigh', buffer),
    opAmp('U2C', 'heldLow', 'outLow', 'outLow', buffer),
    resistor('R10', 1e3, 'outHigh', 'pilotHigh'),
    capacitor('C6', 10e-9, 'pilotHigh', 'GND'),
    resistor('R11', 1e3, 'outLow', 'pilotLow'),
    capacitor('C7', 10e-9, 'pilotLow', 'GND'),
  ],
};

/** The divider at CP with its three resistors. */
export interface Divider {
  readonly seriesOhms: number;
  readonly upOhms: number;
  readonly downOhms: number;
}

export const drawnDivider: Divider = {
  seriesOhms: valueIn(pilotCircuit, 'R5'),
  upOhms: valueIn(pilotCircuit, 'R6'),
  downOhms: valueIn(pilotCircuit, 'R7'),
};

/** The share of the converter's range that a level at CP comes to. */
export function shareAt(cpVolts: number, supplyVolts: number, divider = drawnDivider): number {
  const { seriesOhms, upOhms, downOhms } = divider;
  const current = cpVolts / seriesOhms + supplyVolts / upOhms;
  return current / (1 / seriesOhms + 1 / upOhms + 1 / downOhms) / supplyVolts;
}
