/**
 * Table scopes: a table of large numbers in the outermost function gets a small function of its own, called at once.
 *
 * JerryScript's parser walks the list of a function's names and numbers for each number above 255 that it reads. The
 * outermost function's list has all shared names, about 400; that of a table's own function has little but the table.
 * Kaluma parses the whole program at every start.
 */

import { parse } from 'acorn';
import { base, simple } from 'acorn-walk';
import { applyEdits } from './edits.mjs';

/** A smaller number is part of the byte code. */
const LARGEST_SMALL = 255;
/** With fewer large numbers, the function costs more than it saves. */
const LEAST_NUMBERS = 4;

/** @param {any} table an expression @returns {number} how many large numbers it has, those in functions apart */
function largeNumbers(table) {
  let count = 0;
  const none = () => {};
  const apart = { ArrowFunctionExpression: none, FunctionExpression: none };
  const found = (/** @type {any} */ { value }) => {
    if (typeof value === 'number' && value > LARGEST_SMALL) count++;
  };
  simple(table, { Literal: found }, /** @type {any} */ ({ ...base, ...apart }));
  return count;
}

/**
 * @param {string} code a finished script whose functions are one, called at once @returns {string} the same program
 */
export function separateTables(code) {
  const tree = /** @type {any} */ (parse(code, { ecmaVersion: 2022, sourceType: 'script' }));
  const { body } = tree.body[0].expression.callee;
  const tables = body.body
    .flatMap((/** @type {any} */ one) =>
      one.type === 'VariableDeclaration' ? one.declarations : [],
    )
    .map((/** @type {any} */ one) => one.init)
    .filter((/** @type {any} */ one) => one?.type === 'ArrayExpression');
  const edits = tables
    .filter((/** @type {any} */ one) => largeNumbers(one) >= LEAST_NUMBERS)
    .flatMap((/** @type {any} */ { start, end }) => [
      { start, end: start, text: '(()=>' },
      { start: end, end, text: ')()' },
    ]);
  return applyEdits(code, edits);
}
