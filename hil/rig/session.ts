/**
 * Session: a rig in use by this process alone. In every case it is left de-energised.
 */

import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Target } from '../../sim/scenario/target.ts';
import { startStandIn, startStandInRig } from '../device/stand-in.ts';
import { GpioJig } from '../gpio/gpio-jig.ts';
import { openLines } from '../gpio/open.ts';
import { BenchError } from '../line/bench-error.ts';
import { recallBoard } from '../line/board-memory.ts';
import { LineQuality } from '../line/line-quality.ts';
import { Link } from '../line/link.ts';
import { ProductConsole } from '../line/product-console.ts';
import type { RigBoardConnection } from '../line/rig-connection.ts';
import { wholeLines } from '../line/whole-lines.ts';
import type { JigFacts } from '../target/jig-facts.ts';
import { JigTarget } from '../target/jig-target.ts';
import { Lateness } from '../target/lateness.ts';
import { LiveTarget } from '../target/live-target.ts';
import { SteppedTarget } from '../target/stepped-target.ts';
import { restartBoard } from './board-restart.ts';
import { greet } from './greeting.ts';
import {
  fitLock,
  fittedOf,
  isStandIn,
  jigUncertaintyMs,
  partsOf,
  type Rig,
  type RigLine,
  type RigPins,
} from './rig.ts';
import { RigLock } from './rig-lock.ts';

const REOPEN_MS = 5000;

export class RigSession {
  private standIns: { stop(): void }[] = [];
  private readonly lock: RigLock;
  /** That the lock of a process was found that has ended; '' otherwise. */
  lockNote = '';
  /** Of the line to the bench firmware or to the jig, over every time that it was opened. */
  readonly quality = new LineQuality();
  private made: RigBoardConnection | null = null;
  private console: ProductConsole | null = null;

  /**
   * @param onTraffic every character in both directions
   * @param allowLateMs how late this computer may be in live time
   */
  constructor(
    readonly rig: Rig,
    private readonly root: string,
    private readonly onTraffic: (direction: 'in' | 'out', text: string) => void = () => undefined,
    private readonly allowLateMs = 0,
  ) {
    this.lock = new RigLock(rig.name);
  }

  /** Commands to the bench firmware, or to the jig. */
  get connection(): RigBoardConnection {
    if (this.made === null) throw new Error('the session is not open');
    return this.made;
  }

  /** To the bench firmware, or to a jig's board. */
  get link(): Link {
    if (!(this.connection instanceof Link)) throw new Error('this rig has no line of that kind');
    return this.connection;
  }

  /** To the firmware that ships, beside a jig. */
  get product(): ProductConsole {
    if (this.console === null) throw new Error('the session has no board with its own console');
    return this.console;
  }

  /** @throws BenchError where the rig does not exist, or another process uses it */
  async open(): Promise<void> {
    const { rig } = this;
    if (!isStandIn(rig)) this.lockNote ||= this.lock.hold();
    if (rig.kind === 'bench') {
      const path = await this.pathOf(rig.board, 'dist/bench-device.mjs');
      this.made = new Link(path, rig.board.baudRate, this.quality);
      this.made.emitter.on('traffic', this.onTraffic);
      await this.made.open();
    } else await this.openJig();
    await greet(this.connection, rig.kind === 'bench' ? 'bench' : 'jig');
  }

  private async openJig(): Promise<void> {
    const { board, jig, gpio } = this.rig;
    const paths =
      gpio === null ? await this.jigPaths() : { board: await this.pathOf(board, ''), jig: '' };
    this.made = gpio === null ? new Link(paths.jig, jig?.baudRate, this.quality) : gpioJigOf(gpio);
    this.made.emitter.on('traffic', wholeLines('jig  ', this.onTraffic));
    this.console = new ProductConsole(paths.board, board.baudRate);
    this.console.emitter.on('traffic', wholeLines('board', this.onTraffic));
    await this.console.open();
    await this.made.open();
  }

  /** Our own stand-in is board and jig in one process, because they share a plant. */
  private async jigPaths(): Promise<{ board: string; jig: string }> {
    const { board, jig } = this.rig;
    if (board.process?.length === 0 && jig?.process?.length === 0) {
      const both = await startStandInRig([process.execPath, this.programOf('dist/rig-device.mjs')]);
      this.standIns.push(both);
      return { board: both.board.path, jig: both.jig.path };
    }
    return { board: await this.pathOf(board, ''), jig: await this.pathOf(jig ?? {}, '') };
  }

