/**
 * Poles: whether every phase that is switched is seen by a proof that is fitted, and whether the controller
 * lives as long as a release after a supply loss takes.
 */

import { placeAt } from './places.mjs';

/** @typedef {import('./places.mjs').Place} Place */
/** @typedef {import('./places.mjs').Complaint} Complaint */

const proofs = /** @type {const} */ (['mirror', 'outgoing']);

/**
 * @param {any} map of the right shape @param {readonly Place[]} places
 * @param {(poles: import('../../firmware/drivers/poles.ts').Poles) => string} unsensedPhase
 * @returns {Complaint[]}
 */
export function complainPoles(map, places, unsensedPhase) {
  const { poles } = map;
  const at = (/** @type {string} */ key) => placeAt(places, `poles.${key}`);
  /** @type {Complaint[]} */
  const complaints = [];
  if (!poles.switched.some((/** @type {string} */ pole) => pole !== 'N')) {
    complaints.push({
      place: at('switched'),
      message: 'poles.switched names no line: nothing is switched',
    });
  }
  for (const key of /** @type {const} */ (['switched', ...proofs])) {
    const named = poles[key];
    const twice = named.find(
      (/** @type {string} */ pole, /** @type {number} */ i) => named.indexOf(pole) !== i,
    );
    if (twice !== undefined) {
      complaints.push({ place: at(key), message: `poles.${key} names ${twice} twice` });
    }
  }
  for (const proof of proofs) {
    const stray = poles[proof].find((/** @type {string} */ pole) => !poles.switched.includes(pole));
    if (stray !== undefined) {
      const message = `poles.${proof} names ${stray}, which is not switched`;
      complaints.push({ place: at(proof), message });
    }
  }
  if (poles.outgoing.includes('N')) {
    const message =
      'poles.outgoing names N: the sense lies between an outgoing line and N_in, where a welded neutral reads dead; it names lines only';
    complaints.push({ place: at('outgoing'), message });
  }
  const fitted = (/** @type {'mirror' | 'outgoing'} */ proof) =>
    map[proof] === null ? [] : poles[proof];
  const unsensed = unsensedPhase({
    switched: poles.switched,
    mirror: fitted('mirror'),
    outgoing: fitted('outgoing'),
  });
  if (unsensed !== '') {
    const message = `${unsensed} is switched, and no proof that is fitted covers it: welded, it would be live and taken for dead`;
    complaints.push({ place: at('switched'), message });
  }
  return complaints;
}

/**
 * @param {any} map of the right shape @param {readonly Place[]} places
 * @param {number} needsMs what a release after a supply loss needs
 * @returns {Complaint[]} warnings: such a map is built, and holds
 */
export function warnHoldUp(map, places, needsMs) {
  if (!map.storedEnergy || map.holdUpMs >= needsMs) return [];
  const message = `holdUpMs ${map.holdUpMs}: a release after a supply loss needs ${needsMs}, so the plug is held until mains returns`;
  return [{ place: placeAt(places, 'holdUpMs'), message }];
}
