import { expect, test } from 'vitest';
import { gatherWords } from '../../../build/compiler/words.mjs';

const sources = new Map([
  ['help', '../firmware/console/commands.ts'],
  ['tick', '../firmware/loop.ts'],
  ['table', '../firmware/control/faults.ts'],
]);

function run(code: string): unknown {
  const out: unknown[] = [];
  new Function('seen', code)((value: unknown) => out.push(value));
  return out;
}

test('strings of tables and of what people ask for come from one text', () => {
  const code = `(function () {
    var table = [[1, "none"], [2, "welded"]];
    function help(x) { return x === "welded" ? "yes" : {"no": "no"}.no; }
    function tick() { return "tick"; }
    seen(table[1][1]); seen(help("welded")); seen(help("none")); seen(tick());
  })();`;
  const gathered = gatherWords(code, sources);
  expect(gathered).toContain('"welded@yes@no@none".split("@")');
  expect(gathered).toContain('return "tick"');
  expect(run(gathered)).toEqual(run(code));
});

test('what only the tables are made from is dropped when they are made', () => {
  const code = `(function () {
    var table = ["none", "welded"];
    function help(x) { return x === "welded"; }
    seen(table);
  })();`;
  const gathered = gatherWords(code, sources);
  expect(gathered).toMatch(/gatheredWords\.length = 1;\s*\}\)\(\);$/);
  expect(run(gathered)).toEqual([['none', 'welded']]);
});

test('a string that would be no plain pattern, a key, and a function in a table stay as they are', () => {
  const code = `(function () {
    var table = [{ "key": "a|b@c" }, () => "arrow"];
    seen(table[0].key); seen(table[1]());
  })();`;
  expect(gatherWords(code, sources)).toBe(code);
});
