/**
 * Pause when: a condition of the scenario language; time stops at the instant at which it comes true.
 */

import { readWholeCondition } from '../scenario/condition.ts';
import { splitLines, Words } from '../scenario/source.ts';
import type { Condition } from '../scenario/statement.ts';
import { conditionHolds } from '../scenario/truth.ts';
import type { Trace } from '../trace.ts';

/**
 * Reads one condition, as it stands behind `expect`.
 *
 * @throws Complaint with its column where it is none
 */
export function readPause(text: string): Condition {
  const line = splitLines(text)[0];
  return readWholeCondition(new Words(line ?? { number: 1, text: '', words: [] }));
}

export class PauseWhen {
  /** The condition as it was typed; '' for none. */
  text = '';
  private condition: Condition | null = null;
  private trace: Trace | null = null;
  private held = false;
  /** Answers of the console count from this event on. */
  private fromEvent = 0;

  /**
   * @param text '' for none
   * @throws Complaint where it is no condition; the one before stays then
   */
  set(text: string): void {
    this.condition = text.trim() === '' ? null : readPause(text);
    this.text = text.trim();
    this.trace = null;
  }

  /** From here on: what holds already does not pause. */
  begin(trace: Trace): void {
    this.trace = trace;
    this.fromEvent = trace.events.length;
    this.held = this.condition !== null && conditionHolds(this.condition, trace, this.fromEvent);
  }

  /** Before time passes: another world begins anew. */
  watch(trace: Trace): void {
    if (trace !== this.trace) this.begin(trace);
  }

  /** @returns whether it has come true since the last look */
  look(trace: Trace): boolean {
    if (this.condition === null) return false;
    this.watch(trace);
    const held = this.held;
    this.held = conditionHolds(this.condition, trace, this.fromEvent);
    const isNew = this.held && !held;
    // An answer was given once; the next one counts anew.
    if (isNew && this.condition.answer !== null) this.begin(trace);
    return isNew;
  }
}
