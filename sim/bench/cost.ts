/**
 * Cost: what one tick costs in an engine, counted in instructions by callgrind.
 *
 * The engine replays a recorded session. Before and after every tick of interest, and where the reflex opens
 * the contactor, the program calls a function that the profiler can see. Callgrind starts a new part of its
 * profile there, so each part is the exact cost of the code between two marks; the cost of an empty pair of
 * marks is subtracted. The count repeats exactly from run to run.
 */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EnvironmentError } from '../errors.ts';
import { type Recorded, recordSession } from './record.ts';

export interface EngineBench {
  readonly engine: 'jerry' | 'espruino';
  readonly tickMs: number;
  /** What the program calls for a mark, and the name of the native function behind it. */
  readonly mark: string;
  readonly markSymbol: string;
  readonly heap: string;
  /** The board's whole heap, in the unit of `heap`, and that unit. */
  readonly heapTotal: number;
  readonly heapUnit: string;
  /** The native function that collects garbage. */
  readonly collectSymbol: string;
  readonly end: string;
  /** Instructions of the Linux build for one µs of the board, and the range that held 80 % of cases. */
  readonly perUs: number;
  readonly perUsFrom: number;
  readonly perUsTo: number;
}

/** A bench that could not measure: its figures would mean nothing. */
export class NotMeasured extends EnvironmentError {}

export interface Cost {
  readonly reflex: number;
  readonly quiet: number;
  readonly worst: number;
  readonly quietMost: number;
  /** The median of all ticks that decide. */
  readonly busy: number;
  readonly worstTick: number;
  /** Heap after the start and at the end, in the engine's own unit; 0 where the engine does not report it. */
  readonly heapStart: number;
  readonly heapEnd: number;
  /** The number of ticks for which the heap was observed, and their cost. */
  readonly ticks: number;
  readonly seconds: number;
  /** Collections in the recorded session, and its length. */
  readonly collections: number;
  readonly sessionMs: number;
  readonly bytes: number;
}

const heapOfJerry =
  'function(){if(typeof heapAllocated!=="function")return 0;gc();return heapAllocated()}';

/** Variables of Espruino's build for the Pico, the smallest supported board with it. */
const CELLS = 12000;

export const benches: readonly EngineBench[] = [
  {
    engine: 'jerry',
    tickMs: 10,
    mark: 'function(){print("")}',
    markSymbol: 'jerryx_handler_print',
    heap: heapOfJerry,
    heapTotal: 180 * 1024,
    heapUnit: 'bytes',
    collectSymbol: 'ecma_gc_run',
    end: '',
    perUs: 18.6,
    perUsFrom: 16.8,
    perUsTo: 21.1,
  },
  {
    engine: 'espruino',
    tickMs: 20,
    mark: 'function(){Math.atan2(1,1)}',
    markSymbol: 'jswrap_math_atan2',
    heap: 'function(){return process.memory().usage}',
    heapTotal: CELLS,
    heapUnit: 'cells',
    collectSymbol: 'jsvGarbageCollect',
    end: 'quit();',
    perUs: 58,
    perUsFrom: 55,
    perUsTo: 64,
  },
];

function programOf(
  bench: EngineBench,
  code: string,
  recorded: Recorded,
  ticks: number,
  heap: string,
): string {
  const replay = recorded.replay.map((value, i) => (i === 2 ? ticks : value));
  const call = `go(${JSON.stringify(replay)},${bench.mark},print,${heap});`;
  return `var go;function startHoldfast(f){go=f}\n${code}\n${call}${bench.end}\n`;
}

/** The profile's parts, in the order of time: each is the code between two marks. */
function partsIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => /^out\.\d+$/.test(name))
    .sort((a, b) => Number(a.slice(4)) - Number(b.slice(4)))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}

function instructionsIn(part: string): number {
  return Number(/^(?:totals|summary): (\d+)/m.exec(part)?.[1] ?? 0);
}

/** How often a function was called. A call that began in an earlier part appears there as called 0 times. */
function callsIn(part: string, symbol: string): number {
  const calls = new RegExp(`^cfn=${symbol}\\n(?:calls=(\\d+))`, 'gm');
  return [...part.matchAll(calls)].reduce((sum, one) => sum + Number(one[1]), 0);
}

function heapIn(text: string): readonly [number, number] {
  const found = /heap (\d+) (\d+)/.exec(text);
  if (found === null) {
    const said = text.trim().slice(-300) || 'nothing';
    throw new NotMeasured(`the engine has not finished the session; the last it said: ${said}`);
  }
  return [Number(found[1]), Number(found[2])];
}

