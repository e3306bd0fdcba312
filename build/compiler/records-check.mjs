/**
 * Records check: what a program must not do to a record whose fields may become elements of an array.
 */

import { parse } from 'acorn';
import { full } from 'acorn-walk';
import { findingAt } from '../dialect/finding.mjs';

/** @typedef {import('../dialect/finding.mjs').Finding} Finding */

/** Calls that distinguish an array from a record, or read a record's names. */
const telling = new Map([
  ['Object.keys', 'the names of fields are not in the bundle'],
  ['Object.create', 'a record is made by a literal'],
  ['JSON.stringify', 'the names of fields are not in the bundle'],
  ['Array.isArray', 'a record may be an array in the bundle'],
]);

/** @param {any} node @returns {string | null} */
function complain(node) {
  if (node.type === 'BinaryExpression' && node.operator === 'in') {
    return 'the names of fields are not in the bundle';
  }
  if (node.type === 'UnaryExpression' && node.operator === 'delete') {
    return 'a record keeps its fields';
  }
  if (node.type === 'Property') {
    if (node.kind !== 'init') return 'a field is read without running anything: use a function';
    const isPlain = !node.computed && node.key.type === 'Identifier';
    return isPlain ? null : 'a field has a plain name';
  }
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return null;
  const { object, property, computed } = node.callee;
  if (computed) return null;
  if (property.name === 'concat') return 'concat would take a record apart: use push';
  if (property.name === 'hasOwnProperty') return 'the names of fields are not in the bundle';
  return object.type === 'Identifier'
    ? (telling.get(`${object.name}.${property.name}`) ?? null)
    : null;
}

/**
 * @param {string} code the flat bundle @returns {Finding[]}
 */
export function checkRecords(code) {
  const tree = parse(code, { ecmaVersion: 2022, sourceType: 'module', locations: true });
  /** @type {Finding[]} */
  const findings = [];
  full(tree, (/** @type {any} */ node) => {
    const message = complain(node);
    if (message !== null) findings.push(findingAt(node, message));
  });
  return findings;
}
