/**
 * Unread fields: what a record says and nothing in this program reads, left out. The sources' tables serve the host
 * as well: a fault's number and its code are for displays and protocols, and a board never looks at them.
 *
 * Only constants are left out, and only of records that are ours (field-names.mjs): the platform may read any name
 * of a record that it is given.
 */

import { parse } from 'acorn';
import { full } from 'acorn-walk';
import { applyEdits } from './edits.mjs';
import { markedField } from './limit-fields.mjs';

/**
 * @param {string} code a script @param {readonly string[]} own names of fields that never reach the platform
 * @returns {string} the same program
 */
export function dropUnread(code, own) {
  const tree = parse(code, { ecmaVersion: 2022, sourceType: 'script' });
  /** @type {Set<string>} */
  const read = new Set();
  /** @type {any[]} */
  const records = [];
  full(tree, (/** @type {any} */ node) => {
    if (node.type === 'MemberExpression' && !node.computed) read.add(node.property.name);
    const marked = markedField(node);
    if (marked !== undefined) read.add(marked);
    if (node.type === 'ObjectExpression') records.push(node);
  });
  const isRead = (/** @type {any} */ { key, value }) =>
    key.type !== 'Identifier' || value.type !== 'Literal' || read.has(key.name);
  const edits = records.flatMap(({ properties }) => {
    const isOurs = properties.some((/** @type {any} */ one) => own.includes(one.key.name));
    const kept = properties.filter(isRead);
    if (!isOurs || kept.length === properties.length) return [];
    const texts = kept.map((/** @type {any} */ one) => code.slice(one.start, one.end));
    return [{ start: properties[0].start, end: properties.at(-1).end, text: texts.join(', ') }];
  });
  return applyEdits(code, edits);
}
