/**
 * Gpiod: lines through the libgpiod tools, where the kernel has no sysfs for them. The command lines of 1.x and
 * 2.x differ.
 */

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { BenchError } from '../line/bench-error.ts';
import type { Lines, LinesPlan } from './lines.ts';
import { createSetter, type Setter } from './setter.ts';

export type Generation = 1 | 2;

/** Which libgpiod tools are installed; null for none. */
export function findTools(folder = ''): Generation | null {
  const { stdout, error } = spawnSync(`${folder}gpioset`, ['--version'], { encoding: 'utf8' });
  if (error !== undefined) return null;
  const match = /v(\d+)\.\d+/.exec(stdout);
  if (match === null) return null;
  return Number(match[1]) >= 2 ? 2 : 1;
}

/**
 * One line of `gpiomon`: offset, edge, seconds; 1.x with nanoseconds apart. A falling edge is 0 in 1.x and
 * 2 in 2.x.
 */
const formats: Record<Generation, string> = { 1: '%o %e %s %n', 2: '%o %e %S' };

function monitorArgs(generation: Generation, chip: string, inputs: readonly number[]): string[] {
  const offsets = inputs.map(String);
  return generation === 1
    ? ['--line-buffered', `--format=${formats[1]}`, chip, ...offsets]
    : ['--chip', chip, '--format', formats[2], ...offsets];
}

/** The levels of the inputs, read before a tool holds their lines. */
function readLevels(
  generation: Generation,
  folder: string,
  chip: string,
  inputs: readonly number[],
): Map<number, boolean> {
  const levels = new Map<number, boolean>();
  if (inputs.length === 0) return levels;
  const offsets = inputs.map(String);
  const args = generation === 1 ? [chip, ...offsets] : ['--numeric', '--chip', chip, ...offsets];
  const { stdout } = spawnSync(`${folder}gpioget`, args, { encoding: 'utf8' });
  const words = (stdout ?? '').trim().split(/\s+/);
  inputs.forEach((offset, i) => {
    levels.set(offset, words[i] === '1');
  });
  return levels;
}

class Tools implements Lines {
  readonly said: string;
  readonly levels: ReadonlyMap<number, boolean>;
  private readonly seen: Map<number, boolean>;
  private readonly monitor: ChildProcess | null;
  private readonly setter: Setter;
  private closed = false;

  constructor(
    private readonly generation: Generation,
    private readonly chip: string,
    private readonly plan: LinesPlan,
    private readonly folder: string,
  ) {
    this.said = `libgpiod ${generation}.x tools, ${chip}`;
    this.levels = readLevels(generation, folder, chip, plan.inputs);
    this.seen = new Map(this.levels);
    const held = { generation, tool: `${folder}gpioset`, chip, offsets: plan.outputs };
    this.setter = createSetter(held, (args) => this.start('gpioset', args));
    this.monitor = plan.inputs.length === 0 ? null : this.startMonitor();
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

  private startMonitor(): ChildProcess {
    const args = monitorArgs(this.generation, this.chip, this.plan.inputs);
    const child = this.start('gpiomon', args);
    if (child.stdout === null) return child;
    createInterface({ input: child.stdout }).on('line', (line) => {
      const [offset, edge, seconds = Number.NaN, ns = 0] = line.trim().split(/\s+/).map(Number);
      if (offset === undefined || Number.isNaN(seconds)) return;
      this.seen.set(offset, edge === 1);
      this.plan.onEdge({ offset, on: edge === 1, atMs: seconds * 1000 + ns / 1000000 });
    });
    return child;
  }

  read(offset: number): boolean {
    return this.seen.get(offset) === true;
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
export function openGpiod(
  generation: Generation,
  chip: string,
  plan: LinesPlan,
  folder = '',
): Lines {
  return new Tools(generation, chip, plan, folder);
}
