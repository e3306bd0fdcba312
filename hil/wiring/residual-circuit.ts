/**
 * Residual circuit: the residual-current sensor, its test, and the trip of the breaker upstream.
 */

import { block, type Circuit, capacitor, diode, resistor, twoEnded } from './part.ts';

const pull = { rating: '0.1 W, holds it off in reset' };
const switching = { rating: '60 V, 0.3 A', example: '2N7002' };

export const residualCircuit: Circuit = {
  name: 'residual-current',
  title: 'Residual-current sensor, its test, and the trip',
  parts: [
    block(
      'T1',
      'residual-current sensor, 30 mA AC and 6 mA DC; every live conductor through its ring',
      { VCC: '5 V', OUT: 'residualWire', TEST: 'testWire', GND: 'GND' },
      { example: 'Bender RCMB101, Western Automation RCM14', isMains: true },
    ),
    resistor('R1', 10e3, '3.3 V', 'residualWire'),
    resistor('R2', 1e3, 'residualWire', 'residual'),
    capacitor('C1', 100e-9, 'residual', 'GND'),
    block('Q1', 'N-channel MOSFET', { D: 'testWire', G: 'residualTest', S: 'GND' }, switching),
    resistor('R3', 10e3, 'residualTest', 'GND', pull),
    twoEnded('K1', 'coil', '24 V', 'tripCoil', {
      what: 'relay for the shunt release',
      rating: '24 V DC; contact 250 V AC, 8 mm to the coil',
      example: 'Finder 40.31, 24 V DC',
    }),
    diode('D1', 'tripCoil', '24 V', {
      what: 'free-wheel diode',
      rating: '100 V, 0.2 A',
      example: '1N4148',
    }),
    block('Q2', 'N-channel MOSFET', { D: 'tripCoil', G: 'trip', S: 'GND' }, switching),
    resistor('R4', 10e3, 'trip', 'GND', pull),
    twoEnded('S1', 'contact open', 'L_in', 'shunt', {
      what: 'contact of K1',
      rating: '250 V AC, 6 A',
      isMains: true,
    }),
    block(
      'F1',
      'shunt release of the breaker upstream',
      { 1: 'shunt', 2: 'N_in' },
      { rating: '230 V AC', example: 'Eaton Z-ASA/230', isMains: true },
    ),
  ],
};
