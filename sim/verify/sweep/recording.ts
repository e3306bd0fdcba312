/**
 * Recording: a scenario as it was played: each line with its instant, and the trace. Waits for conditions
 * have become plain times, so that the story can be cut anywhere.
 */

import { runScenario } from '../../scenario/run.ts';
import type { Scenario, Statement } from '../../scenario/statement.ts';
import { SimTarget } from '../../scenario/target.ts';
import type { TraceEvent } from '../../trace.ts';

/** A line that was executed. */
export interface Done {
  /** On the story's own clock, in µs. */
  readonly atUs: number;
  readonly line: string;
}

export interface Write {
  readonly atUs: number;
  readonly slot: number;
  /** Characters that were written. */
  readonly length: number;
}

export interface Recording {
  readonly file: string;
  readonly title: string;
  readonly variant: string;
  readonly preconditions: readonly string[];
  readonly done: readonly Done[];
  /** The trace, on the story's own clock; events before its start have negative times. */
  readonly events: readonly TraceEvent[];
  /** Writes to storage, one for each instant. */
  readonly writes: readonly Write[];
  readonly tickUs: number;
  readonly endUs: number;
}

/** A target that records the instants of the actions. */
class Recorder extends SimTarget {
  readonly instants: number[] = [];
  writes: readonly Write[] = [];

  override async perform(...[verb, args]: Parameters<SimTarget['perform']>): Promise<void> {
    this.instants.push(this.nowUs);
    await super.perform(verb, args);
  }

  override async type(line: string): Promise<void> {
    this.instants.push(this.nowUs);
    await super.type(line);
  }

  override async close(): Promise<void> {
    this.writes = this.world.writes;
    await super.close();
  }
}

/** The words of a line without its wait. */
function deedOf(statement: Statement): string {
  const words = statement.line.words.map((word) => word.text);
  if (words[0] !== 'after') return words.join(' ');
  const isOneWord = /[A-Za-z]$/.test(words[1] ?? '');
  return words.slice(isOneWord ? 2 : 3).join(' ');
}

/** Every line that is an action, in the order of execution. */
function deedsOf(statements: readonly Statement[]): string[] {
  return statements.flatMap((statement) => {
    if (statement.kind === 'do' || statement.kind === 'type') return [deedOf(statement)];
    if (statement.kind !== 'repeat') return [];
    return Array.from({ length: statement.times }, () => deedsOf(statement.body)).flat();
  });
}

function preconditionsOf(scenario: Scenario): string[] {
  return scenario.statements
    .filter((statement) => statement.kind === 'given')
    .map(({ line }) =>
      line.words
        .slice(1)
        .map((word) => word.text)
        .join(' '),
    );
}

/**
 * Plays a scenario once.
 *
 * @throws Error where it does not pass: a scenario that fails without a cut shows nothing about cuts
 */
export async function record(scenario: Scenario): Promise<Recording> {
  const recorder = new Recorder();
  const { file, title, variant } = scenario;
  const { failure, events, startUs, endUs } = await runScenario(scenario, recorder);
  if (failure !== null) {
    throw new Error(`${file}:${failure.line}: fails without any cut: ${failure.message}`);
  }
  const deeds = deedsOf(scenario.statements);
  const done = recorder.instants.map((atUs, i) => ({
    atUs: atUs - startUs,
    line: deeds[i] as string,
  }));
  const writes = recorder.writes
    .filter((write, i, all) => write.atUs > startUs && write.atUs !== all[i - 1]?.atUs)
    .map((write) => ({ ...write, atUs: write.atUs - startUs }));
  const preconditions = preconditionsOf(scenario);
  return {
    file,
    title,
    variant,
    preconditions,
    done,
    events: events.map((event) => ({ ...event, atUs: event.atUs - startUs })),
    writes,
    tickUs:
      preconditions.includes('tick 20 ms') || preconditions.includes('tick 20ms') ? 20000 : 10000,
    endUs: endUs - startUs,
  };
}
