/**
 * Dialect names: names that one of the engines lacks, or defines too late.
 */

import { ancestor } from 'acorn-walk';
import { analyze } from 'eslint-scope';
import { commonGlobals } from './engines.mjs';
import { findingAt, isFunctionNode } from './finding.mjs';

/**
 * @typedef {import('./finding.mjs').Finding} Finding
 * @typedef {import('./finding.mjs').Node} Node
 */

/**
 * A function made inside a loop that uses the loop's own variable sees its last value on Espruino.
 * @param {Node[]} path from the root to the identifier
 * @param {import('eslint-scope').Variable} variable
 */
function escapesLoop(path, variable) {
  const def = variable.defs[0];
  if (def === undefined) return false;
  const declaration = def.parent;
  const loop = path.find((node) => node.type === 'ForStatement' && node.init === declaration);
  if (loop === undefined) return false;
  return path.slice(path.indexOf(loop)).some((node) => isFunctionNode(node));
}

/**
 * Checks every identifier that is read or written, and the variable it refers to.
 *
 * @param {Node} tree
 * @param {readonly string[]} platformGlobals globals of the one platform the bundle is for
 * @returns {Finding[]}
 */
export function checkNames(tree, platformGlobals) {
  /** @type {Finding[]} */
  const findings = [];
  const manager = analyze(/** @type {any} */ (tree), { ecmaVersion: 2022, sourceType: 'script' });
  /** @type {Map<unknown, Node[]>} */
  const paths = new Map();
  ancestor(tree, {
    Identifier(node, _state, ancestors) {
      paths.set(node, [...ancestors]);
    },
  });
  for (const scope of manager.scopes) {
    for (const reference of scope.references) {
      const id = /** @type {any} */ (reference.identifier);
      const variable = reference.resolved;
      const complaint =
        variable === null || variable.defs.length === 0
          ? complainGlobal(id.name, platformGlobals)
          : complainOrder(reference, variable, paths.get(id) ?? []);
      if (complaint !== null) findings.push(findingAt(id, complaint));
    }
  }
  return findings;
}

/** @param {string} name @param {readonly string[]} platformGlobals @returns {string | null} */
function complainGlobal(name, platformGlobals) {
  return commonGlobals.has(name) || platformGlobals.includes(name)
    ? null
    : `"${name}" is not a global of both engines`;
}

/**
 * @param {import('eslint-scope').Reference} reference
 * @param {import('eslint-scope').Variable} variable
 * @param {Node[]} path
 * @returns {string | null}
 */
function complainOrder(reference, variable, path) {
  const name = variable.name;
  if (escapesLoop(path, variable)) {
    return `a function keeps the loop's "${name}": on Espruino it sees only its last value`;
  }
  const def = /** @type {any} */ (variable.defs[0]);
  if (def.type === 'Parameter') return null;
  const isSameFunction = reference.from.variableScope === variable.scope.variableScope;
  const id = /** @type {any} */ (reference.identifier);
  const definedAt = def.name.start;
  if (isSameFunction && id.start < definedAt && !reference.init) {
    return `"${name}" is used before its definition: Espruino does not hoist`;
  }
  return null;
}
