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
 * @typedef {{ key: string, value: any, top: string, path: string, file: string, line: number }} Place
 * `top`: the property of the map itself in which it stands; `path`: the way to it from the map down
 * (`light.1.pin`), empty for the map itself
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

/** The way from a map down to what stands last. @param {readonly any[]} around from the outside in */
function pathOf(around) {
  const steps = around.flatMap((one, i) => {
    if (one.type === 'Property') return [one.key.name ?? one.key.value];
    const inside = around[i + 1];
    return one.type === 'ArrayExpression' && inside ? [one.elements.indexOf(inside)] : [];
  });
  return steps.join('.');
}

/** What a map is called where it is exported. */
const exported = ['pinMap', 'jigMap'];

/** What this piece of the source says of a map. @param {any} one @param {any[]} around from the outside in, with it @returns {{ key: string, value: any, top: string, path: string, at: any }[]} */
function saidBy(one, around) {
  if (one.type === 'VariableDeclarator' && exported.includes(one.id.name)) {
    return [{ key: '', value: undefined, top: '', path: '', at: one.id.loc.start }];
  }
  if (one.type !== 'Property') return [];
  const key = one.key.name ?? one.key.value;
  const { key: first } = around.find(({ type }) => type === 'Property');
  const top = first.name ?? first.value;
  const path = pathOf(around);
  const elements = one.value.type === 'ArrayExpression' ? one.value.elements : [];
  const said = [{ key, value: one.value.value, top, path, at: one.value.loc.start }];
  elements.forEach((/** @type {any} */ it, /** @type {number} */ i) => {
    if (it?.type !== 'Literal') return;
    said.push({ key, value: it.value, top, path: `${path}.${i}`, at: it.loc.start });
  });
  return said;
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
      if (source?.startsWith('.')) bases.push(join(dirname(file), source));
    }
    for (const { at, ...said } of saidBy(one, path)) {
      places.push({ ...said, file, line: originalPositionFor(trace, at).line ?? 0 });
    }
  });
  const own = new Set(places.map(({ top }) => top));
  for (const base of bases) {
    places.push(...(await placesOf(base)).filter(({ top }) => !own.has(top)));
  }
  return places;
}

/**
 * Where a value of a map stands: its own place, or that of what it is a part of.
 * @param {readonly Place[]} places @param {string} path @returns {Place | undefined}
 */
export function placeAt(places, path) {
  const steps = path.split('.');
  for (let count = steps.length; count >= 0; count--) {
    const way = steps.slice(0, count).join('.');
    const found = places.find((one) => one.path === way);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * A complaint as a person reads it: the place, and what is wrong.
 * @param {Complaint} complaint @param {string} file the map's @param {string} root
 */
export function writeComplaint({ place, message }, file, root) {
  return `${(place?.file ?? file).replace(root, '')}:${place?.line ?? 0}: ${message}`;
}
