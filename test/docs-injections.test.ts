/** Every row of docs/injections.md, and the words around them. docs.test.ts has every sixth row. */

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { injectionPage } from '../bin/commands/sim/injections.ts';

test('docs/injections.md is what the charger does (npm run docs writes it)', async () => {
  expect(readFileSync('docs/injections.md', 'utf8')).toBe(await injectionPage());
});
