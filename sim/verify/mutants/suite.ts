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

type Hook = () => unknown;

/** What is done around every test of a file, or of a group in it. */
interface Surroundings {
  readonly before: readonly Hook[];
  readonly after: readonly Hook[];
}

export const unitTests: UnitTest[] = [];
const nothing: Surroundings = { before: [], after: [] };
let file = '';
let around = nothing;

/** The following tests belong to this file. */
export function beginFile(name: string): void {
  file = name;
  around = nothing;
}

/** As in vitest, a hook holds for the tests of its group, those above it too; they are written below it here. */
export function beforeEach(hook: Hook): void {
  around = { ...around, before: [...around.before, hook] };
}

export function afterEach(hook: Hook): void {
  around = { ...around, after: [hook, ...around.after] };
}

export function describe(_title: string, body: () => void): void {
  const outside = around;
  body();
  around = outside;
}

export function test(title: string, body: () => unknown): void {
  const { before, after } = around;
  const whole = async (): Promise<void> => {
    for (const hook of before) await hook();
    try {
      await body();
    } finally {
      for (const hook of after) await hook();
    }
  };
  unitTests.push({ file, title, body: whole });
}

test.each =
  (rows: readonly unknown[]) =>
  (title: string, body: (...row: unknown[]) => unknown): void => {
    for (const [i, row] of rows.entries()) {
      const values = Array.isArray(row) ? row : [row];
      test(`${title} (${i + 1})`, () => body(...values));
    }
  };
