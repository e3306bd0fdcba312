/**
 * Lateness: how long this computer may be too busy for a rig that runs by its own clock. More than that is no
 * failure of the product and none of the rig.
 */

import { BusyHostError } from '../line/bench-error.ts';

/** The largest delay of the simulated world. */
const WORLD_MS = 100;
/** A process in place of a board that did not run for this long has missed ticks. */
const BOARD_MS = 50;

export class Lateness {
  private worstMs = 0;

  /** @param allowedMs how much a run allows beyond the usual; its windows are then as much less certain */
  constructor(private readonly allowedMs = 0) {}

  /** By how much measured times are less certain, in µs. */
  get extraUs(): number {
    return this.worstMs * 1000;
  }

  /** Messages: `away` and `late`, with the time in ms. @returns whether it was one of these @throws BusyHostError */
  receive(port: string, message: string): boolean {
    const [word, lateMs] = message.split(' ');
    if (word === 'away') this.seeBoard(port, Number(lateMs));
    else if (word === 'late') this.seeStamp(port, Number(lateMs));
    return word === 'away' || word === 'late';
  }

  /** The simulated world runs so much behind. @throws BusyHostError */
  seeWorld(port: string, lateUs: number): void {
    this.see(port, lateUs / 1000, WORLD_MS, 'it did not run the simulation');
  }

  /** The process in place of a board did not run for so long. @throws BusyHostError */
  seeBoard(port: string, awayMs: number): void {
    this.see(port, awayMs, BOARD_MS, 'it did not run the process in place of a board');
  }

  /** An edge was stamped here, up to so much too late. @throws BusyHostError */
  seeStamp(port: string, lateMs: number): void {
    this.see(port, lateMs, WORLD_MS, 'it did not look at the pins');
    // What is usual for the world is not for a stamp: every millisecond of it counts.
    this.worstMs = Math.max(this.worstMs, lateMs);
  }

  private see(port: string, lateMs: number, usualMs: number, what: string): void {
    if (lateMs <= usualMs) return;
    if (lateMs > this.allowedMs) {
      throw new BusyHostError(port, `${what} for ${Math.round(lateMs)} ms`);
    }
    this.worstMs = Math.max(this.worstMs, lateMs);
  }
}
