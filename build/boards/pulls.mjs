/**
 * Pulls: what holds each digital input where nothing drives it.
 */

import { chips } from './chips.mjs';
import { placeAt } from './places.mjs';

/** @typedef {import('./places.mjs').Place} Place */
/** @typedef {import('./places.mjs').Complaint} Complaint */

/** Inputs that the reflex watches beside the interpreter. */
export const comparators = ['pilotComparator', 'latchComparator'];

/** Closed to ground while all is well: with a broken wire the line must go up. */
const closedToGround = ['mirror', 'residual', 'eStop', 'earthRelay', ...comparators];

/** @param {any} map @param {string} name @returns {string} what is wrong; empty where nothing is */
function complaintAbout(map, name) {
  const { pin, pull, activeLow } = map[name];
  if (pull !== 'none' && chips[map.chip]?.pullless?.includes(pin)) {
    return `${name}: ${pin} has no resistor of its own on ${map.chip}; draw one, and write pull: 'none'`;
  }
  if (pull === 'down' && !activeLow && closedToGround.includes(name)) {
    return `${name}: pulled down, a broken wire reads as if all were well; pull it up`;
  }
  return '';
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
