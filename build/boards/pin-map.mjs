/**
 * Pin map: read from its source and checked whole; every complaint names its line.
 *
 * Values of the wrong shape are told first, and alone: the other checks rely on the shape.
 */

import { complainBounds } from './bounds.mjs';
import { lookAtContacts } from './contacts.mjs';
import { complainLinux } from './linux-map.mjs';
import { linuxRows, pinRows, pinsOf, shapeOf } from './map-rows.mjs';
import { complainParts } from './parts.mjs';
import { complainPins, complainPlatform } from './pins.mjs';
import { placeAt, writeComplaint } from './places.mjs';
import { complainPoles, warnHoldUp } from './poles.mjs';
import { comparators, complainPulls } from './pulls.mjs';
import { complainConverter, complainReflex, warnReflex } from './reflex.mjs';
import { complainScales } from './scales.mjs';
import { evaluate, readSource } from './source.mjs';

/** @typedef {import('./places.mjs').Place} Place */
/** @typedef {import('./places.mjs').Complaint} Complaint */
/** @typedef {import('./map-rows.mjs').Row} Row */

/**
 * @typedef {object} Read
 * @property {any} map null where the file gives none
 * @property {any} bistable @property {any} holdToLock the fitted part; exactly one is null in a sound map
 * @property {string[]} complaints what it is refused for, with file and line
 * @property {string[]} warnings what it is built with all the same
 */

/** What has not the right shape. @param {any} map @param {Readonly<Record<string, Row>>} rows @param {readonly Place[]} places @returns {Complaint[]} */
export function complainShape(map, rows, places) {
  /** @type {Complaint[]} */
  const complaints = [];
  const wrong = (/** @type {string} */ path, /** @type {string} */ message) => {
    complaints.push({ place: placeAt(places, path), message });
  };
  shapeOf(rows).visit(map, '', { wrong, pin: () => undefined });
  return complaints;
}

/** The rows of a map for a platform. @param {string} platform @returns {Readonly<Record<string, Row>>} */
export const rowsOf = (platform) => (platform === 'linux' ? linuxRows : pinRows);

/** @param {Readonly<Record<string, Row>>} rows @returns {string[]} */
const analogIn = (rows) => Object.keys(rows).filter((name) => rows[name]?.way === 'analogue');

/**
 * Reads and checks a pin map.
 *
 * @param {string} file @param {string} platform @param {string} root
 * @returns {Promise<Read>}
 */
export async function readPinMap(file, platform, root) {
  const { map: given, places, wrong } = await readSource(file, 'pinMap', root);
  const nothing = { bistable: null, holdToLock: null, warnings: [] };
  if (wrong !== '') return { ...nothing, map: null, complaints: [wrong] };
  const told = (/** @type {Complaint[]} */ found) =>
    found.map((one) => writeComplaint(one, file, root));
  const rows = rowsOf(platform);
  const misshapen = complainShape(given, rows, places);
  if (misshapen.length > 0) {
    // A map of another kind of board lacks much of this one: only the reason for that is useful.
    const elsewhere = complainPlatform(given, places, platform);
    const found = elsewhere.length > 0 ? elsewhere : misshapen;
    return { ...nothing, map: given, complaints: told(found) };
  }

  const drivers = await evaluate(
    `export * from ${JSON.stringify(`${root}build/boards/drivers.ts`)};`,
    root,
  );
  // In a bundle a record has all of its fields: a field that the map omits is not fitted.
  const optional = [...drivers.inputNames, 'jumperVoltage'];
  const unfitted = optional.map((/** @type {string} */ name) => [name, null]);
  const map = { ...Object.fromEntries(unfitted), ...given };
  const inputs = [...drivers.inputNames, 'earthRelay', ...comparators];
  const parts = drivers.findParts(map.lock);
  const contacts = lookAtContacts(map, places);
  const uses = pinsOf(map, rows);
  const complaints = [
    ...complainPins(map, uses, places, platform),
    ...complainParts(map, parts, places),
    ...complainBounds(map, places, platform, { ...parts, mostMilliamps: drivers.MOST_MILLIAMPS }),
    ...complainScales(map, analogIn(rows), places, drivers.thresholdsOf(map.lock)),
    ...contacts.complaints,
    ...complainPulls(map, inputs, places),
    ...complainPoles(map, places, drivers.unsensedPhase),
    ...complainReflex(map, places),
    ...complainConverter(map, places, platform),
    ...complainLinux(map, uses, places),
  ];
  const bistable = parts.bistable === null ? null : { ...parts.bistable, ratedMs: map.strokeMs };
  return {
    map,
    bistable,
    holdToLock: parts.holdToLock,
    complaints: told(complaints),
    warnings: told([
      ...contacts.warnings,
      ...warnReflex(map, places, platform),
      ...warnHoldUp(map, places, drivers.releaseNeeds(bistable)),
    ]),
  };
}
