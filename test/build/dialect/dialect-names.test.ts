/**
 * Dialect: the members and globals that not both engines have are found at their place, and others pass.
 */

import { expect, test } from 'vitest';
import { checkDialect } from '../../../build/dialect/dialect.mjs';

function find(code: string, globals: readonly string[] = []): string[] {
  return checkDialect(code, globals).map(
    ({ line, column, message }) => `${line}:${column} ${message}`,
  );
}

for (const [name, message] of [
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
] as const) {
  test(`the member ${name} is found on whatever it is called, and its name alone is not`, () => {
    expect(find(`let a = [];\nlet b = a.${name};`)).toEqual([`2:9 ${message}`]);
    expect(find(`let a = [];\na.${name}(1);`)).toEqual([`2:1 ${message}`]);
    expect(find(`let a = { ${name}: 1 };`)).toEqual([]);
  });
}

for (const [bad, good] of [
  ['Math.round', 'Math.floor'],
  ['Math.trunc', 'Math.abs'],
  ['Math.imul', 'Math.min'],
  ['Number.isInteger', 'Number.MAX_VALUE'],
  ['Number.MAX_SAFE_INTEGER', 'Number.NaN'],
  ['Object.freeze', 'Object.keys'],
  ['Object.entries', 'Object.create'],
  ['Array.from', 'Array.isArray'],
  ['String.raw', 'String.fromCharCode'],
] as const) {
  test(`${bad} is no member of both engines, ${good} is one`, () => {
    const name = bad.split('.')[1];
    expect(find(`let a = ${bad};`)).toEqual([`1:9 one of the engines has no such member: ${name}`]);
    expect(find(`let a = ${good};`)).toEqual([]);
  });
}

for (const name of [
  'Map',
  'Set',
  'Symbol',
  'Promise',
  'Date',
  'console',
  'process',
  'require',
  'setTimeout',
  'globalThis',
  'BigInt',
]) {
  test(`${name} is no global of both engines, but one of ours may be called so`, () => {
    expect(find(`let a = ${name};`)).toEqual([`1:9 "${name}" is not a global of both engines`]);
    expect(find(`let f = (${name}) => ${name};`)).toEqual([]);
  });
}

test('the globals of both engines pass, and so do those of the platform that the bundle is for', () => {
  const common = ['undefined', 'NaN', 'Infinity', 'JSON', 'parseInt', 'isNaN', 'Uint8Array'];
  for (const name of common) expect(find(`let a = ${name};`), name).toEqual([]);
  expect(find('let a = analogRead;', ['analogRead'])).toEqual([]);
  expect(find('let a = analogRead;')).toEqual(['1:9 "analogRead" is not a global of both engines']);
});

test('a typo that would make a global is found', () => {
  expect(find('let dueMs = 1;\ndueMS = 2;')).toEqual([
    '2:1 "dueMS" is not a global of both engines',
  ]);
});
