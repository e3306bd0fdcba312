/**
 * Stand-in: a process behind a pseudo-terminal, where a rig has a board behind a serial port.
 *
 * `socat` makes the terminal and joins it to the process's standard input and output.
 */

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BenchError } from '../line/trouble.ts';

const APPEARS_MS = 5000;

export interface StandIn {
  /** The pseudo-terminal, to be opened like a serial port. */
  readonly path: string;
  /** The processes behind it: socat and what it runs. */
  readonly pids: readonly number[];
  /** Pulls the plug; twice is no error. */
  stop(): void;
}

/** Why there can be no stand-in on this machine; empty where there can. */
export function whyNoStandIn(): string {
  const found = spawnSync('socat', ['-V'], { stdio: 'ignore' });
  return found.error === undefined ? '' : 'socat is not installed (Debian package socat)';
}

/**
 * Starts a program behind a pseudo-terminal.
 *
 * @param command the program and its arguments; none of them may contain blanks
 * @throws BenchError where that is not possible
 */
export async function startStandIn(command: readonly string[]): Promise<StandIn> {
  const why = whyNoStandIn();
  if (why !== '') throw new BenchError('stand-in', why, 'install it');
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-'));
  const path = join(folder, 'port');
  const child = spawn('socat', [`PTY,link=${path},raw,echo=0`, `EXEC:${command.join(' ')}`], {
    stdio: ['ignore', 'ignore', 'ignore'],
  });
  let stopped = false;
  const stop = (): void => {
    if (stopped) return;
    stopped = true;
    process.off('exit', stop);
    for (const pid of pidsOf(child)) kill(pid);
    rmSync(folder, { recursive: true, force: true });
  };
  process.on('exit', stop);
  const untilMs = performance.now() + APPEARS_MS;
  while (!existsSync(path)) {
    if (child.exitCode !== null || performance.now() > untilMs) {
      stop();
      throw new BenchError('stand-in', `"${command.join(' ')}" has not started`, 'run it by hand');
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return {
    path,
    get pids() {
      return pidsOf(child);
    },
    stop,
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
    // It has ended by itself.
  }
}
