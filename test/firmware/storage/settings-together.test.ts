/**
 * Settings together: taken over at once, stored settings are in force as they were one by one, whatever is fitted and
 * however they contradict each other; only what no order of single steps could reach is in force beyond that.
 */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkLimits } from '../../../firmware/control/limit-check.ts';
import { createLimits, type Limits } from '../../../firmware/control/limits.ts';
import { readField } from '../../../firmware/storage/limit-field.ts';
import { applySetting, createSettings, Unit } from '../../../firmware/storage/settings.ts';
import { loadSettings } from '../../../firmware/storage/settings-store.ts';
import { withSum } from '../../../firmware/storage/summed-text.ts';

const settings = createSettings();

type Chosen = readonly (number | null)[];

/** One after the other, over and over, as long as that helps. @returns whether any is left out */
function takeSingly(limits: Limits, chosen: Chosen): boolean {
  const open = new Set(settings.keys());
  for (let isFurther = true; isFurther; ) {
    isFurther = false;
    for (const i of [...open]) {
      const setting = settings[i];
      const value = chosen[i] ?? null;
      if (
        setting === undefined ||
        value === null ||
        value < setting.least ||
        value > setting.most
      ) {
        open.delete(i);
      } else if (applySetting(setting, limits, value) === '') {
        open.delete(i);
        isFurther = true;
      }
    }
  }
  return open.size > 0;
}

function bodyOf(chosen: Chosen): string {
  return settings
    .map(({ name, unit, words }, i) => {
      const value = chosen[i] ?? null;
      return value === null ? '' : `${name}=${unit === Unit.Word ? words[value] : value}`;
    })
    .filter((text) => text !== '')
    .join(' ');
}

function load(limits: Limits, body: string): string {
  const storage = { read: () => '', write: () => undefined, sum: (text: string) => text.length };
  const stored = withSum(storage, body);
  return loadSettings(settings, limits, { ...storage, read: () => stored }).left;
}

const values = settings.map((setting, i) =>
  fc.option(
    fc.oneof(
      fc.constant(readField(createLimits(), setting.field)),
      fc.integer({ min: setting.least, max: setting.most }),
      fc.constantFrom(setting.least, setting.most),
      ...(setting.unit === Unit.Word ? [] : [fc.constantFrom(setting.least - 1, setting.most + 1)]),
    ),
    { freq: 4 + (i % 3) },
  ),
);

const fitted = fc.record({
  mirrorFitted: fc.boolean(),
  storedEnergy: fc.boolean(),
  isHoldToLock: fc.boolean(),
  ceilingMilliamps: fc.constantFrom(16000, 32000, 80000),
});

test('what is stored is in force as if it were set one by one', () => {
  const seen = { whole: 0, partly: 0, beyond: 0 };
  fc.assert(
    fc.property(fc.tuple(...values), fitted, (chosen, parts) => {
      fc.pre(chosen.some((value) => value !== null));
      const singly = { ...createLimits(), ...parts };
      const isLeft = takeSingly(singly, chosen);
      const limits = { ...createLimits(), ...parts };
      const left = load(limits, bodyOf(chosen));
      if (isLeft && left === '') {
        seen.beyond++;
        expect(checkLimits(limits)).toBe('');
        for (const [i, { field, least, most }] of settings.entries()) {
          const value = chosen[i] ?? null;
          if (value !== null && value >= least && value <= most)
            expect(readField(limits, field)).toBe(value);
        }
        return;
      }
      if (isLeft) seen.partly++;
      else seen.whole++;
      expect(left !== '').toBe(isLeft);
      expect(limits).toEqual(singly);
    }),
    { numRuns: 600 },
  );
  expect(Math.min(seen.whole, seen.partly)).toBeGreaterThan(20);
});
