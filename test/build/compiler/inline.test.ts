/**
 * Inline: the sources that it treats as running in every tick are those that there are.
 */

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { hotSources, inlineSmall, rareSources } from '../../../build/compiler/inline.mjs';

const root = fileURLToPath(new URL('../../../', import.meta.url));

test('every source that is said to run in ticks exists', () => {
  for (const source of [...hotSources, ...rareSources]) {
    expect(existsSync(`${root}${source}`), source).toBe(true);
  }
});

test('a function with two callers is written out in hot sources, and stays a call elsewhere', () => {
  const code =
    'function late(age) {\n return age > 5;\n}\nfunction first(s) {\n return [late(s)];\n}\nfunction second(s) {\n return [late(s), 1];\n}\nout = [first, second];\n';
  const isCalledIn = (file: string): boolean => {
    const sources = new Map(['late', 'first', 'second'].map((name) => [name, file]));
    return inlineSmall(code, sources).includes('late(');
  };
  for (const source of hotSources) expect(isCalledIn(source), source).toBe(false);
  expect(isCalledIn('firmware/console/console.ts')).toBe(true);
  expect(isCalledIn(rareSources[0] ?? '')).toBe(true);
});

test('a comment inside of what is written out swallows nothing', () => {
  const code =
    "function may(s) {\n return (\n  s.a &&\n  // Why: '//' is no comment here.\n  s.b !== '//'\n );\n}\nout = (s) => (may(s) ? 1 : 2);\n";
  const inlined = inlineSmall(code, new Map([['may', 'firmware/control/phases.ts']]));
  const out = new Function('s', `let out; ${inlined}; return out(s)`);
  expect(inlined).not.toContain('may(');
  expect([out({ a: true, b: '' }), out({ a: true, b: '//' })]).toEqual([1, 2]);
});
