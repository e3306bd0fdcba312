/**
 * Jig map: read from its source and checked; every complaint names its line.
 */

import { complainPins, evaluate } from './pin-map.mjs';
import { placesOf, writeComplaint } from './places.mjs';

/** @param {any} map @param {readonly string[]} known @param {import('./places.mjs').Place[]} places */
function complainSwitches(map, known, places) {
  const placeOf = (/** @type {string} */ name) =>
    places.filter((place) => place.key === 'name' && place.value === name).at(-1);
  const names = map.switches.map((/** @type {{ name: string }} */ one) => one.name);
  return names.flatMap((/** @type {string} */ name, /** @type {number} */ at) => {
    if (!known.includes(name)) {
      const message = `no switch "${name}" of a jig, expected one of ${known.join(' | ')}`;
      return [{ place: placeOf(name), message }];
    }
    if (names.indexOf(name) === at) return [];
    return [{ place: placeOf(name), message: `switch ${name} stands there already` }];
  });
}

/**
 * Reads and checks a jig map.
 *
 * @param {string} file @param {string} platform @param {string} root
 * @returns {Promise<{ map: any, complaints: string[] }>}
 */
export async function readJigMap(file, platform, root) {
  const places = await placesOf(file);
  const loaded = await evaluate(
    `export * from ${JSON.stringify(file)};
     export { jigSwitches } from ${JSON.stringify(`${root}firmware/jig/switches.ts`)};`,
    root,
  );
  const at = file.replace(root, '');
  const map = loaded.jigMap;
  if (map === undefined) {
    return { map, complaints: [`${at}: expected a jig map (jigMap), found something else`] };
  }
  const complaints = [
    ...complainPins(map, places, platform),
    ...complainSwitches(map, loaded.jigSwitches(), places),
  ];
  return { map, complaints: complaints.map((one) => writeComplaint(one, file, root)) };
}
