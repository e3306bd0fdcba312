/**
 * Shared variables: variables of one function that are never needed at the same time become one.
 *
 * A function that is written out where it is called brings its variables with it: the longest function had 146.
 * JerryScript's parser walks the list of a function's names and numbers for each one that it reads, and Kaluma
 * parses the whole program at every start. The Closure Compiler does the same, for functions with fewer than a
 * hundred variables.
 *
 * The life of a variable begins where it is first written, and ends with its last use, or with the loop around
 * this use that does not contain the beginning as well. It is shared only where it is certain that the first
 * writing comes before every other use: all of them are behind it in the same branch. A variable that an inner
 * function uses is not shared.
 */

import { parse } from 'acorn';
import { fullAncestor } from 'acorn-walk';
import { analyze } from 'eslint-scope';
import { applyEdits } from './edits.mjs';

/** Functions with fewer variables are left as they are. */
const LEAST_VARIABLES = 4;

/**
 * @typedef {{ start: number, end: number }} Range
 * @typedef {import('eslint-scope').Variable} Variable
 * @typedef {{ variable: Variable, life: Range }} Living
 */

/** What is not always executed, or more than once. @type {Readonly<Record<string, readonly string[]>>} */
const branches = {
  IfStatement: ['consequent', 'alternate'],
  ConditionalExpression: ['consequent', 'alternate'],
  LogicalExpression: ['right'],
  ForStatement: ['test', 'update', 'body'],
  WhileStatement: ['test', 'body'],
  DoWhileStatement: ['test', 'body'],
  ForInStatement: ['left', 'body'],
  ForOfStatement: ['left', 'body'],
  LabeledStatement: ['body'],
  TryStatement: ['block', 'handler', 'finalizer'],
  SwitchStatement: ['cases'],
};

/** @param {Range} inner @param {Range} outer */
const isIn = (inner, outer) => inner.start >= outer.start && inner.end <= outer.end;

/**
 * The nodes around every name, the outermost first and the name itself last.
 * @param {any} tree @returns {Map<any, any[]>}
 */
function pathsIn(tree) {
  const paths = new Map();
  fullAncestor(tree, (/** @type {any} */ node, _state, /** @type {any[]} */ path) => {
    if (node.type === 'Identifier') paths.set(node, [...path]);
  });
  return paths;
}

/** The branch of a statement in which something is, if any. @param {any} node @param {Range} inside */
function branchOf(node, inside) {
  const parts = (branches[node.type] ?? []).flatMap((name) => node[name] ?? []);
  return parts.find((/** @type {Range} */ part) => isIn(inside, part)) ?? null;
}

/** The innermost branch around a name. @param {any[]} path @returns {Range} */
function innermostBranch(path) {
  const name = path.at(-1);
  const from = path.map((node) => /Function/.test(node.type)).lastIndexOf(true);
  const found = path
    .slice(from + 1, -1)
    .map((node) => branchOf(node, name))
    .filter((part) => part !== null);
  return found.at(-1) ?? path[from];
}

/**
 * From where a variable is first written to its last use; null where that is not certain.
 * @param {Variable} variable @param {Map<any, any[]>} paths @returns {Range | null}
 */
function lifeOf(variable, paths) {
  const uses = [...variable.references].sort(
    (a, b) => /** @type {any} */ (a.identifier).start - /** @type {any} */ (b.identifier).start,
  );
  const [first, ...others] = uses.map((one) => /** @type {any} */ (one.identifier));
  const path = paths.get(first);
  if (path === undefined || !uses[0]?.isWriteOnly()) return null;
  const writing = path.at(-2);
  const isPlain = writing.type === 'VariableDeclarator' || writing.type === 'AssignmentExpression';
  const branch = innermostBranch(path);
  if (!isPlain || !others.every((use) => isIn(use, branch) && !isIn(use, writing))) return null;
  let { end } = writing;
  for (const use of others) {
    end = Math.max(end, use.end);
    for (const node of paths.get(use) ?? []) {
      if (!/^(For|While|DoWhile)/.test(node.type) || !isIn(node, branch)) continue;
      if (branchOf(node, use) !== null && branchOf(node, first) === null)
        end = Math.max(end, node.end);
    }
  }
  return { start: first.start, end };
}

