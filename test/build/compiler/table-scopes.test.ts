import { expect, test } from 'vitest';
import { separateTables } from '../../../build/compiler/table-scopes.mjs';

test('a table of large numbers gets a function of its own, and is the same', () => {
  const code = '(function(){var a=[300,400,[500,600]],b=[1,2,3,4];return[a,b]})()';
  const apart = separateTables(code);
  expect(apart).toContain('a=(()=>[300,400,[500,600]])(),b=[1,2,3,4]');
  expect(new Function(`return ${apart}`)()).toEqual([
    [300, 400, [500, 600]],
    [1, 2, 3, 4],
  ]);
});

test('the numbers of its functions do not count', () => {
  const code = '(function(){var a=[300,()=>400+500+600+700];return a})()';
  expect(separateTables(code)).toBe(code);
});
