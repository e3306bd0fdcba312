/**
 * Limit fields: `fieldAt('deadProofMs')` in the sources becomes `'.deadProofMs'`, a string that says that it means
 * a field, because a name in quotes is not changed with the field that it means (limit-field.ts). Once fields have
 * their places or their short names, these strings get them as well.
 */

import { readFile } from 'node:fs/promises';

const CALL = /\bfieldAt\('(\w+)'\)/g;

/** @param {string} text a source @returns {string} with as many lines */
export function markFields(text) {
  return text.replace(CALL, (_call, /** @type {string} */ field) => `'.${field}'`);
}

/**
 * The field that a string means.
 * @param {any} node of a program @returns {string | undefined} undefined where it is no marked string
 */
export function markedField({ type, value }) {
  return type === 'Literal' && typeof value === 'string' ? /^\.(\w+)$/.exec(value)?.[1] : undefined;
}

/**
 * Marked strings as esbuild reads them when it makes fields short: the name of a field, in quotes. Another string that
 * begins with a dot, such as the name of a file, stays as it is.
 * @param {string} code @param {readonly string[]} fields that may be renamed @returns {string}
 */
export function quoteFields(code, fields) {
  return code.replace(/(["'])\.(\w+)\1/g, (text, _quote, /** @type {string} */ field) =>
    fields.includes(field) ? `/* @__KEY__ */ "${field}"` : text,
  );
}

/**
 * The settings, with their fields marked.
 * @type {import('esbuild').Plugin}
 */
export const limitFields = {
  name: 'limit-fields',
  setup(build) {
    build.onLoad({ filter: /[\\/]firmware[\\/]storage[\\/]settings\.ts$/ }, async ({ path }) => ({
      contents: markFields(await readFile(path, 'utf8')),
      loader: 'ts',
    }));
  },
};
