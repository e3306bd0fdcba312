/**
 * Records: our own records as dense arrays, each field at a fixed index.
 *
 * JerryScript as Kaluma builds it finds a field by walking the list of all fields, 24 instructions for each,
 * and an element of a dense array by its index; an element takes a third of a field's memory. Espruino walks
 * arrays as it walks records, so only Kaluma's bundle is changed.
 *
 * It applies to the names that may be shortened (field-names.mjs), for the same reason: none of them ever
 * reaches the platform. A record that also contains a name of the platform, or a method, stays a record whose
 * own fields are named by their index: an index means the same for both.
 */

import { parse } from 'acorn';
import { full, fullAncestor } from 'acorn-walk';
import { analyze } from 'eslint-scope';
import { placesOf } from './field-slots.mjs';
import { markedField } from './limit-fields.mjs';

/** Makes a record whose values are computed, in the order in which they were written. */
const MAKER = `function recordOf(places, values) {
  const record = [];
  for (let i = 0; i < places[0]; i++) record.push(0);
  for (let i = 0; i < values.length; i++) record[places[i + 1]] = values[i];
  return record;
}`;

/** @typedef {{ start: number, end: number, text: () => string }} Change */

/** Whether a value is the same whenever it is evaluated. @param {any} node @returns {boolean} */
function isSteady(node) {
  return /^(Literal|ArrowFunctionExpression|FunctionExpression)$/.test(node.type);
}

/** Whether evaluating a value has no other effect. @param {any} node @param {ReadonlySet<string>} makers */
function isPure(node, makers) {
  let pure = true;
  fullAncestor(node, (/** @type {any} */ one, _state, /** @type {any[]} */ path) => {
    // Creating a function does not run its body.
    if (path.some((around) => around !== one && /Function/.test(around.type))) return;
    if (one.type === 'CallExpression' && makers.has(one.callee.name)) return;
    if (/^(Call|New|Assignment|Update)Expression$/.test(one.type)) pure = false;
  });
  return pure;
}

/**
 * Whether a variable is written after its initialisation. @param {import('eslint-scope').Variable} variable
 */
function isWritten(variable) {
  return variable.references.some((one) => one.isWrite() && !one.init);
}

/** Names that refer to one variable in the whole program. @param {any} tree */
function steadyNamesIn(tree) {
  const manager = analyze(tree, { ecmaVersion: 2022, sourceType: 'script' });
  const all = manager.scopes.flatMap((scope) => scope.variables);
  const written = all.filter(isWritten);
  const names = all.map((one) => one.name);
  const others = new Set(names.filter((name, i) => names.indexOf(name) !== i));
  for (const one of written) others.add(one.name);
  return new Set(names.filter((name) => !others.has(name)));
}

/** Functions that only create a value: the time of their call does not matter. @param {any} tree */
function makersIn(tree) {
  const steady = steadyNamesIn(tree);
  /** @type {Set<string>} */
  const makers = new Set();
  /** @type {{ name: string, made: any }[]} */
  const shapes = [];
  full(tree, (/** @type {any} */ node) => {
    const maker = node.type === 'VariableDeclarator' ? node.init : node;
    if (!/Function/.test(maker?.type ?? '') || !steady.has(node.id?.name)) return;
    const [only, more] = maker.body.type === 'BlockStatement' ? maker.body.body : [];
    const isReturn = only?.type === 'ReturnStatement' && more === undefined;
    const made = maker.expression ? maker.body : isReturn ? only.argument : null;
    if (made && /^(Object|Array)Expression$/.test(made.type))
      shapes.push({ name: node.id.name, made });
  });
  // A maker may call another maker that is known by then.
  for (const _pass of shapes) {
    for (const { name, made } of shapes) if (isPure(made, makers)) makers.add(name);
  }
  return makers;
}

/**
 * A literal as an array. Where a value is computed by a call, the values are still made in the order in
 * which they were written.
 * @param {{ place: number, value: any }[]} slots in their written order @param {(node: any) => string} print
 * @param {ReadonlySet<string>} makers @param {readonly number[]} gaps places that read as undefined if empty
 */
