/**
 * Check map: any file with a map, a pin map or a jig's, checked for every platform that its chip runs.
 */

import { chips } from './chips.mjs';
import { readJigMap } from './jig-map.mjs';
import { jigRows, pinsOf } from './map-rows.mjs';
import { complainShape, readPinMap, rowsOf } from './pin-map.mjs';
import { readSource } from './source.mjs';

/** @typedef {{ platform: string, complaints: string[], warnings: string[] }} Verdict */

/**
 * @typedef {object} CheckedMap
 * @property {any} map null where the file gives none
 * @property {import('./map-rows.mjs').PinUse[]} pins none where the map has not the right shape
 * @property {string[]} unfitted nets that are null
 * @property {Verdict[]} verdicts one for each platform
 */

/**
 * @param {string} file @param {string} root @param {string} [platform] this one only
 * @returns {Promise<CheckedMap>}
 */
export async function checkMap(file, root, platform) {
  const asPins = await readSource(file, 'pinMap', root);
  const asJig = asPins.wrong === '' ? asPins : await readSource(file, 'jigMap', root);
  const isJig = asPins.wrong !== '' && asJig.wrong === '';
  const { map, places } = isJig ? asJig : asPins;
  const usual = chips[map?.chip]?.platforms ?? ['kaluma'];
  const platforms = platform === undefined ? usual : [platform];
  const read = isJig ? readJigMap : readPinMap;
  /** @type {Verdict[]} */
  const verdicts = [];
  for (const one of platforms) {
    const { complaints, warnings } = await read(file, one, root);
    verdicts.push({ platform: one, complaints, warnings });
  }
  /** @type {Readonly<Record<string, import('./map-rows.mjs').Row>>} */
  const rows = isJig ? jigRows : rowsOf(platforms[0] ?? '');
  const isWhole = map !== null && complainShape(map, rows, places).length === 0;
  const nets = Object.keys(rows).filter((name) => rows[name]?.way !== null);
  return {
    map,
    pins: isWhole ? pinsOf(map, rows) : [],
    unfitted: isWhole ? nets.filter((name) => (map[name] ?? null) === null) : [],
    verdicts,
  };
}
