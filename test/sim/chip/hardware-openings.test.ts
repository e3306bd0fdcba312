/** What hardware opens beside a hung interpreter, with the platform's own image: where the environment names one. */
import { expect, test } from 'vitest';
import { busyWith, charge, measureOpening } from '../../../sim/chip/hardware-openings.ts';
import { install } from '../../../sim/chip/installed.ts';
import { losses } from '../../../sim/chip/loss.ts';
import { causes, works } from '../../../sim/chip/works.ts';

const root = new URL('../../..', import.meta.url).href;
const missing = ['KALUMA_UF2', 'RP2040_BOOTROM'].filter((name) => (process.env[name] ?? '') === '');
const why = missing.length === 0 ? '' : ` (skipped: ${missing.join(' and ')} name no file)`;

test.each([...works, ...losses])(
  'the text that keeps the interpreter busy is a program: $name',
  (work) => {
    // A chip whose program is none starts nothing, and only says so on its console.
    expect(() => new Function(busyWith(work))).not.toThrow();
  },
);

test.skipIf(missing.length > 0)(
  `a hung interpreter is opened within 30 ms, and its lines within 3 ms${why}`,
  { timeout: 600_000 },
  async () => {
    const installed = await install(root, 'kaluma');
    const hung = works.find(({ name }) => name === 'hung');
    if (hung === undefined) throw new Error('no work hangs');
    const charging = charge(installed, hung);
    const { ordinaryMs } = charging.feeds.take();
    expect(ordinaryMs).toBeGreaterThan(9);
    expect(ordinaryMs).toBeLessThan(23);
    for (const cause of causes) {
      if (!cause.isOn(installed.map) || !cause.isFor(hung)) continue;
      const openedMs = measureOpening(charging, installed, hung, cause);
      expect(openedMs, cause.name).toBeGreaterThan(1);
      expect(openedMs, cause.name).toBeLessThanOrEqual(cause.limitMs);
    }
  },
);
