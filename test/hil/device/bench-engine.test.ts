/**
 * Engines: the firmware inside an embedded engine behind a pseudo-terminal, event for event the
 * simulator's trace. JERRY and ESPRUINO name the engines' programs; without them this is skipped.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, expect, test } from 'vitest';
import { startStandIn, whyNoStandIn } from '../../../hil/device/stand-in.ts';
import { Link } from '../../../hil/line/link.ts';
import { SteppedTarget } from '../../../hil/target/stepped-target.ts';
import { readScenarios } from '../../../sim/scenario/library.ts';
import { runScenario } from '../../../sim/scenario/run.ts';
import type { Scenario } from '../../../sim/scenario/statement.ts';
import { SimTarget } from '../../../sim/scenario/target.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-engine-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

for (const [engine, entry] of [
  ['JERRY', 'hil/device/jerry-entry.ts'],
  ['ESPRUINO', 'hil/device/espruino-entry.ts'],
] as const) {
  const program = process.env[engine];
  const why = program === undefined ? `skipped: ${engine} names no engine` : whyNoStandIn();
  test.skipIf(why !== '')(`${engine}: a whole session over the line ${why}`, async () => {
    const outfile = join(folder, `${engine}.js`);
    await build({
      entryPoints: [entry],
      outfile,
      bundle: true,
      format: 'iife',
      target: 'es2020',
      charset: 'ascii',
      minifyWhitespace: true,
    });
    const device = await startStandIn([program ?? '', outfile]);
    const link = new Link(device.path);
    try {
      await link.open();
      const [scenario] = readScenarios('sim/story/1-a-whole-session.scenario');
      const simulated = await runScenario(scenario as Scenario, new SimTarget());
      const remote = await runScenario(scenario as Scenario, new SteppedTarget(link));
      expect(remote.failure).toBe(null);
      expect(remote.events).toEqual(simulated.events);
    } finally {
      await link.close();
      device.stop();
    }
  });
}
