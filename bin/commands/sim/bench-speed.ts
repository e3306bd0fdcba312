/**
 * `holdfast bench sim`: the speed of the simulator.
 */

import { availableParallelism, cpus } from 'node:os';
import { measureHour, type Speed } from '../../../sim/bench/speed.ts';
import { paint } from '../../../sim/view/colours.ts';
import type { Print } from '../../context.ts';
import { type FiguresOptions, writeFigures } from './figures-file.ts';

/** An hour takes milliseconds when idle ticks are skipped, so the median of several runs is used. */
function middleOf(speeds: readonly Speed[]): Speed {
  const sorted = [...speeds].sort((a, b) => a.virtualPerCore - b.virtualPerCore);
  return sorted[Math.floor(sorted.length / 2)] as Speed;
}

/**
 * Virtual seconds per real second, and per second of processor time, which decides; and how that changes with
 * the length of the story.
 */
export function benchSpeed(options: FiguresOptions, print: Print): number {
  const machine = `${cpus()[0]?.model ?? 'unknown'}, ${availableParallelism()} cores, node ${process.version}`;
  print(paint.dim(machine));
  print(`  ${'virtual seconds in one second'.padEnd(38)}      real    of a core`);
  // The engine compiles hot code first; that cost is paid before the measurement.
  for (const skips of [false, true]) measureHour(2, skips);
  const results = [
    measureHour(0.25, false),
    measureHour(1, false),
    measureHour(4, false),
    middleOf(Array.from({ length: 9 }, () => measureHour(1, true))),
    measureHour(24, true),
    measureHour(240, true),
  ];
  for (const r of results) {
    const how = r.skipping ? 'idle ticks skipped' : 'every tick executed';
    const real = Math.round(r.virtualPerReal).toLocaleString('en').padStart(10);
    const core = Math.round(r.virtualPerCore).toLocaleString('en').padStart(10);
    print(`  ${String(r.hours).padStart(5)} h charging, ${how.padEnd(20)} ${real} ${core}`);
  }
  writeFigures(options, { machine, results });
  const slow = results.some((r) => r.virtualPerCore < (r.skipping ? 100000 : 5000) && r.hours >= 1);
  return slow ? 1 : 0;
}