  /** The port of a line; a program of its own is started behind a pseudo-terminal. */
  private async pathOf(line: RigLine, own: string): Promise<string> {
    if (line.process === undefined) return line.port ?? '';
    const command =
      line.process.length > 0 ? line.process : [process.execPath, this.programOf(own)];
    const standIn = await startStandIn(command);
    this.standIns.push(standIn);
    return standIn.path;
  }

  private programOf(file: string): string {
    return fileURLToPath(new URL(file, this.root));
  }

  /** Starts again after a failure. */
  async reopen(): Promise<void> {
    if (this.standIns.length > 0) {
      await this.close();
      await this.open();
      return;
    }
    if (this.console !== null && this.console.down !== null) await this.console.open();
    await this.connection.reopen(REOPEN_MS);
  }

  /**
   * A board that hangs is started again, where a jig can do that.
   *
   * @returns by which part of the jig; '' where there is none
   */
  restartBoard(): Promise<string> {
    if (this.rig.kind === 'bench') return Promise.resolve('');
    return restartBoard(this.connection, partsOf(this.rig));
  }

  target(): Target {
    const lateness = new Lateness(this.allowLateMs);
    if (this.rig.kind !== 'bench') {
      return new JigTarget(this.connection, this.product, jigFactsOf(this.rig), lateness);
    }
    const fit = fitLock(this.rig);
    return this.rig.time === 'live'
      ? new LiveTarget(this.link, lateness, fit)
      : new SteppedTarget(this.link, fit);
  }

  /** What a board with the firmware that ships remembers, in words; empty where there is none. */
  async recall(): Promise<readonly string[]> {
    const { console } = this;
    return console === null || console.down !== null ? [] : recallBoard(console);
  }

  /**
   * With the bench firmware: the firmware is stopped, and every output is at its pull-down. With a jig: no
   * car, no cable, no supply, and a `stop` for the firmware in case the jig does not receive its message.
   */
  async makeSafe(): Promise<void> {
    this.stopProduct();
    const connection = this.made;
    if (connection === null || !connection.isUp) return;
    try {
      connection.send('off');
    } catch (error) {
      // A line that accepts nothing more: the board detects the silence, and stops by itself.
      if (!(error instanceof BenchError)) throw error;
    }
    await connection.drained();
  }

  private stopProduct(): void {
    if (this.console === null || this.console.down !== null) return;
    try {
      this.console.type('stop');
    } catch (error) {
      // Without its console the jig still works: a removed car opens the contactor as well.
      if (!(error instanceof BenchError)) throw error;
    }
  }

  /** Stops the work in progress, as if the line had failed. */
  async interrupt(error: BenchError): Promise<void> {
    this.stopProduct();
    await this.made?.abort(error, 'off');
  }

  /** A second call does nothing. */
  async close(): Promise<void> {
    await this.makeSafe();
    await this.made?.close();
    await this.console?.close();
    this.console = null;
    for (const standIn of this.standIns.splice(0)) standIn.stop();
    this.lock.release();
  }
}

function gpioJigOf({ chip, lines }: RigPins): GpioJig {
  return new GpioJig(chip, lines, (plan) => openLines(plan, chip));
}

function jigFactsOf(rig: Rig): JigFacts {
  return {
    lock: rig.lock ?? '',
    parts: partsOf(rig),
    seesDuty: rig.kind === 'jig',
    seesLive: fittedOf(rig)?.includes('outgoing-voltage') === true,
    uncertaintyMs: jigUncertaintyMs(rig),
  };
}

/** The file beside a rig's file that states why it must be checked before it is used again. */
function markOf(rig: Rig): string {
  return `${rig.file}.broken`;
}

/** Why the rig was declared broken; empty where it was not. */
export function whyBroken(rig: Rig): string {
  if (isStandIn(rig) || rig.file === '' || !existsSync(markOf(rig))) return '';
  return readFileSync(markOf(rig), 'utf8').trim();
}

/** A process in place of a board is new at every start: it is never broken for the next run. */
export function declareBroken(rig: Rig, why: string): void {
  if (!isStandIn(rig) && rig.file !== '') writeFileSync(markOf(rig), `${why}\n`);
}

export function declareWhole(rig: Rig): void {
  if (rig.file !== '') rmSync(markOf(rig), { force: true });
}
