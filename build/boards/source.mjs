/**
 * Source: a map as it stands in a file, evaluated; or the sentence that says why there is none.
 */

import { existsSync } from 'node:fs';
import { build } from 'esbuild';
import { placeAt, placesOf } from './places.mjs';
import { quote } from './shapes.mjs';

/** @typedef {import('./places.mjs').Place} Place */

/** @param {string} contents @param {string} root */
export async function evaluate(contents, root) {
  const result = await build({
    stdin: { contents, resolveDir: root, loader: 'ts' },
    // So that the place of an error is told from the project's folder, wherever the command was typed.
    absWorkingDir: root.replace(/(?<=.)\/$/, ''),
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    logLevel: 'silent',
  });
  // Of a key that stands twice the last would win without a word.
  const repeated = result.warnings.find((one) => one.id === 'duplicate-object-key');
  if (repeated !== undefined) throw Object.assign(new Error(repeated.text), { errors: [repeated] });
  const code = result.outputFiles[0]?.text ?? '';
  return import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);
}

/** Deeper than any map is: what contains itself ends here. */
const DEEPEST = 6;

/**
 * The values alone, each read once: what a map computes as it is read may throw, and does so here.
 * @param {any} value @param {number} [depth] @returns {any}
 */
function readThrough(value, depth = 0) {
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return value;
  if (Array.isArray(value)) return value.map((one) => readThrough(one, depth + 1));
  const read = Object.entries(value).map(([key, one]) => [key, readThrough(one, depth + 1)]);
  return Object.fromEntries(read);
}

/** What esbuild or the map itself has thrown, in a sentence. @param {any} error @param {string} file @param {number} line of the map @param {string} root */
function sentenceOf(error, file, line, root) {
  const first = error?.errors?.[0];
  const at = first?.location;
  if (first === undefined) {
    const thrown = error instanceof Error ? error.message : quote(error);
    return `${file.replace(root, '')}:${line}: the map cannot be evaluated: ${thrown}`;
  }
  const isOther = at?.file && at.file !== '<stdin>';
  const where = isOther ? at.file : file;
  const name = where.replace(root, '');
  return `${name}:${isOther ? at.line : line}: ${first.text}`;
}

/**
 * Reads what a file exports as its map.
 *
 * @param {string} file @param {string} name `pinMap` or `jigMap` @param {string} root
 * @returns {Promise<{ map: any, places: Place[], wrong: string }>} `wrong` is empty where there is a record
 */
export async function readSource(file, name, root) {
  const nothing = { map: null, places: [] };
  if (!existsSync(file)) return { ...nothing, wrong: `no pin map ${file.replace(root, '')}` };
  /** @type {Place[]} */
  let places = [];
  try {
    places = await placesOf(file);
    const module = await evaluate(`export * from ${JSON.stringify(file)};`, root);
    const line = placeAt(places, '')?.line ?? 1;
    const map = module[name];
    const at = `${file.replace(root, '')}:${line}`;
    if (map === undefined) {
      const names = Object.keys(module).join(', ') || 'nothing';
      return { ...nothing, wrong: `${at}: expected an export "${name}", found ${names}` };
    }
    if (typeof map !== 'object' || map === null || Array.isArray(map)) {
      return { ...nothing, wrong: `${at}: expected ${name} to be a record, found ${quote(map)}` };
    }
    return { map: readThrough(map), places, wrong: '' };
  } catch (error) {
    const line = placeAt(places, '')?.line ?? 1;
    return { ...nothing, wrong: sentenceOf(error, file, line, root) };
  }
}
