/**
 * Engines: what Espruino and JerryScript lack, and what they have in common.
 */

/** Syntax that one of the engines lacks, by node type. */
export const missingSyntax = new Map([
  ['SpreadElement', 'Espruino has no spread'],
  ['RestElement', 'Espruino has no rest parameters'],
  ['ObjectPattern', 'Espruino has no destructuring'],
  ['ArrayPattern', 'Espruino has no destructuring'],
  ['AssignmentPattern', 'Espruino has no default values'],
  ['ChainExpression', 'neither engine has optional chaining'],
  ['YieldExpression', 'Espruino has no generators'],
  ['AwaitExpression', 'Espruino has no async functions'],
  ['LabeledStatement', 'Espruino has no labels'],
  ['TaggedTemplateExpression', 'Espruino has no tagged templates'],
  ['PropertyDefinition', 'class fields run once on Espruino: all instances would share them'],
  ['StaticBlock', 'Espruino has no static blocks'],
  ['PrivateIdentifier', 'neither engine has private names'],
  ['MetaProperty', 'Espruino has no new.target or import.meta'],
  ['ImportExpression', 'there is no module loader on a board'],
  ['WithStatement', 'strict programs have no with'],
  ['DebuggerStatement', 'there is no debugger on a board'],
  ['ForInStatement', 'keys come in another order on Espruino, and with mangled names'],
  ['ForOfStatement', 'an index loop is faster on both engines'],
]);

export const missingOperators = new Map([
  ['**', 'Espruino has no exponent operator'],
  ['**=', 'Espruino has no exponent operator'],
  ['??=', 'neither engine has logical assignment'],
  ['||=', 'neither engine has logical assignment'],
  ['&&=', 'neither engine has logical assignment'],
]);

/** Globals that both engines have and that mean the same on both. */
export const commonGlobals = new Set([
  'undefined',
  'NaN',
  'Infinity',
  'Math',
  'Number',
  'String',
  'Object',
  'JSON',
  'Array',
  'Error',
  'parseInt',
  'parseFloat',
  'isNaN',
  'Uint8Array',
  'Uint16Array',
  'Int32Array',
]);

/** Members of the common globals that both engines have. */
export const commonMembers = new Map([
  [
    'Math',
    new Set(['floor', 'ceil', 'abs', 'min', 'max', 'sqrt', 'exp', 'log', 'pow', 'PI', 'random']),
  ],
  ['Number', new Set(['NaN', 'MAX_VALUE', 'MIN_VALUE'])],
  ['Object', new Set(['keys', 'create'])],
  ['JSON', new Set(['stringify', 'parse'])],
  ['Array', new Set(['isArray'])],
  ['String', new Set(['fromCharCode'])],
]);

/** Methods that one of the engines lacks or implements wrongly, on any object. */
export const missingMembers = new Map([
  ['flat', 'Espruino has no flat'],
  ['flatMap', 'Espruino has no flatMap'],
  ['at', 'Espruino has no at'],
  ['reduceRight', 'Espruino has no reduceRight'],
  ['findLast', 'neither engine has findLast'],
  ['trimStart', 'Espruino has no trimStart'],
  ['trimEnd', 'Espruino has no trimEnd'],
  ['codePointAt', 'Espruino has no codePointAt'],
  ['matchAll', 'Espruino has no matchAll'],
  ['sort', "Espruino's sort is not stable"],
  ['toFixed', 'JerryScript can round the last digit of toFixed differently'],
  ['constructor', 'Espruino has no constructor.name'],
]);
