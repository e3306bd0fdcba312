/**
 * Pulls: what holds each digital input where nothing drives it. That is what a broken wire reads.
 */

import { chips } from './chips.mjs';
import { contradictsKind } from './contacts.mjs';
import { placeAt } from './places.mjs';

/** @typedef {import('./places.mjs').Place} Place */
/** @typedef {import('./places.mjs').Complaint} Complaint */

/** Inputs that the reflex watches beside the interpreter. */
export const comparators = ['pilotComparator', 'latchComparator'];

/** @typedef {{ asserted: boolean, otherwise: string }} Broken what a broken wire must read, and what the other would say */

/** @type {Broken} */
const danger = { asserted: true, otherwise: 'a broken wire reads as if all were well' };
/** @type {Broken} */
const button = { asserted: false, otherwise: 'it reads pressed while nobody presses it' };

/**
 * The outgoing voltage is not among them: that it must change with the contactor finds its broken wire, at the next
 * closing (firmware/drivers/contactor.ts).
 * @type {Readonly<Record<string, Broken>>}
 */
const broken = {
  mirror: danger,
  residual: danger,
  eStop: danger,
  earthRelay: danger,
  pilotComparator: danger,
  latchComparator: danger,
  supply: { asserted: false, otherwise: 'a broken wire reads as if mains were there' },
  stopButton: button,
  startButton: button,
  jumper: {
    asserted: false,
    otherwise: "it reads set while it is off: the installer's role for anyone",
  },
};

/** @param {any} map @param {string} name @returns {string} what is wrong; empty where nothing is */
function complaintAbout(map, name) {
  const { pin, pull, activeLow } = map[name];
  if (pull === 'none') return '';
  if (chips[map.chip]?.pullless?.includes(pin)) {
    return `${name}: ${pin} has no resistor of its own on ${map.chip}; draw one, and write pull: 'none'`;
  }
  const must = broken[name];
  const isAsserted = (pull === 'down') === activeLow;
  // Of a contact of the wrong kind its polarity is told, not its pull as well.
  if (must === undefined || isAsserted === must.asserted || contradictsKind(name, activeLow)) {
    return '';
  }
  const other = pull === 'down' ? 'up' : 'down';
  return `${name}: pulled ${pull}, ${must.otherwise}; pull it ${other}`;
}

/**
 * @param {any} map of the right shape @param {readonly string[]} inputs names of the digital inputs
 * @param {readonly Place[]} places @returns {Complaint[]}
 */
export function complainPulls(map, inputs, places) {
  return inputs.flatMap((name) => {
    const message = map[name] ? complaintAbout(map, name) : '';
    return message === '' ? [] : [{ place: placeAt(places, `${name}.pull`), message }];
  });
}