function arrayOf(slots, print, makers, gaps) {
  const taken = slots.map((one) => one.place);
  const length = Math.max(...taken) + 1;
  const filled = slots.map((one) => ({ place: one.place, text: print(one.value) }));
  for (const place of gaps) {
    if (place < length && !taken.includes(place)) filled.push({ place, text: 'void 0' });
  }
  const others = slots.filter((one) => !isSteady(one.value));
  if (slots.some((one) => !isPure(one.value, makers)) && others.length > 1) {
    const places = [length, ...filled.map((one) => one.place)].join(', ');
    return `recordOf([${places}], [${filled.map((one) => one.text).join(', ')}])`;
  }
  const texts = Array.from({ length }, () => '0');
  for (const one of filled) texts[one.place] = one.text;
  return `[${texts.join(', ')}]`;
}

/**
 * @param {string} code one script
 * @param {{ own: readonly string[], shared: readonly string[], optional: readonly string[] }} fields
 *   `own` never reach the platform, `shared` are the platform's where they are called, and a record may
 *   lack those that are `optional`
 * @returns {string}
 */
export function placeFields(code, fields) {
  const tree = parse(code, { ecmaVersion: 2022, sourceType: 'script', ranges: true });
  const places = placesOf(tree, new Set([...fields.own, ...fields.shared]), fields.optional);
  const makers = makersIn(tree);
  const gaps = fields.optional.flatMap((name) => places.get(name) ?? []);
  /** Where the name of a called method ends. @type {Set<number>} */
  const called = new Set();
  /** @type {Change[]} */
  const changes = [];
  const print = (/** @type {{ start: number, end: number }} */ range) => {
    let text = '';
    let at = range.start;
    for (const one of placing) {
      if (one.start < at || one.end > range.end) continue;
      text += code.slice(at, one.start) + one.text();
      at = one.end;
    }
    return text + code.slice(at, range.end);
  };
  full(tree, (/** @type {any} */ node) => {
    if (node.type === 'CallExpression' && fields.shared.includes(node.callee.property?.name)) {
      called.add(node.callee.end);
    }
    if (node.type === 'MemberExpression' && !node.computed) {
      const place = places.get(node.property.name);
      if (place === undefined) return;
      // The object may be in brackets: the replaced range begins at the dot.
      const start = code.lastIndexOf('.', node.property.start);
      changes.push({ start, end: node.end, text: () => `[${place}]` });
    }
    const place = places.get(markedField(node) ?? '');
    if (place !== undefined) {
      changes.push({ start: node.start, end: node.end, text: () => `${place}` });
    }
    if (node.type === 'ObjectExpression' && node.properties.length > 0) {
      changes.push({ start: node.start, end: node.end, text: () => recordText(node) });
    }
  });
  const recordText = (/** @type {any} */ node) => {
    const slots = node.properties.map((/** @type {any} */ one) => ({
      place: places.get(one.key.name),
      value: one.value,
      isPlain: one.kind === 'init' && !one.method,
      // A getter and a method keep the keywords around their name.
      head: code.slice(one.start, one.key.start),
      name: one.key.name,
      tail: one.shorthand ? ': ' : code.slice(one.key.end, one.value.start),
    }));
    if (slots.every((/** @type {any} */ one) => one.place !== undefined && one.isPlain)) {
      return arrayOf(slots, print, makers, gaps);
    }
    const texts = slots.map(
      (/** @type {any} */ one) =>
        `${one.head}${one.place ?? one.name}${one.tail}${print(one.value)}`,
    );
    return `({ ${texts.join(', ')} })`;
  };
  // Outer changes first: they print what is inside them. A walk meets the callee after its call.
  const placing = changes
    .filter((one) => !called.has(one.end) || code[one.start] !== '.')
    .sort((a, b) => a.start - b.start || b.end - a.end);
  const placed = print({ start: 0, end: code.length });
  return placed.includes('recordOf(') ? placed.replace('{', () => `{\n${MAKER}`) : placed;
}
