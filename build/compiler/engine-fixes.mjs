/**
 * Engine fixes: output of a minifier that these engines cannot run. Espruino cannot end a function with a
 * bare `return` and no semicolon; every line break costs JerryScript the bookkeeping of one instruction; and
 * after `({` or `([` JerryScript reports `h=>` as an error, because the bracket could still begin a parameter
 * list.
 */

import { parse } from 'acorn';
import { fullAncestor } from 'acorn-walk';
import { applyEdits } from './edits.mjs';

/** @typedef {import('./edits.mjs').Edit} Edit */

/** The outermost of the literals that a value is nested in directly. @param {any[]} path */
function literalAround(path) {
  let outermost = null;
  for (const node of [...path].reverse().slice(1)) {
    if (/^(Object|Array)Expression$/.test(node.type)) outermost = node;
    else if (node.type !== 'Property') break;
  }
  return outermost;
}

/** @param {number} at @param {string} text @returns {Edit} */
const insertion = (at, text) => ({ start: at, end: at, text });

/** @param {string} code @param {any} node @param {any[]} path @returns {Edit[]} */
function editsFor(code, node, path) {
  if (node.type === 'ReturnStatement' && node.argument === null && code[node.end - 1] !== ';') {
    return [insertion(node.end, ';')];
  }
  if (node.type === 'TemplateElement') {
    const breaks = [...code.slice(node.start, node.end).matchAll(/\n/g)];
    return breaks.map(({ index }) => {
      const start = node.start + index;
      return { start, end: start + 1, text: '\\n' };
    });
  }
  const isBare = node.type === 'ArrowFunctionExpression' && /[\w$]/.test(code[node.start] ?? '');
  const around = isBare ? literalAround(path) : null;
  if (around === null || code[around.start - 1] !== '(') return [];
  const [name] = node.params;
  return [insertion(name.start, '('), insertion(name.end, ')')];
}

/** @param {string} code one script @returns {string} */
export function repair(code) {
  /** @type {Edit[]} */
  const edits = [];
  const tree = parse(code, { ecmaVersion: 2022, sourceType: 'script' });
  fullAncestor(tree, (node, _state, path) => {
    edits.push(...editsFor(code, node, path));
  });
  return applyEdits(code, edits);
}
