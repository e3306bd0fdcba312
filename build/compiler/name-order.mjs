/**
 * Name order: the names that a function uses most are declared first, for JerryScript.
 *
 * Its parser finds each name by walking the list of all names of the function, in the order in which they were
 * first seen, and Kaluma parses the whole program at every start. A declaration without a value costs nothing
 * while the program runs.
 */

import { parse } from 'acorn';
import { analyze } from 'eslint-scope';

/** Functions with fewer names gain less than the declaration costs. */
const LEAST_NAMES = 25;
/** How many names are moved, and how often one must be used. */
const MOST_MOVED = 20;
const LEAST_USES = 4;

/** @param {any} scope of a function @returns {string[]} its `var`s that are used most, most used first */
function mostUsed(scope) {
  const isVar = (/** @type {any} */ variable) =>
    variable.defs.every(
      (/** @type {any} */ def) => def.type === 'Variable' && def.parent.kind === 'var',
    ) && variable.defs.length > 0;
  return scope.variables
    .filter((/** @type {any} */ one) => isVar(one) && one.references.length >= LEAST_USES)
    .sort((/** @type {any} */ a, /** @type {any} */ b) => b.references.length - a.references.length)
    .slice(0, MOST_MOVED)
    .map((/** @type {any} */ variable) => variable.name);
}

/** Behind the directives: `'use strict'` is one at the beginning of a function only. @param {any} body */
function placeIn(body) {
  const directives = body.body.filter((/** @type {any} */ one) => one.directive !== undefined);
  return directives.at(-1)?.end ?? body.start + 1;
}

/**
 * @param {string} code a script
 * @param {number} [leastNames] of a function, for its order to be changed
 * @returns {string} the same program
 */
export function orderNames(code, leastNames = LEAST_NAMES) {
  const tree = parse(code, { ecmaVersion: 2022, sourceType: 'script', ranges: true });
  const { scopes } = analyze(/** @type {any} */ (tree), { ecmaVersion: 2022 });
  /** @type {{ at: number, text: string }[]} */
  const edits = [];
  for (const scope of scopes) {
    const { body } = /** @type {any} */ (scope.block);
    if (scope.type !== 'function' || body.type !== 'BlockStatement') continue;
    if (scope.variables.length + scope.through.length < leastNames) continue;
    const names = mostUsed(scope);
    if (names.length > 0) edits.push({ at: placeIn(body), text: `var ${names.join(',')};` });
  }
  let ordered = code;
  for (const { at, text } of edits.sort((a, b) => b.at - a.at)) {
    ordered = ordered.slice(0, at) + text + ordered.slice(at);
  }
  return ordered;
}
