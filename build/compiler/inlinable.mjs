/**
 * Inlinable: functions that are one expression, and what can be shown about them without running them.
 */

import { full, fullAncestor } from 'acorn-walk';

/**
 * @typedef {object} Small a function that may be written out
 * @property {any} body its expression
 * @property {boolean} isVoid it returns nothing
 * @property {string[]} names its parameters, then its constants
 * @property {any[]} locals the constants' values
 * @property {{ name: string, start: number, end: number }[]} uses of these names
 * @property {string[]} free other names in it
 * @property {Set<string>} writes names of the fields that it assigns
 * @property {boolean} calls whether it calls anything
 * @property {number} size in nodes
 */

/** A marker among the names of fields for the elements of arrays, all of which may be the same element. */
const ELEMENT = '[]';

/** The one expression at the function's end, and the constants before it. @param {any} node */
function shapeOf(node) {
  const statements = node.body.body;
  const last = statements[statements.length - 1];
  const declared = statements
    .slice(0, -1)
    .flatMap((/** @type {any} */ one) =>
      one.type === 'VariableDeclaration' ? one.declarations : [null],
    );
  if (declared.includes(null) || last === undefined) return null;
  const names = [...node.params, ...declared.map((/** @type {any} */ one) => one.id)];
  const locals = declared.map((/** @type {any} */ one) => one.init);
  const isPlain =
    names.every((one) => one.type === 'Identifier') &&
    locals.every((/** @type {any} */ one) => one !== null && readsOf(one) !== null);
  const isVoid = last.type === 'ExpressionStatement';
  const body = isVoid ? last.expression : last.type === 'ReturnStatement' ? last.argument : null;
  return isPlain && body ? { body, isVoid, names: names.map((one) => one.name), locals } : null;
}

/** Names of fields that an expression reads, or null where it does more than read. @param {any} node */
function readsOf(node) {
  /** @type {Set<string>} */
  const reads = new Set();
  let isRead = true;
  full(node, (/** @type {any} */ one) => {
    if (one.type === 'MemberExpression') reads.add(one.computed ? ELEMENT : one.property.name);
    else if (!/^(Identifier|Literal|Unary|Binary|Logical|Conditional)/.test(one.type))
      isRead = false;
  });
  return isRead ? reads : null;
}

/**
 * Describes a function; null where it is not one expression that can be moved.
 * @param {any} node @returns {Small | null}
 */
export function smallOf(node) {
  const shape = shapeOf(node);
  if (shape === null) return null;
  /** @type {Small} */
  const small = { ...shape, uses: [], free: [], writes: new Set(), calls: false, size: 0 };
  let isFit = true;
  const look = (/** @type {any} */ one, /** @type {any} */ _state, /** @type {any[]} */ path) => {
    small.size++;
    if (/Function|Template|This|Object|Array|Class|New|Sequence/.test(one.type)) isFit = false;
    if (one.type === 'CallExpression') small.calls = true;
    if (one.type === 'Identifier') {
      const parent = path[path.length - 2];
      if (parent?.type === 'MemberExpression' && !parent.computed && parent.property === one)
        return;
      if (small.names.includes(one.name)) small.uses.push(one);
      else small.free.push(one.name);
    }
    if (one.type !== 'AssignmentExpression' && one.type !== 'UpdateExpression') return;
    const target = one.type === 'AssignmentExpression' ? one.left : one.argument;
    if (target.type !== 'MemberExpression' || target.computed) isFit = false;
    else small.writes.add(target.property.name);
  };
  for (const part of [small.body, ...small.locals]) fullAncestor(part, look);
  // A recursive function would be inlined without end.
  if (small.free.includes(node.id.name)) isFit = false;
  return isFit ? small : null;
}

/**
 * Whether the values may replace their names wherever, and as often as, these are used: no read value has
 * been written in between, and no effect happens twice.
 * @param {any[]} args @param {Small} small
 */
export function isMovable(args, small) {
  return [...args, ...small.locals].every((value, i) => {
    if (value.type === 'Literal' || value.type === 'Identifier') return true;
    const reads = readsOf(value);
    if (reads === null || (reads.size > 0 && small.calls)) return false;
    if ([...reads].some((name) => small.writes.has(name))) return false;
    if (reads.has(ELEMENT) && small.writes.size > 0) return false;
    const times = small.uses.filter((one) => one.name === small.names[i]).length;
    return value.type === 'MemberExpression' ? times <= 3 : times <= 1;
  });
}
