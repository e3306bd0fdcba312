/**
 * Known: what can be said of a value without running the program, when the whole program is at hand.
 *
 * A board's bundle has one pin map, one lock part and one set of limits. A field that is always made with
 * the same number, and never written with another, is that number wherever it is read; an input that the
 * schematic does not have is null for ever.
 */

import { fullAncestor } from 'acorn-walk';
import { isWritten } from './program.mjs';

/** Stands for any value that is not null. */
const NOT_NULL = Symbol('not null');

/**
 * A literal's text, NOT_NULL, or null where nothing is known.
 * @typedef {string | typeof NOT_NULL | null} Value
 */

/** The text of a value; null where JSON has none that means just this one. @param {unknown} value */
function printed(value) {
  const isNumber = Number.isFinite(value) && !Object.is(value, -0);
  const isOther = value === null || /^(string|boolean)$/.test(typeof value);
  return isNumber || isOther ? JSON.stringify(value) : null;
}

/** The text of a literal, the same for the same value; null for anything else. @param {any} node */
function literalOf(node) {
  if (node.type === 'Literal') return printed(node.value);
  if (node.type !== 'UnaryExpression' || node.argument.type !== 'Literal') return null;
  const value = node.argument.value;
  if (node.operator === '!') return printed(!value);
  return node.operator === '-' && typeof value === 'number' ? printed(-value) : null;
}

/** What holds for both. @param {Value} one @param {Value} other @returns {Value} */
function common(one, other) {
  if (one === other) return one;
  const isNull = [one, other].some((value) => value === null || value === 'null');
  return isNull ? null : NOT_NULL;
}

/** Whether a value is certainly not null. @param {Value} value */
export const isSome = (value) => value !== null && value !== 'null';

/** The expressions that a function can return; null among them where it can end without. @param {any} node */
function returnsOf(node) {
  /** @type {any[]} */
  const returned = [];
  fullAncestor(node.body, (/** @type {any} */ one, _state, /** @type {any[]} */ path) => {
    const inner = path.some((/** @type {any} */ two) => /Function/.test(two.type));
    if (one.type === 'ReturnStatement' && !inner) returned.push(one.argument);
  });
  const last = node.body.body[node.body.body.length - 1];
  if (last?.type !== 'ReturnStatement') returned.push(null);
  return returned;
}

/** What is known of a program's values. */
export class Known {
  /** @param {import('./program.mjs').Program} program */
  constructor(program) {
    this.program = program;
    /** @type {Map<any, any>} */
    this.told = new Map();
  }

  /** Answers each question once; a question that leads to itself has no answer. @param {any} key
   * @template T @param {() => T} find @returns {T | null} */
  once(key, find) {
    const told = this.told.get(key);
    if (told !== undefined) return told;
    this.told.set(key, null);
    const found = find();
    this.told.set(key, found);
    return found;
  }

  /** @param {any} node an expression @returns {Value} */
  valueOf(node) {
    const literal = literalOf(node);
    if (literal !== null) return literal;
    if (node.type === 'Identifier') {
      const variable = this.program.variables.get(node);
      return variable ? this.once(variable, () => this.variableOf(variable)) : null;
    }
    if (node.type === 'MemberExpression' && !node.computed) {
      const everywhere = this.fieldOf(node.property.name);
      return everywhere ?? this.once(node, () => this.memberOf(node));
    }
    if (node.type === 'MemberExpression') return this.once(node, () => this.elementOf(node));
    if (node.type === 'SequenceExpression') return this.valueOf(node.expressions.at(-1));
    if (node.type === 'ConditionalExpression') {
      return common(this.valueOf(node.consequent), this.valueOf(node.alternate));
    }
    if (node.type === 'CallExpression' && node.callee.type === 'Identifier') {
      const callee = this.program.calleeOf(node.callee);
      return callee === undefined ? null : this.once(callee, () => this.returnedBy(callee));
    }
    return /^(Object|Array|ArrowFunction|Function|New)Expression$|^TemplateLiteral$/.test(node.type)
      ? NOT_NULL
      : null;
  }

  /** Only whether it can be null: what it does besides must still be done. @param {any} callee */
  returnedBy(callee) {
    const returned = callee.expression ? [callee.body] : returnsOf(callee);
    const values = returned.map((one) => (one === null ? null : this.valueOf(one)));
    return values.every(isSome) ? NOT_NULL : null;
  }

  /** @param {string} name @returns {Value} */
  fieldOf(name) {
    const field = this.program.fields.get(name);
    if (!this.program.own.has(name) || field === undefined || !field.isPlain) return null;
    if (field.properties.length === 0) return null;
    return this.once(field, () => {
      const given = [
        ...field.properties.map((one) => one.value),
        ...field.writes.map((one) => one.right),
      ];
      // A field that is copied from another record's field of that name learns nothing new.
      const others = given.filter((one) => !this.isCopy(one, name));
      const values = others.map((one) => this.valueOf(this.unlessNull(one, name)));
      const found = values.length === 0 ? null : values.reduce(common);
      return others.some((one) => this.unlessNull(one, name) !== one) && !isSome(found)
        ? null
        : found;
    });
  }

