/**
 * Unfitted: what a pin map leaves out is left out of its program. A question whether a net or a lock part is fitted
 * has one answer on one map; it is written in place of the question, and the Closure Compiler then leaves out what
 * nobody can reach.
 */

import { parse } from 'acorn';
import { fullAncestor } from 'acorn-walk';
import { applyEdits } from './edits.mjs';

/** Where the sources ask for what a net of the map has become: fields of the board and of the charger. */
const fromNets = { lockCoil: 'coil', pilotBreak: 'pilotBreak', trip: 'trip', lockBridge: 'bridge' };
/** Sources name what they read them from by these words. */
const owners = { map: 'map', board: 'board' };

/**
 * @typedef {object} Fitted
 * @property {any} map the pin map
 * @property {any} holdToLock the fitted part, null where a bistable lock is fitted
 */

/**
 * What a field holds on this map, as source text; undefined where it is a record or may change.
 * @param {any} node a member expression @param {Fitted} fitted @returns {string | undefined}
 */
function constantOf(node, { map, holdToLock }) {
  const { name } = node.property;
  if (holdToLock === null && name === 'isHoldToLock') return 'false';
  const isPart = name === 'holdToLock' || name === 'holdToLockPart';
  if (isPart && holdToLock === null) return 'null';
  const value = netOf(node, map);
  if (value === undefined || (typeof value === 'object' && value !== null)) return undefined;
  return value < 0 ? `(${value})` : JSON.stringify(value);
}

/** @param {any} node a member expression @param {any} map @returns {any} undefined where it is no net */
function netOf({ object, property }, map) {
  const owner = object.type === 'MemberExpression' ? object.property.name : object.name;
  if (owner === owners.map) return map[property.name];
  const net = /** @type {any} */ (fromNets)[property.name];
  return owner === owners.board && net !== undefined ? map[net] : undefined;
}

/** @param {any} node whether it is read @param {any} around */
function isRead(node, around) {
  const isWritten = around.type === 'AssignmentExpression' && around.left === node;
  return !isWritten && around.type !== 'UpdateExpression';
}

/**
 * @param {string} code a flat module with the names of the sources @param {Fitted} fitted
 * @returns {string} the same program, for this map alone
 */
export function answerFitted(code, fitted) {
  const tree = parse(code, { ecmaVersion: 2022, sourceType: 'module' });
  /** @type {import('./edits.mjs').Edit[]} */
  const edits = [];
  fullAncestor(tree, (/** @type {any} */ node, _state, /** @type {any[]} */ path) => {
    if (node.type !== 'MemberExpression' || node.computed) return;
    const around = path.at(-2);
    if (!isRead(node, around)) return;
    const constant = constantOf(node, fitted);
    const { start, end } = node;
    if (constant !== undefined) {
      edits.push({ start, end, text: constant });
      return;
    }
    const isAsked = around.type === 'BinaryExpression' && /^[!=]==$/.test(around.operator);
    if (!isAsked || around.right.raw !== 'null') return;
    const net = netOf(node, fitted.map);
    if (net === undefined || net === null) return;
    edits.push({ start: around.start, end: around.end, text: `${around.operator === '!=='}` });
  });
  return applyEdits(code, edits);
}
