/**
 * Watch: a condition that must never hold, or come true no more often than so many times, from its line on.
 */

import type { Trace } from '../trace.ts';
import type { Condition, Statement } from './statement.ts';
import { Tally, writeMost } from './tally.ts';
import { conditionHolds, countAnswers } from './truth.ts';

export class Watch {
  readonly line: number;
  readonly text: string;
  readonly condition: Condition;
  readonly fromUs: number;
  private readonly until: Condition | null;
  /** Answers of the console count from this event on. */
  private readonly fromEvent: number;
  /** Counts how often it comes true; null where once is too often. */
  private readonly tally: Tally | null;
  /** Answers before this event are in the tally. */
  private talliedEvents: number;

  constructor(
    { condition, until, line, most }: Extract<Statement, { kind: 'never' }>,
    private readonly trace: Trace,
    nowUs: number,
  ) {
    this.line = line.number;
    this.condition = condition;
    this.until = until;
    this.fromEvent = trace.events.length;
    this.talliedEvents = this.fromEvent;
    this.fromUs = nowUs;
    const isCounted = most !== null;
    this.text = isCounted
      ? `expect ${condition.text} ${writeMost(most)}`
      : `never ${condition.text}`;
    this.tally = isCounted ? new Tally(most, this.holds(condition)) : null;
  }

  private holds(condition: Condition): boolean {
    return conditionHolds(condition, this.trace, this.fromEvent);
  }

  /** What ends it has come true. */
  get isOver(): boolean {
    return this.until !== null && this.holds(this.until);
  }

  /** Looks at an instant. @returns what is wrong, in words; or '' */
  look(nowUs: number): string {
    const { tally, text } = this;
    if (tally === null) return this.holds(this.condition) ? `${text}, but it is so` : '';
    return this.comesTooOften(tally, nowUs) ? `${text}, but it is so more often` : '';
  }

  /** A state comes true when it was not so before; an answer comes whenever it is given. */
  private comesTooOften(tally: Tally, nowUs: number): boolean {
    const { answer } = this.condition;
    if (answer === null) return tally.see(this.holds(this.condition), nowUs);
    const given = countAnswers(answer, this.trace, this.talliedEvents);
    this.talliedEvents = this.trace.events.length;
    let isTooOften = false;
    for (let i = 0; i < given; i++) {
      tally.see(false, nowUs);
      isTooOften = tally.see(true, nowUs) || isTooOften;
    }
    return isTooOften;
  }
}
