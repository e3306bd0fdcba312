/**
 * Name order: which names JerryScript finds first.
 *
 * - Names of the outermost function are looked up, on every use in an inner one, by walking the list of all of
 *   them from the last to the first: those that ticks use come last (`tick-names.json`, which
 *   `holdfast bench names` writes). This makes a deciding tick a tenth shorter.
 * - Names of an inner function are numbers when it runs, but its parser walks the list from the first to the
 *   last for every use, and Kaluma parses the whole program at every start: those that are used most come
 *   first.
 *
 * A declaration without a value costs nothing while the program runs.
 */

import { parse } from 'acorn';
import { analyze } from 'eslint-scope';
import { applyEdits } from './edits.mjs';
import tickNames from './tick-names.json' with { type: 'json' };

/** Functions with fewer names gain less than the declaration costs. */
const LEAST_NAMES = 70;
/** How many names are moved, and how often one must be used. */
const MOST_MOVED = 30;
const LEAST_USES = 3;
/** How many names of the outermost function are moved behind all others: more of them make the parser slower. */
const MOST_SHARED = 12;

/** @param {string} code a script @returns {any[]} its scopes that are functions, outer ones first */
function functionScopes(code) {
  const tree = parse(code, { ecmaVersion: 2022, sourceType: 'script', ranges: true });
  const { scopes } = analyze(/** @type {any} */ (tree), { ecmaVersion: 2022 });
  return scopes.filter(
    (/** @type {any} */ one) => one.type === 'function' && one.block.body.type === 'BlockStatement',
  );
}

/**
 * Whether a name may be declared once more: a parameter or a `let` may not.
 * @param {any} variable
 */
function isVar({ defs }) {
  const isOne = (/** @type {any} */ def) =>
    def.type === 'FunctionName' || (def.type === 'Variable' && def.parent.kind === 'var');
  return defs.length > 0 && defs.every(isOne);
}

/** @param {any[]} variables @returns {string[]} their names, the one that is written most first */
function mostWritten(variables) {
  return [...variables]
    .sort((a, b) => b.references.length - a.references.length)
    .map((variable) => variable.name);
}

/** Behind the directives: `'use strict'` is one at the beginning of a function only. @param {any} body */
function placeIn(body) {
  const directives = body.body.filter((/** @type {any} */ one) => one.directive !== undefined);
  return directives.at(-1)?.end ?? body.start + 1;
}

/**
 * @param {any} scope of a function @param {readonly string[]} names
 * @returns {import('./edits.mjs').Edit[]} that declare the names at its beginning; none where there are none
 */
function declare(scope, names) {
  const at = placeIn(scope.block.body);
  return names.length === 0 ? [] : [{ start: at, end: at, text: `var ${names.join(',')};` }];
}

/**
 * The order of the outermost function's names.
 * @param {string} code a script that is one function, called at once, with the names of the sources
 * @param {readonly string[]} [last] names, the one to be found first last
 * @returns {string} the same program
 */
export function orderShared(code, last = tickNames) {
  const [scope] = functionScopes(code);
  if (scope === undefined) return code;
  const own = scope.variables.filter(isVar);
  const names = own.map((/** @type {any} */ one) => one.name);
  const hot = last.filter((name) => names.includes(name)).slice(-MOST_SHARED);
  // The parser walks this list as well, from the first: of the others those that are written most come first.
  const others = own.filter((/** @type {any} */ one) => !hot.includes(one.name));
  return applyEdits(code, declare(scope, [...mostWritten(others), ...hot]));
}

/**
 * The order of each inner function's names.
 * @param {string} code a script that is one function, called at once
 * @param {number} [leastNames] of a function, for its order to be changed
 * @returns {string} the same program
 */
export function orderInner(code, leastNames = LEAST_NAMES) {
  const scopes = functionScopes(code)
    .slice(1)
    .filter(({ variables, through }) => variables.length + through.length >= leastNames);
  const edits = scopes.flatMap((scope) => {
    const often = scope.variables.filter(
      (/** @type {any} */ one) => isVar(one) && one.references.length >= LEAST_USES,
    );
    return declare(scope, mostWritten(often).slice(0, MOST_MOVED));
  });
  return applyEdits(code, edits);
}
