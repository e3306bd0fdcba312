/**
 * Chip verdict: the result of a scenario on an emulated chip. Danger and delay are distinguished: after a
 * missed window the run continues, to see whether the expectation is met late.
 */

import { explainFailure } from '../scenario/explain.ts';
import { writeDuration } from '../scenario/quantity.ts';
import { type Result, runScenario } from '../scenario/run.ts';
import type { Scenario, Statement } from '../scenario/statement.ts';
import { conditionHolds, namesOf } from '../scenario/truth.ts';
import { observables } from '../scenario/vocabulary.ts';
import { paint } from '../view/colours.ts';
import { type ChipCharger, ChipTarget } from './chip-charger.ts';

export type Kind =
  | 'passed'
  /**
   * A hazard, a broken rule, a forbidden state of pin, plug, lock or a live socket; or a plug that is never
   * released.
   */
  | 'danger'
  /** It was met, after its window. */
  | 'late'
  /** Later than its window by no more than the console's own delay: the result is unknown. */
  | 'reported-late'
  /** It was met before its window, did not last, or was met and must not be. */
  | 'otherwise'
  /** It was not met, even after its window. */
  | 'missing'
  /** The emulation itself failed: the result is unknown. */
  | 'error'
  /** Not run. */
  | 'skipped';

export interface ChipVerdict {
  readonly file: string;
  readonly title: string;
  readonly variant: string;
  readonly kind: Kind;
  /** The failure, or why it was not run; empty where it passed. */
  readonly message: string;
  /** The failure in words for a person. */
  readonly lines: readonly string[];
  /** By how much a window was missed, in µs. */
  readonly lateUs: number;
  /** How long the chip has run for it. */
  readonly virtualS: number;
  readonly seconds: number;
}

/** How long to wait after a window for an expectation that was not met in it. */
const LATE_US = 30_000_000;
/** A console line waits for the end of its tick, and takes its own transmission time. */
const CONSOLE_US = 25_000;
/** Conditions that a person waits for who wants the plug. */
const FREEDOM: readonly string[] = ['pin', 'plug'];

/** Forbidden states that are a danger, by the names of the trace; any other is a nuisance. */
const DANGEROUS: Readonly<Record<string, readonly string[]>> = {
  contactor: ['closed'],
  contacts: ['closed'],
  socket: ['live'],
  drive: ['extend', 'retract'],
  pin: ['extended', 'withdrawn'],
  plug: ['in', 'out'],
};

/** Whether a line expects a forbidden state that is a danger. */
function isDangerous(statements: readonly Statement[], line: number): boolean {
  return statements.some((statement) => {
    if (statement.kind === 'repeat') return isDangerous(statement.body, line);
    if (statement.kind !== 'never' || statement.line.number !== line) return false;
    return statement.condition.terms.some(({ name, negated, value }) => {
      const isIt = DANGEROUS[name]?.includes(String(value)) === true;
      return isIt || (negated && name in DANGEROUS);
    });
  });
}

/** Whether only the firmware's own line reports it. */
function isSaid(name: string): boolean {
  return name === 'answer' || observables.get(name)?.from === 'firmware';
}

type Failed = Extract<Statement, { kind: 'expect' | 'hold' | 'never' }>;

/** The expectation in a line; null where there is none. */
function failedAt(statements: readonly Statement[], line: number): Failed | null {
  for (const statement of statements) {
    if (statement.kind === 'repeat') {
      const inner = failedAt(statement.body, line);
      if (inner !== null) return inner;
    }
    const { kind } = statement;
    const expects = kind === 'expect' || kind === 'hold' || kind === 'never';
    if (expects && statement.line.number === line) return statement;
  }
  return null;
}

interface Verdict {
  readonly kind: Kind;
  readonly message: string;
  readonly lateUs: number;
}

/** A target whose story has ended. */
type Ended = Pick<ChipTarget, 'trace' | 'nowUs' | 'advanceTo'>;

/**
 * `never … until` what the firmware reports, which happened just before the report: whether it was its effect or came
 * without it is unknown where the report follows within the console's own delay.
 */
async function judgeNever(
  { until }: Extract<Statement, { kind: 'never' }>,
  message: string,
  target: Ended,
): Promise<Verdict> {
  const otherwise: Verdict = { kind: 'otherwise', message, lateUs: 0 };
  if (until === null || !namesOf(until).every(isSaid)) return otherwise;
  const fromUs = target.nowUs;
  const fromEvent = target.trace.events.length;
  const isSo = (): boolean => conditionHolds(until, target.trace, fromEvent);
  await target.advanceTo(fromUs + CONSOLE_US, isSo);
  if (!isSo()) return otherwise;
  const lateUs = target.nowUs - fromUs;
  const report = `${until.text} was reported ${writeDuration(lateUs)} after it`;
  return { kind: 'reported-late', message: `${message}; ${report}`, lateUs };
}

/** Classifies a failure; the world runs on for as long as that takes. */
export async function judge(result: Result, target: Ended): Promise<Verdict> {
  const { failure, scenario } = result;
  if (failure === null) return { kind: 'passed', message: '', lateUs: 0 };
  const { message, line } = failure;
  const awaited = failedAt(scenario.statements, line);
  if (line === 0 || isDangerous(scenario.statements, line)) {
    return { kind: 'danger', message, lateUs: 0 };
  }
  if (awaited === null) return { kind: 'otherwise', message, lateUs: 0 };
  if (awaited.kind === 'never') return judgeNever(awaited, message, target);
  const { condition } = awaited;
  const check = result.checks.at(-1);
  const wasSo = awaited.kind === 'expect' ? check?.measuredUs !== null : check?.measuredUs !== 0;
  if (wasSo) return { kind: 'otherwise', message, lateUs: 0 };
  const fromEvent = target.trace.events.map(({ name }) => name).lastIndexOf('action') + 1;
  const fromUs = target.nowUs;
  const isSo = (): boolean => conditionHolds(condition, target.trace, fromEvent);
  await target.advanceTo(fromUs + LATE_US, isSo);
  const isFreedom = namesOf(condition).some((name) => FREEDOM.includes(name));
  if (!isSo()) return { kind: isFreedom ? 'danger' : 'missing', message, lateUs: 0 };
  const lateUs = target.nowUs - fromUs;
  const isReport = namesOf(condition).some(isSaid) && lateUs <= CONSOLE_US;
  return {
    kind: isReport ? 'reported-late' : 'late',
    message: `${message}; ${writeDuration(lateUs)} late`,
    lateUs,
  };
}

/** The verdict on a scenario that was not run, or could not be. */
export function notRun(
  scenario: Scenario,
  kind: 'error' | 'skipped',
  message: string,
): ChipVerdict {
  const { file, title, variant } = scenario;
  return { file, title, variant, kind, message, lines: [], lateUs: 0, virtualS: 0, seconds: 0 };
}

export async function runOnCharger(scenario: Scenario, charger: ChipCharger): Promise<ChipVerdict> {
  const startedAt = performance.now();
  const { ranS } = charger;
  const target = new ChipTarget(charger);
  const result = await runScenario(scenario, target);
  const verdict = await judge(result, target);
  const { file, title, variant } = scenario;
  return {
    file,
    title,
    variant,
    ...verdict,
    lines: explainFailure(result, paint),
    virtualS: charger.ranS - ranS,
    seconds: (performance.now() - startedAt) / 1000,
  };
}
