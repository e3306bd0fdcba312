/**
 * Remote firmware: firmware behind a serial line, in place of the world's own.
 *
 * Before a tick the world's readings are sent; the firmware's writes to nets, console and storage come back,
 * and are applied to the world at the instant of the tick. So a run over the line equals the simulator's run.
 */

import type { Fittings } from '../../firmware/charger.ts';
import type { Limits } from '../../firmware/control/limits.ts';
import { createReadings } from '../../firmware/drivers/quiet-window.ts';
import type { SimBoard } from '../../sim/world/board.ts';
import type { Runner } from '../../sim/world/processor.ts';
import { BenchError } from '../line/bench-error.ts';
import type { Link } from '../line/link.ts';
import { applyWord, prepareWords, slowWords } from './board-words.ts';

/** A tick takes milliseconds; one that takes this long hangs, even if the line is up. */
const REPLY_MS = 1800;
/** Some lists on the console have a hundred lines, and a tick has a dozen messages at most. */
const MOST_MESSAGES = 2000;
const COUNTED_TICKS = 100;

export class RemoteFirmware implements Runner {
  private readonly readings = createReadings();
  private readonly told = new Map<string, number>();
  private readonly replies: string[] = [];
  private board: SimBoard | null = null;
  private idle = 0;
  private owesReply = false;
  /** Messages, and the ticks in which they have come. */
  private counted = 0;
  private countedTicks = 0;
  private wake: () => void = () => undefined;

  private readonly onMessage = (message: string): void => this.receive(message);
  private readonly onDown = (): void => this.wake();

  constructor(private readonly link: Link) {
    link.emitter.on('message', this.onMessage);
    link.emitter.on('down', this.onDown);
  }

  /** The link stays open. */
  leave(): void {
    this.link.emitter.off('message', this.onMessage);
    this.link.emitter.off('down', this.onDown);
  }

  /** The processor calls this at the firmware's start; `settle` awaits the reply. */
  start(board: SimBoard, fittings: Fittings, limits: Limits): this {
    this.board = board;
    this.told.clear();
    for (const word of prepareWords('stepped', board, fittings, limits)) this.link.send(word);
    this.tellSlow(board);
    const r = this.sample(board);
    this.link.send(`set pilot ${r.pilotHighMillivolts} ${r.pilotLowMillivolts}`);
    this.link.send(`set latch ${r.latchMillivolts}`);
    this.link.send(`set levels ${r.levels}`);
    this.link.send(`start ${board.resetCause} ${board.entropy}`);
    this.owesReply = true;
    return this;
  }

  /** Sends the due tick; `settle` awaits its effects. */
  sendTick(): void {
    const board = this.board;
    if (board === null) return;
    for (let text = board.console.read(); text !== ''; text = board.console.read()) {
      this.link.send(`type ${text.replace(/\n$/, '')}`);
    }
    this.tellSlow(board);
    const r = this.sample(board);
    const lapMs = board.clock.lapMs();
    this.link.send(
      `tick ${lapMs} ${r.pilotHighMillivolts} ${r.pilotLowMillivolts} ${r.latchMillivolts} ${r.levels}`,
    );
    this.owesReply = true;
  }

  /** Awaits the due reply, and applies it to the world. */
  async settle(): Promise<void> {
    if (!this.owesReply) return;
    const untilMs = performance.now() + REPLY_MS;
    while (!this.replies.some((reply) => reply.startsWith('done '))) {
      if (this.link.down !== null) throw this.link.down;
      const leftMs = untilMs - performance.now();
      if (leftMs <= 0)
        throw new BenchError(this.link.name, 'a tick has not ended', 'press reset', true);
      await this.news(leftMs);
    }
    this.owesReply = false;
    this.countedTicks++;
    if (this.countedTicks % COUNTED_TICKS === 0) this.counted = 0;
    for (const reply of this.replies.splice(0)) this.apply(reply);
  }

  /** Waits for any message, at most for a while. */
  private news(withinMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, withinMs);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  private receive(message: string): void {
    // The stamp is from an earlier live run, or from a stand-in that did not run; time stands still here.
    if (/^(@|pong |bench )/.test(message)) return;
    this.counted++;
    if (this.counted > MOST_MESSAGES) {
      const what = `the board sends without end: more than ${MOST_MESSAGES} messages in ${COUNTED_TICKS} ticks`;
      this.link.fail(new BenchError(this.link.name, what, 'is it the same build?'));
      return;
    }
    this.replies.push(message);
    if (message.startsWith('done ') || message.startsWith('error ')) this.wake();
  }

  private apply(reply: string): void {
    const board = this.board;
    if (board === null) return;
    const [name, first = '', second = '', third = ''] = reply.split(' ');
    if (applyWord(board, reply)) return;
    if (name === 'done') {
      this.idle = Number(first);
      if (third !== '0') board.waitBusy(Number(third));
      if (second === '1') board.watchdog.feed();
    } else
      throw new BenchError(this.link.name, `the board said "${reply}"`, 'is it the same build?');
  }

  private sample(board: SimBoard) {
    board.inputs.sample(this.readings);
    return this.readings;
  }

  /** Slow inputs go out when they have changed. */
  private tellSlow(board: SimBoard): void {
    for (const [name, value] of slowWords(board)) this.tell(name, value);
  }

  private tell(name: string, value: number): void {
    if (this.told.get(name) === value) return;
    this.told.set(name, value);
    this.link.send(`set ${name} ${value}`);
  }

  /** The world's processor was reset, or its rail has failed. */
  stop(): void {
    if (this.board === null) return;
    this.board = null;
    this.idle = 0;
    this.link.send('off');
  }

  /** The tick itself is done by `sendTick` and `settle`. */
  tick(): void {}

  hurry(): void {
    this.link.send('hurry');
  }

  idleTicks(): number {
    return this.idle;
  }

  skip(ticks: number): void {
    this.idle -= ticks;
    this.link.send(`skip ${ticks}`);
  }
}
