/**
 * Engine names: what functions share is called by names that JerryScript already has.
 *
 * JerryScript keeps the names of JavaScript's own functions in its program memory. Every other name becomes a string
 * on the heap, in one list, and at the end of every function the parser walks this list for each name that the
 * function does not declare itself; Kaluma parses the whole program at every start. A variable that is called `sqrt`
 * is found at once and takes no heap. What it costs is a longer text.
 */

import { parse } from 'acorn';
import { full } from 'acorn-walk';
import { analyze } from 'eslint-scope';
import { applyEdits } from './edits.mjs';

/** From lit-magic-strings.ini of JerryScript 2.4, the shortest first; no word of the language among them. */
const engineNames = `is of
abs add all cos exp get has log map max min now pop pow raw set sin tan
acos asin atan bind call cbrt ceil cosh done exec fill find flat from imul join keys log2 name next push race seal
sign sinh size some sort sqrt tanh test then trim
acosh apply asinh atan2 atanh clear clz32 every expm1 flags floor hypot index input isNaN log10 log1p match parse
proxy round shift slice split stack trunc value
assign bigint buffer callee caller charAt concat create dotAll escape filter freeze fround getDay global isView
keyFor length number object padEnd random reduce reject repeat revoke search source splice sticky string substr
symbol toJSON values
boolean compile entries flatMap forEach getDate getInt8 getTime getYear indexOf isArray message ownKeys replace
resolve reverse setDate setInt8 setTime setYear species toFixed trimEnd unicode unshift valueOf
endsWith getHours getInt16 getInt32 getMonth getUint8 includes isFinite isFrozen isSealed iterator matchAll padStart
setHours setInt16 setInt32 setMonth setUint8 subarray toString trimLeft unescape writable`.split(
  /\s+/,
);

/** @typedef {import('eslint-scope').Variable} Variable */

/** In how many inner functions a variable is used. @param {Variable} variable */
function functionsOf({ references, scope }) {
  const users = new Set(references.map((one) => one.from.variableScope));
  users.delete(scope.variableScope);
  return users.size;
}

/** Where a field of a record takes its name from a variable. @param {any} tree @returns {Set<number>} */
function shorthandsIn(tree) {
  /** @type {Set<number>} */
  const found = new Set();
  full(tree, (/** @type {any} */ node) => {
    if (node.type === 'Property' && node.shorthand) found.add(node.start);
  });
  return found;
}

/**
 * The edits that give a variable another name.
 * @param {Variable} variable @param {string} name @param {ReadonlySet<number>} shorthands
 * @returns {import('./edits.mjs').Edit[]}
 */
function rename({ defs, references, ...variable }, name, shorthands) {
  const found = [...references.map((one) => one.identifier), ...defs.map((one) => one.name)];
  return [...new Set(found)].map((/** @type {any} */ { start, end }) => {
    return { start, end, text: shorthands.has(start) ? `${variable.name}: ${name}` : name };
  });
}

/**
 * @param {string} code a finished script that is one function, called at once
 * @param {readonly string[]} [names] the shortest first
 * @returns {string} the same program
 */
export function nameAsEngine(code, names = engineNames) {
  const tree = parse(code, { ecmaVersion: 2022, sourceType: 'script', ranges: true });
  const { scopes } = analyze(/** @type {any} */ (tree), { ecmaVersion: 2022 });
  const outermost = scopes.find((one) => one.type === 'function');
  if (outermost === undefined) return code;
  const taken = new Set(
    scopes.flatMap(({ variables, through }) => [
      ...variables.map((one) => one.name),
      ...through.map((one) => String(one.identifier.name)),
    ]),
  );
  const free = names.filter((one) => !taken.has(one));
  const shorthands = shorthandsIn(tree);
  const edits = outermost.variables
    .map((variable) => ({ variable, functions: functionsOf(variable) }))
    .filter(({ variable, functions }) => variable.defs.length > 0 && functions > 0)
    .sort((a, b) => b.functions - a.functions)
    .slice(0, free.length)
    .sort((a, b) => b.variable.references.length - a.variable.references.length)
    .flatMap(({ variable }, i) => rename(variable, String(free[i]), shorthands));
  return applyEdits(code, edits);
}
