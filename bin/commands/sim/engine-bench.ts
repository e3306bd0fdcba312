/**
 * `holdfast bench engines`: what a tick costs inside the boards' interpreters, and on the boards.
 */

import { existsSync, writeFileSync } from 'node:fs';
import {
  benches,
  type Cost,
  type EngineBench,
  hasValgrind,
  measureCost,
} from '../../../sim/bench/cost.ts';
import { measureSteps } from '../../../sim/bench/steps.ts';
import { whyMissing } from '../../../sim/engine/engines.ts';
import { paint } from '../../../sim/view/colours.ts';

type Print = (line: string) => void;

export interface EngineBenchOptions {
  readonly ticks: string;
  readonly json?: string;
}

const boards = { jerry: 'Kaluma on the Pico', espruino: 'Espruino on the Pico' } as const;

function thousands(count: number): string {
  return `${(count / 1000).toFixed(1)} k`;
}

/** An instruction count as time on the board, with the range that the calibration leaves open. */
function timeOf(bench: EngineBench, count: number): string {
  const at = (perUs: number): string => (count / perUs / 1000).toFixed(2);
  return `${at(bench.perUs)} ms (${at(bench.perUsTo)} to ${at(bench.perUsFrom)})`;
}

function row(bench: EngineBench, what: string, count: number, budget: number, print: Print): void {
  const kept = count <= budget ? paint.green('kept') : paint.red('MISSED');
  const times = count > budget ? `, ${(count / budget).toFixed(1)} times` : '';
  const budgetText = `budget ${thousands(budget)}, ${kept}${times}`;
  print(
    `  ${what.padEnd(28)} ${thousands(count).padStart(9)}  ${timeOf(bench, count)}  ${budgetText}`,
  );
}

function tell(bench: EngineBench, cost: Cost, print: Print): void {
  print(paint.bold(`${bench.engine}, tick ${bench.tickMs} ms; time on ${boards[bench.engine]}`));
  row(bench, 'reflex: sample to open', cost.reflex, bench.budgets.reflex, print);
  row(bench, 'quiet tick, mean of a round', cost.quiet, bench.budgets.quiet, print);
  row(bench, 'worst tick', cost.worst, bench.budgets.worst, print);
  print(`  quiet tick, most              ${thousands(cost.quietMost)}`);
  print(`  deliberating tick, median     ${thousands(cost.busy)}`);
  print(`  bundle                        ${cost.bytes} bytes`);
  tellHeap(bench, cost, print);
}

/** At least a third of the smallest board's heap stays free, and nothing is left behind by a tick. */
function tellHeap(bench: EngineBench, cost: Cost, print: Print): void {
  const perMinute = (cost.collections * 60000) / cost.sessionMs;
  const session = `${(cost.sessionMs / 1000).toFixed(0)} s of session`;
  print(
    `  collections                   ${cost.collections} in ${session}, ${perMinute.toFixed(1)} per minute`,
  );
  if (cost.heapStart === 0) {
    print('  heap                          not told by this engine');
    return;
  }
  const growth = cost.heapEnd - cost.heapStart;
  const grown = `${growth >= 0 ? '+' : ''}${growth} after ${cost.ticks} ticks`;
  const unit = bench.heapUnit;
  print(
    `  heap                          ${cost.heapStart} ${unit}, ${grown} (${cost.seconds.toFixed(0)} s)`,
  );
  const free = 1 - cost.heapEnd / bench.heapTotal;
  const kept = free >= 1 / 3 ? paint.green('kept') : paint.red('MISSED');
  const percent = `${(100 * free).toFixed(0)} % of ${bench.heapTotal} ${unit}`;
  print(`  free on ${boards[bench.engine].padEnd(21)} ${percent}, at least a third: ${kept}`);
}

async function bundleOf(root: string, engine: EngineBench['engine']): Promise<string> {
  const build = await import(new URL('build.mjs', root).href);
  return build.bundleForBench(engine);
}

/** What needs no engine: the steps of the very bundle, as `npm test` guards them. */
async function tellSteps(root: string, print: Print): Promise<void> {
  const code = await bundleOf(root, 'jerry');
  const { reflex, quiet, worst } = measureSteps(code, 10);
  print(paint.bold('steps of the bundle, counted here (an addition is one, a call six)'));
  print(`  reflex ${reflex}, quiet tick ${quiet}, worst tick ${worst}`);
}

/** @returns 0 measured, 3 nothing could be measured; a missed budget is told, not a failure */
export async function benchEngines(
  options: EngineBenchOptions,
  root: string,
  print: Print,
): Promise<number> {
  await tellSteps(root, print);
  if (!hasValgrind()) {
    print('skipped: valgrind counts the instructions, and it is not installed');
    return 3;
  }
  const ticks = Number(options.ticks);
  if (!(ticks >= 0)) {
    print(`--ticks expects a number, found "${options.ticks}"`);
    return 2;
  }
  const costs: Record<string, Cost> = {};
  print(
    'instructions of the Linux build (callgrind, between two marks; repeats exactly), and time',
  );
  print('on the board by the calibration of docs/boards.md, without conversions and pins');
  for (const bench of benches) {
    const missing = whyMissing(bench.engine);
    if (missing !== '') {
      print(`${bench.engine} skipped: ${missing}`);
      continue;
    }
    const path = process.env[bench.engine === 'jerry' ? 'JERRY' : 'ESPRUINO'] ?? '';
    if (!existsSync(path)) continue;
    const code = await bundleOf(root, bench.engine);
    const cost = measureCost(bench, path, code, ticks);
    costs[bench.engine] = cost;
    tell(bench, cost, print);
  }
  if (options.json !== undefined) {
    writeFileSync(options.json, `${JSON.stringify(costs, null, 2)}\n`);
  }
  return Object.keys(costs).length > 0 ? 0 : 3;
}
