/**
 * Sense circuit: mains ahead of the charger's own storage, and the outgoing line.
 *
 * L_out is sensed against N_in, so that L welded alone is seen; between L_out and N_out it would have no
 * return. N_out is not sensed against L_in: that would lead mains to a pin of the dead socket through the
 * sense itself, and the car's capacitors to earth would keep it lit. A welded neutral alone makes nothing
 * live; the mirror contact sees it.
 */

import { block, type Circuit, capacitor, type Part, resistor } from './part.ts';

export const mains = {
  tolerance: 0.05,
  rating: '1 W, flame-proof; two of half the value in series, 350 V each',
  example: 'Vishay PR01',
  isMains: true,
};
const bridge = { rating: '600 V, 0.5 A', example: 'MB6S', isMains: true };
const coupler = {
  rating: '5 kV insulation, creepage ≥ 8 mm, CTR ≥ 100 % at 1 mA',
  example: 'SFH6186-4',
  isMains: true,
};

/** A line against its return, up to the transistor that pulls an input down while there is voltage. */
function lit(from: number, name: string, line: string, back: string, input: string): Part[] {
  const [a, b, plus, minus] = [`${name}A`, `${name}B`, `${name}Plus`, `${name}Minus`];
  return [
    resistor(`R${from}`, 100e3, line, a, mains),
    resistor(`R${from + 1}`, 100e3, back, b, mains),
    block(`B${from}`, 'bridge rectifier', { '~1': a, '~2': b, '+': plus, '−': minus }, bridge),
    block(`U${from}`, 'optocoupler for 1 mA', { A: plus, K: minus, C: input, E: 'GND' }, coupler),
  ];
}

/** Pull-up, and the capacitor that bridges the zero crossings. */
function bridged(from: number, input: string): Part[] {
  return [
    resistor(`R${from + 2}`, 10e3, '3.3 V', input),
    capacitor(`C${from}`, 1e-6, input, 'GND'),
  ];
}

/** One sense: a line against its return, to an input that is low while there is voltage. */
export function sense(from: number, line: string, back: string, input: string): Part[] {
  return [...lit(from, input, line, back, input), ...bridged(from, input)];
}

export const senseCircuit: Circuit = {
  name: 'supply-sense',
  title: 'Sense of mains, and of the outgoing line',
  parts: [
    ...sense(1, 'L_in', 'N_in', 'supply'),
    ...sense(11, 'L_out', 'N_in', 'outgoing'),
    resistor('R20', 100e3, 'L_out', 'N_out', mains),
  ],
};

/** Any of the three pulls the same input down. */
export const threePhaseSenseCircuit: Circuit = {
  name: 'three-phase-sense',
  title: 'Three phases: sense of every outgoing line',
  parts: [
    ...lit(1, 'first', 'L1_out', 'N_in', 'outgoing'),
    ...lit(11, 'second', 'L2_out', 'N_in', 'outgoing'),
    ...lit(21, 'third', 'L3_out', 'N_in', 'outgoing'),
    ...bridged(1, 'outgoing'),
    resistor('R31', 100e3, 'L1_out', 'N_out', mains),
    resistor('R32', 100e3, 'L2_out', 'N_out', mains),
    resistor('R33', 100e3, 'L3_out', 'N_out', mains),
  ],
};
