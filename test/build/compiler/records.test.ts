/**
 * Records as arrays, and small functions written out: the bundle must mean what the sources mean.
 */

import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { ownFields, sharedFields } from '../../../build/compiler/field-names.mjs';
import { inlineSmall } from '../../../build/compiler/inline.mjs';
import { placeFields } from '../../../build/compiler/records.mjs';
import { checkRecords } from '../../../build/compiler/records-check.mjs';

const calls = fileURLToPath(
  new URL('../../../firmware/platforms/kaluma-calls.d.ts', import.meta.url),
);
/** Nothing of these little programs runs in ticks. */
const noSources = new Map<string, string>();

function place(code: string, optional: string[] = []): string {
  const fields = ownFields(code, calls);
  return placeFields(code, { own: fields, shared: sharedFields(code, calls), optional });
}

/** What a function of the given text returns, as written and as changed. */
function bothOf(body: string, change: (code: string) => string): readonly [unknown, unknown] {
  const run = (code: string): unknown => new Function(`${code}; return out;`)();
  return [run(`let out; ${body}`), run(change(`let out; ${body}`))];
}

test('fields lie at places, and no two of one record share one', () => {
  const code =
    '{ const a = { red: 1, blue: 2 }; const b = { blue: 3, green: 4 }; a.red = b.green; }';
  const placed = place(code);
  expect(placed).not.toMatch(/red|blue|green/);
  const [plain, changed] = bothOf(
    '{ const a = { red: 1, blue: { deep: [2] } }; a.red += a.blue.deep[0]; out = a.red; }',
    place,
  );
  expect(changed).toBe(plain);
});

test('values that are computed are made in the order in which they were written', () => {
  const body = `{ let n = 0; const next = () => ++n;
    const small = { late: 1 }; const many = { early: 1, late: 2, third: 3 };
    const one = { third: next(), early: next(), late: n };
    out = [one.third, one.early, one.late, small.late, many.third].join(); }`;
  expect(place(body)).toContain('recordOf([');
  const [plain, changed] = bothOf(body, place);
  expect(changed).toBe(plain);
});

test('a record with a getter or a method stays one, and is read like any other', () => {
  const body = `{ let n = 1; const one = { get twice() { return 2 * n; }, add(x) { n += x; }, last: 5 };
    const other = { last: 1, twice: 2 }; one.add(3); out = [one.twice, one.last, other.twice].join(); }`;
  const [plain, changed] = bothOf(body, place);
  expect(changed).toBe(plain);
});

test('a field that a record may lack is undefined there', () => {
  const body = `{ const with_ = { heap: 7, size: 1 }; const without = { size: 1, depth: 2, width: 3 };
    out = [with_.heap, without.heap, without.width].join(); }`;
  const [plain, changed] = bothOf(body, (code) => place(code, ['heap']));
  expect(changed).toBe(plain);
});

test('what one record lacks and another one does not is undefined there, too', () => {
  const body = `{ let n = 0; const next = () => ++n; const both = { heap: 7, spare: 1, size: 1 };
    const one = { spare: next(), size: next() }; const other = { spare: 2, size: 3 };
    out = [both.heap, one.heap, one.spare, one.size, other.heap].join(); }`;
  const [plain, changed] = bothOf(body, (code) => place(code, ['heap', 'spare']));
  expect(changed).toBe(plain);
});

for (const [what, rest] of [
  ['a name that means a maker elsewhere', 'function g(make) { out = made(); } g(next);'],
  ['a maker that is replaced', 'make = next; out = made();'],
] as const) {
  test(`${what} is called in the order in which it was written`, () => {
    const make = rest.startsWith('make') ? 'let make = () => [1]' : 'const make = () => [1]';
    const made = 'const r = { early: make(), mid: 5, late: make() }; return r.late * 10 + r.early;';
    const body = `{ let n = 0; const next = () => ++n; ${make};
      const uses = { late: 1 }; out = uses.late + uses.late + make()[0];
      ${rest.replace('made()', `(() => { ${made} })()`)} }`;
    const [plain, changed] = bothOf(body, place);
    expect(changed).toBe(plain);
  });
}

test('a method of the platform keeps its name beside a value of ours that has the same', () => {
  const placed = place(
    '{ const seen = { start: false, stop: true }; seen.start = true; pwm.start(); }',
  );
  expect(placed).toContain('pwm.start()');
  expect(placed).not.toContain('seen.start');
  expect(place('{ go({ baudrate: 9600, tx: 1 }); }')).toContain('baudrate: 9600');
});

test('what could tell a record from an array is refused at its line', () => {
  const lines = [
    'if ("red" in a) go();',
    'delete a.red;',
    'Object.keys(a);',
    'JSON.stringify(a);',
    'Array.isArray(a);',
    'list.concat(a);',
    'go({ [name]: 1 });',
    'go({ "red": 1 });',
    'a.hasOwnProperty("red");',
    'go({ get red() { return next(); } });',
  ];
  const findings = checkRecords(lines.join('\n'));
  expect(findings.map((one) => one.line)).toEqual(lines.map((_, i) => i + 1));
});

test('a small function is written out where it is called, and gone', () => {
  const code =
    'function grown(age, holds) {\n return holds ? age + 1 : -1;\n}\nout = grown(s.age, !s.off);\n';
  const inlined = inlineSmall(code, noSources);
  expect(inlined).not.toContain('grown');
});

/** Each is right as a call, and would mean something else written out. */
for (const [what, code] of [
  ['an argument that does something', 'function f(x) { return x + x; } out = f(next()); f(2);'],
  [
    'an argument that the function writes',
    'function f(s, x) { return s.a = 1, x; } out = f(s, s.a); f(s, 2);',
  ],
  [
    'a name that means something else at the call',
    'const k = 1; function f(x) { return x + k; } function g(k) { return f(k) * (k > 9 ? g(k - 1) : 1); } out = g(2) + f(1);',
  ],
  ['a function of itself', 'function f(x) { return x > 0 ? f(x - 1) : 5; } out = f(2);'],
  ['an argument that is missing', 'function f(x, y) { return y; } out = f(1); f(1, 2);'],
  [
    'an argument that reads a variable which the function writes by a call',
    'let k = 0; function bump() { k++; k = k * 5; return 1; } function f(x) { return bump() + x; } out = f(k + 1);',
  ],
  [
    'a constant of the function that reads such a variable',
    'let k = 0; function bump() { k++; k = k * 5; return 1; } function f() { const x = k; return bump() + x; } out = f();',
  ],
] as const) {
  test(`${what} is left a call`, () => {
    const inlined = inlineSmall(code, noSources);
    const run = (text: string): unknown =>
      new Function(
        `let out, n = 0; const s = { a: 7 }; const next = () => ++n; ${text} return out;`,
      )();
    expect(run(inlined)).toBe(run(code));
  });
}
