/**
 * Parts: whether a map has a known lock part, the outputs that it needs, and a proof.
 */

import { placeAt } from './places.mjs';

/** @typedef {import('./places.mjs').Place} Place */
/** @typedef {import('./places.mjs').Complaint} Complaint */

/**
 * @param {any} map of the right shape @param {any} parts what the drivers know of its lock part
 * @param {readonly Place[]} places @returns {Complaint[]}
 */
export function complainParts(map, parts, places) {
  const at = (/** @type {string} */ key) => placeAt(places, key);
  const complaints = [];
  const { bistable, holdToLock, known } = parts;
  if (bistable === null && holdToLock === null) {
    return [
      {
        place: at('lock'),
        message: `no lock part "${map.lock}", expected one of ${known.join(' | ')}`,
      },
    ];
  }
  if (bistable !== null && (map.bridge === null || map.coil !== null)) {
    complaints.push({ place: at('lock'), message: `${map.lock} needs a bridge, and no coil` });
  }
  if (bistable !== null && map.coilHold) {
    const message = `coilHold with ${map.lock}: what holds is its own mechanism, expected false`;
    complaints.push({ place: at('coilHold'), message });
  }
  if (holdToLock !== null && (map.coil === null || map.bridge !== null || !map.coilHold)) {
    const message = `${map.lock} needs a coil, its declared hardware hold (coilHold), and no bridge`;
    complaints.push({ place: at('lock'), message });
  }
  if (map.mirror === null && map.outgoing === null) {
    const message = 'neither mirror nor outgoing: dead could never be proven';
    complaints.push({ place: at('mirror'), message });
  }
  return complaints;
}
