/**
 * Mains circuits: the single-phase path from the isolator to the socket-outlet, and the supplies.
 */

import { block, type Circuit, capacitor, diode, resistor, twoEnded } from './part.ts';

const contact = {
  rating: '250 V AC, the outlet’s current; contact gap ≥ 3 mm',
  isMains: true,
};

export const singlePhaseCircuit: Circuit = {
  name: 'single-phase',
  title: 'Single phase: from the isolator to the socket-outlet',
  parts: [
    block(
      'Q1',
      'isolator and breaker with shunt release, two poles',
      { L: 'L', N: 'N', 'L ': 'L_in', 'N ': 'N_in' },
      { example: 'RCBO C40 with shunt release', rating: '40 A, 6 kA', isMains: true },
    ),
    twoEnded('K1a', 'contact open', 'L_in', 'L_out', { ...contact, what: 'main contact of K1, L' }),
    twoEnded('K1b', 'contact open', 'N_in', 'N_out', { ...contact, what: 'main contact of K1, N' }),
    block(
      'X1',
      'socket-outlet, Type 2',
      { L1: 'L_out', N: 'N_out', PE: 'PE', CP: 'cp', PP: 'pp' },
      { example: 'with the lock of its own maker', rating: '32 A, 250 V AC', isMains: true },
    ),
  ],
};

const phases = ['L1', 'L2', 'L3', 'N'];

export const threePhaseCircuit: Circuit = {
  name: 'three-phase',
  title: 'Three phases: from the isolator to the socket-outlet',
  parts: [
    block(
      'Q1',
      'isolator and breaker with shunt release, four poles',
      Object.fromEntries(
        phases.flatMap((name) => [
          [name, name],
          [`${name} `, `${name}_in`],
        ]),
      ),
      { example: 'RCBO 4P C32 with shunt release', rating: '32 A, 6 kA', isMains: true },
    ),
    ...phases.map((name, i) =>
      twoEnded(`K1${'abcd'[i]}`, 'contact open', `${name}_in`, `${name}_out`, {
        ...contact,
        what: `main contact of K1, ${name}${name === 'N' ? ': first to close, last to open' : ''}`,
      }),
    ),
    block(
      'X1',
      'socket-outlet, Type 2',
      {
        ...Object.fromEntries(phases.map((name) => [name, `${name}_out`])),
        PE: 'PE',
        CP: 'cp',
        PP: 'pp',
      },
      { example: 'with the lock of its own maker', rating: '32 A, 400 V AC', isMains: true },
    ),
  ],
};

const power = { what: 'Schottky diode, power', rating: '60 V, 2 A', example: 'SS26' };

/**
 * C1 is charged through R1: straight from a supply of 30 W so much capacity keeps it in its current limit, and the 12 V
 * with it. D2 gives everything back at once. R1's 5 W are for a C1 that is shorted: the whole supply stands at it then.
 */
export const suppliesCircuit: Circuit = {
  name: 'supplies',
  title: 'Supplies, and what holds the controller up',
  parts: [
    block(
      'PS1',
      'mains to 24 V, 30 W',
      { L: 'L_in', N: 'N_in', '+': '24 V', '−': 'GND' },
      {
        example: 'Mean Well IRM-30-24',
        rating: '4 kV insulation, overvoltage category III',
        isMains: true,
      },
    ),
    diode('D1', '24 V', 'held', power),
    resistor('R1', 150, 'held', 'stored', { tolerance: 0.05, rating: '5 W' }),
    diode('D2', 'stored', 'held', power),
    capacitor('C1', 100e-3, 'stored', 'GND', {
      tolerance: 0.2,
      what: 'hold-up capacitor, electrolytic',
      rating: '35 V, 105 °C',
      example: 'five of 22 mF',
    }),
    block(
      'PS2',
      '12 V, 2.5 A, from 10 V to 36 V',
      { in: 'held', out: '12 V', gnd: 'GND' },
      { example: 'Traco TEN 30-2412WI', rating: 'a buck regulator needs 16 V and more' },
    ),
    block(
      'PS3',
      '12 V to ±12 V for the pilot, isolated, its middle at PE: ±15 V, and a linear regulator for each half',
      { in: '12 V', gnd: 'GND', '+': '+12 V', '−': '−12 V', '0': 'PE' },
      {
        example: 'Traco TMR 3-1223 (±15 V), TI TPS7A3901 set by 0.1 % resistors',
        rating: '±12 V ± 5 % under 15 mA',
      },
    ),
    block(
      'PS4',
      '12 V to 5 V ± 2 % over load and temperature: 6.5 V, and a linear regulator',
      { in: '12 V', out: '5 V', gnd: 'GND' },
      { example: 'Traco TSR 1-2465 (6.5 V), and a linear 5 V regulator of ± 1 %' },
    ),
    block(
      'PS5',
      '5 V to 3.3 V ± 2 %',
      { in: '5 V', out: '3.3 V', gnd: 'GND' },
      { example: 'AP7361C-33' },
    ),
  ],
};
