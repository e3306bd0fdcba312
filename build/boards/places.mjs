/**
 * Places: every property of a pin map, with its line in the source.
 */

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import { parse } from 'acorn';
import { fullAncestor } from 'acorn-walk';
import { transform } from 'esbuild';

/**
 * One property of a map, with its place in the sources.
 * @typedef {{ key: string, value: any, top: string, file: string, line: number }} Place
 * `top`: the property of the map itself in which it stands
 */

/** @typedef {{ place: Place | undefined, message: string }} Complaint */

/** The source that a name was imported from; null where it was not. @param {any} tree @param {string} name */
function sourceOf(tree, name) {
  for (const one of tree.body) {
    const names = one.type === 'ImportDeclaration' ? one.specifiers : [];
    if (names.some((/** @type {any} */ it) => it.local.name === name)) return one.source.value;
  }
  return null;
}

/**
 * Every property of the map's object literals, with its place in the sources; then the properties of the map
 * that is spread in it, except those that are overridden.
 * @param {string} file @returns {Promise<Place[]>}
 */
export async function placesOf(file) {
  const text = readFileSync(file, 'utf8');
  const { code, map } = await transform(text, { loader: 'ts', sourcemap: true, sourcefile: file });
  const trace = new TraceMap(map);
  const tree = parse(code, { ecmaVersion: 2022, sourceType: 'module', locations: true });
  /** @type {Place[]} */
  const places = [];
  /** @type {string[]} */
  const bases = [];
  fullAncestor(tree, (/** @type {any} */ one, _state, /** @type {any[]} */ path) => {
    if (one.type === 'SpreadElement' && one.argument.type === 'Identifier') {
      const source = sourceOf(tree, one.argument.name);
      if (source !== null) bases.push(join(dirname(file), source));
    }
    if (one.type !== 'Property' || one.key.type !== 'Identifier') return;
    const top = path.find((around) => around.type === 'Property').key.name;
    const elements = one.value.type === 'ArrayExpression' ? one.value.elements : [];
    const literals = elements.filter((/** @type {any} */ it) => it?.type === 'Literal');
    for (const value of [one.value, ...literals]) {
      const { line } = originalPositionFor(trace, value.loc.start);
      places.push({ key: one.key.name, value: value.value, top, file, line: line ?? 0 });
    }
  });
  const own = new Set(places.map(({ top }) => top));
  for (const base of bases) {
    places.push(...(await placesOf(base)).filter(({ top }) => !own.has(top)));
  }
  return places;
}

/**
 * A complaint as a person reads it: the place, and what is wrong.
 * @param {Complaint} complaint @param {string} file the map's @param {string} root
 */
export function writeComplaint({ place, message }, file, root) {
  return `${(place?.file ?? file).replace(root, '')}:${place?.line ?? 0}: ${message}`;
}
