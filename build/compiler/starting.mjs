/**
 * Starting: what only the start uses is dropped when the start has ended: the functions that make the charger, and
 * the pin map. The engine keeps a function's byte code as long as a name can still find the function.
 *
 * A function is *starting* where each of its calls is executed by the outermost function itself, or by another
 * starting function, and not by a function that they leave behind. A name is dropped where nothing else uses it.
 */

import { parse } from 'acorn';
import { fullAncestor } from 'acorn-walk';
import { analyze } from 'eslint-scope';
import { applyEdits } from './edits.mjs';

/** @typedef {import('eslint-scope').Variable} Variable */

/** The nodes around every name of a tree, the outermost first and the name itself last. @param {any} tree */
function pathsIn(tree) {
  /** @type {Map<any, any[]>} */
  const paths = new Map();
  fullAncestor(tree, (/** @type {any} */ node, _state, /** @type {any[]} */ path) => {
    if (node.type === 'Identifier') paths.set(node, [...path]);
  });
  return paths;
}

/**
 * Whether a place is executed by the start alone.
 * @param {readonly any[]} path from the program on @param {any} outermost the function around everything
 * @param {ReadonlySet<string>} starting names of functions
 */
function isInStart(path, outermost, starting) {
  return path.every((node, i) => {
    if (i <= path.indexOf(outermost) || !/Function/.test(node.type)) return true;
    const around = path[i - 1];
    const isCalledAtOnce = around.type === 'CallExpression' && around.callee === node;
    return isCalledAtOnce || (around === outermost.body && starting.has(node.id?.name));
  });
}

/** Whether a name can be dropped, and a value that takes memory with it. @param {Variable} variable */
function isLarge({ defs }) {
  return defs.some((/** @type {any} */ { node, parent }) => {
    if (node.type === 'FunctionDeclaration') return true;
    return parent?.kind !== 'const' && /^(Array|Object|Call)Expression$/.test(node.init?.type);
  });
}

/**
 * @param {string} code a finished script that is one function, called at once @returns {string} the same program
 */
export function dropStart(code) {
  const tree = /** @type {any} */ (parse(code, { ecmaVersion: 2022, ranges: true }));
  const { scopes } = analyze(tree, { ecmaVersion: 2022 });
  const scope = scopes.find((one) => one.type === 'function');
  if (scope === undefined) return code;
  const outermost = /** @type {any} */ (scope.block);
  const paths = pathsIn(tree);
  const pathsOf = (/** @type {Variable} */ variable) =>
    variable.references.map((one) => paths.get(one.identifier) ?? []);
  // Some names are declared once more, for their order.
  const functions = scope.variables.filter(({ defs }) =>
    defs.some(({ type }) => type === 'FunctionName'),
  );
  const starting = new Set(functions.map(({ name }) => name));
  const isStarting = (/** @type {Variable} */ variable) =>
    pathsOf(variable).every((path) => {
      const [around, name] = path.slice(-2);
      const isCalled = around?.type === 'CallExpression' && around.callee === name;
      return isCalled && isInStart(path, outermost, starting);
    });
  for (let size = -1; size !== starting.size; ) {
    size = starting.size;
    for (const one of functions) if (!isStarting(one)) starting.delete(one.name);
  }
  const dropped = scope.variables.filter(
    (one) => isLarge(one) && pathsOf(one).every((path) => isInStart(path, outermost, starting)),
  );
  if (dropped.length === 0) return code;
  const end = outermost.body.end - 1;
  const names = dropped.map(({ name }) => `${name}=`).join('');
  return applyEdits(code, [{ start: end, end, text: `;${names}0` }]);
}
