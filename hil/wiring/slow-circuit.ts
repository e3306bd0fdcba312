/**
 * Slow circuit: the nets that are read at low rates, and the multiplexer before the converter.
 */

import { divided } from './meters-circuit.ts';
import { block, type Circuit, capacitor, resistor } from './part.ts';

export const slowCircuit: Circuit = {
  name: 'multiplexer',
  title: 'Thermometer, outgoing current, and the multiplexer of the slow nets',
  parts: [
    resistor('R1', 10e3, '3.3 V', 'thermometer'),
    resistor('RT1', 10e3, 'thermometer', 'GND', {
      what: 'NTC, B = 3950, at the socket-outlet’s contacts',
      rating: 'insulated for mains, 125 °C',
      example: 'Vishay NTCLE203',
      isMains: true,
    }),
    capacitor('C1', 100e-9, 'thermometer', 'GND'),
    block(
      'T1',
      'current transducer, true rms, 0–10 V for 0–100 A; L through its window',
      { '+': '24 V', OUT: 'measured', '−': 'GND' },
      { example: 'LEM AP 100 B10', rating: '600 V insulation', isMains: true },
    ),
    ...divided(2, 'measured', 'outgoingCurrent'),
    block(
      'U1',
      'analogue multiplexer 74HC4051 at 3.3 V',
      {
        X0: 'latch',
        X1: 'proximity',
        X2: 'lockSupply',
        X3: 'thermometer',
        X4: 'outgoingCurrent',
        X5: 'supplyVoltage',
        X6: 'earthVoltage',
        X7: 'jumper',
        Z: 'multiplexer',
        A: 'select 0',
        B: 'select 1',
        C: 'select 2',
      },
      { example: '74HC4051' },
    ),
  ],
};

const exact = { tolerance: 0.001 };

/**
 * The ESP32's converter is straight between 0.15 and 2.45 V only: what comes between a net and its pin.
 *
 * A divider behind the thermometer's own 10 kΩ would load it: with 30 kΩ a cut wire reads 2.5 V, which is no fault and
 * not even cold. So R11 and R12 are both, pull-up and divider: seen from the NTC they are 2.27 V behind 10.3 kΩ. That is
 * 3 % more than two thirds of 3.3 V, because this converter does not follow the supply as the others do: with a supply
 * 2 % low a cut wire must still read above what the driver takes for cut.
 */
export const narrowCircuit: Circuit = {
  name: 'narrow-converter',
  title: 'ESP32: between the nets and a converter that is straight from 0.15 to 2.45 V',
  parts: [
    resistor('R1', 10e3, 'outHigh', 'pilotHigh', exact),
    resistor('R2', 150e3, '3.3 V', 'pilotHigh', exact),
    resistor('R3', 27e3, 'pilotHigh', 'GND', exact),
    resistor('R4', 10e3, 'outLow', 'pilotLow', exact),
    resistor('R5', 150e3, '3.3 V', 'pilotLow', exact),
    resistor('R6', 27e3, 'pilotLow', 'GND', exact),
    resistor('R7', 10e3, 'pp', 'proximity'),
    resistor('R8', 20e3, 'proximity', 'GND'),
    resistor('R9', 150e3, 'lockRail', 'lockSupply'),
    resistor('R10', 30e3, 'lockSupply', 'GND'),
    resistor('R11', 15e3, '3.3 V', 'thermometer', exact),
    resistor('R12', 33e3, 'thermometer', 'GND', exact),
  ],
};

/** What the narrow converter's parts stand in the place of, by sheet. */
export const replacedByNarrow: Readonly<Record<string, readonly string[]>> = {
  pilot: ['R10', 'R11'],
  contacts: ['R2'],
  'bistable-lock': ['R2', 'R3'],
  multiplexer: ['R1'],
};
