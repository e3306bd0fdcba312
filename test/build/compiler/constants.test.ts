/**
 * Constants: what is folded into a board's bundle must mean what the sources mean, and what only looks
 * constant must be left alone.
 */

import { expect, test } from 'vitest';
import { asArrows, compact, compareLoosely } from '../../../build/compiler/closure.mjs';
import { foldConstants } from '../../../build/compiler/constants.mjs';
import { repair } from '../../../build/compiler/engine-fixes.mjs';
import { ownFields } from '../../../build/compiler/field-names.mjs';

function fold(code: string, optional: string[] = []): Promise<string> {
  return foldConstants(code, { own: (text) => ownFields(text, null), optional });
}

/** What a program puts into `out`; `next()` counts, and whatever is called `seen` is looked at from outside. */
function run(code: string): unknown {
  const program = `const out = []; let n = 0; const next = () => ++n; const seen = (x) => out.push(x); ${code}; return JSON.stringify([out, n]);`;
  return new Function(program)();
}

test('a field that is always the same number is that number, and its record no longer has it', async () => {
  const folded = await fold(
    'const limits = { openMs: 250, ownerMs: 5 }; limits.ownerMs = next(); seen(limits.openMs + limits.ownerMs);',
  );
  expect(folded).toContain('250 +');
  expect(folded).not.toContain('openMs');
});

test('an input that the schematic does not have takes its driver with it', async () => {
  const folded = await fold(`
    const map = { meter: null, lamp: { pin: 4 } };
    function createMeter(net) { return { net: net, age: next() }; }
    function createBoard(map) {
      return { meter: map.meter === null ? null : createMeter(map.meter), lamp: map.lamp === null ? null : next() };
    }
    const board = createBoard(map);
    if (board.meter !== null) seen(board.meter.age);
    if (board.lamp !== null) seen(board.lamp);`);
  expect(folded).not.toMatch(/createMeter|meter/);
});

test('an argument that nobody reads is no longer handed over', async () => {
  const folded = await fold(
    'const l = { ms: 3 }; function late(x, l) { return x > l.ms; } seen(late(next(), l)); seen(late(5, l));',
  );
  expect(folded).toMatch(/function late\(x\)/);
});

/** Each looks constant at some place, and is not. */
const programs: readonly (readonly [string, string])[] = [
  [
    'a field that another record has with another value',
    'const a = { ms: 1 }, b = { ms: 2 }; seen(a.ms); seen(b.ms);',
  ],
  [
    'a field that is written through another name',
    'const a = { ms: 1 }; function put(x, v) { x.ms = v; } put(a, next() + 6); seen(a.ms);',
  ],
  ['a field that is counted up', 'const a = { ms: 1 }; a.ms += 4; a.ms++; seen(a.ms);'],
  [
    'a field that a getter computes',
    'const a = { get ms() { return next(); } }, b = { ms: 3 }; seen(a.ms); seen(a.ms); seen(b.ms);',
  ],
  [
    'a field that is copied, and once not',
    'const a = { ms: 1 }; const b = { ms: a.ms }; const c = { ms: next() + 8 }; b.ms = c.ms; seen(b.ms); seen(a.ms);',
  ],
  [
    'a field that is null until it is set',
    'const a = { lamp: null }; function light() { a.lamp = { on: next() }; } if (a.lamp === null) seen(0); light(); if (a.lamp !== null) seen(a.lamp.on);',
  ],
  [
    'null that only a chain of conditions carries',
    'const a = { x: null }; const b = { x: a.x === null ? null : 5 }; seen(b.x === null); const c = { x: next() }; seen(c.x === null);',
  ],
  ['a variable that is set later', 'let a = 1; function put() { a = 2; } put(); seen(a);'],
  [
    'an argument that differs from call to call',
    'function f(x) { return x * 10; } seen(f(1)); seen(f(2));',
  ],
  [
    'an argument of a function that somebody else may call',
    'function f(x) { return x * 10; } seen(f(1)); seen([3, 4].map(f)[1]);',
  ],
  [
    'an argument that is missing once',
    'function f(x) { return x === undefined; } seen(f(1)); seen(f());',
  ],
  [
    'an argument that does something, and nobody reads',
    'function f(x) { return 7; } seen(f(next())); seen(f(2));',
  ],
  [
    'an element of a list that grows or changes',
    'const a = [1, 2]; const b = [1, 2]; a[0] = next() + 4; b.push(3); seen(a[0]); seen(b[2]); seen(b.length);',
  ],
  [
    'an element of a list that is handed on',
    'const a = [1, 2]; function put(l) { l[1] = 9; } put(a); seen(a[1]);',
  ],
  [
    'an element that the list does not have',
    'const a = [1, 2]; seen(a[2] === undefined); seen(a[1]);',
  ],
  [
    'a record that is made anew at every call',
    'function make() { return { ms: next(), fix: 1 }; } const a = make(), b = make(); seen(a.ms); seen(b.ms + b.fix);',
  ],
  [
    'a name that is a field and its value at once',
    'const ms = 4; const a = { ms, late: 1 }; const b = { ms: next() }; seen(a.ms + b.ms + a.late);',
  ],
  [
    'a function that returns null once',
    'function find(x) { if (x > 1) return { x: x }; return null; } seen(find(1) === null); seen(find(2) === null);',
  ],
  [
    'a function that can end without returning',
    'function find(x) { if (x > 1) return { x: x }; } seen(find(1) == null); seen(find(2) == null);',
  ],
  [
    'a field that nobody reads, made by something that counts',
    'const a = { unread: next(), ms: 2 }; a.unread = next(); seen(a.ms + n);',
  ],
  [
    'records inside records, of which one is written',
    'const map = { lamp: { pin: 1, low: false }, lock: { pin: 2, low: true } }; function of(net) { return net.pin * 10 + (net.low ? 1 : 0); } map.lamp.pin = 7; seen(of(map.lamp)); seen(of(map.lock));',
  ],
  [
    'a loop whose bound looks like a limit',
    'const l = { most: 3 }; for (let i = 0; i < l.most; i++) { if (i === 1) l.most = 2; seen(i); }',
  ],
  [
    'a known text behind something that counts',
    'function make() { next(); seen(4); return { word: "x" }; } seen(make().word === "x"); seen((next(), "y") === "x");',
  ],
  [
    'a known element behind something that counts',
    'function make() { next(); seen(4); return { nth: 0 }; } const l = [7, 8]; seen(l[make().nth]);',
  ],
  [
    'a record that nobody reads, as the value of its assignment',
    'const a = { lamp: null }; const put = (v) => a.lamp = { on: v }; seen(put(3) === undefined);',
  ],
  [
    'records, functions and lists that nobody reads, assigned',
    'const a = { x: null, y: 0, z: null }; a.x = { on: next(), off: 1 }; a.y = (seen(1), 5); a.z = function () {};',
  ],
  [
    'a field that a function hands to itself',
    'const a = { f: 1 }; function put(x, k) { a.f = x; if (k > 0) put(x, k - 1); } put(a.f, 3); seen(a.f);',
  ],
  [
    'a record that a function hands to itself',
    'const a = { ms: 4 }, b = { ms: next() }; function f(r, k) { seen(r.ms); if (k > 0) f(r, k - 1); } f(a, 2); seen(b.ms);',
  ],
  [
    'numbers that JSON cannot write',
    'const a = { zero: -0, much: 1e999 }; seen(1 / a.zero < 0); seen(a.much > 5);',
  ],
  [
    'an argument that nobody reads, beside one in brackets',
    'function f(x, y) { return y; } seen(f(1, (next() > 5 ? 1 : 2))); seen(f(2, (3)));',
  ],
  [
    'a function that asks who it belongs to',
    'function f() { return this.ms; } const a = { ms: 3, get: f }; seen(a.get()); a.ms = next(); seen(a.get());',
  ],
];

