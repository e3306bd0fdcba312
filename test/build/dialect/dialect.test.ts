/**
 * Dialect: each rule about syntax finds what it is for, at its place, and lets its nearest legal
 * neighbour pass. Members and globals: dialect-names.test.ts.
 */

import { expect, test } from 'vitest';
import { checkDialect } from '../../../build/dialect/dialect.mjs';

function find(code: string): string[] {
  return checkDialect(code).map(({ line, column, message }) => `${line}:${column} ${message}`);
}

interface Row {
  readonly bad: string;
  /** Everything that is found, in the order of the code. */
  readonly found: readonly string[];
  readonly good: string;
}

const missing: Row[] = [
  {
    bad: 'let a = [1];\nMath.max(...a);',
    found: ['2:10 Espruino has no spread'],
    good: 'let a = [1];\nMath.max(a[0], a[1]);',
  },
  {
    bad: 'let f = (...all) => all;',
    found: ['1:10 Espruino has no rest parameters'],
    good: 'let f = (all) => all;',
  },
  {
    bad: 'let o = { a: 1 };\nlet { a } = o;',
    found: ['2:5 Espruino has no destructuring'],
    good: 'let o = { a: 1 };\nlet a = o.a;',
  },
  {
    bad: 'let o = [1];\nlet [a] = o;',
    found: ['2:5 Espruino has no destructuring'],
    good: 'let o = [1];\nlet a = o[0];',
  },
  {
    bad: 'let f = (a = 1) => a;',
    found: ['1:10 Espruino has no default values'],
    good: 'let f = (a) => a;',
  },
  {
    bad: 'let o = null;\nlet a = o?.a;',
    found: ['2:9 neither engine has optional chaining'],
    good: 'let o = null;\nlet a = o ? o.a : undefined;',
  },
  {
    bad: 'outer: for (;;) break outer;',
    found: ['1:1 Espruino has no labels'],
    good: 'for (;;) break;',
  },
  {
    bad: 'let f = (a) => a;\nf`text`;',
    found: ['2:1 Espruino has no tagged templates'],
    good: 'let f = (a) => a;\nf(`text`);',
  },
  {
    bad: 'class A {\n  b = [];\n}',
    found: ['2:3 class fields run once on Espruino: all instances would share them'],
    good: 'class A {\n  constructor() {\n    this.b = [];\n  }\n}',
  },
  {
    bad: 'class A {\n  static {\n  }\n}',
    found: ['2:3 Espruino has no static blocks'],
    good: 'class A {\n  b() {\n  }\n}',
  },
  {
    bad: 'class A {\n  #b() {\n  }\n}',
    found: ['2:3 neither engine has private names'],
    good: 'class A {\n  b() {\n  }\n}',
  },
  {
    bad: 'let f = function () {\n  return new.target;\n};',
    found: ['2:10 Espruino has no new.target or import.meta'],
    good: 'let f = function () {\n  return new f();\n};',
  },
  {
    bad: "let a = import('a');",
    found: ['1:9 there is no module loader on a board'],
    good: "let a = 'import';",
  },
  {
    bad: 'let o = {};\nwith (o) {\n}',
    found: ['2:1 strict programs have no with'],
    good: 'let o = {};\nif (o) {\n}',
  },
  { bad: 'debugger;', found: ['1:1 there is no debugger on a board'], good: ';' },
  {
    bad: 'let o = {};\nfor (let key in o) {\n}',
    found: ['2:1 keys come in another order on Espruino, and with mangled names'],
    good: 'let o = {};\nlet keys = Object.keys(o);',
  },
  {
    bad: 'let all = [];\nfor (let one of all) {\n}',
    found: ['2:1 an index loop is faster on both engines'],
    good: 'let all = [];\nfor (let i = 0; i < all.length; i++) {\n}',
  },
  {
    bad: 'let f = function* () {\n  yield 1;\n};',
    found: ['1:9 Espruino has no generators', '2:3 Espruino has no generators'],
    good: 'let f = function () {\n  return 1;\n};',
  },
  {
    bad: 'let f = async (a) => {\n  await a;\n};',
    found: ['1:9 Espruino has no async functions', '2:3 Espruino has no async functions'],
    good: 'let f = (a) => {\n  a();\n};',
  },
  {
    bad: 'let a = 2 ** 3;',
    found: ['1:9 Espruino has no exponent operator'],
    good: 'let a = 2 * 3;',
  },
  {
    bad: 'let a = 2;\na **= 3;',
    found: ['2:1 Espruino has no exponent operator'],
    good: 'let a = 2;\na *= 3;',
  },
  ...['??=', '||=', '&&='].map((operator) => ({
    bad: `let a = 1;\na ${operator} 2;`,
    found: ['2:1 neither engine has logical assignment'],
    good: `let a = 1;\na = a ${operator.slice(0, 2)} 2;`,
  })),
  { bad: 'let a = 10n;', found: ['1:9 neither has BigInt'], good: 'let a = 10;' },
];

