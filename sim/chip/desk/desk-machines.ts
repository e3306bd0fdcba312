/**
 * Desk machines: what the state machines of the reflex do to pins, without their instructions. They act on words: a
 * dead-man and strokes drive pins for a time; a watcher takes its word and never opens, because nothing trips here.
 */

import { ARM, SET_PINS_LOW } from '../../../firmware/platforms/pio-programs.ts';

/** A round of the dead-man and of a stroke, in ms. */
const ROUND_MS = 0.03;
/** The dead-man looks at eleven bits of a word. */
const FED_BITS = 0x7ff;

/** Drives an output from now on. */
export type DrivePin = (pin: number, high: boolean) => void;

interface Options {
  readonly setBase: number;
  readonly outBase?: number;
  readonly outCount?: number;
}

export class DeskMachine {
  readonly offset = 0;
  private isArmed = false;
  private bits = 0;
  private untilMs = 0;
  private readonly received: number[] = [];

  constructor(
    private readonly id: number,
    private readonly options: Options,
    private readonly drive: DrivePin,
    private readonly nowMs: () => number,
  ) {}

  private get isStroke(): boolean {
    return this.options.outCount === 2;
  }

  private show(bits: number): void {
    this.bits = bits;
    const count = this.isStroke ? 2 : 1;
    for (let i = 0; i < count; i++) this.drive(this.options.setBase + i, ((bits >> i) & 1) === 1);
  }

  active(_on: boolean): void {}

  exec(instruction: number): void {
    if (instruction === SET_PINS_LOW) this.show(0);
  }

  put(word: number): void {
    if (this.isStroke) {
      this.untilMs = this.nowMs() + (word >>> 2) * ROUND_MS;
      this.show(word & 3);
      return;
    }
    if (this.id !== 0) return;
    if (word === ARM && this.bits === 0) this.isArmed = true;
    else if (this.isArmed || this.bits !== 0) {
      this.isArmed = false;
      this.untilMs = this.nowMs() + (word & FED_BITS) * ROUND_MS;
      this.show((word & FED_BITS) === 0 ? 0 : 1);
    }
  }

  get(): number {
    return this.received.shift() ?? 0;
  }

  rxfifo(): number {
    return this.received.length;
  }

  txfifo(): number {
    return 0;
  }

  /** Time has passed. */
  look(): void {
    if (this.bits === 0 || this.nowMs() < this.untilMs) return;
    this.show(0);
    if (this.id === 0) this.received.push(0);
  }
}