for (const [what, code] of programs) {
  test(`${what} means the same folded, inlined and compared loosely`, async () => {
    const expected = run(code);
    const folded = await fold(code);
    expect(run(folded)).toBe(expected);
    expect(run(compareLoosely(asArrows(folded)))).toBe(expected);
  });
}

test('a field that a record may lack stays a field, and is not known through a name either', async () => {
  const code =
    'const a = { heap: 5, ms: 1 }; const b = { ms: 2 }; seen(b.heap === undefined); seen(a.heap); const h = b.heap; seen(h == null);';
  expect(run(await fold(code, ['heap']))).toBe(run(code));
});

test('compacted, a program does the same, and a function with one caller is gone', async () => {
  const code =
    'function once(x) { if (x > 2) return 1; seen(x); return x * 2; }\nlet later = null;\nfunction start() { later = (y) => once(y + next()); }\nstart(); seen(later(0)); seen(later(5));';
  const short = asArrows(await compact(code));
  expect(run(short)).toBe(run(code));
  expect(short).not.toContain('once');
});

test('what the Closure Compiler cannot read is said in its own words', async () => {
  await expect(compact('let = ;')).rejects.toThrow(
    /Closure Compiler has failed: [\s\S]*(Parse|expected)/,
  );
});

test('what a minifier writes is repaired where an engine cannot read it', () => {
  // JerryScript as Kaluma builds it refuses the second of each pair.
  expect(repair('f({w:h=>1});var a=({w:h=>1})')).toBe('f({w:(h)=>1});var a=({w:(h)=>1})');
  expect(repair('var a=[h=>1],b=([1,[h=>h]])')).toBe('var a=[h=>1],b=([1,[(h)=>h]])');
  expect(repair('var a=f=>({w:h=>{f(h)},x:(i,k)=>2})')).toBe(
    'var a=f=>({w:(h)=>{f(h)},x:(i,k)=>2})',
  );
  expect(repair('var a=(f(),{w:h=>1}),b={w:h=>1}')).toBe('var a=(f(),{w:h=>1}),b={w:h=>1}');
  expect(repair('f({w:$=>1})')).toBe('f({w:($)=>1})');
  expect(repair('function f(){if(g())return}')).toBe('function f(){if(g())return;}');
  expect(repair('var a=`x\ny\n`')).toBe('var a=`x\\ny\\n`');
});

test('only numbers and texts are compared loosely', () => {
  const code =
    'seen(a === 1); seen(2 !== a); seen(a === null); seen(a !== b); seen(b === ""); seen((a === 3) !== true)';
  const short = compareLoosely(code);
  expect(short).toBe(
    'seen(a == 1); seen(2 != a); seen(a === null); seen(a !== b); seen(b == ""); seen((a == 3) !== true)',
  );
});
