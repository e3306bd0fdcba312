/**
 * Engine fixes: what a minifier may write is changed where an engine cannot read it, and nowhere else.
 */

import { expect, test } from 'vitest';
import { repair } from '../../../build/compiler/engine-fixes.mjs';

test('an arrow in a literal behind a bracket gets brackets around its parameter', () => {
  // JerryScript as Kaluma builds it refuses the second of each pair.
  expect(repair('f({w:h=>1});var a=({w:h=>1})')).toBe('f({w:(h)=>1});var a=({w:(h)=>1})');
  expect(repair('var a=[h=>1],b=([1,[h=>h]])')).toBe('var a=[h=>1],b=([1,[(h)=>h]])');
  expect(repair('var a=f=>({w:h=>{f(h)},x:(i,k)=>2})')).toBe(
    'var a=f=>({w:(h)=>{f(h)},x:(i,k)=>2})',
  );
  expect(repair('var a=(f(),{w:h=>1}),b={w:h=>1}')).toBe('var a=(f(),{w:h=>1}),b={w:h=>1}');
  expect(repair('f({w:$=>1})')).toBe('f({w:($)=>1})');
});

test('a bare return gets its semicolon, a line break in a text its escape', () => {
  expect(repair('function f(){if(g())return}')).toBe('function f(){if(g())return;}');
  expect(repair('var a=`x\ny\n`')).toBe('var a=`x\\ny\\n`');
});
