/**
 * Tape: the actions, and the times between them; a scenario as it was actually played.
 *
 * A scenario waits for conditions, a tape only for time, so it can be played to any instant without
 * evaluating conditions. Both use the same runner and give the same trace.
 */

import { parseScenario } from '../scenario/parse.ts';
import type { PreconditionLine } from '../scenario/precondition-lines.ts';
import { actionOf, type Result, runScenario } from '../scenario/run.ts';
import type { Scenario, Statement } from '../scenario/statement.ts';
import { SimTarget } from '../scenario/target.ts';
import type { Setup } from '../world/setup.ts';

export type Doing = Extract<Statement, { kind: 'do' | 'type' }>;

/**
 * The end of a wait for a condition: within an instant, after this many events of the trace. Other events
 * that are due at the same instant come after the next action.
 */
export interface EarlyEnd {
  readonly events: number;
  /** The line that waited. */
  readonly line: string;
}

export type Step =
  | { readonly kind: 'pass'; readonly us: number; readonly early: EarlyEnd | null }
  | { readonly kind: 'do'; readonly line: string; readonly doing: Doing };

export interface Tape {
  readonly title: string;
  /** The preconditions of the world, as lines and as rows. */
  readonly givenLines: readonly string[];
  readonly preconditions: readonly PreconditionLine[];
  readonly steps: readonly Step[];
}

export function preconditionsOf(scenario: Scenario): Pick<Tape, 'givenLines' | 'preconditions'> {
  const statements = scenario.statements.filter((statement) => statement.kind === 'given');
  return { givenLines: statements.map((s) => actionOf(s.line)), preconditions: statements };
}

/** The simulator, recording the actions. */
class TapingTarget extends SimTarget {
  readonly steps: Step[] = [];
  statement: Statement | null = null;

  private noteDoing(): void {
    const doing = this.statement as Doing;
    this.steps.push({ kind: 'do', line: actionOf(doing.line), doing });
  }

  override perform(...args: Parameters<SimTarget['perform']>): Promise<void> {
    this.noteDoing();
    return super.perform(...args);
  }

  override type(line: string): Promise<void> {
    this.noteDoing();
    return super.type(line);
  }

  override async advanceTo(atUs: number, onInstant: () => boolean): Promise<boolean> {
    const fromUs = this.nowUs;
    const isEarly = await super.advanceTo(atUs, onInstant);
    const line = actionOf((this.statement as Statement).line);
    const early = isEarly ? { events: this.trace.events.length, line } : null;
    this.steps.push({ kind: 'pass', us: this.nowUs - fromUs, early });
    return isEarly;
  }
}

/** Runs a scenario once, and records it. */
export async function tapeScenario(scenario: Scenario): Promise<{ tape: Tape; result: Result }> {
  const target = new TapingTarget();
  const result = await runScenario(scenario, target, (statement) => {
    target.statement = statement;
  });
  return {
    tape: { title: scenario.title, ...preconditionsOf(scenario), steps: target.steps },
    result,
  };
}

/** An empty tape over a world of these lines. */
export function blankTape(title: string, givenLines: readonly string[] = []): Tape {
  const text = [`scenario ${title}`, ...givenLines].join('\n');
  const scenario = parseScenario('settings', text)[0] as Scenario;
  return { title, ...preconditionsOf(scenario), steps: [] };
}

/**
 * Reads one line that is an action.
 *
 * @param world what it is done in, where that is not as it has by default
 * @throws ScenarioError if it is not one line of the language, or is no action by itself
 */
export function readDoing(line: string, world?: Setup): Doing {
  const scenario = parseScenario('line', `scenario one line\n${line}`, world)[0] as Scenario;
  const [statement, more] = scenario.statements;
  const isDoing = statement?.kind === 'do' || statement?.kind === 'type';
  if (statement === undefined || !isDoing || more !== undefined) {
    throw new Error(`expected one thing that can happen, found "${line}"`);
  }
  return statement;
}

/** A duration as it is read back, to the microsecond. */
export function writeExactly(us: number): string {
  if (us % 1000000 === 0) return `${us / 1000000} s`;
  return us % 1000 === 0 ? `${us / 1000} ms` : `${us} us`;
}

/** A tape as a scenario file that gives the same trace, byte for byte. */
export function writeTape(tape: Tape): string {
  const lines = [`scenario ${tape.title}`, ...tape.givenLines, ''];
  let waitUs = 0;
  for (const step of tape.steps) {
    if (step.kind === 'do') {
      lines.push(waitUs > 0 ? `after ${writeExactly(waitUs)} ${step.line}` : step.line);
      waitUs = 0;
    } else if (step.early !== null) {
      if (waitUs > 0) lines.push(`after ${writeExactly(waitUs)}`);
      lines.push(step.early.line);
      waitUs = 0;
    } else waitUs += step.us;
  }
  if (waitUs > 0) lines.push(`after ${writeExactly(waitUs)}`);
  return `${lines.join('\n')}\n`;
}
