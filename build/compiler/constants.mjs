/**
 * Constants: what never changes in this board's program, written where it is read.
 *
 * The sources serve every schematic; a bundle serves one. Numbers of its lock part and limits that nobody
 * can set take the place of their fields, nets that it does not have take their drivers with them, and
 * arguments and fields that nobody looks at are no longer handed on.
 */

import { full } from 'acorn-walk';
import { transform } from 'esbuild';
import { applyEdits } from './edits.mjs';
import { isSome, Known } from './known.mjs';
import { Program } from './program.mjs';

/** @typedef {import('./edits.mjs').Edit} Edit */

/** What is folded can make more known. */
const PASSES = 20;

const tidy = /** @type {const} */ ({
  format: 'esm',
  target: 'es2020',
  charset: 'ascii',
  minifySyntax: true,
  treeShaking: true,
});

/** Whether reading an expression does nothing else. @param {any} node @returns {boolean} */
function isPure(node) {
  if (node.type === 'MemberExpression') {
    return isPure(node.object) && (!node.computed || isPure(node.property));
  }
  if (node.type === 'UnaryExpression') return node.operator !== 'delete' && isPure(node.argument);
  if (node.type === 'ObjectExpression') {
    return node.properties.every((/** @type {any} */ one) => isPure(one.value));
  }
  if (node.type === 'ArrayExpression') return node.elements.every(isPure);
  return /^(Identifier|Literal|ArrowFunctionExpression|FunctionExpression)$/.test(node.type);
}

/** Takes one of a list out, with its comma. @param {any[]} list @param {number} i @returns {Edit} */
function without(list, i) {
  const next = list[i + 1];
  const before = list[i - 1];
  if (next !== undefined) return { start: list[i].start, end: next.start, text: '' };
  return { start: before === undefined ? list[i].start : before.end, end: list[i].end, text: '' };
}

/** A literal that may stand wherever it is read: a long word stays where it is. @param {any} value
 * @param {number} reads */
function isShort(value, reads) {
  return typeof value === 'string' && (!value.startsWith('"') || reads <= 1);
}

/** Whether a value is a known text. @param {any} value */
const isText = (value) => typeof value === 'string' && value.startsWith('"');

/** Names in the place of which their value can stand. @param {Known} known @returns {Edit[]} */
function editVariables(known) {
  const program = known.program;
  /** @type {Edit[]} */
  const edits = [];
  for (const scope of program.scopes.scopes) {
    for (const variable of scope.variables) {
      const reads = variable.references.filter((one) => one.isRead());
      for (const { identifier } of reads) {
        const value = known.valueOf(identifier);
        if (!isShort(value, reads.length)) break;
        edits.push(replacing(program, identifier, String(value)));
      }
    }
  }
  return edits;
}

/** @param {Program} program @param {any} node @param {string} text @returns {Edit} */
function replacing(program, node, text) {
  const name = program.shorthands.has(node) ? `${node.name}: ` : '';
  return { start: node.start, end: node.end, text: `${name}(${text})` };
}

/**
 * Fields that are always the same, or that nobody reads, taken out of their records.
 * @param {Known} known @returns {Edit[]}
 */
