import { expect, test } from 'vitest';
import { orderInner, orderShared } from '../../../build/compiler/name-order.mjs';

/** A function with many names, of which `last` is used most and comes last, in one that is called at once. */
function longFunction(first: string): string {
  const seldom = Array.from({ length: 80 }, (_, i) => `var n${i} = ${i};`).join('');
  const often = 'last = last * 2 + n1;'.repeat(6);
  return `(function(){return function f(p) {${first}${seldom}var last = p;${often}return last;}(3)})()`;
}

test('the names that an inner function uses most are declared first', () => {
  const code = longFunction('');
  const ordered = orderInner(code);
  expect(ordered).toContain('function f(p) {var last,n1;var n0 = 0;');
  const both = [code, ordered].map((text) => new Function(`return ${text};`)());
  expect(both).toEqual([255, 255]);
});

test('a directive stays first, a parameter and a name in a block stay where they are', () => {
  const ordered = orderInner(longFunction(`'use strict';{let p1 = p; p1 + p1 + p1 + p1 + p1;}`));
  expect(ordered).toContain(`function f(p) {'use strict';var last,n1;{let p1`);
});

test('a short function is left alone', () => {
  const code = '(function(){return function f(p) {var a = p;a = a + a + a + a;return a;}(1)})()';
  expect(orderInner(code)).toBe(code);
});

test('the names that ticks look up stand behind all others, in the order of the list', () => {
  const code = '(function(){var a=1;function b(){return a+c()}function c(){return 2}let d=b();})()';
  expect(orderShared(code, ['c', 'gone', 'a'])).toBe(code.replace('{', '{var b,c,a;'));
});
