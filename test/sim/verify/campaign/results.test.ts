/**
 * Results: a file that is written takes the place of nothing but a file.
 */

import { lstatSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { writeComplete } from '../../../../sim/verify/campaign/results.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-results-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('through a link the file behind it is written, and the link stays', () => {
  const [file, link] = [join(folder, 'file.json'), join(folder, 'link.json')];
  writeComplete(file, 1);
  symlinkSync(file, link);
  writeComplete(link, 2);
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
  expect(readFileSync(file, 'utf8')).toBe('2\n');
});

test('a device is not replaced', () => {
  const link = join(folder, 'null.json');
  symlinkSync('/dev/null', link);
  writeComplete(link, 3);
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
  expect(lstatSync('/dev/null').isCharacterDevice()).toBe(true);
});
