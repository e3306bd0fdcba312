/**
 * `holdfast sim run --engine …`: every scenario here and in another engine, trace against trace.
 */

import { compareTraces } from '../../../sim/engine/compare.ts';
import {
  type EngineName,
  engineNames,
  startEngine,
  whyMissing,
} from '../../../sim/engine/engines.ts';
import { EnvironmentError, UsageError } from '../../../sim/errors.ts';
import { readPlayed } from '../../../sim/scenario/targets.ts';
import { paint } from '../../../sim/view/colours.ts';
import { createProgress } from '../../progress.ts';

function isEngine(name: string): name is EngineName {
  return (engineNames as readonly string[]).includes(name);
}

/** The bundle that runs in the engine, built as its board's is. @param root address of the project */
async function bundleOf(root: string, engine: EngineName): Promise<string> {
  const build = await import(new URL('build.mjs', root).href);
  return build.bundleForEngines(engine);
}

export async function runInEngine(
  paths: readonly string[],
  name: string,
  root: string,
  print: (line: string) => void,
): Promise<number> {
  if (!isEngine(name)) {
    throw new UsageError(`no engine "${name}", expected ${engineNames.join(' | ')}`);
  }
  const missing = whyMissing(name);
  if (missing !== '') throw new EnvironmentError(`skipped: ${missing}`);
  const scenarios = readPlayed(paths);
  const bundle = await bundleOf(root, name);
  const progress = createProgress(`scenarios in ${name}`, scenarios.length);
  const startedAt = performance.now();
  let differing = 0;
  for (const scenario of scenarios) {
    // A new engine for each scenario, so that the heap of one scenario does not affect the next.
    const engine = await startEngine(name, bundle);
    let difference: string;
    try {
      difference = await compareTraces(scenario, engine);
    } finally {
      engine.close();
    }
    progress.step();
    if (difference === '') continue;
    differing++;
    const variant = scenario.variant === '' ? '' : ` (${scenario.variant})`;
    print(`${paint.red('DIFFERS')} ${scenario.file}${variant}`);
    print(`  ${difference}`);
  }
  progress.stop();
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
  const verdict =
    differing === 0 ? paint.green('every trace the same') : paint.red(`${differing} differ`);
  print(`${scenarios.length} scenarios in ${name} and in Node, ${verdict}; ${seconds} s`);
  return differing === 0 ? 0 : 1;
}
