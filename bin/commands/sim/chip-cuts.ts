/**
 * `holdfast bench cuts`: power lost at every step of every write to the flash of an emulated chip: the charger must still
 * become ready.
 */

import { type Cut, cutsOf, powerUp } from '../../../sim/chip/flash-cuts.ts';
import type { Installed } from '../../../sim/chip/installed.ts';
import { paint } from '../../../sim/view/colours.ts';
import type { Print } from '../../context.ts';
import { createProgress } from '../../progress.ts';

function tellCut(cut: Cut, readyMs: number | null, hazards: readonly string[]): string {
  const end = readyMs === null ? 'never ready' : `ready after ${readyMs} ms`;
  return `${cut.name}: ${[end, ...hazards].join(', ')}`;
}

/** @returns the exit code: 1 where a cut is not survived */
export function benchCuts(installed: Installed, print: Print): number {
  const { platform } = installed;
  const before = installed.chip().installed;
  const first = powerUp(installed, null, true);
  if (first.readyMs === null) {
    print(`${platform}: not ready even without a cut`);
    return 1;
  }
  const cuts = 2 * first.steps.length;
  print(
    `${platform}: ready after ${first.readyMs} ms, ${first.steps.length} steps of flash on the way`,
  );
  const progress = createProgress(`cuts on ${platform}`, cuts);
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
    `${cuts} power cuts inside writes on ${platform}, ${verdict}; ready after ${slowestMs} ms at most`,
  );
  return failed === 0 ? 0 : 1;
}
