/**
 * Comparators: what both say to the chip, by ngspice over every tolerance, and by the simulated plant.
 */

import { pinMap } from '../../firmware/boards/pico.ts';
import { LATCH_COMPARED_MILLIVOLTS, LEFT_C_MILLIVOLTS } from '../../sim/world/comparators.ts';
import type { Comparison } from './agreement.ts';
import { comparatorsCircuit } from './comparators-circuit.ts';
import { runDeck } from './ngspice.ts';
import { partOf } from './part.ts';
import { shareAt } from './pilot-circuit.ts';
import { type Corner, type Deck, nodeOf } from './spice-deck.ts';

/** An LM393's offset over its temperatures, and that of the buffer before it. */
const OFFSET_VOLTS = 0.014;
/** The supplies are good for ±2 %. */
const SUPPLY = 0.02;

const deck: Deck = {
  title: 'comparators',
  circuit: comparatorsCircuit,
  opAmps: { U1: `${nodeOf('5 V')} 0 comparator offset={offset}` },
  around: [
    `Vs ${nodeOf('3.3 V')} 0 {3.3*supply}`,
    `Vc ${nodeOf('5 V')} 0 {5*power}`,
    `Vh ${nodeOf('outHigh')} 0 {held}`,
    `Vl ${nodeOf('latch')} 0 {sense}`,
  ],
  parameters: { supply: 1, power: 1, offset: 0, held: 0, sense: 0 },
  analysis: 'op',
  measures: {
    pilot: `v(${nodeOf('pilotComparator')})/v(${nodeOf('3.3 V')})`,
    latch: `v(${nodeOf('latchComparator')})/v(${nodeOf('3.3 V')})`,
  },
};

const tolerance = (ref: string): number => partOf(comparatorsCircuit, ref).tolerance;

/** Both ends of each level: supply, divider and offset the same way. */
const ends = [-1, 0, 1].map((end) => ({
  name: ['low', 'nominal', 'high'][end + 1] as string,
  supply: 1 + SUPPLY * end,
  set: {
    offset: OFFSET_VOLTS * end,
    k_r1: 1 - end * tolerance('R1'),
    k_r2: 1 + end * tolerance('R2'),
    k_r5: 1 - end * tolerance('R5'),
    k_r6: 1 + end * tolerance('R6'),
  },
}));

/** At CP, in V: the states over all tolerances of the vehicle, and how near to the level they may come. */
const pilots = [2.59, 5.47, 6.53, 7.0, 7.9, 8.37, 9.59, 11.4, 12.6];
/** On the sense line, in mV: both windows of every known part, a shorted line and a cut one. */
const latches = [0, 100, 700, 1950, 2700, 3300, 4760];

function corners(
  values: readonly number[],
  unit: string,
  set: (value: number, supplyVolts: number) => Readonly<Record<string, number>>,
): Corner[] {
  return values.flatMap((value) =>
    ends.flatMap((end) =>
      [-40, 27, 85].map((celsius) => ({
        name: `${value} ${unit}, ${end.name}, ${celsius} °C`,
        celsius,
        set: { ...end.set, supply: end.supply, ...set(value, 3.3 * end.supply) },
      })),
    ),
  );
}

const levelOf = (corner: Corner): number => Number.parseFloat(corner.name);

export function compareComparators(): Comparison[] {
  const pilot = runDeck(
    deck,
    corners(pilots, 'V', (cp, volts) => ({ held: shareAt(cp, volts) * volts })),
  ).map(({ corner, measured }) => ({
    what: 'comparator on the pilot (1: neither C nor D)',
    corner: corner.name,
    spice: measured('pilot'),
    plant: 1000 * levelOf(corner) > LEFT_C_MILLIVOLTS ? 1 : 0,
    bound: 0.2,
  }));
  const scale = 3.3 / pinMap.latch.atFull;
  const latch = runDeck(
    deck,
    // The line's 5 V and the 3.3 V are two supplies: what is sensed does not follow the level.
    corners(latches, 'mV', (millivolts) => ({ sense: millivolts * scale })),
  ).map(({ corner, measured }) => ({
    what: 'comparator on the latch (1: not locked)',
    corner: corner.name,
    spice: measured('latch'),
    plant: levelOf(corner) > LATCH_COMPARED_MILLIVOLTS ? 1 : 0,
    bound: 0.2,
  }));
  const dead = runDeck(deck, [
    { name: 'without its 5 V, in C and locked', set: { power: 0, held: 2, sense: 0.2 } },
  ]).flatMap(({ corner, measured }) =>
    ['pilot', 'latch'].map((which) => ({
      what: 'comparators without supply (1: the danger)',
      corner: `${corner.name}, ${which}`,
      spice: measured(which),
      plant: 1,
      bound: 0.2,
    })),
  );
  return [...pilot, ...latch, ...dead];
}
