/**
 * Stand-in: a process behind a pseudo-terminal in place of a board behind a serial port; or behind two, in
 * place of a board and a jig.
 *
 * `socat` creates each terminal and connects it to the process.
 */

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BenchError } from '../line/bench-error.ts';

/** A computer with much to do starts a program late; one that has ended is noticed at once. */
const APPEARS_MS = 20000;

export interface StandIn {
  /** The pseudo-terminal, to be opened like a serial port. */
  readonly path: string;
  /** The processes behind it: socat and what it runs. */
  readonly pids: readonly number[];
  /** Ends the stand-in; a second call does nothing. */
  stop(): void;
}

/** Why this machine cannot run a stand-in; empty where it can. */
export function whyNoStandIn(): string {
  const found = spawnSync('socat', ['-V'], { stdio: 'ignore' });
  return found.error === undefined ? '' : 'socat is not installed (Debian package socat)';
}

/** Processes that end together, and with this program; their shared folder is deleted. */
class Household {
  readonly folder = mkdtempSync(join(tmpdir(), 'holdfast-'));
  private readonly children: ChildProcess[] = [];
  private stopped = false;
  readonly stop = (): void => {
    if (this.stopped) return;
    this.stopped = true;
    process.off('exit', this.stop);
    for (const child of this.children) for (const pid of pidsOf(child)) kill(pid);
    rmSync(this.folder, { recursive: true, force: true });
  };

  constructor() {
    process.on('exit', this.stop);
  }

  start(program: string, args: readonly string[]): ChildProcess {
    const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'ignore'] });
    this.children.push(child);
    return child;
  }

  /** @throws BenchError where a file has not appeared in time, or the process that creates it has ended */
  async appears(path: string, maker: ChildProcess, what: string): Promise<void> {
    const untilMs = performance.now() + APPEARS_MS;
    while (!existsSync(path)) {
      if (maker.exitCode !== null || performance.now() > untilMs) {
        this.stop();
        throw new BenchError('stand-in', `"${what}" has not started`, 'run it by hand', true);
      }
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  /** Connects a pseudo-terminal to the given socat address; returns the terminal's stand-in. */
  async terminal(name: string, address: string, what: string): Promise<StandIn> {
    const path = join(this.folder, name);
    const child = this.start('socat', [`PTY,link=${path},raw,echo=0`, address]);
    await this.appears(path, child, what);
    return {
      path,
      get pids() {
        return pidsOf(child);
      },
      stop: this.stop,
    };
  }
}

function refuseWithoutSocat(): void {
  const why = whyNoStandIn();
  if (why !== '') throw new BenchError('stand-in', why, 'install it');
}

/**
 * Starts a program behind a pseudo-terminal.
 *
 * @param command the program and its arguments; none of them may contain blanks
 * @throws BenchError where that is not possible
 */
export async function startStandIn(command: readonly string[]): Promise<StandIn> {
  refuseWithoutSocat();
  const words = command.join(' ');
  return new Household().terminal('port', `EXEC:${words}`, words);
}

export interface StandInRig {
  /** The console of the board under test. */
  readonly board: StandIn;
  readonly jig: StandIn;
  /** The socket on which the jig's side listens. */
  readonly jigSocket: string;
  /** Ends everything together; a second call does nothing. */
  stop(): void;
}

/**
 * Starts a program that is a board and a jig together, each behind a pseudo-terminal.
 *
 * @param command the program and its arguments; the paths of its two sockets are appended
 * @param words further arguments, behind the sockets
 * @throws BenchError where that is not possible
 */
export async function startStandInRig(
  command: readonly string[],
  words: readonly string[] = [],
): Promise<StandInRig> {
  refuseWithoutSocat();
  const [program = '', ...args] = command;
  const house = new Household();
  const sockets = ['board', 'jig'].map((name) => join(house.folder, `${name}.socket`));
  const what = command.join(' ');
  const child = house.start(program, [...args, ...sockets, ...words]);
  for (const socket of sockets) await house.appears(socket, child, what);
  const [board = '', jig = ''] = sockets;
  return {
    board: await house.terminal('board', `UNIX-CONNECT:${board}`, what),
    jig: await house.terminal('jig', `UNIX-CONNECT:${jig}`, what),
    jigSocket: jig,
    stop: house.stop,
  };
}

/** The process and its children. */
function pidsOf(child: ChildProcess): number[] {
  if (child.pid === undefined) return [];
  const { stdout } = spawnSync('pgrep', ['-P', String(child.pid)], { encoding: 'utf8' });
  const children = (stdout ?? '').split('\n').map(Number);
  return [child.pid, ...children.filter((pid) => pid > 0)];
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has already ended.
  }
}
