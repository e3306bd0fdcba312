/**
 * Jig map: read from its source and checked; every complaint names its line.
 */

import { jigRows, pinsOf } from './map-rows.mjs';
import { complainShape } from './pin-map.mjs';
import { complainPins } from './pins.mjs';
import { placeAt, writeComplaint } from './places.mjs';
import { complainPulls } from './pulls.mjs';
import { complainScales } from './scales.mjs';
import { evaluate, readSource } from './source.mjs';

/** @typedef {import('./places.mjs').Place} Place */
/** @typedef {import('./places.mjs').Complaint} Complaint */

/** @param {any} map @param {readonly string[]} known @param {readonly Place[]} places @returns {Complaint[]} */
function complainSwitches(map, known, places) {
  const names = map.switches.map((/** @type {{ name: string }} */ one) => one.name);
  return names.flatMap((/** @type {string} */ name, /** @type {number} */ at) => {
    const place = placeAt(places, `switches.${at}.name`);
    if (!known.includes(name)) {
      const message = `no switch "${name}" of a jig, expected one of ${known.join(' | ')}`;
      return [{ place, message }];
    }
    if (names.indexOf(name) === at) return [];
    return [{ place, message: `switch ${name} stands there already` }];
  });
}

/**
 * Reads and checks a jig map.
 *
 * @param {string} file @param {string} platform @param {string} root
 * @returns {Promise<import('./pin-map.mjs').Read>}
 */
export async function readJigMap(file, platform, root) {
  const { map, places, wrong } = await readSource(file, 'jigMap', root);
  const parts = { bistable: null, holdToLock: null, warnings: [] };
  if (wrong !== '') return { ...parts, map: null, complaints: [wrong] };
  const told = (/** @type {Complaint[]} */ found) =>
    found.map((one) => writeComplaint(one, file, root));
  const misshapen = complainShape(map, jigRows, places);
  if (misshapen.length > 0) return { ...parts, map, complaints: told(misshapen) };
  const { jigSwitches } = await evaluate(
    `export { jigSwitches } from ${JSON.stringify(`${root}firmware/jig/switches.ts`)};`,
    root,
  );
  const complaints = [
    ...complainPins(map, pinsOf(map, jigRows), places, platform),
    ...complainScales({ ...map, multiplexer: null }, ['duty'], places, {}),
    ...complainPulls(map, ['contactor', 'extend', 'retract', 'live'], places),
    ...complainSwitches(map, jigSwitches(), places),
  ];
  return { ...parts, map, complaints: told(complaints) };
}
