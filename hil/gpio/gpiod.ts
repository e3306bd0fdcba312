/**
 * Gpiod: lines through the libgpiod tools, where the kernel has no sysfs for them. The command lines of 1.x and
 * 2.x differ.
 */

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { BenchError } from '../line/bench-error.ts';
import type { Lines, LinesPlan } from './lines.ts';
import { createSetter, type Setter } from './setter.ts';

/** Since 2.3 `gpiomon` can say the levels at which it begins. */
export type Generation = 1 | 2 | 2.3;

/** Which libgpiod tools are installed; null for none. */
export function findTools(folder = ''): Generation | null {
  const { stdout, error } = spawnSync(`${folder}gpioset`, ['--version'], { encoding: 'utf8' });
  if (error !== undefined) return null;
  const match = /v(\d+)\.(\d+)/.exec(stdout);
  if (match === null) return null;
  const [major = 0, minor = 0] = match.slice(1).map(Number);
  if (major < 2) return 1;
  return major === 2 && minor < 3 ? 2 : 2.3;
}

/**
 * One line of `gpiomon`: offset, edge, seconds; 1.x with nanoseconds apart. A falling edge is 0 in 1.x and
 * 2 in 2.x.
 */
const formats = { 1: '%o %e %s %n', 2: '%o %e %S' };

function monitorArgs(generation: Generation, chip: string, inputs: readonly number[]): string[] {
  const offsets = inputs.map(String);
  if (generation === 1) return ['--line-buffered', `--format=${formats[1]}`, chip, ...offsets];
  const levels = generation === 2 ? [] : ['--initial-state', '--numeric'];
  return [...levels, '--chip', chip, '--format', formats[2], ...offsets];
}

/** What `gpioget` says in numbers, and `gpiomon` in its first line. */
function levelsIn(said: string, inputs: readonly number[]): Map<number, boolean> {
  const words = said.trim().split(/\s+/);
  return new Map(inputs.map((offset, i) => [offset, words[i] === '1']));
}

/**
 * The levels of the inputs. The kernel gives a line to one tool at a time: not while another holds it.
 *
 * @throws BenchError where the tool fails: inputs that nobody has read are not low
 */
function readLevels(
  generation: Generation,
  folder: string,
  chip: string,
  inputs: readonly number[],
): Map<number, boolean> {
  if (inputs.length === 0) return new Map();
  const offsets = inputs.map(String);
  const args = generation === 1 ? [chip, ...offsets] : ['--numeric', '--chip', chip, ...offsets];
  const { stdout, stderr, status } = spawnSync(`${folder}gpioget`, args, { encoding: 'utf8' });
  if (status !== 0) {
    const reason = (stderr ?? '').trim().split('\n')[0] || 'and says nothing';
    const what = `gpioget could not read the inputs: ${reason}`;
    throw new BenchError(chip, what, 'does another program use these lines?');
  }
  return levelsIn(stdout, inputs);
}

/** A contactor opens in this time, and a stroke that is the last of a story ends. */
const RESTS_WITHIN_MS = 3000;
const LOOK_MS = 50;

class Tools implements Lines {
  readonly said: string;
  /** Every edge goes in at once: the first may come before whoever opens the lines has looked here. */
  levels = new Map<number, boolean>();
  private monitor: ChildProcess | null = null;
  private readonly setter: Setter;
  private closed = false;

  constructor(
    private readonly generation: Generation,
    private readonly chip: string,
    private readonly plan: LinesPlan,
    private readonly folder: string,
  ) {
    this.said = `libgpiod ${Math.floor(generation)}.x tools, ${chip}`;
    const held = { generation, tool: `${folder}gpioset`, chip, offsets: plan.outputs };
    this.setter = createSetter(held, (args) => this.start('gpioset', args));
  }

  /**
   * Nobody sees an edge between the reading of a level and the start of the monitor, and on a busy computer that
   * is long: a line that falls meanwhile would count as high until it falls again. Lines that come to rest are
   * therefore read until they have; one that has not by then is high in earnest. A monitor that says at which
   * levels it begins leaves nothing unseen.
   */
  async watch(): Promise<void> {
    const { inputs, comesToRest } = this.plan;
    const untilMs = comesToRest === true ? performance.now() + RESTS_WITHIN_MS : 0;
    for (;;) {
      // A busy computer may take all that time for one reading: what that one saw may be long over.
      const readAtMs = performance.now();
      this.levels = readLevels(this.generation, this.folder, this.chip, inputs);
      const isHigh = [...this.levels.values()].includes(true);
      if (!isHigh || readAtMs > untilMs) break;
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
    if (inputs.length > 0) await this.startMonitor();
  }

  /** The kernel stamps with its monotonic clock, which Node reads as well. */
  nowMs(): number {
    return Number(process.hrtime.bigint()) / 1e6;
  }

  private start(tool: string, args: readonly string[]): ChildProcess {
    const child = spawn(`${this.folder}${tool}`, args, { stdio: ['pipe', 'pipe', 'ignore'] });
    const gone = (): void => {
      if (this.closed || child.killed) return;
      const what = `${tool} has ended by itself`;
      this.plan.onGone(new BenchError(this.chip, what, 'does another program use these lines?'));
    };
    child.on('error', gone);
    child.on('exit', gone);
    // A write to a tool that has ended is ignored; its end is reported elsewhere.
    child.stdin?.on('error', () => undefined);
    return child;
  }

  /** Waits for the monitor's levels, if it says them; one that ends without a word is reported as any other. */
  private async startMonitor(): Promise<void> {
    const { chip, plan, generation } = this;
    const child = this.start('gpiomon', monitorArgs(generation, chip, plan.inputs));
    this.monitor = child;
    if (child.stdout === null) return;
    const lines = createInterface({ input: child.stdout });
    let isAwaited = generation === 2.3;
    await new Promise<void>((resolve) => {
      child.on('error', () => resolve());
      child.on('exit', () => resolve());
      lines.on('line', (line) => {
        if (isAwaited) this.levels = levelsIn(line, plan.inputs);
        else this.hear(line);
        isAwaited = false;
        resolve();
      });
      if (!isAwaited) resolve();
    });
  }

  private hear(line: string): void {
    const [offset, edge, seconds = Number.NaN, ns = 0] = line.trim().split(/\s+/).map(Number);
    if (offset === undefined || Number.isNaN(seconds)) return;
    this.levels.set(offset, edge === 1);
    this.plan.onEdge({ offset, on: edge === 1, atMs: seconds * 1000 + ns / 1000000 });
  }

  read(offset: number): boolean {
    return this.levels.get(offset) === true;
  }

  write(offset: number, on: boolean): void {
    if (!this.closed) this.setter.write(offset, on);
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    this.monitor?.kill('SIGTERM');
    await this.setter.close();
  }
}

/** @param folder where the tools are, with a slash at its end; '' for the search path */
export async function openGpiod(
  generation: Generation,
  chip: string,
  plan: LinesPlan,
  folder = '',
): Promise<Lines> {
  const tools = new Tools(generation, chip, plan, folder);
  await tools.watch();
  return tools;
}
