/**
 * One rig: opens it, runs scenarios on it, and writes the reports of the run, whatever happens.
 */

import { writeSync } from 'node:fs';
import { BenchError } from '../../../hil/line/bench-error.ts';
import { writeFigures } from '../../../hil/line/line-quality.ts';
import { isStandIn, type Rig } from '../../../hil/rig/rig.ts';
import { declareBroken, RigSession, whyBroken } from '../../../hil/rig/session.ts';
import { writeCoverage } from '../../../hil/rules/coverage.ts';
import { RunFolder } from '../../../hil/run/folder.ts';
import { onInterrupt } from '../../../hil/run/interruption.ts';
import { countOutcomes, type Entry, type Outcome } from '../../../hil/run/outcome.ts';
import type { Results, RunFacts } from '../../../hil/run/results.ts';
import { notRun, RigRun } from '../../../hil/run/run.ts';
import { watchStuck } from '../../../hil/run/stuck-watch.ts';
import { EnvironmentError, UsageError } from '../../../sim/errors.ts';
import type { Scenario } from '../../../sim/scenario/statement.ts';
import { shellPath } from '../../../sim/shell-words.ts';
import { buildHash } from '../../../sim/verify/campaign/build-hash.ts';
import { paint } from '../../../sim/view/colours.ts';
import type { Print } from '../../context.ts';
import { ENVIRONMENT } from '../../exit-codes.ts';
import { createProgress } from '../../progress.ts';
import { flashRig } from './flash-rig.ts';

export interface RigJob {
  /** Address of the project's folder. */
  readonly root: string;
  readonly rig: Rig;
  readonly scenarios: readonly Scenario[];
  readonly startedAt: string;
  /** The run folder. */
  readonly folder: string;
  /** The rig is one of several, whose reports are joined. */
  readonly isPart: boolean;
  readonly shuffle: number | null;
  /** Its boards are flashed first. */
  readonly isFlashed: boolean;
  readonly retries: number;
  readonly stopOnFailure: boolean;
  readonly timeoutMs: number | null;
  readonly allowLateMs: number;
}

const colours: Record<Outcome, (text: string) => string> = {
  passed: paint.green,
  marginal: paint.yellow,
  failed: paint.red,
  inconclusive: paint.magenta,
  error: paint.magenta,
  skipped: paint.dim,
};

function sayEntry(entry: Entry): string {
  const word = colours[entry.outcome](entry.outcome.toUpperCase().padEnd(12));
  const variant = entry.variant === '' ? '' : ` (${entry.variant})`;
  const tries = entry.attempts.length > 1 ? paint.dim(` [${entry.attempts.length} attempts]`) : '';
  const notes = entry.attempts.at(-1)?.notes ?? [];
  const lines = [entry.message, ...notes].filter((line) => line !== '');
  return [`${word} ${entry.title}${variant}${tries}`, ...lines].join('\n    ');
}

/** Whether it deserves a line in a long run on a terminal, which shows a bar; elsewhere everything does. */
function isNews({ outcome, attempts }: Entry): boolean {
  if (process.stderr.isTTY !== true) return true;
  return outcome !== 'passed' || (attempts.at(-1)?.notes ?? []).length > 0;
}

const safe = (): string => 'the rig stops by itself 1.5 s after the last message';

class RunOnRig {
  private readonly entries: Entry[] = [];
  private readonly folder: RunFolder;
  private readonly session: RigSession;
  private readonly run: RigRun;
  /** What an end at once leaves on the rig, in words. */
  private tellBoard = safe;
  private readonly progress;
  private readonly facts: Omit<RunFacts, 'broken' | 'line' | 'memory'>;
  private memory: readonly string[] = [];

  constructor(
    private readonly job: RigJob,
    private readonly print: Print,
  ) {
    const { root, rig, scenarios, startedAt, shuffle, retries, stopOnFailure, timeoutMs } = job;
    this.folder = new RunFolder(job.folder);
    this.session = new RigSession(rig, root, this.folder.record, job.allowLateMs);
    this.facts = { rig, build: buildHash(root), startedAt, shuffle };
    this.progress = createProgress('scenarios', scenarios.length);
    const plan = { scenarios, retries, stopOnFailure, timeoutMs };
    const ended = (entry: Entry): void => this.take(entry);
    this.run = new RigRun(this.session, plan, { begun: () => undefined, ended });
  }

