/**
 * Run: scenarios on one rig, one after the other. Only a bench error is retried, never a product failure.
 */

import type { Result } from '../../sim/scenario/result.ts';
import { runScenario } from '../../sim/scenario/run.ts';
import type { Scenario } from '../../sim/scenario/statement.ts';
import { BenchError } from '../line/bench-error.ts';
import { whyNotOn } from '../rig/needs.ts';
import type { RigSession } from '../rig/session.ts';
import { WatchedTarget } from '../rules/watched-target.ts';
import { notesOf } from './notes.ts';
import type { Attempt, Entry, Outcome } from './outcome.ts';

export interface RunPlan {
  readonly scenarios: readonly Scenario[];
  /** How often a scenario is repeated after a bench error. */
  readonly retries: number;
  readonly stopOnFailure: boolean;
}

export interface RunWatcher {
  begun(scenario: Scenario, attempt: number): void;
  ended(entry: Entry): void;
}

/** The worst finding of the check decides; a product failure outranks everything else. */
function outcomeOf(result: Result): Outcome {
  if (result.failure !== null) return result.failure.inconclusive ? 'inconclusive' : 'failed';
  return result.checks.some((check) => check.verdict === 'marginal') ? 'marginal' : 'passed';
}

function messageOf(result: Result): string {
  const { failure, scenario } = result;
  if (failure === null) return '';
  const place = failure.line > 0 ? `${scenario.file}:${failure.line}` : scenario.file;
  return `${place}: ${failure.message}`;
}

async function attempt(session: RigSession, scenario: Scenario): Promise<Attempt> {
  const startedAt = new Date().toISOString();
  const fromMs = performance.now();
  const timed = () => ({ startedAt, seconds: (performance.now() - fromMs) / 1000 });
  try {
    const target = new WatchedTarget(session.target());
    const result = await runScenario(scenario, target);
    const said = { outcome: outcomeOf(result), message: messageOf(result), notes: notesOf(result) };
    return { ...said, ...timed(), result, rules: target.judged };
  } catch (error) {
    if (!(error instanceof BenchError)) throw error;
    const { message } = error;
    return { outcome: 'error', message, notes: [], ...timed(), result: null, rules: null };
  }
}

function entryOf(scenario: Scenario, attempts: readonly Attempt[]): Entry {
  const last = attempts[attempts.length - 1] as Attempt;
  const { file, title, variant } = scenario;
  return { file, title, variant, outcome: last.outcome, message: last.message, attempts };
}

export function notRun(scenario: Scenario, outcome: 'skipped' | 'error', message: string): Entry {
  const { file, title, variant } = scenario;
  return { file, title, variant, outcome, message, attempts: [] };
}

export class RigRun {
  /** Why the rig cannot be used any more; empty while it can. */
  broken = '';
  private interrupted = '';

  constructor(
    private readonly session: RigSession,
    private readonly plan: RunPlan,
    private readonly watcher: RunWatcher,
  ) {}

  async play(): Promise<Entry[]> {
    const entries: Entry[] = [];
    for (const scenario of this.plan.scenarios) {
      const isCut = this.interrupted !== '';
      const entry = isCut
        ? notRun(scenario, 'error', `not run: ${this.interrupted}`)
        : await this.playOne(scenario);
      entries.push(entry);
      this.watcher.ended(entry);
      // An interruption is reported once, by the scenario in progress or by the next.
      if (isCut || (this.interrupted !== '' && entry.outcome === 'error')) break;
      if (this.plan.stopOnFailure && entry.outcome === 'failed') break;
    }
    return entries;
  }

  private async playOne(scenario: Scenario): Promise<Entry> {
    const why = whyNotOn(this.session.rig, scenario);
    if (why !== '') return notRun(scenario, 'skipped', why);
    if (this.broken !== '') return notRun(scenario, 'error', `not run: ${this.broken}`);
    const attempts: Attempt[] = [];
    for (;;) {
      this.watcher.begun(scenario, attempts.length + 1);
      const made = await attempt(this.session, scenario);
      attempts.push(made);
      if (made.outcome !== 'error' || this.interrupted !== '') break;
      const isOver = attempts.length > this.plan.retries;
      // Do not wait for a port to return that is no longer needed.
      if (isOver && scenario === this.plan.scenarios.at(-1)) break;
      if (!(await this.recover(made.message)) || isOver) break;
    }
    const entry = entryOf(scenario, attempts);
    // An interruption does not mean that the rig is broken.
    if (entry.outcome === 'error' && this.interrupted === '') this.broken ||= entry.message;
    return entry;
  }

  /** Makes the rig usable again after a bench error, or declares it broken. */
  private async recover(after: string): Promise<boolean> {
    try {
      await this.session.reopen();
      return true;
    } catch (error) {
      if (!(error instanceof BenchError)) throw error;
      this.broken = `${after}; and then ${error.message}`;
      return false;
    }
  }

  /** Ctrl-C: the scenario in progress ends, no other begins, the rig is de-energised. */
  async interrupt(why: string): Promise<void> {
    this.interrupted = why;
    await this.session.interrupt(why);
  }
}
