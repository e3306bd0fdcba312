/**
 * Traces: nothing at either end is left over, and the page says what the rows say.
 */

import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { findEnds } from '../../../../bin/commands/sim/requirements.ts';
import { requirements } from '../../../../sim/verify/traceability/all-rows.ts';
import { writeRequirements } from '../../../../sim/verify/traceability/requirements-page.ts';
import { findOrphans, traceAll } from '../../../../sim/verify/traceability/traces.ts';

const ends = findEnds(process.cwd());

test('every scenario, every source that is flashed and every rule has a requirement, and each requirement what it names', () => {
  expect(findOrphans(ends, existsSync)).toEqual([]);
});

test('docs/requirements.md is what the rows say (npm run docs writes it)', () => {
  expect(readFileSync('docs/requirements.md', 'utf8')).toBe(writeRequirements(traceAll(ends)));
});

test('a requirement has an identifier of its own', () => {
  const ids = requirements.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test('what is left over at either end is named', () => {
  const more = {
    code: [...ends.code, 'firmware/control/nobody.ts'],
    scenarios: [...ends.scenarios, 'attic/forgotten'].filter((name) => !/f01-/.test(name)),
    groups: ends.groups.filter((name) => name !== 'service'),
    rules: [...ends.rules.filter((rule) => rule !== 'R7'), 'R99'],
  };
  const gone = (file: string): boolean => file !== 'firmware/control/age.ts';
  const orphans = findOrphans(more, gone);
  expect(orphans).toContain('scenario attic/forgotten: no requirement names it');
  expect(orphans).toContain('source firmware/control/nobody.ts: no requirement names it');
  expect(orphans).toContain('rule R99: no requirement names it');
  expect(orphans).toContain('R7: the guard has no such rule');
  expect(orphans).toContain('F01: no scenario is field/f01-*');
  expect(orphans).toContain('R1: no group of the search is service');
  expect(orphans).toContain('F24: no file is firmware/control/age.ts');
});
