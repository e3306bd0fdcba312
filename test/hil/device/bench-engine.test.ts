/**
 * Engines: the firmware inside an embedded engine behind a pseudo-terminal, event for event the
 * simulator's trace. JERRY and ESPRUINO name the engines' programs; without them this is skipped.
 */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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

/** What hil/device/jerry-entry.ts asks of its host: as it comes, JerryScript has none of them. */
const asked = ['write', 'readline', 'millis'];

/** @returns what the engine does not have, in words; empty where nothing is missing */
function lackOf(program: string): string {
  const file = join(folder, 'asks.js');
  writeFileSync(file, `print(${asked.map((name) => `typeof ${name}`).join('+","+')});`);
  const { stdout } = spawnSync(program, [file], { encoding: 'utf8', timeout: 10000 });
  const types = (stdout ?? '').trim().split(',');
  const missing = asked.filter((_, i) => types[i] !== 'function');
  return missing.length === 0 ? '' : `skipped: ${program} has no ${missing.join(', no ')}`;
}

function whyNot(engine: string, program: string): string {
  if (program === '') return `skipped: ${engine} names no engine`;
  return (engine === 'JERRY' ? lackOf(program) : '') || whyNoStandIn();
}

const story = 'sim/story/1-a-whole-session.scenario';
/** Espruino for Linux looks for input 20 times a second only, and a session asks it some thousand times. */
const short = 'test/scenarios/console/unlock-when-free.scenario';

for (const [engine, entry, file, withinMs] of [
  ['JERRY', 'hil/device/jerry-entry.ts', story, 60000],
  ['ESPRUINO', 'hil/device/espruino-entry.ts', short, 300000],
] as const) {
  const program = process.env[engine] ?? '';
  const why = whyNot(engine, program);
  test.skipIf(why !== '')(
    `${engine}: the same trace over the line ${why}`,
    async ({ onTestFinished }) => {
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
      const device = await startStandIn([program, outfile]);
      const link = new Link(device.path);
      // Also where the time is up, and the lines below go on waiting.
      onTestFinished(async () => {
        device.stop();
        await link.close();
      });
      await link.open();
      const [scenario] = readScenarios(file);
      const simulated = await runScenario(scenario as Scenario, new SimTarget());
      const remote = await runScenario(scenario as Scenario, new SteppedTarget(link));
      expect(remote.failure).toBe(null);
      expect(remote.events).toEqual(simulated.events);
    },
    withinMs,
  );
}
