/**
 * Runner: every mutant is tried by the trials that reach it, in threads.
 *
 * A first pass over the original records which trial reaches which mutant, and how long it takes. Then each
 * mutant is tried by the trials that reach it: first those that have lately killed its neighbours, then the
 * quickest.
 */

import { Worker } from 'node:worker_threads';
import type { Question, Survey, TrialSurvey, Verdict } from './mutant-worker.ts';
import type { Mutant } from './mutants.ts';
import { Ranking } from './ranking.ts';
import type { MutantTask } from './task.ts';

export interface Fate {
  readonly mutant: Mutant;
  readonly killer: string | null;
  readonly message: string;
  readonly timedOut: boolean;
}

export interface RunnerTask {
  /** Mutants that are to be tried. */
  readonly mutants: readonly Mutant[];
  /** How many there are in the bundle. */
  readonly mutantCount: number;
  readonly survey: Survey;
  /** Path of the bundle with selectable mutants. */
  readonly script: string;
  readonly threads: number;
  /** Whether a mutant is in the list of survivors. */
  readonly isListed: (mutant: Mutant) => boolean;
  readonly onFate: (fate: Fate) => void;
}

/** A trial may take this much longer than with the original before it counts as never ending. */
const TIMES_SLOWER = 20;
const GRACE_MS = 10000;
/** A listed survivor is expected to survive: it is tried by the trials that take so long with the original. */
const LISTED_MS = 3000;
const LOOK_EVERY_MS = 500;

/** One thread, and its current work. */
class MutantThread {
  private readonly running = new SharedArrayBuffer(4);
  private readonly worker: Worker;

  constructor(script: string, mutants: number, activeAtLoad: number) {
    const task: MutantTask = { mutants, activeAtLoad, running: this.running };
    this.worker = new Worker(script, { workerData: task });
  }

  /** @param most time limit of each trial, in ms */
  ask<Answer>(message: Question, most: readonly number[]): Promise<Answer | Error> {
    const running = new Int32Array(this.running);
    let trial = -1;
    let sinceMs = performance.now();
    return new Promise((resolve) => {
      const timer = setInterval(() => {
        const now = Atomics.load(running, 0);
        if (now !== trial) {
          trial = now;
          sinceMs = performance.now();
        } else if (performance.now() - sinceMs > (most[trial] ?? Number.POSITIVE_INFINITY)) {
          finish(new Timeout(trial));
        }
      }, LOOK_EVERY_MS);
      const finish = (answer: Answer | Error): void => {
        clearInterval(timer);
        this.worker.off('message', finish);
        this.worker.off('error', finish);
        resolve(answer);
      };
      this.worker.on('message', finish);
      this.worker.on('error', finish);
      this.worker.postMessage(message);
    });
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }
}

class Timeout extends Error {
  constructor(readonly trial: number) {
    super('it never ends');
  }
}

/** @param script path of the bundle with surveyed mutants */
export async function surveyTrials(script: string, mutantCount: number): Promise<Survey> {
  const thread = new MutantThread(script, mutantCount, 0);
  const answer = await thread.ask<Survey>('survey', []);
  await thread.end();
  if (answer instanceof Error) throw answer;
  return answer;
}

/** A mutant, and the beginning of the name of the trial that must kill it. */
export interface Duel {
  readonly mutant: Mutant;
  readonly by: string;
}

/** One mutant after another against one trial each; the test of the most dangerous mistakes uses it. */
export async function duel(
  script: string,
  mutantCount: number,
  duels: readonly Duel[],
): Promise<(Verdict | Error)[]> {
  const thread = new MutantThread(script, mutantCount, 0);
  const names = await thread.ask<readonly string[]>('names', []);
  if (names instanceof Error) throw names;
  const most = names.map(() => GRACE_MS);
  const answers: (Verdict | Error)[] = [];
  for (const { mutant, by } of duels) {
    const order = names.flatMap((name, i) => (name.startsWith(by) ? [i] : []));
    if (order.length === 0) throw new Error(`no trial "${by}"`);
    answers.push(await thread.ask<Verdict>({ mutant: mutant.id, order }, most));
  }
  await thread.end();
  return answers;
}

export async function tryMutants(task: RunnerTask): Promise<void> {
  const { survey, script, mutantCount } = task;
  // Mutants that need a new thread come last.
  const isLone = (mutant: Mutant): boolean => runsAtLoadOnly(mutant, survey);
  const waiting = [
    ...task.mutants.filter((mutant) => !isLone(mutant)),
    ...task.mutants.filter(isLone),
  ];
  const most = survey.trials.map(({ ms }) => ms * TIMES_SLOWER + GRACE_MS);
  const ranking = new Ranking(survey.trials, task.mutants);

  const lane = async (): Promise<void> => {
    let thread: MutantThread | null = null;
    for (let mutant = waiting.shift(); mutant !== undefined; mutant = waiting.shift()) {
      const isAtLoad = isLone(mutant);
      const lone: MutantThread | null = isAtLoad
        ? new MutantThread(script, mutantCount, mutant.id)
        : null;
      thread ??= isAtLoad ? null : new MutantThread(script, mutantCount, 0);
      const own = (lone ?? thread) as MutantThread;
      const whole = ranking.orderFor(mutant, isAtLoad);
      const order = task.isListed(mutant) ? ranking.firstOf(whole, LISTED_MS) : whole;
      const answer = await own.ask<Verdict>({ mutant: mutant.id, order }, most);
      task.onFate(fateOf(mutant, answer, survey.trials));
      if (!(answer instanceof Error)) ranking.note(mutant, answer.killer);
      await lone?.end();
      if (!isAtLoad && answer instanceof Error) {
        await thread?.end();
        thread = null;
      }
    }
    await thread?.end();
  };
  await Promise.all(Array.from({ length: task.threads }, lane));
}

/** Code that runs before any trial, and only once: a mutant in it needs a new thread. */
function runsAtLoadOnly({ id }: Mutant, { atLoad, trials }: Survey): boolean {
  const isReached = ({ kind, reached }: TrialSurvey): boolean =>
    kind !== 'search' && reached[id] === 1;
  return atLoad[id] === 1 && !trials.some(isReached);
}

function fateOf(mutant: Mutant, answer: Verdict | Error, trials: readonly TrialSurvey[]): Fate {
  if (answer instanceof Timeout) {
    const killer = trials[answer.trial]?.name ?? 'load';
    return { mutant, killer, message: answer.message, timedOut: true };
  }
  if (answer instanceof Error) {
    return { mutant, killer: 'load', message: answer.message, timedOut: false };
  }
  const killer = answer.killer === null ? null : (trials[answer.killer]?.name ?? '');
  return { mutant, killer, message: answer.message, timedOut: false };
}
