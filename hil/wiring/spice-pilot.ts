/**
 * The pilot's deck: source and front end as drawn, the vehicle and its cable around them.
 */

import { pilotCircuit } from './pilot-circuit.ts';
import { type Corner, type Deck, nodeOf } from './spice-deck.ts';

/** What a duty of the 1 kHz is to the deck: it ends in its last period, at the end of each half. */
export const PERIODS = 5;

const n = nodeOf;

const around = [
  'Vp vp 0 {12*rail}',
  'Vn vn 0 {-12*rail}',
  `Vs ${n('3.3 V')} 0 {3.3*supply}`,
  // The controller's pin, 50 Ω.
  'Vpwm pwm 0 PULSE(0 {3.3*supply} 0 20n 20n {duty*1m} 1m)',
  `Rpwm pwm ${n('pilotOut')} 50`,
  `S1 ${n('followed')} ${n('heldHigh')} ${n('gateHigh')} vth GATE`,
  `S2 ${n('followed')} ${n('heldLow')} vthl ${n('gateLow')} GATE`,
  'Vth vth 0 {3.3*supply*threshold-1.65}',
  'Vthl vthl 0 {3.3*supply*threshold+1.65}',
  `Rleak1 ${n('heldHigh')} 0 {leak}`,
  `Rleak2 ${n('heldLow')} 0 {leak}`,
  `Ccp ${n('cp')} 0 {cable}`,
  // The switches' gates push a charge into what is held, at each edge of their own control.
  `Cq1 ${n('gateHigh')} ${n('heldHigh')} {inject}`,
  `Cq2 ${n('gateLow')} ${n('heldLow')} {inject}`,
  // Vehicle: an ideal drop with the diode's voltage, then the state's resistor; a bypass where there is none.
  // A voltage that something else forces onto CP, through 10 Ω.
  `Bspike ${n('cp')} 0 I = (time > spikefrom && time < spiketo) ? (V(${n('cp')})-spikevolts)/10 : 0`,
  `Bveh ${n('cp')} 0 I = (bypass > 0.5 ? V(${n('cp')}) : max(V(${n('cp')})-drop,0))/(time > when ? later : ohms)`,
];

const settled = `at=${PERIODS - 0.002}m`;

/** @returns the deck whose measurements are in V at CP's own node and at the converter */
export const pilotDeck: Deck = {
  title: 'control pilot',
  circuit: pilotCircuit,
  opAmps: {
    U1: 'vp vn opamp slew=20e6 gbw=10e6 ron=15 ilim=0.06 loss=0.015',
    U2: `${n('3.3 V')} 0 opamp slew=10e6 gbw=20e6 ron=10 ilim=0.05 loss=0.01`,
  },
  around,
  parameters: {
    rail: 1,
    supply: 1,
    duty: 0.533,
    threshold: 0.5,
    leak: 1e9,
    cable: 1e-12,
    inject: 1e-15,
    spikefrom: 1,
    spiketo: 1,
    spikevolts: 0,
    bypass: 0,
    drop: 0.7,
    ohms: 1e12,
    later: 1e12,
    when: 1,
  },
  analysis: `tran 4u ${PERIODS}m 0 4u uic`,
  measures: {
    cpmost: `max v(${n('cp')}) from=${PERIODS - 1}m to=${PERIODS}m`,
    cpleast: `min v(${n('cp')}) from=${PERIODS - 1}m to=${PERIODS}m`,
    high: `find v(${n('pilotHigh')}) ${settled}`,
    low: `find v(${n('pilotLow')}) ${settled}`,
    highleast: `min v(${n('pilotHigh')}) from=${PERIODS - 1}m to=${PERIODS}m`,
    highmost: `max v(${n('pilotHigh')}) from=${PERIODS - 1}m to=${PERIODS}m`,
  },
};

const ohms: Readonly<Record<string, number>> = {
  A: 1e12,
  B: 2740,
  C: (2740 * 1300) / (2740 + 1300),
  D: (2740 * 270) / (2740 + 270),
  E: 0.5,
};

/** Every state over rails, resistors, diode, vehicle, line and duty: both ends of all that moves the level. */
export function pilotCorners(): Corner[] {
  const corners: Corner[] = [];
  for (const [state, nominal] of Object.entries(ohms)) {
    for (const duty of [0.1, 0.167, 0.533, 0.96, 2]) {
      for (const end of [-1, 0, 1]) {
        // Values between the ends are run once.
        if (end === 0 && duty !== 0.533) continue;
        corners.push({
          name: `${state}, duty ${duty === 2 ? 'steady' : duty}, ${['low', 'nominal', 'high'][end + 1]} corner`,
          set: {
            duty,
            rail: 1 + 0.05 * end,
            k_r4: 1 - 0.015 * end,
            ohms: nominal * (1 + 0.03 * end),
            bypass: state === 'E' ? 1 : 0,
            drop: 0.7 + 0.15 * end,
            cable: end === 0 ? 0.3e-9 : 2.6e-9,
            // 0.1 µA of leakage out of what is held.
            leak: end === 0 ? 1e9 : 33e6,
            threshold: [0.7, 0.5, 0.3][end + 1] as number,
            // 10 pF of a gate are 33 pC, more than a 74HC4053 has.
            inject: end === 0 ? 1e-15 : 10e-12,
          },
        });
      }
    }
  }
  for (const celsius of [-40, 85]) {
    for (const [state, nominal] of Object.entries(ohms)) {
      for (const duty of [0.1, 0.533, 0.96]) {
        // A vehicle's diode drops more in the cold.
        const drop = celsius < 0 ? 0.85 : 0.55;
        const bypass = state === 'E' ? 1 : 0;
        const leak = celsius < 0 ? 1e9 : 33e6;
        corners.push({
          name: `${state}, duty ${duty}, ${celsius} °C`,
          set: { duty, ohms: nominal, bypass, drop, leak, inject: 10e-12, cable: 2.6e-9 },
          celsius,
        });
      }
    }
  }
  for (const state of ['B', 'C', 'D']) {
    corners.push({
      name: `${state} without a diode, duty 0.533`,
      set: { bypass: 1, ohms: ohms[state] as number },
    });
  }
  return corners;
}
