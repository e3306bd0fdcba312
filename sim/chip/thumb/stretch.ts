/**
 * Stretch: a section of code that is being translated, and its exits.
 */

import { type Bytes, load, store } from './accesses.ts';

export class Stretch {
  readonly lines: string[] = [];
  readonly read: [number, number][] = [];
  cycles = 0;
  /** Of the instruction that is translated. */
  pc: number;
  isOver = false;
  /** Where the stretch continues. */
  protected next = 0;
  /** The return addresses of the calls so far. */
  protected readonly returns: number[] = [];

  constructor(protected readonly from: number) {
    this.pc = from;
  }

  /** Leaves the stretch before this instruction; rp2040js continues. */
  protected get stop(): string {
    return `{ cycles += ${this.cycles}; pc = ${this.pc}; left = 1; break; }`;
  }

  protected leave(to: string | number, cycles: number): string {
    return `{ cycles += ${this.cycles + cycles}; pc = ${to}; break; }`;
  }

  /** Repeats the loop, unless its cycles are used up. */
  protected again(cycles: number): string {
    return `{ cycles += ${this.cycles + cycles}; if (cycles + MOST > most) { pc = ${this.from}; break; } continue; }`;
  }

  /** Continues elsewhere; at the beginning of the stretch it loops. */
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

  /** Returns from a function, most likely to the place that it was called from. */
  protected goBack(to: string, cycles: number): number {
    const expected = this.returns.pop();
    if (expected === undefined) return this.goTo(to, cycles);
    this.lines.push(`if (${to} !== ${expected}) ${this.leave(to, cycles)}`);
    this.next = expected;
    return cycles;
  }
}
