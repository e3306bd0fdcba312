/**
 * Lock: the capacitor's voltage over stalled strokes without mains, and the time of its first charge.
 */

import { Clock } from '../../sim/clock.ts';
import { LockCapacitor } from '../../sim/plant/lock-capacitor.ts';
import type { Comparison } from './agreement.ts';
import { bistableCircuit } from './lock-circuits.ts';
import { runDeck } from './ngspice.ts';
import { valueIn } from './part.ts';
import { type Corner, type Deck, nodeOf } from './spice-deck.ts';

const STALLED_AMPS = 0.8;
/** A stroke of 0.6 s, and eight times as much rest. */
const STROKE_S = 0.6;
const CYCLE_S = STROKE_S * 9;
const FULL_VOLTS = 11.4;
const rail = nodeOf('lockRail');

const strokes: Deck = {
  title: 'lock capacitor, stalled strokes',
  circuit: bistableCircuit,
  opAmps: {},
  around: [
    `Vs ${nodeOf('12 V')} 0 {supply}`,
    `Bm ${rail} 0 I = V(pulse)*amps`,
    `Vp pulse 0 PULSE(0 {driven} 0.1 1m 1m ${STROKE_S} ${CYCLE_S})`,
    `.ic v(${rail})={full}`,
  ],
  parameters: { supply: 0, amps: STALLED_AMPS, driven: 1, full: FULL_VOLTS },
  analysis: 'tran 10m 20 0 10m uic',
  measures: {
    first: `find v(${rail}) at=${0.1 + STROKE_S + 0.1}`,
    second: `find v(${rail}) at=${0.1 + CYCLE_S + STROKE_S + 0.1}`,
  },
};

const charging: Deck = {
  ...strokes,
  title: 'lock capacitor, first charge',
  parameters: { supply: 12, amps: 0, driven: 0, full: 0 },
  analysis: 'tran 50m 60 0 50m uic',
  measures: { ready: `when v(${rail})=10 rise=1` },
};

const ages: readonly Corner[] = [
  { name: 'as bought', set: {} },
  { name: '−20 % new', set: { k_c1: 0.8 } },
  { name: '−20 % new, −30 % aged', set: { k_c1: 0.56 } },
];

function capacitorIn(corner: Corner, clock: Clock): LockCapacitor {
  const capacitor = new LockCapacitor(clock);
  capacitor.capacitanceFarads = valueIn(bistableCircuit, 'C1') * (corner.set['k_c1'] ?? 1);
  capacitor.chargeTauUs = capacitor.capacitanceFarads * valueIn(bistableCircuit, 'R1') * 1e6;
  capacitor.leakTauUs = capacitor.capacitanceFarads * 150e3 * 1e6;
  return capacitor;
}

function strokesIn(corner: Corner): [number, number] {
  const clock = new Clock();
  const capacitor = capacitorIn(corner, clock);
  capacitor.fill(FULL_VOLTS);
  const after: number[] = [];
  for (let i = 0; i < 2; i++) {
    capacitor.drain(STALLED_AMPS);
    clock.advanceTo(clock.nowUs + STROKE_S * 1e6);
    capacitor.drain(0);
    after.push(capacitor.nowVolts);
    clock.advanceTo(clock.nowUs + (CYCLE_S - STROKE_S) * 1e6);
  }
  return [after[0] as number, after[1] as number];
}

/** The Schottky diode's drop at the end of the charge, in V. */
const DIODE_VOLTS = 0.3;

function readyIn(corner: Corner): number {
  const clock = new Clock();
  const capacitor = capacitorIn(corner, clock);
  capacitor.sourceVolts = 12 - DIODE_VOLTS;
  capacitor.charge(true);
  while (capacitor.nowVolts < 10) clock.advanceTo(clock.nowUs + 10000);
  return clock.nowUs / 1e6;
}

export function compareLock(): Comparison[] {
  const discharged = runDeck(strokes, ages).flatMap(({ corner, measured }) => {
    const [first, second] = strokesIn(corner);
    const what = (n: string): string => `lock capacitor after ${n} stalled stroke (V)`;
    return [
      {
        what: what('one'),
        corner: corner.name,
        spice: measured('first'),
        plant: first,
        bound: 0.05,
      },
      {
        what: what('a second'),
        corner: corner.name,
        spice: measured('second'),
        plant: second,
        bound: 0.1,
      },
    ];
  });
  const charged = runDeck(charging, ages).map(({ corner, measured }) => ({
    what: 'lock capacitor, first charge to 10 V (s)',
    corner: corner.name,
    spice: measured('ready'),
    plant: readyIn(corner),
    bound: 1,
  }));
  return [...discharged, ...charged];
}