/** Which part belongs to which marked tick. */
export function costsOf(recorded: Recorded, parts: readonly number[]) {
  const empty = parts[1] ?? 0;
  const quiet: number[] = [];
  const busy: { tick: number; cost: number }[] = [];
  let reflex = 0;
  let at = 2;
  for (const tick of recorded.marked) {
    at++;
    let cost = (parts[at++] ?? 0) - empty;
    if (tick === recorded.reflexTick) {
      reflex = cost;
      cost += (parts[at++] ?? 0) - empty;
    }
    if (recorded.quiet.includes(tick)) quiet.push(cost);
    else busy.push({ tick, cost });
  }
  return { reflex, quiet, busy: busy.sort((a, b) => a.cost - b.cost) };
}

interface Profile {
  readonly costs: ReturnType<typeof costsOf>;
  readonly collections: number;
}

/**
 * Two marks for their own cost, two around every marked tick, one in the reflex; each begins a part, and the
 * code before the first is a part as well.
 */
function checkParts(bench: EngineBench, path: string, recorded: Recorded, parts: number): void {
  const expected = 2 + 2 * recorded.marked.length + 1;
  if (parts >= expected) return;
  throw new NotMeasured(
    `callgrind saw ${parts} of ${expected} parts: ${path} shows it no function ${bench.markSymbol}. ` +
      'Build the engine with its symbols (JerryScript: tools/build.py --strip=OFF)',
  );
}

/** @throws NotMeasured where a figure that cannot be zero is, or is no number */
function checkFigures(path: string, cost: Cost): void {
  for (const part of ['reflex', 'quiet', 'quietMost', 'busy', 'worst'] as const) {
    if (Number.isFinite(cost[part]) && cost[part] > 0) continue;
    throw new NotMeasured(`${path} was measured with ${cost[part]} instructions as ${part}`);
  }
}

/** Runs the session once under the profiler. The heap is not queried, because that alone would collect. */
function profile(
  bench: EngineBench,
  path: string,
  code: string,
  recorded: Recorded,
  folder: string,
): Profile {
  const nothing = 'function(){return 0}';
  const program = programOf(bench, code, recorded, recorded.replay[2], nothing);
  writeFileSync(join(folder, 'bench.js'), program);
  const options = [
    '--tool=callgrind',
    `--dump-before=${bench.markSymbol}`,
    '--compress-strings=no',
    '--callgrind-out-file=out',
  ];
  const run = spawnSync('valgrind', [...options, path, 'bench.js'], {
    cwd: folder,
    encoding: 'utf8',
  });
  heapIn(run.stdout);
  const parts = partsIn(folder);
  checkParts(bench, path, recorded, parts.length);
  // The first part is the start, in which reading the program collects as well.
  const collections = parts.slice(1).map((part) => callsIn(part, bench.collectSymbol));
  return {
    costs: costsOf(recorded, parts.map(instructionsIn)),
    collections: collections.reduce((sum, one) => sum + one, 0),
  };
}

/**
 * @param path the engine's program
 * @param code the bundle that calls `startHoldfast(replay)`
 * @param ticks how many ticks the heap is watched for
 * @throws NotMeasured where engine or profiler have not completed
 */
export function measureCost(bench: EngineBench, path: string, code: string, ticks: number): Cost {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-cost-'));
  try {
    const recorded = recordSession(bench.tickMs);
    const { costs, collections } = profile(bench, path, code, recorded, folder);
    const { reflex, quiet, busy } = costs;
    const worst = busy[busy.length - 1];
    const watched = Math.max(ticks, recorded.replay[2]);
    const program = programOf(bench, code, recorded, watched, bench.heap);
    writeFileSync(join(folder, 'bench.js'), program);
    const startedAt = performance.now();
    const long = spawnSync(path, ['bench.js'], { cwd: folder, encoding: 'utf8' });
    const [heapStart, heapEnd] = heapIn(long.stdout);
    const cost: Cost = {
      reflex,
      quiet: Math.round(quiet.reduce((sum, one) => sum + one, 0) / quiet.length),
      quietMost: Math.max(...quiet),
      busy: busy[Math.floor(busy.length / 2)]?.cost ?? 0,
      worst: worst?.cost ?? 0,
      worstTick: worst?.tick ?? 0,
      heapStart,
      heapEnd,
      ticks: watched,
      seconds: (performance.now() - startedAt) / 1000,
      collections,
      sessionMs: recorded.replay[2] * bench.tickMs,
      bytes: code.length,
    };
    checkFigures(path, cost);
    return cost;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whether valgrind can be run here. */
export function hasValgrind(): boolean {
  return spawnSync('valgrind', ['--version']).status === 0;
}
