/**
 * Session: a rig in use, by this process alone. Whatever happens, it is left dead.
 */

import { existsSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Target } from '../../sim/scenario/target.ts';
import { type StandIn, startStandIn } from '../device/stand-in.ts';
import { Link } from '../line/link.ts';
import { BenchError } from '../line/trouble.ts';
import { LiveTarget } from '../target/live-target.ts';
import { SteppedTarget } from '../target/stepped-target.ts';
import type { Rig } from './rig.ts';

const REOPEN_MS = 5000;

export class RigSession {
  private standIn: StandIn | null = null;
  private held = '';
  private made: Link | null = null;

  /** @param onTraffic every character in both directions */
  constructor(
    readonly rig: Rig,
    private readonly root: string,
    private readonly onTraffic: (direction: 'in' | 'out', text: string) => void = () => undefined,
  ) {}

  get link(): Link {
    if (this.made === null) throw new Error('the session is not open');
    return this.made;
  }

  /** @throws BenchError where the rig is not there, or somebody else uses it */
  async open(): Promise<void> {
    const { board } = this.rig;
    if (board.process !== undefined) {
      const device = fileURLToPath(new URL('dist/bench-device.mjs', this.root));
      const command = board.process.length > 0 ? board.process : [process.execPath, device];
      this.standIn = await startStandIn(command);
    } else this.hold();
    this.made = new Link(this.standIn?.path ?? board.port ?? '', board.baudRate);
    this.made.emitter.on('traffic', this.onTraffic);
    await this.made.open();
  }

  /** Starts over after trouble. */
  async reopen(): Promise<void> {
    if (this.rig.board.process !== undefined) {
      await this.close();
      await this.open();
    } else await this.link.reopen(REOPEN_MS);
  }

  target(): Target {
    return this.rig.time === 'live' ? new LiveTarget(this.link) : new SteppedTarget(this.link);
  }

  /** Nobody else may use the rig; a lock whose process is gone does not count. */
  private hold(): void {
    const path = join(tmpdir(), `holdfast-rig-${this.rig.name}.lock`);
    const owner = existsSync(path) ? Number(readFileSync(path, 'utf8')) : 0;
    if (owner > 0 && owner !== process.pid && isAlive(owner)) {
      const todo = `wait for it, or end it; its mark is ${path}`;
      throw new BenchError(this.rig.name, `process ${owner} uses this rig`, todo);
    }
    rmSync(path, { force: true });
    const file = openSync(path, 'wx');
    writeSync(file, String(process.pid));
    this.held = path;
  }

  /** The firmware is stopped and every output stands at its pull-down, as far as anybody can say so. */
  async makeSafe(): Promise<void> {
    const link = this.made;
    if (link === null || link.down !== null || !link.line.synced) return;
    try {
      link.send('off');
    } catch (error) {
      // A line that takes nothing more: the board hears us fall silent, and stops by itself.
      if (!(error instanceof BenchError)) throw error;
    }
    await link.drained();
  }

  /** Stops what is being done, as if the line had failed. */
  async interrupt(why: string): Promise<void> {
    await this.made?.abort(new BenchError(this.rig.name, why, 'the rig was left dead'), 'off');
  }

  /** Twice is no error. */
  async close(): Promise<void> {
    await this.makeSafe();
    await this.made?.close();
    this.standIn?.stop();
    this.standIn = null;
    if (this.held !== '') rmSync(this.held, { force: true });
    this.held = '';
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

/** The mark beside a rig's file that says why it must be checked before it is used again. */
function markOf(rig: Rig): string {
  return `${rig.file}.broken`;
}

/** Why the rig was declared broken; empty where it was not. */
export function whyBroken(rig: Rig): string {
  if (rig.file === '' || !existsSync(markOf(rig))) return '';
  return readFileSync(markOf(rig), 'utf8').trim();
}

export function declareBroken(rig: Rig, why: string): void {
  if (rig.file !== '') writeFileSync(markOf(rig), `${why}\n`);
}

export function declareWhole(rig: Rig): void {
  if (rig.file !== '') rmSync(markOf(rig), { force: true });
}
