/**
 * Program: a flat bundle's syntax tree, and where in it everything is that a name can stand for.
 */

import { parse } from 'acorn';
import { full, fullAncestor } from 'acorn-walk';
import { analyze } from 'eslint-scope';

/**
 * @typedef {object} Field every place in the program where a name stands for a field
 * @property {any[]} reads
 * @property {any[]} writes assignments
 * @property {any[]} properties of object literals
 * @property {boolean} isPlain it is nowhere counted up, computed by a getter or made a method
 */

/**
 * @typedef {object} Callee a function of the outermost scope
 * @property {any} node
 * @property {any[]} calls
 * @property {boolean} escapes it is somewhere used as a value, and may be called by anybody
 */

/** @param {any} tree @returns {Map<string, Field>} */
function fieldsIn(tree) {
  /** @type {Map<string, Field>} */
  const fields = new Map();
  const field = (/** @type {string} */ name) => {
    const known = fields.get(name) ?? { reads: [], writes: [], properties: [], isPlain: true };
    fields.set(name, known);
    return known;
  };
  const written = new Set();
  full(tree, (/** @type {any} */ node) => {
    const target =
      node.type === 'AssignmentExpression'
        ? node.left
        : node.type === 'UpdateExpression'
          ? node.argument
          : null;
    if (target?.type === 'MemberExpression' && !target.computed) {
      const one = field(target.property.name);
      written.add(target);
      if (node.operator === '=') one.writes.push(node);
      else one.isPlain = false;
    }
    if (node.type === 'Property') {
      const one = field(node.key.name);
      one.properties.push(node);
      if (node.kind !== 'init' || node.method) one.isPlain = false;
    }
  });
  full(tree, (/** @type {any} */ node) => {
    if (node.type !== 'MemberExpression' || node.computed || written.has(node)) return;
    field(node.property.name).reads.push(node);
  });
  return fields;
}

/** @param {any} tree @param {any} top the outermost scope @returns {Map<string, Callee>} */
function calleesIn(tree, top) {
  const calls = new Map();
  full(tree, (/** @type {any} */ node) => {
    if (node.type === 'CallExpression') calls.set(node.callee, node);
  });
  /** @type {Map<string, Callee>} */
  const callees = new Map();
  for (const node of tree.body) {
    if (node.type !== 'FunctionDeclaration') continue;
    const references = top.set.get(node.id.name)?.references ?? [];
    const made = references.map((/** @type {any} */ one) => calls.get(one.identifier));
    callees.set(node.id.name, {
      node,
      calls: made.filter(Boolean),
      escapes: made.includes(undefined),
    });
  }
  return callees;
}

/** The program, whole. Nothing in here says what anything is worth: known.mjs does. */
export class Program {
  /** @param {string} code a flat module @param {ReadonlySet<string>} own fields that never reach the platform */
  constructor(code, own) {
    this.code = code;
    this.own = own;
    const options = /** @type {const} */ ({ ecmaVersion: 2022, sourceType: 'module' });
    this.tree = /** @type {any} */ (parse(code, { ...options, ranges: true }));
    this.scopes = analyze(this.tree, options);
    this.top = /** @type {any} */ (this.scopes.scopes.find((scope) => scope.type === 'module'));
    this.fields = fieldsIn(this.tree);
    this.callees = calleesIn(this.tree, this.top);
    /** What a name stands for, by where it stands. @type {Map<any, any>} */
    this.variables = new Map();
    for (const scope of this.scopes.scopes) {
      for (const { identifier, resolved } of scope.references) {
        this.variables.set(identifier, resolved);
      }
    }
    /** Names that stand for a field and its value at once. */
    this.shorthands = new Set();
    /** @type {any[]} */
    this.functions = [];
    /** What each node stands in. @type {Map<any, any>} */
    this.parents = new Map();
    fullAncestor(this.tree, (/** @type {any} */ node, _state, /** @type {any[]} */ path) => {
      this.parents.set(node, path[path.length - 2]);
      if (/Function/.test(node.type)) this.functions.push(node);
      if (node.type === 'Property' && node.shorthand) this.shorthands.add(node.value);
    });
  }

  /** Whether an expression stands in no function, so that it is made once. @param {any} node */
  isMadeOnce(node) {
    return !this.functions.some((one) => one.start <= node.start && one.end >= node.end);
  }

  /** What every call hands over in a parameter's place; undefined where not all calls are known.
   * @param {any} definition @returns {any[] | undefined} */
  argumentsOf(definition) {
    const callee = this.callees.get(definition.node.id?.name);
    if (callee === undefined || callee.node !== definition.node || callee.escapes) return undefined;
    const given = callee.calls.map((call) => call.arguments[definition.index]);
    return given.length === 0 || given.includes(undefined) ? undefined : given;
  }

  /** The expression behind a name that is written once. @param {any} node */
  madeOf(node) {
    const variable = node.type === 'Identifier' ? this.variables.get(node) : undefined;
    const definition = variable?.defs[0];
    const isOnce = variable !== undefined && variable !== null && !isWritten(variable);
    const made = definition?.type === 'Variable' ? definition.node.init : null;
    return isOnce && made ? made : node;
  }

  /** The function behind a called name. @param {any} identifier */
  calleeOf(identifier) {
    const variable = this.variables.get(identifier);
    if (variable?.scope === this.top) return this.callees.get(identifier.name)?.node;
    const made = this.madeOf(identifier);
    return made.type === 'ArrowFunctionExpression' ? made : undefined;
  }
}

/** Whether a variable is written after it was made. @param {any} variable @returns {boolean} */
export function isWritten(variable) {
  return variable.references.some((/** @type {any} */ one) => one.isWrite() && !one.init);
}
