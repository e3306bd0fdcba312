/**
 * `holdfast sim run --chip …` and `holdfast bench loss|cuts`: a platform's real firmware image on an
 * emulated chip.
 */

import { type Cut, cutsOf, powerUp } from '../chip/cuts.ts';
import { everyMillisecond, install } from '../chip/installed.ts';
import { losses, provoke } from '../chip/loss.ts';
import { paint } from '../colours.ts';
import { explainFailure } from '../scenario/explain.ts';
import { runScenario } from '../scenario/run.ts';
import { SimTarget } from '../scenario/target.ts';
import { readPlayed } from '../scenario/targets.ts';
import { createProgress } from './progress.ts';

export async function runOnChip(
  paths: readonly string[],
  name: string,
  root: string,
  print: (line: string) => void,
): Promise<number> {
  const installed = await install(root, name);
  const scenarios = readPlayed(paths);
  const progress = createProgress(`scenarios on ${name}`, scenarios.length);
  let failed = 0;
  for (const scenario of scenarios) {
    const target = new SimTarget(everyMillisecond, installed.chip().start);
    const result = await runScenario(scenario, target);
    progress.step();
    const variant = scenario.variant === '' ? '' : ` (${scenario.variant})`;
    print(`${result.passed ? paint.green('pass') : paint.red('FAIL')} ${scenario.title}${variant}`);
    if (result.passed) continue;
    failed++;
    for (const line of explainFailure(result, paint)) print(line);
  }
  progress.stop();
  const verdict = failed === 0 ? paint.green('all passed') : paint.red(`${failed} failed`);
  print(`${scenarios.length} scenarios on the emulated chip with ${name}, ${verdict}`);
  return failed === 0 ? 0 : 1;
}

/** How the interpreter fails on the emulated chip, and what the contactor's pin does meanwhile. */
export async function benchLoss(
  name: string,
  root: string,
  print: (line: string) => void,
): Promise<number> {
  const { platform, images, code, map } = await install(root, name);
  const contactor = Number(map.contactor.pin.slice(2));
  let failed = 0;
  for (const loss of losses) {
    const outcome = provoke(images, platform, code, contactor, loss);
    const isKept = outcome.resetMs !== null && outcome.stayedSafe;
    if (!isKept) failed++;
    const reset = outcome.resetMs === null ? 'no reset' : `reset after ${outcome.resetMs} ms`;
    const pin = outcome.stayedSafe ? 'contactor pin low throughout' : 'contactor pin was HIGH';
    const word = isKept ? paint.green('kept') : paint.red('MISSED');
    print(
      `${name}, ${loss.name.padEnd(22)} ${reset}, ${pin}; starts in ${outcome.startMs} ms ${word}`,
    );
  }
  return failed === 0 ? 0 : 1;
}

function tellCut(cut: Cut, readyMs: number | null, hazards: readonly string[]): string {
  const end = readyMs === null ? 'never ready' : `ready after ${readyMs} ms`;
  return `${cut.name}: ${[end, ...hazards].join(', ')}`;
}

/** Power lost at every step of every write to the flash: the charger must become ready all the same. */
export async function benchCuts(
  name: string,
  root: string,
  print: (line: string) => void,
): Promise<number> {
  const installed = await install(root, name);
  const before = installed.chip().pico.flash.slice();
  const first = powerUp(installed, null, true);
  if (first.readyMs === null) {
    print(`${name}: not ready even without a cut`);
    return 1;
  }
  const cuts = 2 * first.steps.length;
  print(
    `${name}: ready after ${first.readyMs} ms, ${first.steps.length} steps of flash on the way`,
  );
  const progress = createProgress(`cuts on ${name}`, cuts);
  let failed = 0;
  let slowestMs = 0;
  for (const cut of cutsOf(before, first.steps)) {
    const { readyMs, hazards } = powerUp(installed, cut.flash);
    progress.step();
    slowestMs = Math.max(slowestMs, readyMs ?? 0);
    if (readyMs !== null && hazards.length === 0) continue;
    failed++;
    print(`${paint.red('FAIL')} ${tellCut(cut, readyMs, hazards)}`);
  }
  progress.stop();
  const verdict = failed === 0 ? paint.green('all survived') : paint.red(`${failed} not survived`);
  print(
    `${cuts} power cuts inside writes on ${name}, ${verdict}; ready after ${slowestMs} ms at most`,
  );
  return failed === 0 ? 0 : 1;
}
