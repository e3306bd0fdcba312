/**
 * Folder scopes: a function scope for every folder of the flat bundle's sources, for Espruino.
 *
 * Espruino looks a name up by walking the list of all names of a scope. In one scope of four hundred names
 * every lookup passes hundreds of unrelated names; in the scope of a folder, a few. A scope for every file
 * would save another 2 % of a tick, and take 240 of the 7 423 variables that the smallest chip has. Names
 * from other folders are passed in as constants; names for others go into one table that is read only at the
 * start. Kaluma's bundle does not need it: the Closure Compiler leaves few names.
 */

import { parse } from 'acorn';
import { analyze } from 'eslint-scope';

/**
 * @typedef {object} Module
 * @property {string} source its file, or its folder
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

/**
 * Joins the files of a folder, as far as everything that they take is defined by then.
 * @param {readonly Module[]} files connected, in the order in which they run @returns {Module[]}
 */
function gather(files) {
  /** @type {Module[]} */
  const folders = [];
  /** The module that each name of the outermost scope is in so far. @type {Map<string, number>} */
  const places = new Map();
  /** @type {Map<string, number>} */
  const latest = new Map();
  for (const file of files) {
    const source = file.source.slice(0, file.source.lastIndexOf('/') + 1);
    const before = latest.get(source) ?? -1;
    const fits = before >= 0 && [...file.takes].every((name) => (places.get(name) ?? 0) <= before);
    const at = fits ? before : folders.length;
    if (!fits) folders.push({ source, body: [], takes: new Set(), gives: new Set() });
    latest.set(source, at);
    folders[at]?.body.push(...file.body);
    for (const name of file.body.flatMap(namesOf)) places.set(name, at);
  }
  return folders;
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
  const files = modulesOf(tree, sources);
  connect(tree, files);
  const modules = gather(files);
  connect(tree, modules);
  /** @type {Map<string, number>} */
  const slots = new Map();
  const parts = modules.map((module) => {
    const taken = [...module.takes].map((name) => {
      const slot = slots.get(name);
      if (slot === undefined) throw new Error(`${module.source} needs ${name}, which runs later`);
      return `${name} = given[${slot}]`;
    });
    const body = module.body.map((one) => code.slice(one.start, one.end));
    const gives = [...module.gives].map((name) => {
      slots.set(name, slots.size);
      return `given[${slots.get(name)}] = ${name};`;
    });
    const head = taken.length > 0 ? [`const ${taken.join(', ')};`] : [];
    return `(function () {\n${[...head, ...body, ...gives].join('\n')}\n})();`;
  });
  return `(function () {\nconst given = [];\n${parts.join('\n')}\n})();\n`;
}
