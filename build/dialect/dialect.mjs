/**
 * Dialect: what the two engines cannot do, or do differently, found in the bundle's syntax tree.
 *
 * Espruino runs its own dialect: some syntax is missing, and some is accepted with another meaning. The
 * second kind is the dangerous one: nothing fails, and the charger does the wrong thing. JerryScript is
 * nearly complete, but has none of the globals of a browser or of Node.
 */

import { parse } from 'acorn';
import { checkNames } from './dialect-names.mjs';
import { commonMembers, missingMembers, missingOperators, missingSyntax } from './engines.mjs';
import { findingAt, isFunction, isFunctionNode } from './finding.mjs';

/**
 * @typedef {import('./finding.mjs').Finding} Finding
 * @typedef {import('./finding.mjs').Node} Node
 */

/** @param {Node} node @returns {string | null} */
function complainAlone(node) {
  const syntax = missingSyntax.get(node.type);
  if (syntax !== undefined) return syntax;
  if (node.type === 'AssignmentExpression' || node.type === 'BinaryExpression') {
    return missingOperators.get(node.operator) ?? null;
  }
  if (node.type === 'Literal' && typeof node.value === 'bigint') return 'neither has BigInt';
  if (isFunction(node)) {
    if (node.async) return 'Espruino has no async functions';
    if (node.generator) return 'Espruino has no generators';
  }
  return null;
}

/** @param {Node} node @returns {string | null} */
function complainMeaning(node) {
  if (node.type === 'SwitchStatement') {
    const at = node.cases.findIndex((one) => one.test === null);
    if (at >= 0 && at < node.cases.length - 1) return 'default must be the last case on Espruino';
  }
  if (isShift(node)) {
    const by = node.right;
    if (by.type === 'Literal' && Number(by.value) >= 32) {
      return 'shifts by 32 or more differ between the engines';
    }
  }
  if ((node.type === 'ClassDeclaration' || node.type === 'ClassExpression') && node.superClass) {
    return 'inheritance recurses without end on Espruino beyond one level';
  }
  if (node.type === 'MemberExpression') return complainMember(node);
  if (node.type === 'CallExpression') return complainCall(node);
  if (node.type === 'AssignmentExpression') return complainAssignment(node.left);
  if (node.type === 'UpdateExpression') return complainAssignment(node.argument);
  return null;
}

/**
 * @param {Node} node
 * @returns {node is import('acorn').BinaryExpression | import('acorn').AssignmentExpression}
 */
function isShift(node) {
  const isOperation = node.type === 'BinaryExpression' || node.type === 'AssignmentExpression';
  return isOperation && /^(<<|>>|>>>)=?$/.test(node.operator);
}

/** @param {import('acorn').MemberExpression} node @returns {string | null} */
function complainMember(node) {
  if (node.computed || node.property.type !== 'Identifier') return null;
  const name = node.property.name;
  const members =
    node.object.type === 'Identifier' ? commonMembers.get(node.object.name) : undefined;
  if (members !== undefined) {
    return members.has(name) ? null : `one of the engines has no such member: ${name}`;
  }
  return missingMembers.get(name) ?? null;
}

/** @param {import('acorn').CallExpression} node @returns {string | null} */
function complainCall(node) {
  const callee = node.callee;
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return null;
  const name = callee.property.name;
  if (name === 'split' && node.arguments.length > 1) return 'Espruino ignores the limit of split';
  if (searches.has(name) && isLongText(node.arguments[0])) {
    return `Espruino finds a text that only begins at the end of the other: ${name} with more than a character`;
  }
  const isJson = callee.object.type === 'Identifier' && callee.object.name === 'JSON';
  if (isJson && node.arguments.length > 1) return 'Espruino ignores reviver and replacer';
  return null;
}

/** They look for a text in another one, and stop at the end of either. */
const searches = new Set(['indexOf', 'includes', 'split', 'replace']);

/** @param {Node | undefined} node */
function isLongText(node) {
  if (node?.type === 'BinaryExpression') return true;
  if (node?.type === 'TemplateLiteral') {
    const text = node.quasis[0]?.value.cooked ?? '';
    return node.expressions.length > 0 || text.length > 1;
  }
  return node?.type === 'Literal' && typeof node.value === 'string' && node.value.length > 1;
}

/** @param {Node} target @returns {string | null} */
function complainAssignment(target) {
  if (target.type !== 'MemberExpression' || target.property.type !== 'Identifier') return null;
  return target.property.name === 'length' && !target.computed
    ? 'Espruino cannot assign the length of an array'
    : null;
}

/**
 * Checks a bundle.
 *
 * @param {string} code the bundle, as one script
 * @param {readonly string[]} [platformGlobals] globals of the one platform the bundle is for
 * @returns {Finding[]} in the order of the code
 */
export function checkDialect(code, platformGlobals = []) {
  const tree = parse(code, {
    ecmaVersion: 2022,
    sourceType: 'script',
    locations: true,
    ranges: true,
  });
  /** @type {Finding[]} */
  const findings = [];
  walkAll(tree, [], (node, parents) => {
    const complaint = complainAlone(node) ?? complainMeaning(node) ?? complainVar(node, parents);
    if (complaint !== null) findings.push(findingAt(node, complaint));
  });
  findings.push(...checkNames(tree, platformGlobals));
  return findings.sort((a, b) => a.line - b.line || a.column - b.column);
}

/**
 * A `var` is safe only where it certainly runs: directly in the body of a function.
 * @param {Node} node @param {Node[]} parents outermost first @returns {string | null}
 */
function complainVar(node, parents) {
  if (node.type !== 'VariableDeclaration' || node.kind !== 'var') return null;
  const parent = parents[parents.length - 1];
  const owner = parents[parents.length - 2];
  const isBody = parent?.type === 'BlockStatement' && owner !== undefined && isFunctionNode(owner);
  return isBody || parent?.type === 'Program'
    ? null
    : 'var in a branch that has not run makes a global on Espruino';
}

/**
 * @param {any} node @param {Node[]} parents
 * @param {(node: Node, parents: Node[]) => void} visit
 */
function walkAll(node, parents, visit) {
  if (node === null || typeof node !== 'object') return;
  if (Array.isArray(node)) {
    for (const one of node) walkAll(one, parents, visit);
    return;
  }
  if (typeof node.type !== 'string') return;
  visit(node, parents);
  const inner = [...parents, node];
  for (const key of Object.keys(node)) {
    if (key !== 'loc' && key !== 'range') walkAll(node[key], inner, visit);
  }
}
