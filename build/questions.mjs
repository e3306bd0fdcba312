/**
 * Questions: in the search's bundle a comparison of an input asks what it needs, and no more.
 *
 * `seen.pilot === Pilot.C` becomes `seen.isOneOf(Place.pilot, 1 << Pilot.C)`. The search then tries two pilots, not
 * eight: those that the tick does not tell apart stay one choice (sim/verify/search/answers.ts). What is read in any
 * other way is read whole, so a comparison that is not found here costs time, and loses nothing.
 */

import { readFile } from 'node:fs/promises';
import { parse } from '@babel/parser';
import { VISITOR_KEYS } from '@babel/types';

/** Inputs with more than two values, whose values are their bits. */
const asked = ['pilot', 'proximity', 'latch', 'contacts', 'selfTest', 'mains', 'heat', 'service'];

/** What is true of the values that a comparison is true for, as bits. @type {Record<string, (value: string) => string>} */
const bitsOf = {
  '===': (value) => `1 << (${value})`,
  '!==': (value) => `~(1 << (${value}))`,
  '>=': (value) => `-1 << (${value})`,
  '>': (value) => `-2 << (${value})`,
  '<=': (value) => `~(-2 << (${value}))`,
  '<': (value) => `~(-1 << (${value}))`,
};

/** @typedef {import('@babel/types').Node} Node */

/** @param {Node} node @returns {Node[]} */
function childrenOf(node) {
  const found = (VISITOR_KEYS[node.type] ?? []).flatMap(
    (key) => /** @type {Record<string, any>} */ (node)[key] ?? [],
  );
  return found.filter((child) => child !== null);
}

/** @param {Node} node @returns {Node[]} */
const withAll = (node) => [node, ...childrenOf(node).flatMap(withAll)];

/** The input that `seen.pilot` reads. @param {Node | null | undefined} node @returns {string | null} */
function inputOf(node) {
  if (node?.type !== 'MemberExpression' || node.computed) return null;
  if (node.object.type !== 'Identifier') return null;
  if (node.object.name !== 'seen' || node.property.type !== 'Identifier') return null;
  return asked.includes(node.property.name) ? node.property.name : null;
}

/**
 * Inputs that a function has under another name, `const pilot = seen.pilot`, and uses in comparisons alone.
 * @param {Node} body @returns {{ inputs: Map<string, string>, readings: Node[] }}
 */
function aliasesIn(body) {
  const nodes = withAll(body);
  const fields = nodes.map((one) =>
    one.type === 'MemberExpression' && !one.computed ? one.property : null,
  );
  /** @type {Map<string, string>} */
  const inputs = new Map();
  /** @type {Node[]} */
  const readings = [];
  for (const node of nodes) {
    if (node.type !== 'VariableDeclarator' || node.id.type !== 'Identifier') continue;
    const input = inputOf(node.init);
    const { name } = node.id;
    if (input === null || node.init == null) continue;
    // One of them is the declaration; the name of a record's field is none.
    const isUse = (/** @type {Node} */ one) =>
      one.type === 'Identifier' && one.name === name && !fields.includes(one);
    const uses = nodes.filter(isUse).length - 1;
    const compared = nodes.filter((one) => comparedName(one) === name).length;
    if (uses !== compared) continue;
    inputs.set(name, input);
    readings.push(node.init);
  }
  return { inputs, readings };
}

/** The variable on the left of a comparison. @param {Node} node @returns {string | null} */
function comparedName(node) {
  if (node.type !== 'BinaryExpression' || bitsOf[node.operator] === undefined) return null;
  return node.left.type === 'Identifier' ? node.left.name : null;
}

/** @param {Node} node @returns {[number, number]} */
const rangeOf = (node) => [node.start ?? 0, node.end ?? 0];

/**
 * A source whose comparisons ask.
 * @param {string} text @returns {string}
 */
export function withQuestions(text) {
  const tree = parse(text, { sourceType: 'module', plugins: ['typescript'] });
  /** @type {{ from: number, to: number, text: string }[]} */
  const changes = [];
  /** @param {Node} node @param {Map<string, string>} names */
  const visit = (node, names) => {
    if (node.type === 'FunctionDeclaration') {
      const { inputs, readings } = aliasesIn(node.body);
      for (const [from, to] of readings.map(rangeOf)) changes.push({ from, to, text: '0' });
      for (const child of childrenOf(node)) visit(child, inputs);
      return;
    }
    for (const child of childrenOf(node)) visit(child, names);
    if (node.type !== 'BinaryExpression') return;
    const bits = bitsOf[node.operator];
    const input = inputOf(node.left) ?? names.get(comparedName(node) ?? '');
    if (bits === undefined || input === undefined || input === null) return;
    const value = text.slice(...rangeOf(node.right));
    const [from, to] = rangeOf(node);
    changes.push({ from, to, text: `seen.isOneOf(Asked.${input}, ${bits(value)})` });
  };
  visit(tree.program, new Map());
  changes.sort((a, b) => b.from - a.from);
  const inner = changes.find(({ from }, i) => (changes[i + 1]?.to ?? 0) > from);
  if (inner !== undefined) {
    const found = text.slice(inner.from, inner.to);
    throw new Error(`a comparison within a comparison asks in no order: take "${found}" out of it`);
  }
  return changes.reduce(
    (now, { from, to, text: put }) => now.slice(0, from) + put + now.slice(to),
    text,
  );
}

/**
 * The plugin for esbuild.
 * @param {string} root the project's folder, with a slash at its end
 * @returns {import('esbuild').Plugin}
 */
export function questions(root) {
  const place = JSON.stringify(`${root}sim/verify/search/drawn-signals.ts`);
  return {
    name: 'questions',
    setup(build) {
      const ticked =
        /[\\/](firmware[\\/](control|guard)|firmware[\\/]drivers|sim[\\/]verify[\\/]search)[\\/][a-z-]+\.ts$/;
      build.onLoad({ filter: ticked }, async ({ path }) => {
        const text = await readFile(path, 'utf8');
        const asking = withQuestions(text);
        if (asking === text) return { contents: text, loader: 'ts' };
        return { contents: `import { Place as Asked } from ${place};\n${asking}`, loader: 'ts' };
      });
    },
  };
}
