/**
 * Product report: the values that the console of a board with the firmware that ships has reported, and the
 * delay of each line.
 *
 * A line contains the board's own time since its start. The line with the shortest delay of all relates that
 * time to the host's, to a tick and the line's own length; a line with a longer delay has waited in a queue.
 */

import { tracedNames } from '../../firmware/console/trace.ts';

export class ProductReport {
  private readonly values = new Map<string, string>();
  private upMs = 0;
  private leastMs = Number.POSITIVE_INFINITY;

  /** Discards everything: all values are reported again. */
  forget(): void {
    this.values.clear();
  }

  /**
   * Takes a line of the trace.
   *
   * @param atMs when it arrived
   * @returns how much longer than the fastest line it took, in ms; 0 for a line that is not part of the trace
   */
  take(line: string, atMs: number): number {
    const words = line.split(' ');
    const isTrace = words[0] === '~' && words.length >= 4 && /^\d{1,10}$/.test(words[1] as string);
    if (!isTrace || !tracedNames.includes(words[2] as string)) return 0;
    this.values.set(words[2] as string, words.slice(3).join(' '));
    const upMs = Number(words[1]);
    const awayMs = atMs - upMs;
    // The board has restarted, or its clock has wrapped: the shortest delay is unknown again.
    if (upMs < this.upMs || awayMs < this.leastMs) this.leastMs = awayMs;
    this.upMs = upMs;
    return awayMs - this.leastMs;
  }

  valueOf(name: string): string {
    return this.values.get(name) ?? 'not known';
  }

  /** Whether every value has been reported at least once. */
  get isWhole(): boolean {
    return tracedNames.every((name) => this.values.has(name));
  }

  /** Everything as lines of the trace. */
  *lines(): Generator<string> {
    for (const [name, value] of this.values) yield `~ ${this.upMs} ${name} ${value}`;
  }
}
