/**
 * Run: one scenario against one target.
 *
 * Windows count from the last thing that was done, or the end of the last wait (`after`, `for`).
 * Whatever else a scenario looks at, no hazard may
 * occur and no rule may be broken while it runs.
 */

import { checkOf } from './check.ts';
import { writeDuration } from './quantity.ts';
import type { Check, Failure, Result } from './result.ts';
import type { Line } from './source.ts';
import type { Condition, Scenario, Statement } from './statement.ts';
import type { Target } from './target.ts';
import { actualValues, conditionHolds, heldSinceUs, namesOf } from './truth.ts';
import { judge, writeMeasured } from './verdict.ts';
import { Watch } from './watch.ts';
import { Watches } from './watches.ts';

export type { Check, Failure, Result } from './result.ts';

class Stopped extends Error {
  constructor(readonly failure: Failure) {
    super(failure.message);
  }
}

class Run {
  readonly checks: Check[] = [];
  readonly watches: Watches;
  startUs = 0;
  private eventUs = 0;
  /** Answers of the console count from this event on: since the last thing done, whatever was waited for since. */
  private answersFrom = 0;

  constructor(
    private readonly scenario: Scenario,
    private readonly target: Target,
    private readonly onStatement: (statement: Statement) => void,
  ) {
    this.watches = new Watches(target);
  }

  async play(): Promise<void> {
    const preconditions: { given: never; args: never }[] = [];
    for (const s of this.scenario.statements)
      if (s.kind === 'given') preconditions.push(s as never);
    await this.target.begin(preconditions);
    this.startUs = this.target.nowUs;
    this.watches.begin();
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
      this.watches.look();
      return this.watches.failure !== null || done();
    });
    this.stopOnFailure();
    return early;
  }

  private stopOnFailure(): void {
    const { failure } = this.watches;
    if (failure !== null) throw new Stopped(failure);
  }

  /** What holds without time passing. */
  private look(): void {
    this.watches.look();
    this.stopOnFailure();
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
    const found = {
      passed,
      fromUs,
      notBeforeUs,
      limitUs: withinUs,
      measuredUs,
      atUs,
      ...certainty,
    };
    this.checks.push(checkOf('expect', about, `expect ${condition.text}`, found));
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
    const found = { passed: !over, fromUs: sinceUs, limitUs: forUs, measuredUs, atUs };
    this.checks.push(checkOf('hold', { line: line.number, condition }, text, found));
    this.eventUs = atUs;
    if (!over) return;
    const message = `${condition.text}: only for ${writeDuration(measuredUs)} of ${writeDuration(forUs)}; ${actualValues(condition, this.target.trace)}`;
    throw new Stopped({ line: line.number, message, atUs });
  }

  private async never(statement: Extract<Statement, { kind: 'never' }>): Promise<void> {
    const { forUs } = statement;
    const watch = new Watch(statement, this.target.trace, this.target.nowUs);
    this.watches.add(watch);
    this.look();
    if (forUs === null) return;
    await this.wait(forUs, () => false);
    this.eventUs = this.target.nowUs;
    this.watches.remove(watch);
    const { fromUs } = watch;
    const atUs = this.target.nowUs;
    const found = { passed: true, fromUs, limitUs: forUs, measuredUs: forUs, atUs };
    this.checks.push(checkOf('never', watch, `${watch.text} for`, found));
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
  run.watches.endAll(failure);
  const events = target.trace.events.slice();
  const endUs = target.nowUs;
  await target.close();
  return {
    scenario,
    passed: failure === null,
    failure,
    checks: run.checks,
    watches: run.watches.ended,
    events,
    startUs: run.startUs,
    endUs,
  };
}
