/**
 * Senses: mains and the outgoing side at the controller's pins, from 180 to 260 V, with each pole welded by
 * itself, with a car left between the open poles, and at both ends of the optocoupler's transfer.
 */

import { Clock } from '../../sim/clock.ts';
import { Contactor } from '../../sim/plant/contactor.ts';
import type { Comparison } from './agreement.ts';
import { runDeck } from './ngspice.ts';
import { partOf } from './part.ts';
import { senseCircuit } from './sense-circuit.ts';
import { type Corner, type Deck, nodeOf } from './spice-deck.ts';

const n = nodeOf;

/** Rectifier and optocoupler, which the netlist has as boxes. */
export function senseOf(bridge: string, coupler: string, circuit = senseCircuit): string[] {
  const net = (ref: string, pin: string): string => n(partOf(circuit, ref).pins[pin] ?? '');
  return [
    `X${bridge} ${net(bridge, '~1')} ${net(bridge, '~2')} ${net(bridge, '+')} ${net(bridge, '−')} rectifier`,
    `X${coupler} ${net(coupler, 'A')} ${net(coupler, 'K')} ${net(coupler, 'C')} 0 coupler ctr={ctr}`,
  ];
}

/** Also with another sense in the circuit, for what is not drawn and why. */
export const senseDeck: Deck = {
  title: 'senses of mains and of the outgoing side',
  circuit: senseCircuit,
  opAmps: {},
  around: [
    `Vs ${n('3.3 V')} 0 3.3`,
    `Vl ${n('L_in')} ${n('N_in')} SIN(0 {rms*1.41421} 50)`,
    `Vn ${n('N_in')} 0 0`,
    `Rl ${n('L_in')} ${n('L_out')} {line}`,
    `Rn ${n('N_in')} ${n('N_out')} {neutral}`,
    `Ccar ${n('L_out')} ${n('N_out')} {car}`,
    `Cy1 ${n('L_out')} 0 {y}`,
    `Cy2 ${n('N_out')} 0 {y}`,
    ...senseOf('B1', 'U1'),
    ...senseOf('B11', 'U11'),
  ],
  parameters: { rms: 230, line: 1e9, neutral: 1e9, car: 1e-12, y: 1e-12, ctr: 1.6 },
  analysis: 'tran 50u 0.3 0 50u uic',
  measures: {
    supply: `max v(${n('supply')}) from=0.2 to=0.3`,
    livemost: `max v(${n('outgoing')}) from=0.2 to=0.3`,
    liveleast: `min v(${n('outgoing')}) from=0.2 to=0.3`,
  },
};

const poles: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'both poles closed': { line: 0.001, neutral: 0.001 },
  'L welded alone': { line: 0.001 },
  // Nothing is live then: the mirror contact is what sees this pole.
  'N welded alone': { neutral: 0.001 },
  'both open': {},
};
const cars: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'no car': {},
  'a car': { car: 4e-6, y: 10e-9 },
};

function corners(): Corner[] {
  const all: Corner[] = [];
  for (const [pole, closed] of Object.entries(poles)) {
    for (const [car, capacitors] of Object.entries(cars)) {
      for (const [rms, ctr] of [
        [180, 1],
        [230, 1.6],
        [260, 3.2],
      ] as const) {
        all.push({
          name: `${pole}, ${car}, ${rms} V`,
          set: { ...closed, ...capacitors, rms, ctr },
        });
      }
    }
  }
  return all;
}

/** Of a 3.3 V input: low up to here, high from here on, in V. */
const LOW_TO = 0.8;
const HIGH_FROM = 2;

/** 1 steadily low, 0 steadily high; between them nothing may be believed. */
export function levelOf(least: number, most: number): number {
  if (most <= LOW_TO) return 1;
  return least >= HIGH_FROM ? 0 : 0.5;
}

/** The plant's contactor with these poles closed, and the sense that is drawn: of the line alone. */
function contactorIn(corner: Corner): Contactor {
  const contactor = new Contactor(new Clock(), () => undefined);
  contactor.fit({ switched: ['L1', 'N'], mirror: ['L1', 'N'], outgoing: ['L1'] });
  contactor.pole('L1').closed = (corner.set['line'] ?? 1e9) < 1;
  contactor.pole('N').closed = (corner.set['neutral'] ?? 1e9) < 1;
  contactor.feed(true);
  return contactor;
}

export function compareSense(): Comparison[] {
  return runDeck(senseDeck, corners()).flatMap(({ corner, measured }) => {
    const contactor = contactorIn(corner);
    const live = {
      what: 'outgoing side (1 live, 0 dead)',
      corner: corner.name,
      spice: levelOf(measured('liveleast'), measured('livemost')),
      plant: contactor.outgoingSensed ? 1 : 0,
      bound: 0,
    };
    const supply = {
      what: 'mains (1 there)',
      corner: corner.name,
      spice: levelOf(0, measured('supply')),
      plant: 1,
      bound: 0,
    };
    return [live, supply];
  });
}
