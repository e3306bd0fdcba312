/**
 * Limit fields: `numberAt('deadProofMs')` in the sources, written out as the two functions that it makes,
 * because a name in quotes is not made short with the field that it means (limit-field.ts).
 */

import { readFile } from 'node:fs/promises';

const CALL = /\b(numberAt|flagAt)\('(\w+)'\)/g;

/** @param {string} text a source @returns {string} with as many lines */
export function writeOutFields(text) {
  return text.replace(CALL, (_call, /** @type {string} */ kind, /** @type {string} */ field) => {
    const isFlag = kind === 'flagAt';
    const read = isFlag ? `(limits.${field} ? 1 : 0)` : `limits.${field}`;
    const put = `{ limits.${field} = ${isFlag ? 'value !== 0' : 'value'}; }`;
    return `{ read: (limits) => ${read}, put: (limits, value) => ${put} }`;
  });
}

/**
 * The settings, with their fields written out.
 * @type {import('esbuild').Plugin}
 */
export const limitFields = {
  name: 'limit-fields',
  setup(build) {
    build.onLoad({ filter: /[\\/]firmware[\\/]storage[\\/]settings\.ts$/ }, async ({ path }) => ({
      contents: writeOutFields(await readFile(path, 'utf8')),
      loader: 'ts',
    }));
  },
};
