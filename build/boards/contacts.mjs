/**
 * Contacts: the kind of contact that stands behind an input, and the polarity that goes with it. An input
 * whose wire breaks must say what is safe.
 */

import { placeAt } from './places.mjs';

/** @typedef {import('../../firmware/drivers/digital-inputs.ts').InputName} InputName */
/** @typedef {import('./places.mjs').Place} Place */
/** @typedef {import('./places.mjs').Complaint} Complaint */

/**
 * @typedef {object} Kind
 * @property {boolean} activeLow
 * @property {string} why as it stands behind the complaint
 * @property {boolean} refused false: it is built, with a warning
 */

/** @type {Kind} */
const comparator = {
  activeLow: false,
  why: 'an open collector that is low while all is well: high is the danger, a comparator without supply, or a broken wire',
  refused: true,
};

/** @type {Kind} */
const button = { activeLow: true, why: 'it closes to ground: low is pressed', refused: true };

/** Inputs of which the kind of contact is settled. @type {Readonly<Partial<Record<InputName | 'earthRelay' | 'pilotComparator' | 'latchComparator', Kind>>>} */
const kinds = {
  earthRelay: {
    activeLow: false,
    why: 'its contact is closed while all is well: high is a voltage on the earth, a relay without supply, or a broken wire',
    refused: true,
  },
  pilotComparator: comparator,
  latchComparator: comparator,
  mirror: {
    activeLow: false,
    why: 'a mirror contact is normally closed: high is a closed main contact, or a broken wire',
    refused: true,
  },
  eStop: {
    activeLow: false,
    why: 'it is a normally closed contact to ground: high is pressed, or a broken wire',
    refused: true,
  },
  residual: {
    activeLow: false,
    why: 'an open collector that is low while healthy is high on a trip, without supply and on a broken wire; one that pulls low on a fault hides a broken wire until the next self-test',
    refused: false,
  },
  stopButton: button,
  startButton: button,
  jumper: {
    activeLow: true,
    why: 'it closes to ground: low is set, and high would be the installer for anyone',
    refused: true,
  },
};

/** Whether an input is wired as another kind of contact than it is. @param {string} name @param {boolean} activeLow */
export function contradictsKind(name, activeLow) {
  const kind = /** @type {Readonly<Record<string, Kind>>} */ (kinds)[name];
  return kind !== undefined && kind.activeLow !== activeLow;
}

/** @param {any} map of the right shape @param {readonly Place[]} places @returns {{ complaints: Complaint[], warnings: Complaint[] }} */
export function lookAtContacts(map, places) {
  /** @type {{ complaints: Complaint[], warnings: Complaint[] }} */
  const found = { complaints: [], warnings: [] };
  for (const [name, { activeLow, why, refused }] of Object.entries(kinds)) {
    const net = map[name];
    if (net === null || net === undefined || net.activeLow === activeLow) continue;
    const place = placeAt(places, `${name}.activeLow`);
    const message = `${name} with activeLow ${net.activeLow}: ${why}`;
    (refused ? found.complaints : found.warnings).push({ place, message });
  }
  if (map.earthVoltage !== null && map.earthRelay !== null) {
    const message =
      'earthRelay beside earthVoltage: a relay takes the place of the voltage; one of the two is null';
    found.complaints.push({ place: placeAt(places, 'earthRelay'), message });
  }
  if (map.jumper && map.jumperVoltage) {
    const message =
      'jumperVoltage beside jumper: the line takes the place of the digital input; one of the two is null';
    found.complaints.push({ place: placeAt(places, 'jumper'), message });
  }
  return found;
}
