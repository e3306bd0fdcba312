/**
 * Three phases: the sense of the outgoing lines with each pole welded by itself, with a car between the open
 * poles, and at both ends of the optocoupler's transfer; by ngspice and by the plant's contactor.
 */

import type { Pole } from '../../firmware/drivers/poles.ts';
import { Clock } from '../../sim/clock.ts';
import { Contactor, poleNames } from '../../sim/plant/contactor.ts';
import { phaseNames } from '../../sim/plant/pole.ts';
import type { Comparison } from './agreement.ts';
import { levelOf, senseOf } from './compare-sense.ts';
import { runDeck } from './ngspice.ts';
import { threePhaseSenseCircuit } from './sense-circuit.ts';
import { type Corner, type Deck, nodeOf } from './spice-deck.ts';

const n = nodeOf;
const neutral = n('N_in');

const deck: Deck = {
  title: 'sense of three outgoing lines',
  circuit: threePhaseSenseCircuit,
  opAmps: {},
  around: [
    `Vs ${n('3.3 V')} 0 3.3`,
    `Vn ${neutral} 0 0`,
    ...phaseNames.flatMap((line, i) => [
      `V${line} ${line} ${neutral} SIN(0 {rms*1.41421} 50 0 0 ${-120 * i})`,
      `R${line} ${line} ${n(`${line}_out`)} {${line.toLowerCase()}}`,
      `Ccar${line} ${n(`${line}_out`)} ${n('N_out')} {car}`,
      `Cy${line} ${n(`${line}_out`)} 0 {y}`,
    ]),
    `Rneutral ${neutral} ${n('N_out')} {n}`,
    `CyN ${n('N_out')} 0 {y}`,
    ...[1, 11, 21].flatMap((from) => senseOf(`B${from}`, `U${from}`, threePhaseSenseCircuit)),
  ],
  parameters: { rms: 230, l1: 1e9, l2: 1e9, l3: 1e9, n: 1e9, car: 1e-12, y: 1e-12, ctr: 1.6 },
  analysis: 'tran 50u 0.3 0 50u uic',
  measures: {
    most: `max v(${n('outgoing')}) from=0.2 to=0.3`,
    least: `min v(${n('outgoing')}) from=0.2 to=0.3`,
  },
};

const closings: readonly (readonly [string, readonly Pole[]])[] = [
  ['all closed', poleNames],
  ...poleNames.map((pole) => [`${pole} welded alone`, [pole]] as const),
  ['L2 and N welded', ['L2', 'N']],
  ['all open', []],
];

interface ThreePhaseCorner extends Corner {
  readonly closed: readonly Pole[];
}

/** Without a car, and with one whose charger has capacitors in every line. */
const cars = [
  ['no car', {}],
  ['a car', { car: 2e-6, y: 10e-9 }],
] as const;

function corners(): ThreePhaseCorner[] {
  return closings.flatMap(([name, closed]) =>
    cars.flatMap(([car, capacitors]) =>
      [[180, 1] as const, [260, 3.2] as const].map(([rms, ctr]) => {
        const poles = Object.fromEntries(closed.map((pole) => [pole.toLowerCase(), 0.001]));
        return {
          name: `${name}, ${car}, ${rms} V`,
          closed,
          set: { ...poles, ...capacitors, rms, ctr },
        };
      }),
    ),
  );
}

function contactorWith(closed: readonly Pole[]): Contactor {
  const contactor = new Contactor(new Clock(), () => undefined);
  contactor.fit({ switched: poleNames, mirror: poleNames, outgoing: phaseNames });
  for (const pole of closed) contactor.pole(pole).closed = true;
  contactor.feed(true);
  return contactor;
}

export function compareThreePhases(): Comparison[] {
  const all = corners();
  return runDeck(deck, all).map(({ corner, measured }, i) => ({
    what: 'three phases, outgoing side (1 live, 0 dead)',
    corner: corner.name,
    spice: levelOf(measured('least'), measured('most')),
    plant: contactorWith((all[i] as ThreePhaseCorner).closed).outgoingSensed ? 1 : 0,
    bound: 0,
  }));
}
