/**
 * Inline: replaces calls of small functions that run in every tick by their bodies.
 *
 * A call costs JerryScript as much as five to ten other operations, and Espruino parses the callee's text
 * again for each. Only calls whose meaning cannot change are replaced: the function's body is one expression,
 * and its arguments have the same value whenever and however often they are read.
 */

import { parse } from 'acorn';
import { full } from 'acorn-walk';
import { analyze } from 'eslint-scope';
import { applyEdits, innermost } from './edits.mjs';
import { namesOf } from './folder-scopes.mjs';
import { isMovable, smallOf } from './inlinable.mjs';

/** Larger expressions are inlined only where there is a single caller. */
const SMALL_NODES = 28;
/** An inlined expression may itself contain calls that can now be inlined. */
const PASSES = 8;

/**
 * @typedef {import('./inlinable.mjs').Small} Small
 * @typedef {import('./edits.mjs').Edit} Edit
 * @typedef {{ call: any, scope: import('eslint-scope').Scope, isStatement: boolean }} Site
 */

/** Files and folders whose code runs in ticks: speed matters more than bytes there. */
export const hotSources = [
  'firmware/loop.ts',
  'firmware/sentinel.ts',
  'firmware/journal-entries.ts',
  'firmware/slow-work.ts',
  'firmware/observe.ts',
  'firmware/actuate.ts',
  'firmware/control/',
  'firmware/drivers/',
  'firmware/guard/',
];
/** Exceptions: code that runs once in hours. */
export const rareSources = ['firmware/control/saturate.ts'];

/** @param {string} source */
function isHot(source) {
  const isIn = (/** @type {string} */ one) => source.includes(one);
  return hotSources.some(isIn) && !rareSources.some(isIn);
}

/**
 * Every call, by the identifier that is called.
 * @param {any} tree @returns {Map<any, { call: any, isStatement: boolean }>}
 */
function callsIn(tree) {
  const calls = new Map();
  const statements = new Set();
  full(tree, (/** @type {any} */ node) => {
    if (node.type === 'ExpressionStatement') {
      const parts =
        node.expression.type === 'SequenceExpression' ? node.expression.expressions : [];
      for (const one of [node.expression, ...parts]) statements.add(one);
    }
    if (node.type === 'CallExpression') calls.set(node.callee, node);
  });
  for (const [callee, call] of calls)
    calls.set(callee, { call, isStatement: statements.has(call) });
  return calls;
}

/** Whether a name has another meaning at the place of a call. @param {Site} site @param {Small} small */
function isShadowed(site, small) {
  for (
    let scope = site.scope;
    scope.type !== 'module' && scope.upper !== null;
    scope = scope.upper
  ) {
    if (small.free.some((name) => scope.set.has(name))) return true;
  }
  return false;
}

/**
 * Whether a value reads a variable that other code may write while the function runs.
 * @param {any} value @param {import('eslint-scope').Scope[]} scopes
 */
function isUnsteady(value, scopes) {
  const references = scopes.flatMap((scope) =>
    scope.references.filter(({ identifier }) => {
      const { start, end } = /** @type {any} */ (identifier);
      return start >= value.start && end <= value.end;
    }),
  );
  return references.some(({ identifier, resolved }) => {
    if (!resolved) return identifier.name !== 'undefined';
    return resolved.references.some(
      (one) =>
        one.isWrite() && !one.init && one.from.variableScope !== resolved.scope.variableScope,
    );
  });
}

/** The function's expression with the arguments in place of its names. @param {string} code
 * @param {Small} small @param {any[]} args */
function writtenOut(code, small, args) {
  const values = [...args, ...small.locals];
  const text = (/** @type {any} */ node) => code.slice(node.start, node.end);
  const wrapped = (/** @type {any} */ node) =>
    /^(Identifier|MemberExpression)$/.test(node.type) ? text(node) : `(${text(node)})`;
  /** @param {any} node @param {readonly string[]} names @returns {string} */
  const fill = (node, names) => {
    let out = '';
    let at = node.start;
    const uses = small.uses
      .filter((one) => one.start >= node.start && one.end <= node.end && names.includes(one.name))
      .sort((a, b) => a.start - b.start);
    for (const use of uses) {
      const i = small.names.indexOf(use.name);
      const value = values[i];
      // A local's initial value is written with the function's own names.
      const filled = i < args.length ? wrapped(value) : `(${fill(value, small.names.slice(0, i))})`;
      out += code.slice(at, use.start) + filled;
      at = use.end;
    }
    return out + code.slice(at, node.end);
  };
  return `(${fill(small.body, small.names)})`.replaceAll('\n', ' ');
}

/**
 * One pass: replaces calls that contain no other call to inline, and removes functions without a remaining
 * call.
 * @param {string} code @param {ReadonlyMap<string, string>} sources @returns {Edit[]}
 */
function editsFor(code, sources) {
  const options = /** @type {const} */ ({
    ecmaVersion: 2022,
    sourceType: 'module',
    locations: true,
    ranges: true,
  });
  const tree = /** @type {any} */ (parse(code, options));
  const manager = analyze(tree, { ecmaVersion: 2022, sourceType: 'module' });
  const top = manager.scopes.find((scope) => scope.type === 'module');
  const calls = callsIn(tree);
  const isHotAt = (/** @type {number} */ at) => {
    const statement = tree.body.find((/** @type {any} */ one) => at >= one.start && at < one.end);
    return namesOf(statement).some((name) => isHot(sources.get(name) ?? ''));
  };
  /** @type {Edit[]} */
  const edits = [];
  for (const node of tree.body) {
    if (node.type !== 'FunctionDeclaration') continue;
    const variable = top?.set.get(node.id.name);
    const references = variable?.references ?? [];
    if (references.length === 0) edits.push({ start: node.start, end: node.end, text: '' });
    const small = smallOf(node);
    if (small === null) continue;
    for (const reference of references) {
      const found = calls.get(reference.identifier);
      if (found === undefined) continue;
      const site = { ...found, scope: reference.from };
      const args = site.call.arguments;
      const isWorth =
        references.length === 1 || (small.size <= SMALL_NODES && isHotAt(site.call.start));
      const isSame =
        isWorth &&
        args.length === node.params.length &&
        (!small.isVoid || site.isStatement) &&
        !isShadowed(site, small) &&
        isMovable(args, small) &&
        !(
          small.calls &&
          [...args, ...small.locals].some((/** @type {any} */ one) =>
            isUnsteady(one, manager.scopes),
          )
        );
      if (!isSame) continue;
      const text = writtenOut(code, small, args);
      edits.push({ start: site.call.start, end: site.call.end, text });
    }
  }
  return edits;
}

/** Blanks every comment: what is written out goes on one line, whose rest a comment would swallow. @param {string} code */
function withoutComments(code) {
  /** @type {Edit[]} */
  const edits = [];
  parse(code, {
    ecmaVersion: 2022,
    sourceType: 'module',
    onComment: (_isBlock, _text, start, end) => edits.push({ start, end, text: '' }),
  });
  return applyEdits(code, edits);
}

/**
 * Inlines small functions.
 * @param {string} code the flat bundle @param {ReadonlyMap<string, string>} sources which source each name
 *   comes from @returns {string}
 */
export function inlineSmall(code, sources) {
  let inlined = withoutComments(code);
  for (let pass = 0; pass < PASSES; pass++) {
    const edits = editsFor(inlined, sources);
    if (edits.length === 0) return inlined;
    inlined = applyEdits(inlined, innermost(edits));
  }
  return inlined;
}