const different: Row[] = [
  {
    bad: 'let a = 1;\nswitch (a) {\n  default:\n    break;\n  case 1:\n    break;\n}',
    found: ['2:1 default must be the last case on Espruino'],
    good: 'let a = 1;\nswitch (a) {\n  case 1:\n    break;\n  default:\n    break;\n}',
  },
  ...['<<', '>>', '>>>'].map((operator) => ({
    bad: `let a = 1;\nlet b = a ${operator} 32;`,
    found: ['2:9 shifts by 32 or more differ between the engines'],
    good: `let a = 1;\nlet b = a ${operator} 31;`,
  })),
  {
    bad: 'class A {\n}\nclass B extends A {\n}',
    found: ['3:1 inheritance recurses without end on Espruino beyond one level'],
    good: 'class A {\n}\nclass B {\n}',
  },
  {
    bad: "let a = 'a b c';\nlet b = a.split(' ', 2);",
    found: ['2:9 Espruino ignores the limit of split'],
    good: "let a = 'a b c';\nlet b = a.split(' ');",
  },
  ...["'ab'", '`a `', "a + ' '"].map((text) => ({
    bad: `let a = 'b';\nlet b = a.indexOf(${text});`,
    found: [
      '2:9 Espruino finds a text that only begins at the end of the other: indexOf with more than a character',
    ],
    good: "let a = 'b';\nlet b = a.indexOf('\\n') + a.indexOf(`:`) + [a].indexOf(a);",
  })),
  ...['parse', 'stringify'].map((name) => ({
    bad: `let f = (a) => a;\nJSON.${name}('1', f);`,
    found: ['2:1 Espruino ignores reviver and replacer'],
    good: `let f = (a) => a;\nJSON.${name}('1');`,
  })),
  {
    bad: 'let a = [1];\na.length = 0;',
    found: ['2:1 Espruino cannot assign the length of an array'],
    good: 'let a = [1];\nlet b = a.length;',
  },
  {
    bad: 'let a = 1;\na <<= 32;',
    found: ['2:1 shifts by 32 or more differ between the engines'],
    good: 'let a = 1;\na <<= 31;',
  },
  {
    bad: 'let A = class {\n};\nlet B = class extends A {\n};',
    found: ['3:9 inheritance recurses without end on Espruino beyond one level'],
    good: 'let A = class {\n};\nlet B = class {\n};',
  },
  {
    bad: 'let a = [1];\na.length--;',
    found: ['2:1 Espruino cannot assign the length of an array'],
    good: 'let a = [1];\nlet b = a.length - 1;',
  },
  {
    bad: 'let a = f();\nfunction f() {\n  return 1;\n}',
    found: ['1:9 "f" is used before its definition: Espruino does not hoist'],
    good: 'function f() {\n  return 1;\n}\nlet a = f();',
  },
  {
    bad: 'let g = function () {\n  return f();\n  function f() {\n  }\n};',
    found: ['2:10 "f" is used before its definition: Espruino does not hoist'],
    good: 'let g = function () {\n  return f();\n};\nfunction f() {\n}',
  },
  {
    bad: 'let all = [];\nfor (let i = 0; i < 3; i++) {\n  all.push(() => i);\n}',
    found: [`3:18 a function keeps the loop's "i": on Espruino it sees only its last value`],
    good: 'let all = [];\nfor (let i = 0; i < 3; i++) {\n  let j = i;\n  all.push(() => j);\n}',
  },
  {
    bad: 'let f = function (a) {\n  if (a) {\n    var b = 1;\n  }\n};',
    found: ['3:5 var in a branch that has not run makes a global on Espruino'],
    good: 'let f = function (a) {\n  var b = 1;\n  if (a) b = 2;\n};',
  },
];

for (const { bad, found, good } of [...missing, ...different]) {
  test(`${bad.replace(/\s+/g, ' ')}: ${found.map((one) => one.replace(/^\S+ /, '')).join(', ')}`, () => {
    expect(find(bad)).toEqual(found);
    expect(find(good)).toEqual([]);
  });
}

test('everything is found at once, in the order of the code', () => {
  expect(find('let a = new Map();\nlet b = 2 ** 3;\nlet c = [].flat();')).toEqual([
    '1:13 "Map" is not a global of both engines',
    '2:9 Espruino has no exponent operator',
    '3:9 Espruino has no flat',
  ]);
});

test('code that both engines run alike passes', () => {
  const code = [
    '(() => {',
    '  const limit = 3;',
    '  function grow(age, holds) {',
    '    return holds ? age + 1 : -1;',
    '  }',
    '  const record = { age: 0, grow: grow };',
    '  for (let i = 0; i < limit; i++) record.age = record.grow(record.age, i > 0);',
    '  const text = `${' + 'record.age}`.split(" ").join("-");',
    '  record.text = text === "" ? "none" : text;',
    '})();',
  ].join('\n');
  expect(find(code)).toEqual([]);
});