/**
 * Whether a variable is used by its own function alone, and is no parameter.
 * @param {Variable} variable @param {Map<any, any[]>} paths
 */
function isInner({ defs, references, scope }, paths) {
  const isShort = (/** @type {any} */ { identifier }) => paths.get(identifier)?.at(-2)?.shorthand;
  return (
    defs.length > 0 &&
    defs.every((/** @type {any} */ { parent }) => /^(var|let|const)$/.test(parent?.kind)) &&
    references.every((one) => one.from.variableScope === scope.variableScope && !isShort(one))
  );
}

/**
 * The variables of a function whose life is known. Those of one declaration with `let` or `const` are taken all
 * or none, because it becomes a `var`.
 * @param {readonly Variable[]} variables @param {Map<any, any[]>} paths @returns {Living[]}
 */
function livingOf(variables, paths) {
  const known = variables.flatMap((variable) => {
    const life = isInner(variable, paths) ? lifeOf(variable, paths) : null;
    return life === null ? [] : [{ variable, life }];
  });
  /** @type {Set<any>} */
  const names = new Set(known.flatMap(({ variable }) => variable.defs.map((one) => one.name)));
  return known.filter(({ variable }) =>
    variable.defs.every(({ parent }) => {
      const { kind, declarations } = /** @type {any} */ (parent);
      return kind === 'var' || declarations.every((/** @type {any} */ one) => names.has(one.id));
    }),
  );
}

/**
 * Which variables of a function become one.
 * @param {readonly Living[]} living @returns {Variable[][]}
 */
function sharing(living) {
  /** @type {{ end: number, variables: Variable[] }[]} */
  const places = [];
  for (const { variable, life } of [...living].sort((a, b) => a.life.start - b.life.start)) {
    const free = places.find((one) => one.end <= life.start);
    if (free === undefined) places.push({ end: life.end, variables: [variable] });
    else {
      free.end = life.end;
      free.variables.push(variable);
    }
  }
  return places.map((one) => one.variables);
}

/**
 * The edits that give variables one name, and declare them for the whole function.
 * @param {readonly Variable[]} variables @param {string} name @returns {import('./edits.mjs').Edit[]}
 */
function rename(variables, name) {
  const names = variables.flatMap(({ defs, references }) => [
    ...references.map((one) => one.identifier),
    ...defs.map((one) => one.name),
  ]);
  const declarations = variables.flatMap(({ defs }) => defs.map((one) => one.parent));
  return [
    ...names.map((/** @type {any} */ { start, end }) => ({ start, end, text: name })),
    ...declarations.map((/** @type {any} */ { start, kind }) => {
      return { start, end: start + kind.length, text: 'var' };
    }),
  ];
}

/**
 * @param {string} code a script @param {number} [leastVariables] of a function, for them to be shared
 * @returns {string} the same program
 */
export function shareVariables(code, leastVariables = LEAST_VARIABLES) {
  const tree = parse(code, { ecmaVersion: 2022, sourceType: 'script', ranges: true });
  const { scopes } = analyze(/** @type {any} */ (tree), { ecmaVersion: 2022 });
  const paths = pathsIn(tree);
  /** @type {Map<any, Variable[]>} */
  const functions = new Map();
  for (const { variables, variableScope } of scopes) {
    if (variableScope.type !== 'function') continue;
    functions.set(variableScope, [...(functions.get(variableScope) ?? []), ...variables]);
  }
  const long = [...functions.values()].filter((one) => one.length >= leastVariables);
  const edits = long.flatMap((variables, ofFunction) =>
    sharing(livingOf(variables, paths)).flatMap((one, i) =>
      rename(one, `shared${ofFunction}_${i}`),
    ),
  );
  return applyEdits(code, edits);
}
