/**
 * Contacts circuit: proximity, and the sense of the latch with two resistors at the lock's end of its wire.
 */

import {
  block,
  type Circuit,
  capacitor,
  type Part,
  resistor,
  suppressor,
  twoEnded,
  valueIn,
} from './part.ts';

const low = { what: 'suppressor, both ways', rating: '5 V stand-off', example: 'PESD5V0S1BA' };

/** The windows of an open contact are 0.4 V wide: 1 % would not stay inside of them with moisture. */
const fine = { tolerance: 0.005, rating: '0.1 W, 50 V' };

const atLock = { what: 'resistor; none for a lock with its resistors inside (Küster 04S)' };

export const contactsCircuit: Circuit = {
  name: 'contacts',
  title: 'Proximity, and the sense of the latch',
  parts: [
    resistor('R1', 1e3, '3.3 V', 'pp'),
    suppressor('D1', 'pp', 'PE', low),
    block('PP', 'plug with its coding resistor, 100 Ω … 1.5 kΩ', { 1: 'pp', 2: 'PE' }),
    resistor('R2', 10e3, 'pp', 'proximity'),
    capacitor('C1', 10e-9, 'proximity', 'GND'),
    resistor('R3', 1.5e3, '5 V', 'latchLine', {
      ...fine,
      what: 'resistor; 5.1 kΩ for a lock with its resistors inside (Küster 04S)',
    }),
    suppressor('D2', 'latchLine', 'GND', {
      ...low,
      rating: '12 V stand-off',
      example: 'PESD12VS1UB',
    }),
    resistor('R4', 10e3, 'latchLine', 'latch', fine),
    resistor('R5', 20e3, 'latch', 'GND', fine),
    capacitor('C2', 10e-9, 'latch', 'GND'),
    resistor('R6', 100, 'latchLine', 'latchContact', { ...atLock, rating: '0.25 W, at the lock' }),
    twoEnded('S1', 'contact open', 'latchContact', 'GND', {
      what: 'contact in the lock, closed when locked',
    }),
    resistor('R7', 2.7e3, 'latchLine', 'GND', {
      ...fine,
      ...atLock,
      rating: '0.25 W, at the lock',
    }),
  ],
};

/** What a lock has inside is known second-hand, and without a tolerance: ±2 % is assumed. */
const inside = { tolerance: 0.02, rating: 'inside the lock' };

/**
 * What differs where a lock has its resistors inside, by the part's name. Küster 04S: 1 kΩ closed, 11 kΩ open, drawn as
 * what it reads like, 11 kΩ with 1.1 kΩ beside it. A pull-up of 1.5 kΩ would bring its open contact to 4.2 V, where a cut
 * wire is; with 5.1 kΩ it stands in the middle of its window, and a cut wire is still above it.
 */
const withResistorsInside: Readonly<Record<string, readonly Part[]>> = {
  'kuester-04s': [
    resistor('R3', 5.1e3, '5 V', 'latchLine', fine),
    resistor('R6', 1.1e3, 'latchLine', 'latchContact', inside),
    resistor('R7', 11e3, 'latchLine', 'GND', inside),
  ],
};

/** Latch line and proximity as they are built for a lock part. */
export function contactsFor(lock: string): Circuit {
  const others = withResistorsInside[lock] ?? [];
  const parts = contactsCircuit.parts.map(
    (part) => others.find(({ ref }) => ref === part.ref) ?? part,
  );
  return { ...contactsCircuit, parts };
}

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
