/**
 * Contacts circuit: proximity, and the sense of the latch with two resistors at the lock's end of its wire.
 */

import { block, type Circuit, capacitor, resistor, suppressor, twoEnded, valueIn } from './part.ts';

const low = { what: 'suppressor, both ways', rating: '5 V stand-off', example: 'PESD5V0S1BA' };

/** The windows of an open contact are 0.4 V wide: 1 % would not stay inside of them with moisture. */
const fine = { tolerance: 0.005, rating: '0.1 W, 50 V' };

export const contactsCircuit: Circuit = {
  name: 'contacts',
  title: 'Proximity, and the sense of the latch',
  parts: [
    resistor('R1', 1e3, '3.3 V', 'pp'),
    suppressor('D1', 'pp', 'PE', low),
    block('PP', 'plug with its coding resistor, 100 Ω … 1.5 kΩ', { 1: 'pp', 2: 'PE' }),
    resistor('R2', 10e3, 'pp', 'proximity'),
    capacitor('C1', 10e-9, 'proximity', 'GND'),
    resistor('R3', 1.5e3, '5 V', 'latchLine', fine),
    suppressor('D2', 'latchLine', 'GND', {
      ...low,
      rating: '12 V stand-off',
      example: 'PESD12VS1UB',
    }),
    resistor('R4', 10e3, 'latchLine', 'latch', fine),
    resistor('R5', 20e3, 'latch', 'GND', fine),
    capacitor('C2', 10e-9, 'latch', 'GND'),
    resistor('R6', 100, 'latchLine', 'latchContact', { rating: '0.25 W, at the lock' }),
    twoEnded('S1', 'contact open', 'latchContact', 'GND', {
      what: 'contact in the lock, closed when locked',
    }),
    resistor('R7', 2.7e3, 'latchLine', 'GND', { ...fine, rating: '0.25 W, at the lock' }),
  ],
};

const of = (ref: string): number => valueIn(contactsCircuit, ref);

export const proximity = { pullUpOhms: of('R1') } as const;

export const latch = {
  pullUpVolts: 5,
  pullUpOhms: of('R3'),
  seriesOhms: of('R6'),
  acrossOhms: of('R7'),
  /** To the converter and to ground: it sees two thirds of the line. */
  dividerUpOhms: of('R4'),
  dividerDownOhms: of('R5'),
} as const;
