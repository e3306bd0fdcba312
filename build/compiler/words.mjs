/**
 * Words: the strings that a program seldom needs as one text, divided when it starts.
 *
 * JerryScript's parser keeps all strings and shared names of a program in one list, and walks it for every one of
 * every function; Kaluma parses the whole program at every start. What it costs instead is an element of an array,
 * and the text of these strings a second time.
 *
 * A string in a tick is found faster where it is, so only the tables and the functions that people start are changed.
 */

import { parse } from 'acorn';
import { fullAncestor } from 'acorn-walk';
import { applyEdits } from './edits.mjs';
import { namesOf } from './folder-scopes.mjs';

/** Between two strings; one that contains it is left where it is. */
const BETWEEN = '|';
const NAME = 'gatheredWords';

/** None of the functions in them runs in a tick, unless a person asks. */
const seldomSources = [
  'firmware/console/commands.ts',
  'firmware/console/health.ts',
  'firmware/console/service-commands.ts',
  'firmware/storage/settings.ts',
  'firmware/storage/settings-store.ts',
  'firmware/storage/setting-value.ts',
];

/** Whether a string may be read from the array instead. @param {any} node @param {any[]} path */
function isMovable(node, path) {
  if (node.type !== 'Literal' || typeof node.value !== 'string') return false;
  const around = path.at(-2);
  const isKey = around.type === 'Property' && around.key === node;
  return !isKey && around.type !== 'ExpressionStatement' && !node.value.includes(BETWEEN);
}

/**
 * Whether a place is executed seldom: once, while the tables are made, or in a function of one of those sources.
 * @param {any[]} path from a statement of the outermost function on
 * @param {ReadonlyMap<string, string>} sources
 */
function isSeldom(path, sources) {
  const source = namesOf(path[0]).map((name) => sources.get(name) ?? '')[0] ?? '';
  const isOnce = !path.some((node) => /Function/.test(node.type));
  return isOnce || seldomSources.some((one) => source.endsWith(one));
}

/**
 * @param {string} code a script that is one function, called at once, with the names of the sources
 * @param {ReadonlyMap<string, string>} sources which source each name comes from
 * @returns {string} the same program
 */
export function gatherWords(code, sources) {
  const tree = /** @type {any} */ (parse(code, { ecmaVersion: 2022, sourceType: 'script' }));
  const { body } = tree.body[0].expression.callee;
  /** @type {string[]} */
  const words = [];
  /** @type {import('./edits.mjs').Edit[]} */
  const edits = [];
  fullAncestor(tree, (/** @type {any} */ node, _state, /** @type {any[]} */ path) => {
    const inside = path.slice(path.indexOf(body) + 1);
    if (!isMovable(node, path) || !isSeldom(inside, sources)) return;
    if (!words.includes(node.value)) words.push(node.value);
    const text = ` ${NAME}[${words.indexOf(node.value)}]`;
    edits.push({ start: node.start, end: node.end, text });
  });
  if (edits.length === 0) return code;
  const { start } = body.body[0];
  const made = `var ${NAME} = ${JSON.stringify(words.join(BETWEEN))}.split("${BETWEEN}");\n`;
  return applyEdits(code, [...edits, { start, end: start, text: made }]);
}
