/**
 * Summary: counts, what a person must look at, and nothing that a device could write into the page.
 */

import { expect, test } from 'vitest';
import { writeSummary } from '../../../hil/run/summary.ts';

const usual = { file: 'a.scenario', title: 'A', variant: '', line: 3, message: '' };

test('counts first, then everything that is neither passed nor skipped', () => {
  const text = writeSummary(
    'desk',
    [
      { ...usual, outcome: 'passed' },
      { ...usual, outcome: 'skipped', message: 'needs latch' },
      { ...usual, outcome: 'failed', variant: 'phase 1', message: 'not within 10 ms' },
    ],
    ['build 1234'],
  );
  expect(text.split('\n')).toEqual([
    '## desk',
    '',
    '**1 passed, 1 failed, 1 skipped**',
    '',
    '| outcome | scenario | place | message |',
    '|---|---|---|---|',
    '| ❌ failed | A (phase 1) | a.scenario:3 | not within 10 ms |',
    '',
    '- build 1234',
    '',
  ]);
});

test('what a board has said stays text', () => {
  const message = 'the board sent "<script>|`**[x](y)`"\n| a | b |';
  const text = writeSummary('desk', [{ ...usual, outcome: 'error', message }], []);
  expect(text).not.toMatch(/[<`]|\*\*\[/);
  expect(text.split('\n').filter((line) => line.startsWith('| 🔧'))).toHaveLength(1);
  expect(
    text
      .split('\n')
      .find((line) => line.startsWith('| 🔧'))
      ?.split('|'),
  ).toHaveLength(6);
});

test('a long list is cut, and says so', () => {
  const many = Array.from({ length: 130 }, () => ({ ...usual, outcome: 'failed' as const }));
  expect(writeSummary('desk', many, [])).toContain('… and 30 more');
});
