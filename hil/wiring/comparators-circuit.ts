/**
 * Comparators circuit: what the reflex watches of the pilot and of the latch, and the converter beside the chip.
 *
 * A comparator is an open collector that conducts while all is well: without its supply, with a broken wire or
 * without the part the line goes up, which is the danger.
 */

import { block, type Circuit, capacitor, opAmp, resistor, valueIn } from './part.ts';

const exact = { tolerance: 0.001, rating: '0.1 W, 50 V, 25 ppm/K', example: 'Susumu RG1608' };
const half = { what: 'comparator at 5 V, open collector', example: 'LM393 (half)' };

export const comparatorsCircuit: Circuit = {
  name: 'comparators',
  title: 'Comparators on the held pilot and on the latch',
  parts: [
    resistor('R1', 36e3, '3.3 V', 'pilotLevel', exact),
    resistor('R2', 82e3, 'pilotLevel', 'GND', exact),
    opAmp('U1A', 'outHigh', 'pilotLevel', 'pilotOpen', half),
    resistor('R3', 10e3, '3.3 V', 'pilotOpen'),
    resistor('R4', 1e3, 'pilotOpen', 'pilotComparator'),
    capacitor('C1', 10e-9, 'pilotComparator', 'GND'),
    resistor('R5', 15e3, '3.3 V', 'latchLevel'),
    resistor('R6', 13e3, 'latchLevel', 'GND'),
    opAmp('U1B', 'latch', 'latchLevel', 'latchOpen', half),
    resistor('R7', 10e3, '3.3 V', 'latchOpen'),
    resistor('R8', 1e3, 'latchOpen', 'latchComparator'),
    capacitor('C2', 10e-9, 'latchComparator', 'GND'),
  ],
};

/** The share of the 3.3 V that each comparator compares with. */
export const comparedShares = {
  pilot: shareOf('R1', 'R2'),
  latch: shareOf('R5', 'R6'),
} as const;

function shareOf(up: string, down: string): number {
  const downOhms = valueIn(comparatorsCircuit, down);
  return downOhms / (valueIn(comparatorsCircuit, up) + downOhms);
}

export const converterCircuit: Circuit = {
  name: 'converter',
  title: 'Converter beside the chip, in the place of the multiplexer',
  parts: [
    block(
      'U1',
      'converter MCP3208 at 3.3 V, reference 3.3 V',
      {
        CH0: 'pilotHigh',
        CH1: 'pilotLow',
        CH2: 'latch',
        CH3: 'proximity',
        CH4: 'lockSupply',
        CH5: 'outgoingCurrent',
        CH6: 'supplyVoltage',
        CH7: 'earthVoltage',
        VDD: '3.3 V',
        VREF: '3.3 V',
        CLK: 'converter.clock',
        CS: 'converter.select',
        DIN: 'converter.command',
        DOUT: 'converter.data',
      },
      { example: 'MCP3208-CI/SL' },
    ),
    capacitor('C1', 1e-6, '3.3 V', 'GND', { rating: 'X7R, 16 V, beside the part' }),
    resistor('R1', 10e3, '3.3 V', 'converter.select', { rating: '0.1 W, not selected in reset' }),
  ],
};
