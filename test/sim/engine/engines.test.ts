/**
 * The same bundle, the same trace: the firmware as built for boards, in other engines than Node's.
 *
 * QuickJS comes from npm and always runs, in a heap as small as a board's. JerryScript and Espruino are
 * programs that the environment names (docs/boards.md); without them their tests say that they are
 * skipped.
 */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundleForEngines } from '../../../build.mjs';
import { compareTraces } from '../../../sim/engine/compare.ts';
import type { Engine } from '../../../sim/engine/engine.ts';
import { engineNames, startEngine, whyMissing } from '../../../sim/engine/engines.ts';
import { EnvironmentError } from '../../../sim/errors.ts';
import { readScenarios } from '../../../sim/scenario/library.ts';

const files = [
  'test/scenarios/field/f01-plug-locked-at-a-power-cut.scenario',
  'test/scenarios/fault/emergency-stop.scenario',
  'test/scenarios/fault/journal-torn.scenario',
  'test/scenarios/console/unlock-during-charge.scenario',
  'test/scenarios/policy/hold-to-lock-solenoid.scenario',
  // Words are looked for in others.
  'test/scenarios/roles/a-driver-may-not-raise-the-limit.scenario',
  // Time passes within a tick.
  'test/scenarios/service/a-real-stall.scenario',
  'test/scenarios/service/no-watchdog.scenario',
];

for (const name of engineNames) {
  const missing = whyMissing(name);
  describe.skipIf(missing !== '')(missing === '' ? name : `${name} skipped: ${missing}`, () => {
    let engine: Engine | null = null;
    let lacks = '';
    beforeAll(async () => {
      try {
        engine = await startEngine(name, await bundleForEngines(name));
      } catch (error) {
        // As it comes, JerryScript keeps its lines back while it writes into a pipe.
        if (!(error instanceof EnvironmentError)) throw error;
        lacks = error.message;
      }
    });
    afterAll(() => engine?.close());
    for (const file of files) {
      test(file, async ({ skip }) => {
        if (engine === null) return skip(lacks);
        const scenario = readScenarios(file)[0];
        if (scenario === undefined) throw new Error(`${file} has no scenario`);
        expect(await compareTraces(scenario, engine)).toBe('');
      });
    }
  });
}

test('a firmware that behaves differently is told from the one here', async () => {
  const engine = await startEngine('quickjs', await bundleForEngines('quickjs'));
  const late: Engine = {
    name: 'a late engine',
    close: () => engine.close(),
    exchange: (text) => engine.exchange(text).replace('C1', 'C0'),
  };
  const scenario = readScenarios('test/scenarios/fault/emergency-stop.scenario')[0];
  if (scenario === undefined) throw new Error('no scenario');
  expect(await compareTraces(scenario, late)).toMatch(/^Node: .*contactor closed; a late engine: /);
  late.close();
});
