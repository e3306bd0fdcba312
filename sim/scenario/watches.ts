/**
 * Watches: all that is watched at every instant while a scenario runs: that no hazard occurs, that no rule is broken, that
 * the reason for a held plug is true, and the conditions of the scenario itself.
 */

import type { TraceEvent } from '../trace.ts';
import { checkOf } from './check.ts';
import { HeldWatch } from './held-watch.ts';
import type { Check, Failure } from './result.ts';
import type { Target } from './target.ts';
import type { Watch } from './watch.ts';

export class Watches {
  /** The conditions that are watched no longer. */
  readonly ended: Check[] = [];
  /** The first thing that was not so. */
  failure: Failure | null = null;
  private seenEvents = 0;
  private conditions: Watch[] = [];
  private held: HeldWatch | null = null;

  constructor(private readonly target: Target) {}

  /** The target has begun: only now it has a trace. */
  begin(): void {
    this.held = new HeldWatch(this.target.trace);
  }

  add(watch: Watch): void {
    this.conditions.push(watch);
  }

  remove(watch: Watch): void {
    this.conditions = this.conditions.filter((other) => other !== watch);
  }

  /** Looks at everything new in the trace, and at what is so now. */
  look(): void {
    const { events } = this.target.trace;
    for (; this.seenEvents < events.length; this.seenEvents++) {
      const event = events[this.seenEvents] as TraceEvent;
      if (event.name === 'hazard') this.fail(0, `hazard: ${event.value}`);
      // Recorded by a guard beside the target, for the instant at which it was true.
      if (event.name === 'rule') this.fail(0, `rule ${event.value}`, event.atUs);
      if (event.name === 'guard' && event.value !== 'none') {
        this.fail(0, `the guard saw rule ${event.value} broken`);
      }
    }
    const complaint = this.held?.look(this.target.nowUs) ?? '';
    if (complaint !== '') this.fail(0, complaint);
    for (const watch of this.conditions) if (watch.isOver) this.end(watch, true);
    for (const watch of this.conditions) {
      const complaint = watch.look(this.target.nowUs);
      if (complaint !== '') this.fail(watch.line, complaint);
    }
  }

  /** The story is over: each condition still watched has been kept, or has failed. */
  endAll(failure: Failure | null): void {
    for (const watch of this.conditions) this.end(watch, failure?.line !== watch.line);
  }

  private end(watch: Watch, passed: boolean): void {
    this.remove(watch);
    const found = { passed, fromUs: watch.fromUs, atUs: this.target.nowUs };
    this.ended.push(checkOf('never', watch, watch.text, found));
  }

  private fail(line: number, message: string, atUs = this.target.nowUs): void {
    this.failure ??= { line, message, atUs };
  }
}
