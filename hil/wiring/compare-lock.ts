/**
 * Lock: the capacitor's voltage over stalled strokes without mains, and the time of its first charge.
 */

import { Clock } from '../../sim/clock.ts';
import { LockCapacitor } from '../../sim/plant/lock-capacitor.ts';
import type { Comparison } from './agreement.ts';
import { bistableCircuit } from './lock-circuits.ts';
import { runDeck } from './ngspice.ts';
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
    `.ic v(x_c1)={full} v(${rail})={full}`,
  ],
  parameters: { supply: 0, amps: STALLED_AMPS, driven: 1, full: FULL_VOLTS },
  analysis: 'tran 10m 20 0 10m uic',
  measures: {
    least: `find v(${rail}) at=${0.1 + STROKE_S - 0.02}`,
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
  { name: '−20 % new, −40 °C: twice its own resistance', set: { k_c1: 0.8, esr: 2 }, celsius: -40 },
  { name: '−20 % new, −30 % aged: twice its own resistance', set: { k_c1: 0.56, esr: 2 } },
  {
    name: 'aged, −40 °C: four times its own resistance',
    set: { k_c1: 0.56, esr: 4 },
    celsius: -40,
  },
  { name: 'aged, 85 °C', set: { k_c1: 0.56, esr: 1.5 }, celsius: 85 },
];

/** The plant's own, but for what the corner moves: it must be the drawn one without any help. */
function capacitorIn(corner: Corner, clock: Clock): LockCapacitor {
  const capacitor = new LockCapacitor(clock);
  capacitor.capacitanceFarads *= corner.set['k_c1'] ?? 1;
  capacitor.seriesOhms *= corner.set['esr'] ?? 1;
  return capacitor;
}

interface Strokes {
  /** At the end of the first stroke, while it still draws. */
  readonly least: number;
  readonly first: number;
  readonly second: number;
}

function strokesIn(corner: Corner): Strokes {
  const clock = new Clock();
  const capacitor = capacitorIn(corner, clock);
  capacitor.fill(FULL_VOLTS);
  const after: number[] = [];
  const ends: number[] = [];
  for (let i = 0; i < 2; i++) {
    capacitor.drain(STALLED_AMPS);
    clock.advanceTo(clock.nowUs + STROKE_S * 1e6);
    ends.push(capacitor.nowVolts);
    capacitor.drain(0);
    after.push(capacitor.nowVolts);
    clock.advanceTo(clock.nowUs + (CYCLE_S - STROKE_S) * 1e6);
  }
  return { least: ends[0] as number, first: after[0] as number, second: after[1] as number };
}

function readyIn(corner: Corner): number {
  const clock = new Clock();
  const capacitor = capacitorIn(corner, clock);
  capacitor.charge(true);
  while (capacitor.nowVolts < 10) clock.advanceTo(clock.nowUs + 10000);
  return clock.nowUs / 1e6;
}

export function compareLock(): Comparison[] {
  const discharged = runDeck(strokes, ages).flatMap(({ corner, measured }) => {
    const { least, first, second } = strokesIn(corner);
    const what = (n: string): string => `lock capacitor after ${n} stalled stroke (V)`;
    return [
      {
        what: 'lock capacitor at the end of a stalled stroke (V)',
        corner: corner.name,
        spice: measured('least'),
        plant: least,
        bound: 0.1,
      },
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
