/**
 * What would not work on another system, and can be seen on this one.
 */

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sourcesIn } from '../bin/architecture/imports.ts';
import { withSlashes } from '../sim/scenario/library.ts';

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  scripts: Record<string, string>;
};

test("npm's scripts run in the shell of Windows: no single quotes, no variables set before a command", () => {
  const posix = /'|(^|&& )[A-Z]+=/;
  const found = Object.keys(scripts).filter((name) => posix.test(scripts[name] ?? ''));
  // It needs pseudo-terminals.
  expect(found).toEqual(['test:rig']);
});

test('no file is found by the path of its address, which on Windows begins with a slash', () => {
  const folders = ['firmware', 'sim', 'hil', 'bridge', 'bin', 'build', 'test'];
  const all = folders.flatMap((folder) => sourcesIn(folder));
  const wrong = /import\.meta\.url\)\s*\.pathname/;
  expect(wrong.test('new URL(name, import.meta.url).pathname')).toBe(true);
  const found = all.filter((file) => wrong.test(readFileSync(file, 'utf8')));
  expect(found).toEqual(['test/platforms.test.ts']);
});

test('names of scenarios have the same slashes everywhere', () => {
  expect(withSlashes('test\\scenarios\\a.scenario', '\\')).toBe('test/scenarios/a.scenario');
  expect(withSlashes('test/odd\\name.scenario', '/')).toBe('test/odd\\name.scenario');
});
