/**
 * Run: scenarios on one rig, one after the other. Only a bench error is retried, never a product failure.
 */

import { aboutOf } from '../../sim/scenario/about.ts';
import type { Scenario } from '../../sim/scenario/statement.ts';
import { BenchError } from '../line/bench-error.ts';
import { whyNotOn } from '../rig/needs.ts';
import type { RigSession } from '../rig/session.ts';
import { attemptOn } from './attempt.ts';
import type { Attempt, Entry } from './outcome.ts';
import { untilQuiet } from './quiet.ts';

/** A computer that stays busy longer than this has no time for a rig. */
const QUIET_WITHIN_MS = 60000;
/** How often a scenario is repeated because this computer was busy, beside the other retries. */
const BUSY_RETRIES = 3;

export interface RunPlan {
  readonly scenarios: readonly Scenario[];
  /** How often a scenario is repeated after a bench error. */
  readonly retries: number;
  readonly stopOnFailure: boolean;
  /** The longest time of a scenario, in ms; null for a limit that follows from its length. */
  readonly timeoutMs: number | null;
  /** Waits until this computer is quiet; for tests of a busy one. */
  readonly untilQuiet?: (mostMs: number) => Promise<boolean>;
}

export interface RunWatcher {
  begun(scenario: Scenario, attempt: number): void;
  ended(entry: Entry): void;
}

function entryOf(scenario: Scenario, attempts: readonly Attempt[]): Entry {
  const { outcome, message, result } = attempts[attempts.length - 1] as Attempt;
  const line = result?.failure?.line || 1;
  return { ...aboutOf(scenario), line, attachments: [], outcome, message, attempts };
}

export function notRun(scenario: Scenario, outcome: 'skipped' | 'error', message: string): Entry {
  return { ...aboutOf(scenario), line: 1, attachments: [], outcome, message, attempts: [] };
}

export class RigRun {
  /** Why the rig cannot be used any more; empty while it can. */
  broken = '';
  /** Why it could not be used from the start; empty where it could. */
  private refused = '';
  private interrupted = '';
  private busyRetries = 0;
  /** Ends the wait for a quiet computer. */
  private wake: () => void = () => undefined;
  /** The jig has started the board again; more than once would hide a board that hangs. */
  private hasRestarted = false;

  constructor(
    private readonly session: RigSession,
    private readonly plan: RunPlan,
    private readonly watcher: RunWatcher,
  ) {}

  /** The rig could not be opened: every scenario is reported, and none is run. */
  refuse(why: string): void {
    this.refused = why;
  }

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
    const unusable = this.refused || this.broken;
    if (unusable !== '') return notRun(scenario, 'error', `not run: ${unusable}`);
    const attempts: Attempt[] = [];
    this.busyRetries = 0;
    for (;;) {
      this.watcher.begun(scenario, attempts.length + 1);
      const made = await attemptOn(this.session, scenario, this.plan.timeoutMs);
      attempts.push(made);
      if (made.outcome !== 'error' || this.interrupted !== '') break;
      const isOver = await this.isLast(made, attempts.length);
      // What is noted here belongs to the attempt that has failed.
      const note = (text: string): void => {
        attempts[attempts.length - 1] = { ...made, notes: [...made.notes, text] };
      };
      // Do not wait for a port to return that is no longer needed.
      if (isOver && scenario === this.plan.scenarios.at(-1)) break;
      if (!(await this.recover(made, note)) || isOver) break;
    }
    const entry = entryOf(scenario, attempts);
    // Neither an interruption nor a busy computer means that the rig is broken.
    const isOwn = this.interrupted === '' && attempts.at(-1)?.isHostBusy === false;
    if (entry.outcome === 'error' && isOwn) this.broken ||= entry.message;
    return entry;
  }

  /** Whether nothing more is tried after an error; a busy computer is given time. */
  private async isLast(made: Attempt, attempts: number): Promise<boolean> {
    if (!made.isHostBusy) return attempts - this.busyRetries > this.plan.retries;
    if (this.plan.retries === 0 || this.busyRetries >= BUSY_RETRIES) return true;
    this.busyRetries++;
    const wait = this.plan.untilQuiet ?? untilQuiet;
    const interrupted = new Promise<boolean>((resolve) => {
      this.wake = () => resolve(false);
    });
    return !(await Promise.race([wait(QUIET_WITHIN_MS), interrupted]));
  }

  /** Makes the rig usable again after a bench error, or declares it broken. */
  private async recover(
    { message, isHostBusy }: Attempt,
    note: (text: string) => void,
  ): Promise<boolean> {
    if (this.interrupted !== '') return false;
    try {
      await this.session.reopen();
      if (isHostBusy || this.hasRestarted) return true;
      const how = await this.session.restartBoard();
      this.hasRestarted = how !== '';
      if (how !== '') note(`then the jig has started the board again, by its ${how}`);
      return true;
    } catch (error) {
      if (!(error instanceof BenchError)) throw error;
      if (this.interrupted === '' && !isHostBusy)
        this.broken = `${message}; and then ${error.message}`;
      else this.refused = error.message;
      return false;
    }
  }

  /** Ctrl-C: the scenario in progress ends, no other begins, the rig is de-energised. */
  async interrupt(why: string): Promise<void> {
    this.interrupted = why;
    this.wake();
    const error = new BenchError(this.session.rig.name, why, 'the rig was de-energised');
    await this.session.interrupt(error);
  }
}
