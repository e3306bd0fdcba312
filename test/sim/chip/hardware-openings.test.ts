/** What hardware opens beside a hung interpreter, with the platform's own image: where the environment names one. */
import { expect, test } from 'vitest';
import {
  causes,
  charge,
  feedGaps,
  measureOpening,
  works,
} from '../../../sim/chip/hardware-openings.ts';
import { install } from '../../../sim/chip/installed.ts';

const root = new URL('../../..', import.meta.url).href;
const missing = ['KALUMA_UF2', 'RP2040_BOOTROM'].filter((name) => (process.env[name] ?? '') === '');
const why = missing.length === 0 ? '' : ` (skipped: ${missing.join(' and ')} name no file)`;

test.skipIf(missing.length > 0)(
  `a hung interpreter is opened within 30 ms, and its lines within 3 ms${why}`,
  { timeout: 600_000 },
  async () => {
    const installed = await install(root, 'kaluma');
    const hung = works.find(({ name }) => name === 'hung');
    if (hung === undefined) throw new Error('no work hangs');
    const charging = charge(installed, hung);
    expect(feedGaps(charging)).toBeLessThan(23);
    for (const cause of causes) {
      const limitMs = cause.name === 'nothing' ? 30 : 3;
      const openedMs = measureOpening(charging, installed, hung, cause);
      expect(openedMs, cause.name).toBeGreaterThan(1);
      expect(openedMs, cause.name).toBeLessThanOrEqual(limitMs);
    }
  },
);
