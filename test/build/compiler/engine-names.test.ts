import { expect, test } from 'vitest';
import { nameAsEngine } from '../../../build/compiler/engine-names.mjs';

const run = (code: string): unknown => new Function(`return ${code}`)();

test('what functions share gets a name of the engine, and means the same', () => {
  const code =
    '(function(){var a=3,b=4;function f(){return a+b+a}function g(c){return a+c}return[f(),g(b)]})()';
  const named = nameAsEngine(code, ['of', 'abs', 'call']);
  expect(named).toContain('var of=3,abs=4;');
  expect(run(named)).toEqual(run(code));
});

test('a name that means something else anywhere in the program is not taken', () => {
  const code = '(function(){var a=3;function f(is){var of=is;return a+of+abs}return f(1)})()';
  const surroundings = 'var abs=5;return ';
  const named = nameAsEngine(code, ['is', 'of', 'abs', 'call']);
  expect(named).toContain('var call=3;');
  expect(new Function(surroundings + named)()).toBe(new Function(surroundings + code)());
});

test('a field that a variable names keeps its name', () => {
  const code = '(function(){var a=3;function f(){return{a}}return f().a+a})()';
  expect(run(nameAsEngine(code))).toBe(6);
});

test('a variable of one function alone keeps its short name', () => {
  const code = '(function(){var a=3;return(function(b){return b})(a)})()';
  expect(nameAsEngine(code)).toBe(code);
});