  /** A field of a record that is made once, where nobody writes such a field. @param {any} node @returns {Value} */
  memberOf(node) {
    const value = this.propertyOf(node)?.value;
    return value === undefined ? null : this.valueOf(value);
  }

  /** An element of a list that nobody changes or hands on. @param {any} node @returns {Value} */
  elementOf(node) {
    const list = this.program.madeOf(node.object);
    const place = this.valueOf(node.property);
    const element = typeof place === 'string' ? list.elements?.[Number(place)] : undefined;
    if (list === node.object || list.type !== 'ArrayExpression' || !element) return null;
    const { references } = this.program.variables.get(node.object);
    const isOnlyRead = references.every((/** @type {any} */ one) => {
      const use = this.program.parents.get(one.identifier);
      const around = this.program.parents.get(use);
      if (one.init) return true;
      if (use.type !== 'MemberExpression' || !use.computed || use.object !== one.identifier)
        return false;
      return !/^(Assignment|Update)Expression$/.test(around.type) && around.callee !== use;
    });
    return isOnlyRead ? this.valueOf(element) : null;
  }

  /** @param {any} node a member */
  propertyOf(node) {
    const name = node.property.name;
    const field = this.program.fields.get(name);
    if (!this.program.own.has(name) || !field?.isPlain || field.writes.length > 0) return undefined;
    return this.recordOf(node.object)?.properties.find(
      (/** @type {any} */ one) => one.key.name === name,
    );
  }

  /** The one literal that an expression always is, made once for the whole program. @param {any} node
   * @returns {any} */
  recordOf(node) {
    if (node.type === 'ObjectExpression') return this.program.isMadeOnce(node) ? node : undefined;
    if (node.type === 'MemberExpression' && !node.computed) {
      const value = this.propertyOf(node)?.value;
      return value?.type === 'ObjectExpression' ? value : undefined;
    }
    const variable = node.type === 'Identifier' ? this.program.variables.get(node) : undefined;
    const definition = variable?.defs[0];
    if (definition === undefined || variable.defs.length !== 1 || isWritten(variable))
      return undefined;
    if (definition.type === 'Parameter') {
      return this.once(definition, () => this.recordGiven(definition)) ?? undefined;
    }
    const made = definition.type === 'Variable' ? definition.node.init : null;
    return made ? this.recordOf(made) : undefined;
  }

  /** The one record that every call hands over. @param {any} definition a parameter's @returns {any} */
  recordGiven(definition) {
    const given = this.program.argumentsOf(definition)?.map((one) => this.recordOf(one));
    return given?.every((one) => one === given[0]) ? given[0] : undefined;
  }

  /**
   * What `x.f === null ? null : y` is where no record's `f` is null: y. If all that a field is made with is
   * not null under this assumption, the assumption holds, because no first null can come from anywhere.
   * @param {any} node @param {string} name
   */
  unlessNull(node, name) {
    const made = this.program.madeOf(node);
    if (made.type !== 'ConditionalExpression' || !/^[!=]==?$/.test(made.test.operator)) return node;
    const { left, right, operator } = made.test;
    const isTested =
      left.type === 'MemberExpression' && left.property.name === name && !left.computed;
    if (!isTested || literalOf(right) !== 'null') return node;
    return operator.startsWith('!') ? made.consequent : made.alternate;
  }

  /** Whether an expression is a field of that name, handed on or not. @param {any} node @param {string} name
   * @param {readonly any[]} [through] parameters that are being asked about @returns {boolean} */
  isCopy(node, name, through = []) {
    if (node.type === 'MemberExpression') return !node.computed && node.property.name === name;
    if (node.type !== 'Identifier') return false;
    const made = this.program.madeOf(node);
    if (made !== node) return this.isCopy(made, name, through);
    const definition = this.program.variables.get(node)?.defs[0];
    if (definition?.type !== 'Parameter' || through.includes(definition)) return false;
    if (isWritten(this.program.variables.get(node))) return false;
    const given = this.program.argumentsOf(definition) ?? [null];
    return given.every((one) => one !== null && this.isCopy(one, name, [...through, definition]));
  }

  /** @param {any} variable @returns {Value} */
  variableOf(variable) {
    const definition = variable.defs[0];
    if (variable.defs.length !== 1) return null;
    if (isWritten(variable)) return null;
    if (definition.type === 'Variable') {
      // A `var` inside a function can be read before it is written.
      const isSafe = definition.parent.kind !== 'var' || variable.scope === this.program.top;
      return isSafe && definition.node.init ? this.valueOf(definition.node.init) : null;
    }
    if (definition.type !== 'Parameter') return null;
    const given = this.program.argumentsOf(definition);
    return given === undefined ? null : given.map((one) => this.valueOf(one)).reduce(common);
  }
}
