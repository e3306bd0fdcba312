/**
 * Run: one scenario against one target.
 *
 * Windows count from the last thing that was done, or the end of the last wait (`after`, `for`).
 * Whatever else a scenario looks at, no hazard may
 * occur and no rule may be broken while it runs.
 */

import type { TraceEvent } from '../trace.ts';
import { HeldWatch } from './held-watch.ts';
import { writeDuration } from './quantity.ts';
import type { Check, Failure, Result } from './result.ts';
import type { Line } from './source.ts';
import type { Condition, Scenario, Statement } from './statement.ts';
import type { Target } from './target.ts';
import { actualValues, conditionHolds, heldSinceUs, namesOf } from './truth.ts';
import { judge, writeMeasured } from './verdict.ts';
import { Watch } from './watch.ts';

export type { Check, Failure, Result } from './result.ts';

class Stopped extends Error {
  constructor(readonly failure: Failure) {
    super(failure.message);
  }
}

class Run {
  readonly checks: Check[] = [];
  readonly ended: Check[] = [];
  startUs = 0;
  private eventUs = 0;
  /** Answers of the console count from this event on: since the last thing done, whatever was waited for since. */
  private answersFrom = 0;
  private seenEvents = 0;
  private watches: Watch[] = [];
  private failure: Failure | null = null;
  private held: HeldWatch | null = null;

  constructor(
    private readonly scenario: Scenario,
    private readonly target: Target,
    private readonly onStatement: (statement: Statement) => void,
  ) {}

  async play(): Promise<void> {
    const preconditions: { given: never; args: never }[] = [];
    for (const s of this.scenario.statements)
      if (s.kind === 'given') preconditions.push(s as never);
    await this.target.begin(preconditions);
    this.startUs = this.target.nowUs;
    this.held = new HeldWatch(this.target.trace);
    this.beginDoing();
    for (const statement of this.scenario.statements) await this.perform(statement);
  }

  private beginDoing(): void {
    this.eventUs = this.target.nowUs;
    this.answersFrom = this.target.trace.events.length;
  }

  private async perform(statement: Statement): Promise<void> {
    const target = this.target;
    this.onStatement(statement);
    switch (statement.kind) {
      case 'given':
        return;
      case 'wait':
        await this.wait(statement.us, () => false);
        this.eventUs = target.nowUs;
        return;
      case 'do':
        this.beginDoing();
        target.trace.record(target.nowUs, 'action', actionOf(statement.line));
        await target.perform(statement.verb, statement.args);
        this.eventUs = target.nowUs;
        this.look();
        return;
      case 'type':
        this.beginDoing();
        target.trace.record(target.nowUs, 'action', actionOf(statement.line));
        await target.type(statement.text);
        return;
      case 'expect':
        return this.expect(statement);
      case 'hold':
        return this.hold(statement);
      case 'never':
        return this.never(statement);
      case 'repeat':
        for (let i = 0; i < statement.times; i++) {
          for (const inner of statement.body) await this.perform(inner);
        }
        return;
    }
  }

  /** Lets time pass; ends early when `done` returns true. Every instant is checked by the watches. */
  private async wait(us: number, done: () => boolean): Promise<boolean> {
    const untilUs = this.target.nowUs + us;
    const early = await this.target.advanceTo(untilUs, () => {
      this.watch();
      return this.failure !== null || done();
    });
    this.stopOnFailure();
    return early;
  }

  private stopOnFailure(): void {
    if (this.failure !== null) throw new Stopped(this.failure);
  }

  /** What holds without time passing. */
  private look(): void {
    this.watch();
    this.stopOnFailure();
  }

  /** The universal watchers and the scenario's own, over everything new in the trace. */
  private watch(): void {
    const events = this.target.trace.events;
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
    for (const watch of this.watches) if (watch.isOver) this.end(watch, true);
    for (const watch of this.watches) {
      const complaint = watch.look(this.target.nowUs);
      if (complaint !== '') this.fail(watch.line, complaint);
    }
  }

  /** This is no longer watched. */
  private end(watch: Watch, passed: boolean): void {
    this.watches = this.watches.filter((other) => other !== watch);
    this.ended.push(this.checkOf('never', watch, watch.text, watch.fromUs, { passed }));
  }

  /** The story is over: each condition still watched has been kept, or has failed. */
  endWatches(failure: Failure | null): void {
    for (const watch of this.watches) this.end(watch, failure?.line !== watch.line);
  }

  private checkOf(
    kind: Check['kind'],
    about: { readonly line: number; readonly condition: Condition },
    text: string,
    fromUs: number,
    found: Partial<Check> & { readonly passed: boolean },
  ): Check {
    const names = namesOf(about.condition);
    const atUs = this.target.nowUs;
    const open = { notBeforeUs: 0, limitUs: null, measuredUs: null };
    return { kind, line: about.line, text, names, fromUs, atUs, ...open, ...found };
  }

  private fail(line: number, message: string, atUs = this.target.nowUs): void {
    this.failure ??= { line, message, atUs };
  }

