/**
 * GPIO jig: the pins of this computer in place of a jig's board. Messages, and the table of parts and
 * switches, are the same; there is no line in between.
 */

import { EventEmitter } from 'node:events';
import type TypedEmitter from 'typed-emitter';
import { jigLevelNames } from '../../firmware/jig/jig.ts';
import { letJigGo, setJigPart } from '../../firmware/jig/switches.ts';
import type { BenchError } from '../line/bench-error.ts';
import type { RigBoardConnection, RigConnectionEvents } from '../line/rig-connection.ts';
import type { Edge, Lines, LinesPlan } from './lines.ts';

/** Offsets on the chip, by the names of a jig's switches and of what it sees. */
export type GpioNames = Readonly<Record<string, number>>;

export class GpioJig implements RigBoardConnection {
  readonly name: string;
  readonly emitter = new EventEmitter() as TypedEmitter<RigConnectionEvents>;
  private lines: Lines | null = null;
  private trouble: BenchError | null = null;
  private readonly levels = new Map<string, boolean>();
  private readonly inputs: ReadonlyMap<number, string>;
  private readonly switches = {
    has: (name: string): boolean => this.names[name] !== undefined,
    write: (name: string, on: boolean): void => this.lines?.write(this.names[name] as number, on),
  };

  /** @param openLines opens the lines, by any method of this machine */
  constructor(
    chip: string,
    private readonly names: GpioNames,
    private readonly openLines: (plan: LinesPlan) => Promise<Lines>,
  ) {
    this.name = chip;
    const seen = jigLevelNames.filter((name) => names[name] !== undefined);
    this.inputs = new Map(seen.map((name) => [names[name] as number, name]));
  }

  get down(): BenchError | null {
    return this.trouble;
  }

  get isUp(): boolean {
    return this.lines !== null && this.trouble === null;
  }

  /** @throws BenchError where this machine has no access to its pins */
  async open(): Promise<void> {
    await this.close();
    this.trouble = null;
    const inputs = [...this.inputs.keys()];
    const outputs = Object.values(this.names).filter((offset) => !this.inputs.has(offset));
    const lines = await this.openLines({
      outputs,
      inputs,
      comesToRest: true,
      onEdge: (edge) => this.see(edge),
      onGone: (error) => this.fail(error),
    });
    this.lines = lines;
    // A tool may have ended before there was anything to close.
    if (this.trouble !== null) return this.close();
    for (const [offset, on] of lines.levels) this.levels.set(this.inputs.get(offset) ?? '', on);
    this.emitter.emit('traffic', 'in', `${lines.said}\n`);
    letJigGo(this.switches);
  }

  /** A tool that ended by itself is restarted once. */
  async reopen(_withinMs: number): Promise<void> {
    await this.open();
  }

  private see(edge: Edge): void {
    const name = this.inputs.get(edge.offset);
    if (name === undefined) return;
    this.levels.set(name, edge.on);
    const lateMs = Math.floor(edge.lateMs ?? 0);
    if (lateMs > 0) this.say(`late ${lateMs}`, edge.atMs);
    this.say(`net ${name} ${edge.on ? 1 : 0}`, edge.atMs);
  }

  private fail(error: BenchError): void {
    if (this.trouble !== null) return;
    this.trouble = error;
    this.emitter.emit('down', error);
    void this.close();
  }

  private say(message: string, atMs = this.lines?.nowMs() ?? 0): void {
    this.tell(`@${atMs.toFixed(3)} ${message}`);
  }

  /** Never called from within the request itself: the caller starts listening only after it. */
  private tell(message: string): void {
    this.emitter.emit('traffic', 'in', `${message}\n`);
    queueMicrotask(() => this.emitter.emit('message', message));
  }

  send(message: string): void {
    if (this.trouble !== null) throw this.trouble;
    this.emitter.emit('traffic', 'out', `${message}\n`);
    const [kind, part = '', word = ''] = message.split(' ');
    if (kind === 'set') {
      const complaint = setJigPart(this.switches, part, word);
      this.say(complaint === '' ? message : `error ${complaint}`);
    } else if (kind === 'off') {
      letJigGo(this.switches);
      this.say('off');
    } else if (kind === 'look') {
      for (const [name, on] of this.levels) this.say(`net ${name} ${on ? 1 : 0}`);
    } else if (kind === 'ping') this.tell(`pong ${part} ${this.lines?.nowMs()}`);
    else if (kind === 'hello') this.tell(`jig gpio, ${this.lines?.said}`);
    else throw new Error(`no message of a jig: ${message}`);
  }

  /** Nothing is queued here: every message has been executed. */
  async drained(): Promise<void> {}

  async abort(error: BenchError, last: string): Promise<void> {
    if (this.trouble !== null) return;
    this.send(last);
    this.trouble = error;
    this.emitter.emit('down', error);
    await this.close();
  }

  /** Every output low; a second call does nothing. */
  async close(): Promise<void> {
    const lines = this.lines;
    this.lines = null;
    await lines?.close();
  }
}
