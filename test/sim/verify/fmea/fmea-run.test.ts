/**
 * FMEA, whole: every mode in every context is as expected, and docs/fmea.md says so.
 */

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { modeNames } from '../../../../sim/verify/fmea/failures.ts';
import { writeFmeaPage } from '../../../../sim/verify/fmea/fmea-page.ts';
import { type FmeaUnit, playMode, unmetBy } from '../../../../sim/verify/fmea/fmea-units.ts';

test('every failure in every context is as expected, and the page says so', async () => {
  const units: Record<string, FmeaUnit> = {};
  const complaints: string[] = [];
  for (const name of modeNames) {
    const unit = await playMode(name);
    units[name] = unit;
    complaints.push(...unit.complaints, ...unmetBy(name, unit));
  }
  expect(complaints).toEqual([]);
  expect(readFileSync('docs/fmea.md', 'utf8')).toBe(writeFmeaPage(units));
});
