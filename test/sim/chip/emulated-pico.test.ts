/** The platform's own image on an emulated chip: where the environment names one. */
import { expect, test } from 'vitest';
import { ChipCharger, ChipTarget } from '../../../sim/chip/chip-charger.ts';
import { install } from '../../../sim/chip/installed.ts';
import { readScenarios } from '../../../sim/scenario/library.ts';
import { parseScenario } from '../../../sim/scenario/parse.ts';
import { type Result, runScenario } from '../../../sim/scenario/run.ts';
import type { Scenario } from '../../../sim/scenario/statement.ts';

const root = new URL('../../..', import.meta.url).href;
const missing = ['KALUMA_UF2', 'RP2040_BOOTROM'].filter((name) => (process.env[name] ?? '') === '');
const why = missing.length === 0 ? '' : ` (skipped: ${missing.join(' and ')} name no file)`;

test.skipIf(missing.length > 0)(
  `a charger that is put back to its rest does again what it did${why}`,
  async () => {
    const charger = new ChipCharger(await install(root, 'kaluma'));
    const scenario = readScenarios('test/scenarios/driver/app-stop.scenario')[0] as Scenario;
    const play = (): Promise<Result> => runScenario(scenario, new ChipTarget(charger));
    const first = await play();
    const ranS = charger.ranS;
    const second = await play();
    expect(first.failure).toBeNull();
    expect(second.events).toEqual(first.events);
    expect(charger.ranS - ranS).toBeLessThan(second.endUs / 1e6 - 15);
    const events = parseScenario(
      'events.scenario',
      'scenario Events\ntype events 1\nexpect answer ok event 1 within 1 s\n',
    )[0] as Scenario;
    expect((await runScenario(events, new ChipTarget(charger))).failure).toBeNull();
  },
);
