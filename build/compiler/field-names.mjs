/**
 * Field names: short names for the fields of our own records. A name that reaches the platform is never
 * changed.
 *
 * A field is ours when an object literal of the sources makes it. A name that the language or the
 * platform uses as well is left alone everywhere, because a field is renamed wherever it is written.
 */

import { readFileSync } from 'node:fs';
import { parse } from 'acorn';
import { full } from 'acorn-walk';

/** Every name that the language itself gives to a member. */
function languageNames() {
  const owners = [Object, Array, String, Number, Math, JSON, Error, Function, RegExp, Boolean];
  const prototypes = [...owners, Uint8Array, Int32Array, Object.getPrototypeOf(Uint8Array)].map(
    (owner) => /** @type {any} */ (owner).prototype,
  );
  return [...owners, ...prototypes]
    .filter((owner) => owner !== undefined)
    .flatMap((owner) => Object.getOwnPropertyNames(owner));
}

/**
 * Names of the language that can only mean a field here: functions have no name on Espruino, and the dialect
 * has no regular expressions.
 */
const harmless = ['name', 'test'];

/** Every name that a platform's declarations give to a member. @param {string} file */
function declaredNames(file) {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/^\s+(?:readonly\s+)?([A-Za-z_]\w*)\??\s*[(:<]/gm)].map((m) =>
    String(m[1]),
  );
}

/**
 * Fields that may be renamed.
 *
 * @param {string} code the bundle, as a module or a script
 * @param {string | null} declarations the platform's declarations, every name of which is kept
 * @returns {string[]}
 */
export function ownFields(code, declarations) {
  const kept = new Set(languageNames().filter((name) => !harmless.includes(name)));
  if (declarations !== null) for (const name of declaredNames(declarations)) kept.add(name);
  /** @type {Set<string>} */
  const fields = new Set();
  full(parse(code, { ecmaVersion: 2022, sourceType: 'module' }), (node) => {
    if (node.type !== 'Property') return;
    const property = /** @type {any} */ (node);
    if (!property.computed && property.key.type === 'Identifier') fields.add(property.key.name);
  });
  return [...fields].filter((name) => !kept.has(name)).sort();
}

/**
 * Names of platform methods that our records use for plain values: a call means the platform's method, a read
 * or write means our field.
 *
 * @param {string} code @param {string | null} declarations @returns {string[]}
 */
export function sharedFields(code, declarations) {
  if (declarations === null) return [];
  const text = readFileSync(declarations, 'utf8');
  const methods = [...text.matchAll(/^\s+([a-z]\w*)\(/gm)].map((m) => String(m[1]));
  /** @type {Map<string, boolean>} */
  const isValue = new Map();
  full(parse(code, { ecmaVersion: 2022, sourceType: 'module' }), (node) => {
    if (node.type !== 'Property') return;
    const { key, value } = /** @type {any} */ (node);
    isValue.set(key.name, (isValue.get(key.name) ?? true) && isPlainValue(value));
  });
  return methods.filter((name) => isValue.get(name) === true);
}

/** The minifier has replaced `true` and `false` by `!0` and `!1`. @param {any} node @returns {boolean} */
function isPlainValue(node) {
  return (
    node.type === 'Literal' || (node.type === 'UnaryExpression' && isPlainValue(node.argument))
  );
}
