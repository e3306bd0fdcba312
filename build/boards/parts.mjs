/**
 * Parts: whether the lock part, the proofs, the tick and the watchdog of a map go together.
 */

import { chips } from './chips.mjs';
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
  if (bistable !== null && map.strokeMs > bistable.ratedMs) {
    const message = `strokeMs ${map.strokeMs} is above the rating of ${map.lock}, ${bistable.ratedMs} ms`;
    complaints.push({ place: at('strokeMs'), message });
  }
  if (bistable !== null && (map.bridge === null || map.coil !== null)) {
    complaints.push({ place: at('lock'), message: `${map.lock} needs a bridge, and no coil` });
  }
  if (holdToLock !== null && (map.coil === null || map.bridge !== null || !map.coilHold)) {
    const message = `${map.lock} needs a coil, its declared hardware hold (coilHold), and no bridge`;
    complaints.push({ place: at('lock'), message });
  }
  if (map.mirror === null && map.outgoing === null) {
    const message = 'neither mirror nor outgoing: dead could never be proven';
    complaints.push({ place: at('mirror'), message });
  }
  if (map.tickMs !== 10 && map.tickMs !== 20) {
    complaints.push({ place: at('tickMs'), message: `tickMs ${map.tickMs}, expected 10 or 20` });
  }
  const step = chips[map.chip]?.watchdogStepMs ?? 1;
  if (map.watchdogMs % step !== 0) {
    const message = `watchdogMs ${map.watchdogMs}, but ${map.chip} rounds it to ${step} ms`;
    complaints.push({ place: at('watchdogMs'), message });
  }
  if (bistable !== null && !map.bridge?.endsInHardware && map.watchdogMs > bistable.ratedMs) {
    const message = `watchdogMs ${map.watchdogMs} outlasts what ${map.lock} bears, ${bistable.ratedMs} ms: end its strokes in hardware (endsInHardware)`;
    complaints.push({ place: at('watchdogMs'), message });
  }
  const longest = chips[map.chip]?.longestWatchdogMs ?? 8300;
  if (!(map.watchdogMs >= 10 * map.tickMs && map.watchdogMs <= longest)) {
    const message = `watchdogMs ${map.watchdogMs}, expected ${10 * map.tickMs} to ${longest}`;
    complaints.push({ place: at('watchdogMs'), message });
  }
  return complaints;
}
