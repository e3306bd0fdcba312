/**
 * Watched target: any target with a trace guard beside it. A broken rule enters the trace, where the runner
 * of scenarios finds it like a hazard.
 */

import type { Arg } from '../../sim/scenario/pattern.ts';
import { type PreconditionLine, setupOf } from '../../sim/scenario/precondition-lines.ts';
import type { Verb } from '../../sim/scenario/rows.ts';
import type { Target } from '../../sim/scenario/target.ts';
import type { Trace, TraceEvent } from '../../sim/trace.ts';
import type { Coverage } from './coverage.ts';
import { ruleRows } from './rule-rows.ts';
import type { Tolerance } from './tolerance.ts';
import { TraceGuard } from './trace-guard.ts';

/** Whole milliseconds of the board against microseconds of the host. */
const GRAIN_MS = 2;
/** In live time, an output is stamped at the beginning of a tick and a signal at its end. */
const LIVE_TICK_MS = 11;

const edges: readonly string[] = ['contactor', 'drive', 'coil', 'duty'];
const beliefs = ruleRows.flatMap(({ needs, by }) => [...needs, ...by]);

export class WatchedTarget implements Target {
  private guard: TraceGuard | null = null;
  private taken = 0;
  private isTold = false;

  constructor(private readonly inner: Target) {}

  get trace(): Trace {
    return this.inner.trace;
  }

  get nowUs(): number {
    return this.inner.nowUs;
  }

  uncertaintyUs(names: readonly string[], isSo = false): number {
    return this.inner.uncertaintyUs?.(names, isSo) ?? 0;
  }

  /** Null before the beginning. */
  get judged(): Coverage | null {
    return this.guard?.judged ?? null;
  }

  async begin(preconditions: readonly PreconditionLine[]): Promise<void> {
    // Events before the beginning of the story are in the trace too, and are taken with the rest.
    await this.inner.begin(preconditions);
    const setup = this.inner.setup ?? setupOf(preconditions);
    this.guard = new TraceGuard(setup, this.tolerance);
    this.look();
  }

  private get tolerance(): Tolerance {
    return { edgesMs: this.toleranceMs(edges), beliefsMs: this.toleranceMs(beliefs) };
  }

  /** The largest error of a duration between two events of these names. */
  private toleranceMs(names: readonly string[]): number {
    const stampMs = this.uncertaintyUs(names) / 1000;
    return stampMs > 0 ? LIVE_TICK_MS + stampMs : GRAIN_MS;
  }

  async perform(verb: Verb, args: readonly Arg[]): Promise<void> {
    await this.inner.perform(verb, args);
    this.look();
  }

  async type(line: string): Promise<void> {
    await this.inner.type(line);
  }

  async advanceTo(atUs: number, onInstant: () => boolean): Promise<boolean> {
    const isEarly = await this.inner.advanceTo(atUs, () => {
      this.look();
      return onInstant();
    });
    if (isEarly) return true;
    this.guard?.tolerate(this.tolerance);
    this.guard?.passTo(this.nowUs);
    return this.look() && onInstant();
  }

  /** Passes new events to the guard. @returns whether it has just found a rule broken */
  private look(): boolean {
    const { guard, trace } = this;
    if (guard === null) return false;
    // A computer that was late in between has made every stamp less certain.
    guard.tolerate(this.tolerance);
    for (; this.taken < trace.events.length; this.taken++) {
      guard.observe(trace.events[this.taken] as TraceEvent);
    }
    guard.settle();
    if (this.isTold || guard.broken === null) return false;
    this.isTold = true;
    trace.record(guard.broken.atUs, 'rule', guard.broken.message);
    return true;
  }

  async close(): Promise<void> {
    await this.inner.close();
  }
}
