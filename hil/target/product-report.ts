/**
 * Product report: what the console of a board with the firmware that ships has said of itself, and how
 * late each line came.
 *
 * A line carries the board's own time since its start. The line that took the shortest way of all says
 * what that time is here, to a tick and the line's own length; whatever comes later than that has waited
 * in a queue.
 */

import { tracedNames } from '../../firmware/console/trace.ts';

export class ProductReport {
  private readonly values = new Map<string, string>();
  private upMs = 0;
  private leastMs = Number.POSITIVE_INFINITY;

  /** Nothing is known any more: it is said anew. */
  forget(): void {
    this.values.clear();
  }

  /**
   * Takes a line of the trace.
   *
   * @param atMs when it arrived
   * @returns how much longer than the fastest it was on its way, in ms; 0 for what is no line of the trace
   */
  take(line: string, atMs: number): number {
    const words = line.split(' ');
    if (words[0] !== '~' || words.length < 4) return 0;
    this.values.set(words[2] as string, words.slice(3).join(' '));
    const upMs = Number(words[1]);
    const awayMs = atMs - upMs;
    // The board has started again, or its time has come round: the shortest way is not known any more.
    if (upMs < this.upMs || awayMs < this.leastMs) this.leastMs = awayMs;
    this.upMs = upMs;
    return awayMs - this.leastMs;
  }

  valueOf(name: string): string {
    return this.values.get(name) ?? 'not known';
  }

  /** Everything has been said at least once. */
  get isWhole(): boolean {
    return tracedNames.every((name) => this.values.has(name));
  }

  /** Everything as lines of the trace. */
  *lines(): Generator<string> {
    for (const [name, value] of this.values) yield `~ ${this.upMs} ${name} ${value}`;
  }
}
