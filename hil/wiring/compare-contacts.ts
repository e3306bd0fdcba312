/**
 * Contacts: the proximity line and the latch's sense at the converter, by ngspice over every tolerance, and
 * by the plant. The latch is built for each known lock part, and held against that part's windows of the firmware.
 */

import { pinMap } from '../../firmware/boards/pico.ts';
import type { SenseWindows } from '../../firmware/drivers/lock-parts.ts';
import { proximityMillivolts } from '../../sim/plant/socket.ts';
import type { Comparison } from './agreement.ts';
import { SUPPLY_TOLERANCE } from './board-readings.ts';
import { contactsCircuit, contactsFor } from './contacts-circuit.ts';
import { type LockWindows, lockParts } from './lock-windows.ts';
import { runDeck } from './ngspice.ts';
import { type Circuit, partOf } from './part.ts';
import { type Corner, type Deck, nodeOf } from './spice-deck.ts';

const deck: Deck = {
  title: 'proximity and latch',
  circuit: contactsCircuit,
  opAmps: {},
  around: [
    `Vs ${nodeOf('3.3 V')} 0 {3.3*supply}`,
    `Vl ${nodeOf('5 V')} 0 {5*line}`,
    `Rplug ${nodeOf('pp')} 0 {plug}`,
    `Rcontact ${nodeOf('latchContact')} 0 {contact}`,
    `Rwet ${nodeOf('latchLine')} 0 {wet}`,
  ],
  parameters: { supply: 1, line: 1, plug: 1e9, contact: 1e9, wet: 1e9 },
  analysis: 'op',
  measures: { latch: `v(${nodeOf('latch')})`, proximity: `v(${nodeOf('proximity')})` },
};

/**
 * Resistors and the 5 V one way, the converter's reference the other: both ends of every reading. The two
 * supplies are good for ±2 %; with ±3 % an open latch contact would leave its window of 2.9 to 3.3 V.
 */
function endsOf(circuit: Circuit): Corner[] {
  const tolerance = (ref: string): number => partOf(circuit, ref).tolerance;
  return [-1, 0, 1].map((end) => ({
    name: ['low', 'nominal', 'high'][end + 1] as string,
    set: {
      supply: 1 - SUPPLY_TOLERANCE * end,
      line: 1 + SUPPLY_TOLERANCE * end,
      k_r1: 1 - end * tolerance('R1'),
      k_r3: 1 - end * tolerance('R3'),
      k_r4: 1 - end * tolerance('R4'),
      k_r5: 1 + end * tolerance('R5'),
      k_r6: 1 + end * tolerance('R6'),
      k_r7: 1 + end * tolerance('R7'),
    },
  }));
}

const latchStates: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'contact closed': { contact: 0.01 },
  'contact closed through 50 Ω': { contact: 50 },
  'contact open': {},
  'contact open, 50 kΩ of moisture': { wet: 50e3 },
  'wire cut': { k_r6: 1e9, k_r7: 1e9 },
  'wire shorted': { wet: 0.01 },
};

/** What a state must read as. */
function verdictOf(millivolts: number, windows: SenseWindows): number {
  const { lockedFromMillivolts, lockedToMillivolts } = windows;
  if (millivolts >= lockedFromMillivolts && millivolts <= lockedToMillivolts) return 1;
  const { unlockedFromMillivolts, unlockedToMillivolts } = windows;
  return millivolts >= unlockedFromMillivolts && millivolts <= unlockedToMillivolts ? 2 : 0;
}

const expected = (state: string): number =>
  state.startsWith('contact closed') ? 1 : state.startsWith('contact open') ? 2 : 0;

/** The share of the converter's range, whose reference is the 3.3 V of this corner. */
const shareOf = (volts: number, corner: Corner): number =>
  volts / (3.3 * (corner.set['supply'] ?? 1));

/** Every state of the latch with this lock, at both ends and in the middle. */
function compareLatch({ name, windows }: LockWindows): Comparison[] {
  const circuit = contactsFor(name);
  const corners = Object.entries(latchStates).flatMap(([state, set]) =>
    endsOf(circuit).map((end) => ({ name: `${state}, ${end.name}`, set: { ...end.set, ...set } })),
  );
  return runDeck({ ...deck, circuit }, corners).map(({ corner, measured }) => ({
    what: 'latch, by the windows of every lock part (0 neither, 1 locked, 2 unlocked)',
    corner: `${name}, ${corner.name}`,
    spice: verdictOf(shareOf(measured('latch'), corner) * pinMap.latch.atFull, windows),
    plant: expected(corner.name),
    bound: 0,
  }));
}

export function compareContacts(): Comparison[] {
  const plugs = [0.01, 100, 220, 680, 1500, 1e9].flatMap((plug) =>
    endsOf(contactsCircuit).map((end) => ({
      name: `${plug} Ω, ${end.name}`,
      set: { ...end.set, plug },
    })),
  );
  const proximity = runDeck(deck, plugs).map(({ corner, measured }) => {
    const plug = corner.set['plug'] as number;
    return {
      what: 'proximity (mV)',
      corner: corner.name,
      spice: shareOf(measured('proximity'), corner) * pinMap.proximity.atFull,
      plant: proximityMillivolts(plug),
      bound: 15,
    };
  });
  return [...lockParts().flatMap(compareLatch), ...proximity];
}
