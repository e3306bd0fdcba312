/**
 * Setter: the processes that hold the output lines, through `gpioset`.
 *
 * 2.x keeps one `gpioset` for all lines, which receives every change. 1.x can only hold the values it was
 * started with: each line has a `gpioset` of its own, and a change ends that one and starts the next, so that
 * no other line is released meanwhile. Both end when this program ends, in any way, because they read from
 * it.
 */

import { type ChildProcess, spawnSync } from 'node:child_process';
import { once } from 'node:events';

export interface Setter {
  write(offset: number, on: boolean): void;
  /** Every line low, then released. */
  close(): Promise<void>;
}

/** Starts `gpioset`; an unexpected end is reported elsewhere. */
export type StartSetter = (args: readonly string[]) => ChildProcess;

/** A tool that was asked to end and has not after this time is killed. */
const ENDS_WITHIN_MS = 1000;

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const impatience = setTimeout(() => child.kill('SIGKILL'), ENDS_WITHIN_MS);
  await once(child, 'exit');
  clearTimeout(impatience);
}

/** 2.x. */
class LineSetter implements Setter {
  private readonly child: ChildProcess;

  constructor(
    chip: string,
    private readonly offsets: readonly number[],
    start: StartSetter,
  ) {
    const low = offsets.map((offset) => `${offset}=0`);
    this.child = start(['--interactive', '--chip', chip, ...low]);
  }

  write(offset: number, on: boolean): void {
    this.child.stdin?.write(`set ${offset}=${on ? 1 : 0}\n`);
  }

  async close(): Promise<void> {
    const low = this.offsets.map((offset) => `${offset}=0`).join(' ');
    this.child.stdin?.end(`set ${low}\nexit\n`);
    await ended(this.child);
  }
}

/** One line of 1.x. */
class HeldLine {
  private on = false;
  private child: ChildProcess;
  private isClosed = false;

  constructor(private readonly hold: (on: boolean) => ChildProcess) {
    this.child = this.start();
  }

  private start(): ChildProcess {
    const child = this.hold(this.on);
    // A line has one holder: the next process starts when the last has ended, with the value wanted by then.
    child.on('exit', () => {
      if (child.killed && !this.isClosed) this.child = this.start();
    });
    return child;
  }

  write(on: boolean): void {
    if (on === this.on) return;
    this.on = on;
    this.child.kill('SIGTERM');
  }

  async release(): Promise<void> {
    this.isClosed = true;
    this.child.kill('SIGTERM');
    await ended(this.child);
  }
}

/** 1.x. */
class HeldSetter implements Setter {
  private readonly lines: ReadonlyMap<number, HeldLine>;

  constructor(
    private readonly tool: string,
    private readonly chip: string,
    offsets: readonly number[],
    start: StartSetter,
  ) {
    const lineOf = (offset: number): HeldLine =>
      new HeldLine((on) => start(['--mode=wait', chip, `${offset}=${on ? 1 : 0}`]));
    this.lines = new Map(offsets.map((offset) => [offset, lineOf(offset)]));
  }

  write(offset: number, on: boolean): void {
    this.lines.get(offset)?.write(on);
  }

  async close(): Promise<void> {
    await Promise.all([...this.lines.values()].map((line) => line.release()));
    // Some kernels leave a released line at its level.
    const low = [...this.lines.keys()].map((offset) => `${offset}=0`);
    if (low.length > 0) spawnSync(this.tool, [this.chip, ...low], { timeout: ENDS_WITHIN_MS });
  }
}

/** Which `gpioset` holds which lines. */
export interface SetterPlan {
  readonly generation: number;
  /** The path of gpioset. */
  readonly tool: string;
  readonly chip: string;
  readonly offsets: readonly number[];
}

export function createSetter(plan: SetterPlan, start: StartSetter): Setter {
  const { generation, tool, chip, offsets } = plan;
  return generation === 1
    ? new HeldSetter(tool, chip, offsets, start)
    : new LineSetter(chip, offsets, start);
}
