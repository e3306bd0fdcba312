/**
 * Suite: a replacement for vitest that collects the tests of the bundled test files.
 *
 * The expectations are vitest's own (`@vitest/expect`); only vitest's runner is replaced, which would take a
 * second per mutant.
 */

import { JestAsymmetricMatchers, JestChaiExpect, JestExtend } from '@vitest/expect';
import { use } from 'chai';

use(JestExtend);
use(JestChaiExpect);
use(JestAsymmetricMatchers);

export { expect } from 'chai';

export interface UnitTest {
  readonly file: string;
  readonly title: string;
  readonly body: () => unknown;
}

export const unitTests: UnitTest[] = [];
let file = '';

/** The following tests belong to this file. */
export function beginFile(name: string): void {
  file = name;
}

export function test(title: string, body: () => unknown): void {
  unitTests.push({ file, title, body });
}

test.each =
  (rows: readonly unknown[]) =>
  (title: string, body: (...row: unknown[]) => unknown): void => {
    for (const [i, row] of rows.entries()) {
      const values = Array.isArray(row) ? row : [row];
      test(`${title} (${i + 1})`, () => body(...values));
    }
  };
