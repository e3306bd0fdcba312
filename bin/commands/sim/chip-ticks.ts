/**
 * `holdfast bench ticks`: how long a tick takes on an emulated chip, by the chip's own cycles.
 */

import { install } from '../../../sim/chip/installed.ts';
import { measureTicks } from '../../../sim/chip/ticks.ts';
import { paint } from '../../../sim/view/colours.ts';
import { createProgress } from '../../progress.ts';

type Print = (line: string) => void;

/** The dearest ticks of a session that are told one by one. */
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

export async function benchTicks(name: string, root: string, print: Print): Promise<number> {
  const installed = await install(root, name);
  const tickMs = installed.map.tickMs;
  const progress = createProgress(`ticks on ${name}`, 2);
  const { quiet, session } = measureTicks(installed, () => progress.step());
  progress.stop();
  print(
    paint.bold(`${name} on an emulated RP2040, tick ${tickMs} ms`) +
      paint.dim(': the whole callback, conversions and pins included'),
  );
  row('at rest', quiet, tickMs, print);
  row('plug in, charge', session, tickMs, print);
  const dearest = [...session].sort((a, b) => b - a).slice(0, DEAREST);
  print(`  the dearest          ${dearest.map((one) => one.toFixed(1)).join(', ')} ms`);
  return 0;
}
