/**
 * Closure: what it writes means what was written, and its complaints reach the person who builds.
 */

import { expect, test } from 'vitest';
import { compact, compareLoosely } from '../../../build/compiler/closure.mjs';

/** What a program puts into `out`; `next()` counts, and `seen` looks at a value from outside. */
function run(code: string): unknown {
  const surroundings =
    'const out = []; let n = 0; const next = () => ++n; const seen = (x) => out.push(x);';
  return new Function(`${surroundings} ${code}; return JSON.stringify([out, n]);`)();
}

test('compacted, a program does the same, and a function with one caller is gone', async () => {
  const code =
    'function once(x) { if (x > 2) return 1; seen(x); return x * 2; }\nlet later = null;\nfunction start() { later = (y) => once(y + next()); }\nstart(); seen(later(0)); seen(later(5));';
  const short = await compact(code);
  expect(run(short)).toBe(run(code));
  expect(short).not.toContain('once');
});

test('what the Closure Compiler cannot read is said in its own words', async () => {
  await expect(compact('let = ;')).rejects.toThrow(
    /Closure Compiler has failed: [\s\S]*(Parse|expected)/,
  );
});

test('only numbers and texts are compared loosely', () => {
  const code =
    'seen(a === 1); seen(2 !== a); seen(a === null); seen(a !== b); seen(b === ""); seen((a === 3) !== true)';
  const short = compareLoosely(code);
  expect(short).toBe(
    'seen(a == 1); seen(2 != a); seen(a === null); seen(a !== b); seen(b == ""); seen((a == 3) !== true)',
  );
});