function editFields(known) {
  const program = known.program;
  /** @type {Edit[]} */
  const edits = [];
  for (const [name, field] of program.fields) {
    if (!program.own.has(name) || field.properties.length === 0) continue;
    const replaced = field.reads.filter((one) => {
      const value = known.valueOf(one);
      if (!isShort(value, field.reads.length) || !isPure(one.object)) return false;
      edits.push(replacing(program, one, String(value)));
      return true;
    });
    // Nobody reads it any more: it need not be made, if making it does nothing else.
    if (!field.isPlain || replaced.length < field.reads.length) continue;
    if (!field.properties.every((one) => isPure(one.value))) continue;
    const written = field.writes.map((one) => ({
      start: one.left.start,
      end: program.code.indexOf('=', one.left.end) + 1,
      text: '',
    }));
    // A value that begins like a block or a declaration cannot stand alone.
    if (written.some((one) => /^\s*(\{|function|class)/.test(program.code.slice(one.end))))
      continue;
    if (!field.writes.every((one) => isPure(one.left.object))) continue;
    edits.push(...written);
    for (const one of field.properties) edits.push(withComma(program.code, one));
  }
  return edits;
}

/** Takes a property out of its literal. @param {string} code @param {any} property @returns {Edit} */
function withComma(code, property) {
  const comma = /^\s*(?:\/\*.*?\*\/\s*)?,/.exec(code.slice(property.end));
  return { start: property.start, end: property.end + (comma?.[0].length ?? 0), text: '' };
}

/**
 * Comparisons with null that can only end one way, and elements of lists that are always the same.
 * @param {Known} known @returns {Edit[]}
 */
function editExpressions(known) {
  /** @type {Edit[]} */
  const edits = [];
  full(known.program.tree, (/** @type {any} */ node) => {
    if (node.type === 'MemberExpression' && node.computed) {
      const element = isPure(node) ? known.valueOf(node) : null;
      if (isShort(element, 1)) edits.push(replacing(known.program, node, String(element)));
      return;
    }
    if (node.type !== 'BinaryExpression' || !/^[!=]==?$/.test(node.operator)) return;
    const [left, right] = [known.valueOf(node.left), known.valueOf(node.right)];
    if (isText(left) && isText(right) && isPure(node.left) && isPure(node.right)) {
      const isSame = left === right;
      edits.push(replacing(known.program, node, String(isSame !== node.operator.startsWith('!'))));
      return;
    }
    const isNull = (/** @type {any} */ one) => one.type === 'Literal' && one.raw === 'null';
    const other = isNull(node.right) ? node.left : isNull(node.left) ? node.right : null;
    if (other === null || !isPure(other)) return;
    if (!isSome(known.valueOf(other))) return;
    edits.push(replacing(known.program, node, String(node.operator.startsWith('!'))));
  });
  return edits;
}

/** Whether only commas stand between: what stands in brackets begins before its node.
 * @param {string} code @param {any[]} list */
function isBare(code, list) {
  return list.every((one, i) => i === 0 || !/[()]/.test(code.slice(list[i - 1].end, one.start)));
}

/** Arguments that nobody reads. @param {Program} program @returns {Edit[]} */
function editParameters(program) {
  /** @type {Edit[]} */
  const edits = [];
  for (const { node, calls, escapes } of program.callees.values()) {
    if (escapes || calls.length === 0) continue;
    const scope = program.scopes.acquire(node);
    const i = node.params.findIndex((/** @type {any} */ one, /** @type {number} */ at) => {
      const isRead = (scope?.set.get(one.name)?.references.length ?? 1) > 0;
      return !isRead && calls.every((call) => call.arguments[at] && isPure(call.arguments[at]));
    });
    if (i < 0) continue;
    const lists = [node.params, ...calls.map((call) => call.arguments)];
    if (!lists.every((list) => isBare(program.code, list))) continue;
    for (const list of lists) edits.push(without(list, i));
  }
  return edits;
}

/**
 * @param {string} code a flat module
 * @param {{ own: (code: string) => readonly string[], optional: readonly string[] }} fields
 * @returns {Promise<string>}
 */
export async function foldConstants(code, fields) {
  let folded = code;
  for (let pass = 0; pass < PASSES; pass++) {
    // Where a record lacks a field, what the others have it made with says nothing.
    const own = fields.own(folded).filter((name) => !fields.optional.includes(name));
    const program = new Program(folded, new Set(own));
    const known = new Known(program);
    const edits = [
      ...editVariables(known),
      ...editFields(known),
      ...editExpressions(known),
      ...editParameters(program),
    ];
    if (edits.length === 0) break;
    // Where edits overlap, the inner one comes in the next pass.
    folded = (await transform(applyEdits(folded, edits), tidy)).code;
  }
  return folded;
}