  /** A full disk or a folder that is gone takes the curves away, and neither the verdict nor the rest of the run. */
  private keep(entry: Entry): string[] {
    try {
      return this.folder.add(entry, this.facts);
    } catch (error) {
      if (typeof (error as NodeJS.ErrnoException).syscall !== 'string') throw error;
      this.print(paint.magenta(`curves and pack are lost: ${(error as Error).message}`));
      return [];
    }
  }

  private take(entry: Entry): void {
    this.entries.push({ ...entry, attachments: this.keep(entry) });
    this.progress.step();
    if (isNews(entry) || this.job.scenarios.length <= 20) this.print(sayEntry(entry));
  }

  private get allFacts(): RunFacts {
    const { run, session } = this;
    return {
      ...this.facts,
      broken: run.broken,
      line: session.quality.figures,
      memory: this.memory,
    };
  }

  private async open(): Promise<void> {
    const { rig } = this.job;
    const why = whyBroken(rig);
    if (why !== '') {
      throw new BenchError(
        rig.name,
        `declared broken: ${why}`,
        `holdfast hil check --rig ${shellPath(rig.file)}`,
      );
    }
    if (this.job.isFlashed) {
      await flashRig(rig, this.print, (tell) => {
        this.tellBoard = tell;
      });
      this.tellBoard = safe;
    }
    await this.session.open();
    if (this.session.lockNote !== '') this.print(this.session.lockNote);
  }

  /** A rig that cannot be opened is reported like one that fails later. */
  private async openOrRefuse(): Promise<void> {
    try {
      await this.open();
    } catch (error) {
      if (!(error instanceof EnvironmentError)) throw error;
      this.print(paint.magenta(error.message));
      this.run.refuse(error.message);
    }
  }

  /** A mistake of this program is told, and what it has cut off is reported. */
  private crash(error: unknown): void {
    const why = `this program has failed: ${String(error)}`;
    this.print(paint.red(error instanceof Error ? (error.stack ?? why) : why));
    this.cutOff(why);
  }

  private cutOff(why: string): void {
    const next = this.job.scenarios[this.entries.length];
    if (next !== undefined) this.entries.push(notRun(next, 'error', `not run: ${why}`));
  }

  /** The reports as far as they are known, and the end. */
  private giveUp(why: string): void {
    this.cutOff(why);
    void this.folder.finish(this.entries, this.allFacts, this.job.isPart);
    writeSync(2, `${why}; ${this.tellBoard()}\n`);
    process.exit(ENVIRONMENT);
  }

  async play(): Promise<Results> {
    const { run, session } = this;
    const off = onInterrupt(process, {
      interrupt: (why) => void run.interrupt(why),
      giveUp: (why) => this.giveUp(why),
    });
    const unwatch = watchStuck((why) => this.giveUp(why));
    try {
      await this.openOrRefuse();
      await run.play();
      await session.makeSafe();
      this.memory = await session.recall();
    } catch (error) {
      if (error instanceof UsageError) throw error;
      this.crash(error);
    } finally {
      this.progress.stop();
      await session.close();
      off();
      unwatch();
    }
    const { entries, allFacts, job } = this;
    const results = await this.folder.finish(entries, allFacts, job.isPart);
    this.sayEnd(results);
    return results;
  }

  private sayEnd(results: Results): void {
    const { print, entries, run } = this;
    const { rig } = this.job;
    const outcomes = entries.map((entry) => entry.outcome);
    print(`${rig.name}: ${countOutcomes(outcomes)}; results in ${this.folder.path}`);
    print(writeCoverage(results.rules));
    if (results.line !== null && results.line.framesIn > 0) print(writeFigures(results.line));
    if (run.broken === '') return;
    // A process in place of a board is new at every start: it is never broken for the next run.
    const fate = isStandIn(rig) ? 'could not be used any more' : 'is declared broken';
    if (!isStandIn(rig)) declareBroken(rig, run.broken);
    print(paint.magenta(`${rig.name} ${fate}: ${run.broken}`));
  }
}

export function runOnRig(job: RigJob, print: Print): Promise<Results> {
  return new RunOnRig(job, print).play();
}
