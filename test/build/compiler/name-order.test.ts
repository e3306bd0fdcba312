import { expect, test } from 'vitest';
import { orderNames } from '../../../build/compiler/name-order.mjs';

/** A function with many names, of which `last` is used most and comes last. */
function longFunction(first: string): string {
  const seldom = Array.from({ length: 30 }, (_, i) => `var n${i} = ${i};`).join('');
  const often = 'last = last * 2 + n1;'.repeat(6);
  return `function f(p) {${first}${seldom}var last = p;${often}return last;}`;
}

test('the names that are used most are declared first', () => {
  const code = longFunction('');
  const ordered = orderNames(code);
  expect(ordered).toMatch(/^function f\(p\) \{var last,n1;var n0 = 0;/);
  const both = [code, ordered].map((text) => new Function(`${text} return f(3);`)());
  expect(both[1]).toBe(both[0]);
});

test('a directive stays first, a parameter and a name in a block stay where they are', () => {
  const ordered = orderNames(longFunction(`'use strict';{let p1 = p; p1 + p1 + p1 + p1 + p1;}`));
  expect(ordered).toMatch(/^function f\(p\) \{'use strict';var last,n1;\{let p1/);
});

test('a short function is left alone', () => {
  const code = 'function f(p) {var a = p;a = a + a + a + a;return a;}';
  expect(orderNames(code)).toBe(code);
});
