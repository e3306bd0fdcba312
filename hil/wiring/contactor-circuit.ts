/**
 * Contactor circuit: the coil's line with every contact that must not depend on software, the mirror contact,
 * and the e-stop's second contact.
 */

import { block, type Circuit, capacitor, diode, resistor, suppressor, twoEnded } from './part.ts';

/**
 * What a contactor may take at pull-in, and how long its contacts may take to open: less than the supply has left, and than
 * is left of the 100 ms behind the slowest decision (docs/boards.md), an arc of 10 ms counted.
 */
export const COIL_WATTS = 15;
export const OPENING_MS = 45;

const loop = { rating: '24 V DC, the coil’s current, direct opening' };

export const contactorCircuit: Circuit = {
  name: 'contactor',
  title: 'Contactor: coil, mirror contact, e-stop',
  parts: [
    twoEnded('S1', 'contact open', '24 V', 'pinIsOut', {
      what: 'latch contact of its own, closed only while the pin stands fully out',
      rating: '24 V DC, the coil’s current',
      example: 'second contact in the lock, or a relay behind its only one',
    }),
    twoEnded('S2', 'contact closed', 'pinIsOut', 'notPressed', {
      ...loop,
      what: 'e-stop, first contact',
      example: 'Eaton M22-PVT with two M22-K01',
    }),
    twoEnded('S3', 'contact closed', 'notPressed', 'coilLine', {
      what: 'residual-current sensor’s own trip contact',
      rating: '24 V DC, the coil’s current',
      example: 'relay output of the sensor, or a relay behind it',
    }),
    twoEnded('K1', 'coil', 'coilLine', 'coilEnd', {
      what: 'contactor with a mirror contact (IEC 60947-4-1 Annex F)',
      rating: `AC-1, the outlet’s current; coil of copper, 24 V DC, at most ${COIL_WATTS} W at pull-in; open within ${OPENING_MS} ms`,
      example: 'Schneider LC1D25BD; four poles: LC1DT40BD; no electronic coil',
      isMains: true,
    }),
    diode('D1', 'coilEnd', 'clamp', { what: 'diode', rating: '100 V, 1 A', example: 'UF4002' }),
    suppressor('D2', 'clamp', 'coilLine', {
      what: 'Zener or suppressor diode',
      rating: '33 V, 600 W',
      example: 'SMBJ33A',
    }),
    block(
      'Q1',
      'N-channel MOSFET, logic level',
      { D: 'coilEnd', G: 'contactor', S: 'GND' },
      { rating: '100 V, 1 A', example: 'PMV280ENEA' },
    ),
    resistor('R1', 10e3, 'contactor', 'GND', { rating: '0.1 W, holds it off in reset' }),
    resistor('R2', 1.8e3, '12 V', 'wetting', { rating: '0.25 W' }),
    block(
      'U1',
      'optocoupler',
      { A: 'wetting', K: 'mirrorWire', C: 'mirror', E: 'GND' },
      { rating: '5 kV insulation', example: 'SFH6156-3' },
    ),
    twoEnded('S4', 'contact closed', 'mirrorWire', 'GND', {
      what: 'mirror contact of K1, normally closed',
      rating: '12 V, 6 mA: within what keeps it clean',
      example: 'the contactor’s own, certified as one',
    }),
    resistor('R3', 10e3, '3.3 V', 'mirror'),
    capacitor('C1', 100e-9, 'mirror', 'GND'),
    resistor('R4', 2.2e3, '3.3 V', 'eStopWire'),
    twoEnded('S5', 'contact closed', 'eStopWire', 'GND', {
      ...loop,
      what: 'e-stop, second contact, gold-plated',
      rating: '3.3 V, 1.5 mA',
    }),
    resistor('R5', 10e3, 'eStopWire', 'eStop'),
    capacitor('C2', 100e-9, 'eStop', 'GND'),
  ],
};
