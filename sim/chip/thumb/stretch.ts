/**
 * Stretch: code that is being translated, and the ways out of it.
 */

import { type Bytes, load, store } from './accesses.ts';

export class Stretch {
  readonly lines: string[] = [];
  readonly read: [number, number][] = [];
  cycles = 0;
  /** Of the instruction that is translated. */
  pc: number;
  isOver = false;
  /** Where the stretch goes on. */
  protected next = 0;
  /** Where the calls on the way go back to. */
  protected readonly returns: number[] = [];

  constructor(protected readonly from: number) {
    this.pc = from;
  }

  /** Leaves the stretch before this instruction; rp2040js goes on. */
  protected get stop(): string {
    return `{ cycles += ${this.cycles}; pc = ${this.pc}; left = 1; break; }`;
  }

  protected leave(to: string | number, cycles: number): string {
    return `{ cycles += ${this.cycles + cycles}; pc = ${to}; break; }`;
  }

  /** Round again, unless there is no time left for it. */
  protected again(cycles: number): string {
    return `{ cycles += ${this.cycles + cycles}; if (cycles + MOST > most) { pc = ${this.from}; break; } continue; }`;
  }

  /** Goes on elsewhere; back at the beginning it goes round. */
  protected jump(target: number, cycles: number): void {
    if (target === this.from) this.end(this.again(cycles));
    this.next = target;
  }

  protected end(line: string): void {
    this.lines.push(line);
    this.isOver = true;
  }

  protected load(address: string, bytes: Bytes, to: string, sign = ''): number {
    this.lines.push(load(address, bytes, `${to} = x${sign};`, this.stop));
    return 2;
  }

  protected store(address: string, bytes: Bytes, from: string): number {
    this.lines.push(store(address, bytes, from, this.stop));
    return 2;
  }

  protected goTo(to: string, cycles: number): number {
    this.end(this.leave(to, cycles));
    return cycles;
  }

  /** A function is left, most likely to where it was called from. */
  protected goBack(to: string, cycles: number): number {
    const expected = this.returns.pop();
    if (expected === undefined) return this.goTo(to, cycles);
    this.lines.push(`if (${to} !== ${expected}) ${this.leave(to, cycles)}`);
    this.next = expected;
    return cycles;
  }
}
