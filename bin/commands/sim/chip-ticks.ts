/**
 * `holdfast bench ticks`: how long a tick takes on an emulated chip, by the chip's own cycles, and the
 * board's margins at rest.
 */

import { type Budget, budgets, missedAtRest } from '../../../build/budgets.mjs';
import { measureAtRest } from '../../../sim/chip/at-rest.ts';
import type { Installed } from '../../../sim/chip/installed.ts';
import { measureTicks } from '../../../sim/chip/ticks.ts';
import { paint } from '../../../sim/view/colours.ts';
import type { Print } from '../../context.ts';
import { createProgress } from '../../progress.ts';

/** Number of the slowest ticks of a session that are listed one by one. */
const DEAREST = 5;

function row(what: string, values: readonly number[], tickMs: number, print: Print): void {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): string =>
    (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(1);
  const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
  const load = `${Math.round((100 * mean) / tickMs)} % of the time`;
  print(
    `  ${what.padEnd(20)} ${String(values.length).padStart(5)} ticks, mean ${mean.toFixed(1)}, half ${at(0.5)}, 99 % ${at(0.99)} ms, ${load}`,
  );
}

/** @returns 0 the board's budgets at rest are kept, 1 one is missed */
export function benchTicks(installed: Installed, print: Print): number {
  const { platform } = installed;
  const tickMs = installed.map.tickMs;
  const progress = createProgress(`ticks on ${platform}`, 2);
  const { quiet, session } = measureTicks(installed);
  progress.step();
  const rest = measureAtRest(installed);
  progress.step();
  progress.stop();
  print(
    paint.bold(`${platform}, map ${installed.map.name}, on an emulated RP2040, tick ${tickMs} ms`) +
      paint.dim(': the whole callback, conversions and pins included'),
  );
  row('at rest', quiet, tickMs, print);
  row('plug in, charge', session, tickMs, print);
  const dearest = [...session].sort((a, b) => b - a).slice(0, DEAREST);
  print(`  the slowest          ${dearest.map((one) => one.toFixed(1)).join(', ')} ms`);
  const free = Math.round(100 * (1 - rest.heapUsedBytes / rest.heapTotalBytes));
  print(`  first output         ${rest.firstOutputMs} ms after power`);
  print(
    `  heap at rest         ${rest.heapUsedBytes} of ${rest.heapTotalBytes} bytes, ${free} % free`,
  );
  const missed = missedAtRest(budgets[platform] as Budget, rest);
  for (const one of missed) print(paint.red(`MISSED: ${one}`));
  return missed.length === 0 ? 0 : 1;
}
