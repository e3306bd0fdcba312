/**
 * Meters circuit: the voltages of the supply and of the protective earth, a relay that watches the latter, and
 * the currents of the second and the third line.
 */

import { block, type Circuit, capacitor, type Part, resistor } from './part.ts';

/** A tenth of a percent: the window of the supply is 10 % wide on either side. */
const exact = { tolerance: 0.001, rating: '0.1 W, 25 ppm/K', example: 'Susumu RR0816' };

/** 0 to 10 V of a transducer, to the converter's 3.3 V. */
export function divided(from: number, measured: string, net: string): Part[] {
  return [
    resistor(`R${from}`, 20e3, measured, net, exact),
    resistor(`R${from + 1}`, 10e3, net, 'GND', exact),
    capacitor(`C${from}`, 100e-9, net, 'GND'),
  ];
}

const voltage = {
  rating: '300 V, category III; 4 kV between mains and output',
  example: 'Phoenix Contact MCR-VAC-UI-O-DC, set to 300 V',
  isMains: true,
};
const current = { example: 'LEM AP 100 B10', rating: '600 V insulation', isMains: true };

export const metersCircuit: Circuit = {
  name: 'meters',
  title: 'Voltages of supply and earth, currents of three lines',
  parts: [
    block(
      'T1',
      'voltage transducer, rms, 0–10 V for 0–300 V',
      { L: 'L_in', N: 'N_in', '+': '24 V', OUT: 'supplyMeasured', '−': 'GND' },
      voltage,
    ),
    ...divided(1, 'supplyMeasured', 'supplyVoltage'),
    block(
      'T2',
      'the same, protective earth against an earth electrode of its own',
      { L: 'PE', N: 'electrode', '+': '24 V', OUT: 'earthMeasured', '−': 'GND' },
      voltage,
    ),
    ...divided(3, 'earthMeasured', 'earthVoltage'),
    block(
      'K1',
      'in the place of T2: voltage monitoring relay, 70 V, its contact closed while all is well',
      { U: 'PE', 0: 'electrode', 11: 'GND', 14: 'earthWire' },
      {
        rating: '300 V, category III; response delay at most 0.5 s',
        example: 'Phoenix Contact EMD-FL-V-300',
        isMains: true,
      },
    ),
    resistor('R9', 2.2e3, '3.3 V', 'earthWire'),
    resistor('R10', 10e3, 'earthWire', 'earthRelay'),
    capacitor('C9', 100e-9, 'earthRelay', 'GND'),
    block(
      'T3',
      'current transducer, true rms, 0–10 V for 0–100 A; L2 through its window',
      { '+': '24 V', OUT: 'secondMeasured', '−': 'GND' },
      current,
    ),
    ...divided(5, 'secondMeasured', 'outgoingCurrentL2'),
    block(
      'T4',
      'the same; L3 through its window',
      { '+': '24 V', OUT: 'thirdMeasured', '−': 'GND' },
      current,
    ),
    ...divided(7, 'thirdMeasured', 'outgoingCurrentL3'),
  ],
};
