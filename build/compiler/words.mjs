/**
 * Words: the strings that a program seldom needs as one text, divided when it starts.
 *
 * JerryScript's parser keeps all strings and shared names of a program in one list, and walks it for every one of
 * every function; Kaluma parses the whole program at every start. What it costs instead is an element of an array.
 * The text stays in memory, because the engine keeps a program's strings for ever. As a regular expression that is never
 * executed it would not, but the engine compiles it first: 14 ms of every start for 3.5 KB.
 *
 * What only the tables are made from is dropped at the end of the start.
 *
 * A string in a tick is found faster where it is, so only the tables and the functions that people start are changed.
 */

import { parse } from 'acorn';
import { fullAncestor } from 'acorn-walk';
import { applyEdits } from './edits.mjs';
import { namesOf } from './folder-scopes.mjs';

/** Between two strings. */
const BETWEEN = '@';
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

/** Whether a string is of plain characters, the one between two of them left out. @param {string} text */
function isPlain(text) {
  return /^[\w .,:;=~'"&<>%-]*$/.test(text);
}

/** Whether a string may be read from the array instead. @param {any} node @param {any[]} path */
function isMovable(node, path) {
  if (node.type !== 'Literal' || typeof node.value !== 'string') return false;
  const around = path.at(-2);
  const isKey = around.type === 'Property' && around.key === node;
  return !isKey && around.type !== 'ExpressionStatement' && isPlain(node.value);
}

/** Whether a place is executed once, while the tables are made. @param {any[]} path from a statement on */
function isOnce(path) {
  return !path.some((node) => /Function/.test(node.type));
}

/**
 * Whether a place is executed seldom: in a function of one of those sources.
 * @param {any[]} path from a statement of the outermost function on
 * @param {ReadonlyMap<string, string>} sources
 */
function isSeldom(path, sources) {
  const source = namesOf(path[0]).map((name) => sources.get(name) ?? '')[0] ?? '';
  return seldomSources.some((one) => source.endsWith(one));
}

/**
 * @param {string} code a script that is one function, called at once, with the names of the sources
 * @param {ReadonlyMap<string, string>} sources which source each name comes from
 * @returns {string} the same program
 */
export function gatherWords(code, sources) {
  const tree = /** @type {any} */ (parse(code, { ecmaVersion: 2022, sourceType: 'script' }));
  const { body } = tree.body[0].expression.callee;
  /** @type {any[]} */
  const places = [];
  /** Those that are needed later as well. @type {Set<string>} */
  const lasting = new Set();
  /** @type {Set<string>} */
  const starting = new Set();
  fullAncestor(tree, (/** @type {any} */ node, _state, /** @type {any[]} */ path) => {
    const inside = path.slice(path.indexOf(body) + 1);
    if (!isMovable(node, path) || !(isOnce(inside) || isSeldom(inside, sources))) return;
    places.push(node);
    (isOnce(inside) ? starting : lasting).add(node.value);
  });
  if (places.length === 0) return code;
  const words = [...new Set([...lasting, ...starting])];
  const edits = places.map(({ start, end, value }) => {
    return { start, end, text: ` ${NAME}[${words.indexOf(value)}]` };
  });
  const { start } = body.body[0];
  const made = `var ${NAME} = ${JSON.stringify(words.join(BETWEEN))}.split("${BETWEEN}");\n`;
  const end = body.end - 1;
  const cut = `${NAME}.length = ${lasting.size};\n`;
  return applyEdits(code, [
    ...edits,
    { start, end: start, text: made },
    { start: end, end, text: cut },
  ]);
}
