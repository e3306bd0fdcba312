/**
 * Rig lock: a file that states which process uses a rig. It lies where the user may write, or in a folder that
 * several users of a computer share.
 */

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { BenchError } from '../line/bench-error.ts';

/** The process that holds a rig. */
export interface Holder {
  readonly host: string;
  readonly pid: number;
  readonly user: string;
  /** When the process began, in the computer's own count; '' where that is not known. */
  readonly begun: string;
  /** When it took the rig. */
  readonly since: string;
}

/** Where the locks lie: `HOLDFAST_LOCKS`, else the user's own folder for what runs or is kept. */
export function lockFolder(env: NodeJS.ProcessEnv = process.env): string {
  const { HOLDFAST_LOCKS: shared, XDG_RUNTIME_DIR: runtime, XDG_STATE_HOME: state } = env;
  if (shared !== undefined && shared !== '') return shared;
  const kept = state !== undefined && state !== '' ? state : join(homedir(), '.local', 'state');
  return join(runtime !== undefined && runtime !== '' ? runtime : kept, 'holdfast', 'rigs');
}

/** When a process began: a number that another process with the same id does not have. */
function begunAt(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may contain blanks.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.getuid?.() ?? 'unknown'}`;
  }
}

function thisProcess(): Holder {
  return {
    host: hostname(),
    pid: process.pid,
    user: userName(),
    begun: begunAt(process.pid),
    since: new Date().toISOString(),
  };
}

/** Whether the process that has left this mark still runs; on another computer nobody here can know. */
function stillHolds(holder: Holder): boolean {
  if (holder.host !== hostname()) return true;
  if (!isAlive(holder.pid)) return false;
  return holder.begun === '' || holder.begun === begunAt(holder.pid);
}

/** @returns null where the file is not there, or says nothing: a process was killed while it wrote */
function readHolder(path: string, rig: string): Holder | null {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return null;
    throw new BenchError(rig, `its lock cannot be read (${code})`, `ask who owns ${path}`);
  }
  try {
    const found = JSON.parse(text) as Partial<Holder>;
    return typeof found.pid === 'number' && typeof found.host === 'string'
      ? (found as Holder)
      : null;
  } catch {
    return null;
  }
}

function inUse(rig: string, holder: Holder, path: string): BenchError {
  const isHere = holder.host === hostname();
  const what = `process ${holder.pid} of ${holder.user} on ${holder.host} uses this rig since ${holder.since}`;
  const todo = isHere
    ? 'wait for it, or end it'
    : `wait for it; if that computer does not use the rig any more, delete ${path}`;
  return new BenchError(rig, what, todo);
}

function cannot(rig: string, verb: string, path: string, error: unknown): BenchError {
  const { code } = error as NodeJS.ErrnoException;
  const what = `its lock ${path} cannot be ${verb} (${code})`;
  const todo =
    'another user owns it: let that user delete it, or give HOLDFAST_LOCKS a folder that you may write';
  return new BenchError(rig, what, todo);
}

export class RigLock {
  private readonly path: string;
  private isHeld = false;
  private readonly onExit = (): void => this.release();

  /** @param rig its name */
  constructor(
    private readonly rig: string,
    private readonly folder = lockFolder(),
  ) {
    this.path = join(folder, `${rig}.lock`);
  }

  /**
   * Takes the rig for this process.
   *
   * @returns what a person should know: that the lock of a process was found that has ended; '' otherwise
   * @throws BenchError where another process uses the rig, or the lock belongs to another user
   */
  hold(): string {
    try {
      mkdirSync(this.folder, { recursive: true });
    } catch (error) {
      throw cannot(this.rig, 'written', this.path, error);
    }
    const holder = readHolder(this.path, this.rig);
    const isOurs = holder?.pid === process.pid && holder.host === hostname();
    if (holder !== null && !isOurs && stillHolds(holder)) throw inUse(this.rig, holder, this.path);
    try {
      rmSync(this.path, { force: true });
      writeFileSync(this.path, `${JSON.stringify(thisProcess())}\n`, { flag: 'wx' });
    } catch (error) {
      throw cannot(this.rig, 'replaced', this.path, error);
    }
    this.isHeld = true;
    process.on('exit', this.onExit);
    if (holder === null || isOurs) return '';
    return `process ${holder.pid} of ${holder.user} has ended without giving this rig back; its lock was removed`;
  }

  /** A second call does nothing. */
  release(): void {
    if (!this.isHeld) return;
    this.isHeld = false;
    process.off('exit', this.onExit);
    rmSync(this.path, { force: true });
  }
}
