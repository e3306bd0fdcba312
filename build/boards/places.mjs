/**
 * Places: every property of a pin map, with the line of its source that a complaint points at.
 */

import { readFileSync } from 'node:fs';
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import { parse } from 'acorn';
import { full } from 'acorn-walk';
import { transform } from 'esbuild';

/**
 * @typedef {{ key: string, value: any, line: number }} Place one property of the map, with its line
 */

/**
 * Every property of the map's object literals, with its line in the source.
 * @param {string} file @returns {Promise<Place[]>}
 */
export async function placesOf(file) {
  const text = readFileSync(file, 'utf8');
  const { code, map } = await transform(text, { loader: 'ts', sourcemap: true, sourcefile: file });
  const trace = new TraceMap(map);
  /** @type {Place[]} */
  const places = [];
  full(parse(code, { ecmaVersion: 2022, sourceType: 'module', locations: true }), (node) => {
    const one = /** @type {any} */ (node);
    const place = (/** @type {string} */ key, /** @type {any} */ value) => {
      const at = originalPositionFor(trace, value.loc.start);
      places.push({ key, value: value.value, line: at.line ?? 0 });
    };
    if (one.type !== 'Property' || one.key.type !== 'Identifier') return;
    place(one.key.name, one.value);
    if (one.value.type !== 'ArrayExpression') return;
    for (const element of one.value.elements)
      if (element?.type === 'Literal') place(one.key.name, element);
  });
  return places;
}
