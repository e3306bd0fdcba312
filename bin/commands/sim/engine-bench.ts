/**
 * `holdfast bench engines`: what a tick costs inside the boards' interpreters, and on the boards.
 */

import { existsSync } from 'node:fs';
import { type Budget, budgets } from '../../../build/budgets.mjs';
import {
  benches,
  type Cost,
  type EngineBench,
  hasValgrind,
  measureCost,
  NotMeasured,
} from '../../../sim/bench/cost.ts';
import { measureSteps } from '../../../sim/bench/steps.ts';
import { whyMissing } from '../../../sim/engine/engines.ts';
import { paint } from '../../../sim/view/colours.ts';
import type { Print } from '../../context.ts';
import { ENVIRONMENT, USAGE } from '../../exit-codes.ts';
import { type FiguresOptions, writeFigures } from './figures-file.ts';

export interface EngineBenchOptions extends FiguresOptions {
  readonly ticks: string;
}

const boards = { jerry: 'Kaluma on the Pico', espruino: 'Espruino on the Pico' } as const;
const platforms = { jerry: 'kaluma', espruino: 'espruino' } as const;

function budgetOf(bench: EngineBench): Budget {
  return budgets[platforms[bench.engine]] as Budget;
}

function thousands(count: number): string {
  return `${(count / 1000).toFixed(1)} k`;
}

/** An instruction count as time on the board, with the range of the calibration. */
function timeOf(bench: EngineBench, count: number): string {
  const at = (perUs: number): string => (count / perUs / 1000).toFixed(2);
  return `${at(bench.perUs)} ms (${at(bench.perUsTo)} to ${at(bench.perUsFrom)})`;
}

/** @returns whether it is kept */
function row(
  bench: EngineBench,
  what: string,
  count: number,
  budget: number,
  print: Print,
): boolean {
  const kept = count <= budget ? paint.green('kept') : paint.red('MISSED');
  const times = count > budget ? `, ${(count / budget).toFixed(1)} times` : '';
  const budgetText = `budget ${thousands(budget)}, ${kept}${times}`;
  print(
    `  ${what.padEnd(28)} ${thousands(count).padStart(9)}  ${timeOf(bench, count)}  ${budgetText}`,
  );
  return count <= budget;
}

/** @returns whether every budget is kept */
function tell(bench: EngineBench, cost: Cost, print: Print): boolean {
  const { instructions } = budgetOf(bench);
  print(paint.bold(`${bench.engine}, tick ${bench.tickMs} ms; time on ${boards[bench.engine]}`));
  const kept = [
    row(bench, 'reflex: sample to open', cost.reflex, instructions.reflex, print),
    row(bench, 'quiet tick, mean of a round', cost.quiet, instructions.quiet, print),
    row(bench, 'worst tick', cost.worst, instructions.worst, print),
  ];
  print(`  quiet tick, most              ${thousands(cost.quietMost)}`);
  print(`  deciding tick, median         ${thousands(cost.busy)}`);
  print(`  bundle                        ${cost.bytes} bytes`);
  kept.push(tellHeap(bench, cost, print));
  return !kept.includes(false);
}

/**
 * Checks that enough of the smallest board's heap stays free, and that ticks do not leak memory.
 * @returns whether that is kept
 */
function tellHeap(bench: EngineBench, cost: Cost, print: Print): boolean {
  const perMinute = (cost.collections * 60000) / cost.sessionMs;
  const session = `${(cost.sessionMs / 1000).toFixed(0)} s of session`;
  print(
    `  collections                   ${cost.collections} in ${session}, ${perMinute.toFixed(1)} per minute`,
  );
  if (cost.heapStart === 0) {
    print('  heap                          not reported by this engine');
    return true;
  }
  const growth = cost.heapEnd - cost.heapStart;
  const grown = `${growth >= 0 ? '+' : ''}${growth} after ${cost.ticks} ticks`;
  const unit = bench.heapUnit;
  print(
    `  heap                          ${cost.heapStart} ${unit}, ${grown} (${cost.seconds.toFixed(0)} s)`,
  );
  const free = 1 - cost.heapEnd / bench.heapTotal;
  const share = free < 0 ? 'none' : `${(100 * free).toFixed(0)} %`;
  const percent = `${share} of ${bench.heapTotal} ${unit}`;
  const board = `  free on ${boards[bench.engine].padEnd(21)} ${percent}`;
  if (bench.engine === 'espruino') {
    // Here the heap also holds the recording and the program's text, which a board reads from its flash.
    print(`${board}: recording and program are in it; bench ticks --chip espruino measures it`);
    return true;
  }
  const isKept = free >= budgetOf(bench).freeHeapShare;
  print(`${board}, at least a third: ${isKept ? paint.green('kept') : paint.red('MISSED')}`);
  return isKept;
}

async function bundleOf(root: string, engine: EngineBench['engine']): Promise<string> {
  const build = await import(new URL('build.mjs', root).href);
  return build.bundleForBench(engine);
}

/** Needs no engine: the steps of the same bundle that `npm test` checks. */
async function tellSteps(root: string, print: Print): Promise<void> {
  const code = await bundleOf(root, 'jerry');
  const { reflex, quiet, worst } = measureSteps(code, 10);
  print(paint.bold('steps of the bundle, counted here (an addition is one, a call six)'));
  print(`  reflex ${reflex}, quiet tick ${quiet}, worst tick ${worst}`);
}

/**
 * @returns 0 every budget is kept, 1 one is missed, 3 nothing was measured, or one engine was not available
 */
export async function benchEngines(
  options: EngineBenchOptions,
  root: string,
  print: Print,
): Promise<number> {
  await tellSteps(root, print);
  if (!hasValgrind()) {
    print('skipped: valgrind counts the instructions, and it is not installed');
    return ENVIRONMENT;
  }
  const ticks = Number(options.ticks);
  if (!(ticks >= 0)) {
    print(`--ticks expects a number, found "${options.ticks}"`);
    return USAGE;
  }
  const costs: Record<string, Cost> = {};
  let isKept = true;
  let isMeasured = true;
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
    try {
      const cost = measureCost(bench, path, code, ticks);
      costs[bench.engine] = cost;
      isKept = tell(bench, cost, print) && isKept;
    } catch (error) {
      if (!(error instanceof NotMeasured)) throw error;
      print(paint.red(`${bench.engine} was not measured: ${error.message}`));
      isMeasured = false;
    }
  }
  writeFigures(options, costs);
  if (!isMeasured || Object.keys(costs).length === 0) return ENVIRONMENT;
  return isKept ? 0 : 1;
}
