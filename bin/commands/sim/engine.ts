/**
 * `holdfast sim run --engine …`: every scenario here and in another engine, trace against trace.
 */

import { setImmediate } from 'node:timers/promises';
import { thin } from '../../../sim/chip/schedule.ts';
import { compareTraces } from '../../../sim/engine/compare.ts';
import {
  type EngineName,
  engineNames,
  startEngine,
  whyMissing,
} from '../../../sim/engine/engines.ts';
import { EnvironmentError, UsageError } from '../../../sim/errors.ts';
import type { Scenario } from '../../../sim/scenario/statement.ts';
import { readPlayed } from '../../../sim/scenario/targets.ts';
import { paint } from '../../../sim/view/colours.ts';
import type { Print } from '../../context.ts';
import { INTERRUPTED } from '../../exit-codes.ts';
import { createProgress } from '../../progress.ts';

function isEngine(name: string): name is EngineName {
  return (engineNames as readonly string[]).includes(name);
}

/** The bundle that runs in the engine, built as its board's is. @param root address of the project */
async function bundleOf(root: string, engine: EngineName): Promise<string> {
  const build = await import(new URL('build.mjs', root).href);
  return build.bundleForEngines(engine);
}

/** @param most of a sweep so many values, spread over it */
export async function runInEngine(
  paths: readonly string[],
  name: string,
  root: string,
  print: Print,
  most = Number.POSITIVE_INFINITY,
): Promise<number> {
  if (!isEngine(name)) {
    throw new UsageError(`no engine "${name}", expected ${engineNames.join(' | ')}`);
  }
  const missing = whyMissing(name);
  if (missing !== '') throw new EnvironmentError(`skipped: ${missing}`);
  const scenarios = thin(readPlayed(paths), most);
  const bundle = await bundleOf(root, name);
  const progress = createProgress(`scenarios in ${name}`, scenarios.length);
  const startedAt = performance.now();
  let signal = '';
  const take = (one: NodeJS.Signals): void => {
    signal = one;
  };
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const one of signals) process.once(one, take);
  let [done, differing] = [0, 0];
  for (const scenario of scenarios) {
    let difference: string;
    try {
      difference = await differenceIn(scenario, name, bundle, () => signal !== '');
    } catch (error) {
      // Ctrl+C in a terminal ends the engine as well.
      await setImmediate();
      if (signal === '') throw error;
      break;
    }
    done++;
    progress.step();
    if (difference !== '') differing++;
    tell(scenario, difference, print);
    // Virtual time never waits, so that no signal would be heard before the end.
    await setImmediate();
    if (signal !== '') break;
  }
  progress.stop();
  for (const one of signals) process.off(one, take);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
  const verdict =
    differing === 0 ? paint.green('every trace the same') : paint.red(`${differing} differ`);
  const count =
    signal === '' ? `${done}` : `interrupted by ${signal} after ${done} of ${scenarios.length}`;
  print(`${count} scenarios in ${name} and in Node, ${verdict}; ${seconds} s`);
  if (signal !== '') return INTERRUPTED;
  return differing === 0 ? 0 : 1;
}

/** A new engine for each scenario, so that the heap of one scenario does not affect the next. */
async function differenceIn(
  scenario: Scenario,
  name: EngineName,
  bundle: string,
  isInterrupted: () => boolean,
): Promise<string> {
  const engine = await startEngine(name, bundle);
  try {
    return await compareTraces(scenario, engine, isInterrupted);
  } finally {
    engine.close();
  }
}

/** On a terminal a bar shows the progress; elsewhere each scenario has its line. */
function tell({ file, variant }: Scenario, difference: string, print: Print): void {
  const which = variant === '' ? file : `${file} (${variant})`;
  if (difference !== '') print(`${paint.red('DIFFERS')} ${which}\n  ${difference}`);
  else if (process.stderr.isTTY !== true) print(`same ${which}`);
}