  private holds(condition: Condition): boolean {
    return conditionHolds(condition, this.target.trace, this.answersFrom);
  }

  private async expect(statement: Extract<Statement, { kind: 'expect' }>): Promise<void> {
    const { condition, notBeforeUs, withinUs, line } = statement;
    const uncertaintyOf = (isSo: boolean): number =>
      this.target.uncertaintyUs?.(namesOf(condition), isSo) ?? 0;
    const isNow = (): boolean => this.holds(condition);
    // No time at all means now, not the instant of an action that may lie seconds back.
    const fromUs = withinUs === 0 ? this.target.nowUs : this.eventUs;
    let held = isNow();
    let sinceUs = held ? heldSinceUs(condition, this.target.trace, this.answersFrom, fromUs) : 0;
    if (!held) {
      // A condition that misses its limit by less than the uncertainty is waited for, so that it can be reported as such.
      const leftUs = fromUs + withinUs + uncertaintyOf(false) - this.target.nowUs;
      if (leftUs > 0) held = await this.wait(leftUs, isNow);
      held ||= isNow();
      sinceUs = this.target.nowUs;
    }
    const measuredUs = held ? sinceUs - fromUs : null;
    const uncertaintyUs = uncertaintyOf(held);
    const verdict = judge(measuredUs, notBeforeUs, withinUs, uncertaintyUs);
    const passed = verdict === 'pass' || verdict === 'marginal';
    const atUs = this.target.nowUs;
    const about = { line: line.number, condition };
    const certainty = uncertaintyUs > 0 ? { verdict, uncertaintyUs } : {};
    const found = { passed, notBeforeUs, limitUs: withinUs, measuredUs, ...certainty };
    this.checks.push(this.checkOf('expect', about, `expect ${condition.text}`, fromUs, found));
    if (passed) return;
    const window = `${notBeforeUs > 0 ? `${writeDuration(notBeforeUs)} to ` : ''}${writeDuration(withinUs)}`;
    const instead =
      measuredUs === null
        ? `not within ${window}; ${actualValues(condition, this.target.trace)}`
        : `after ${writeMeasured(measuredUs, uncertaintyUs)}, expected within ${window}`;
    const failure = { line: line.number, message: `${condition.text}: ${instead}`, atUs };
    throw new Stopped(verdict === 'inconclusive' ? { ...failure, inconclusive: true } : failure);
  }

  private async hold(statement: Extract<Statement, { kind: 'hold' }>): Promise<void> {
    const { condition, forUs, line } = statement;
    const sinceUs = this.target.nowUs;
    const isOver = (): boolean => !this.holds(condition);
    const neverWas = isOver();
    const ended = neverWas || (await this.wait(forUs, isOver));
    // What ends with the last instant has lasted, if it was so at all.
    const over = neverWas || (ended && this.target.nowUs < sinceUs + forUs);
    const text = `expect ${condition.text} for`;
    const atUs = this.target.nowUs;
    const measuredUs = atUs - sinceUs;
    const found = { passed: !over, limitUs: forUs, measuredUs };
    this.checks.push(this.checkOf('hold', { line: line.number, condition }, text, sinceUs, found));
    this.eventUs = atUs;
    if (!over) return;
    const message = `${condition.text}: only for ${writeDuration(measuredUs)} of ${writeDuration(forUs)}; ${actualValues(condition, this.target.trace)}`;
    throw new Stopped({ line: line.number, message, atUs });
  }

  private async never(statement: Extract<Statement, { kind: 'never' }>): Promise<void> {
    const { forUs } = statement;
    const watch = new Watch(statement, this.target.trace, this.target.nowUs);
    this.watches.push(watch);
    this.look();
    if (forUs === null) return;
    await this.wait(forUs, () => false);
    this.eventUs = this.target.nowUs;
    this.watches = this.watches.filter((other) => other !== watch);
    const found = { passed: true, limitUs: forUs, measuredUs: forUs };
    this.checks.push(this.checkOf('never', watch, `${watch.text} for`, watch.fromUs, found));
  }
}

/** What was done, without when: the line of the scenario as one would type it. */
export function actionOf(line: Line): string {
  const words = line.words.map((word) => word.text).join(' ');
  return words.replace(/^(after \S+( (us|ms|s|min|h)(?= ))? )+/, '');
}

/**
 * Plays a scenario; the target is closed whatever happens.
 *
 * @param onStatement called with every statement before it is performed
 */
export async function runScenario(
  scenario: Scenario,
  target: Target,
  onStatement: (statement: Statement) => void = () => undefined,
): Promise<Result> {
  const run = new Run(scenario, target, onStatement);
  let failure: Failure | null = null;
  try {
    await run.play();
  } catch (error) {
    if (!(error instanceof Stopped)) {
      await target.close();
      throw error;
    }
    failure = error.failure;
  }
  run.endWatches(failure);
  const events = target.trace.events.slice();
  const endUs = target.nowUs;
  await target.close();
  return {
    scenario,
    passed: failure === null,
    failure,
    checks: run.checks,
    watches: run.ended,
    events,
    startUs: run.startUs,
    endUs,
  };
}
