/**
 * Link: gives every module of the flat bundle a function scope of its own, for Espruino.
 *
 * It looks a name up by walking the list of all names of a scope. In one scope of four hundred names every
 * call pays for hundreds of strangers (5 to 8 % of a tick); in a scope per module it pays for a dozen
 * neighbours. What a module takes from others comes in as constants, what it gives goes out through one table
 * that nobody reads after the start. Kaluma's bundle needs none of it: compact.mjs leaves few names.
 */

import { parse } from 'acorn';
import { full } from 'acorn-walk';
import { analyze } from 'eslint-scope';

/**
 * @typedef {object} Module
 * @property {string} source its file
 * @property {import('acorn').Node[]} body top-level statements
 * @property {Set<string>} takes names that other modules define
 * @property {Set<string>} gives names that other modules take
 */

/** @param {any} statement @returns {string[]} */
export function namesOf(statement) {
  if (statement.type === 'FunctionDeclaration') return [statement.id.name];
  if (statement.type !== 'VariableDeclaration') return [];
  return statement.declarations.map((/** @type {any} */ one) => one.id.name);
}

/**
 * The modules of the bundle, in the order in which they run.
 * @param {any} tree @param {ReadonlyMap<string, string>} sources @returns {Module[]}
 */
function modulesOf(tree, sources) {
  /** @type {Module[]} */
  const modules = [];
  for (const statement of tree.body) {
    const source = sources.get(namesOf(statement)[0] ?? '') ?? 'start';
    let module = modules.find((one) => one.source === source);
    if (module === undefined) {
      module = { source, body: [], takes: new Set(), gives: new Set() };
      modules.push(module);
    }
    module.body.push(statement);
  }
  return modules;
}

/**
 * Fills in what the modules take from and give to each other.
 * @param {any} tree @param {Module[]} modules
 */
function connect(tree, modules) {
  /** @type {Map<string, Module>} */
  const owner = new Map();
  for (const module of modules) {
    for (const statement of module.body) {
      for (const name of namesOf(statement)) owner.set(name, module);
    }
  }
  const manager = analyze(tree, { ecmaVersion: 2022, sourceType: 'module' });
  const top = manager.scopes.find((scope) => scope.type === 'module');
  for (const variable of top?.variables ?? []) {
    const giver = owner.get(variable.name);
    if (giver === undefined) continue;
    for (const reference of variable.references) {
      const at = /** @type {any} */ (reference.identifier).start;
      const taker = modules.find((module) =>
        module.body.some((one) => at >= one.start && at < one.end),
      );
      if (taker === undefined || taker === giver) continue;
      if (reference.isWrite()) throw new Error(`${taker.source} writes ${variable.name}`);
      taker.takes.add(variable.name);
      giver.gives.add(variable.name);
    }
  }
}

/** How often a source's lines run, roughly: every tick, every deliberation, or when somebody asks. */
function heatOf(/** @type {string} */ source) {
  if (/(loop|turns|observe|steady|levels|safety|age)\.ts$/.test(source)) return 8;
  return /firmware\/(control|drivers|actuate|charger|report)/.test(source) ? 2 : 0;
}

/** How often each field and each name is read. @param {Module[]} modules */
function countReads(modules) {
  /** @type {Map<string, number>} */
  const reads = new Map();
  const add = (/** @type {string} */ key, /** @type {number} */ heat) =>
    reads.set(key, (reads.get(key) ?? 0) + heat);
  for (const module of modules) {
    const heat = heatOf(module.source);
    for (const statement of module.body) {
      full(statement, (node) => {
        const one = /** @type {any} */ (node);
        if (one.type === 'MemberExpression' && !one.computed) add(`.${one.property.name}`, heat);
        if (one.type === 'Identifier') add(one.name, heat);
      });
    }
  }
  return reads;
}

/**
 * Object literals with their most-read fields last: JerryScript finds the newest field first. Only where
 * no value is computed by a call, so that the order in which the values are made cannot matter.
 * @param {string} code @param {any} tree @param {Map<string, number>} reads
 */
function sortFields(code, tree, reads) {
  /** @type {{ start: number, end: number, text: string }[]} */
  const edits = [];
  full(tree, (node) => {
    const one = /** @type {any} */ (node);
    if (one.type !== 'ObjectExpression' || one.properties.length < 4) return;
    const isPlain = one.properties.every(
      (/** @type {any} */ p) =>
        p.type === 'Property' &&
        !p.computed &&
        p.kind === 'init' &&
        p.key.type === 'Identifier' &&
        /^(Identifier|Literal|UnaryExpression|MemberExpression)$/.test(p.value.type),
    );
    if (!isPlain) return;
    const heat = (/** @type {any} */ p) => reads.get(`.${p.key.name}`) ?? 0;
    const sorted = [...one.properties].sort((a, b) => heat(a) - heat(b));
    const text = sorted.map((p) => code.slice(p.start, p.end)).join(', ');
    edits.push({ start: one.start, end: one.end, text: `{ ${text} }` });
  });
  let sorted = code;
  for (const edit of edits.sort((a, b) => b.start - a.start)) {
    sorted = sorted.slice(0, edit.start) + edit.text + sorted.slice(edit.end);
  }
  return sorted;
}

/**
 * @param {string} code the flat bundle, as esbuild's `esm` format writes it
 * @param {ReadonlyMap<string, string>} sources which source each name comes from
 * @returns {string} one script
 */
export function linkModules(code, sources) {
  const options = /** @type {const} */ ({
    ecmaVersion: 2022,
    sourceType: 'module',
    locations: true,
    ranges: true,
  });
  const tree = parse(code, options);
  const modules = modulesOf(tree, sources);
  connect(tree, modules);
  const reads = countReads(modules);
  const heat = (/** @type {string} */ name) => reads.get(name) ?? 0;
  /** @type {Map<string, number>} */
  const slots = new Map();
  const parts = modules.map((module) => {
    const takes = [...module.takes].sort((a, b) => heat(a) - heat(b));
    const taken = takes.map((name) => `${name} = given[${slots.get(name)}]`);
    const body = module.body.map((one) => code.slice(one.start, one.end));
    const gives = [...module.gives].map((name) => {
      slots.set(name, slots.size);
      return `given[${slots.get(name)}] = ${name};`;
    });
    const head = taken.length > 0 ? [`const ${taken.join(', ')};`] : [];
    return `(function () {\n${[...head, ...body, ...gives].join('\n')}\n})();`;
  });
  const linked = `(function () {\nconst given = [];\n${parts.join('\n')}\n})();\n`;
  return sortFields(linked, parse(linked, { ...options, sourceType: 'script' }), reads);
}
