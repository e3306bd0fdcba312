import { expect, test } from 'vitest';
import { dropStart } from '../../../build/compiler/starting.mjs';

/** The end of the program, where names are dropped. */
const end = (body: string): string => {
  const code = dropStart(`(function(){${body}})()`);
  return code.slice(`(function(){${body}`.length, -'})()'.length);
};

test('functions that the start alone calls are dropped, and what they alone read', () => {
  const body = 'function f(){return[g(),m[0]]}function g(){return 1}var m=[2];seen(f())';
  expect(end(body)).toBe(';f=g=m=0');
});

test.each([
  [
    'what a function reads that is left behind',
    'function f(){return g}function g(){}every(f)',
    ';f=0',
  ],
  [
    'what a function reads that was made by the start',
    'function f(){return()=>m}var m=[2];f()',
    ';f=0',
  ],
  [
    'what a function uses that was given away',
    'function f(){m()}function m(){}seen(f);f()',
    ';f=0',
  ],
  ['a constant', 'function f(){return m}const m=[2];f()', ';f=0'],
  ['a number', 'function f(){return m}var m=2;f()', ';f=0'],
  ['what is called at once and used later as well', 'function f(){}f();every(()=>f())'],
])('%s stays', (_what, body, dropped = '') => {
  expect(end(body)).toBe(dropped);
});

test('a name that is declared once more is a function all the same', () => {
  expect(end('var g,f;function f(){g()}function g(){}f()')).toBe(';g=f=0');
});

test('a function that is called where it is written belongs to the start', () => {
  expect(end('function f(){}(function(){f()})()')).toBe(';f=0');
});
