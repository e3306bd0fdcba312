/**
 * Judged: what became of a scenario on an emulated chip. What is a danger and what is only late are told
 * apart: a window that was missed is waited for.
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
   * A hazard, a rule broken, a pin, a plug, a lock or a live socket as they must never be; or a plug that does
   * not come free.
   */
  | 'danger'
  /** It came true, after its window. */
  | 'late'
  /** Later than its window by no more than the console takes to tell it: nothing is known. */
  | 'told'
  /** It came true before its window, did not stay so, or was so and must not. */
  | 'otherwise'
  /** It did not come true, however long it was waited for. */
  | 'missing'
  /** The emulation itself came to an end: nothing is known. */
  | 'error'
  /** Not run. */
  | 'skipped';

export interface ChipVerdict {
  readonly file: string;
  readonly title: string;
  readonly variant: string;
  readonly kind: Kind;
  /** What failed, or why it was not run; empty where it passed. */
  readonly message: string;
  /** The failure as a person reads it. */
  readonly lines: readonly string[];
  /** By how much a window was missed, in µs. */
  readonly lateUs: number;
  /** How long the chip has run for it. */
  readonly virtualS: number;
  readonly seconds: number;
}

/** So long is waited for what did not come in its window. */
const LATE_US = 30_000_000;
/** A line of the console has waited for the end of its tick, and takes its own length. */
const CONSOLE_US = 25_000;
/** Whoever wants the plug waits for one of these. */
const FREEDOM: readonly string[] = ['pin', 'plug'];

/** What must not be, by the names of the trace, and that is a danger; anything else is a nuisance. */
const DANGEROUS: Readonly<Record<string, readonly string[]>> = {
  contactor: ['closed'],
  contacts: ['closed'],
  socket: ['live'],
  drive: ['extend', 'retract'],
  pin: ['extended', 'withdrawn'],
  plug: ['in', 'out'],
};

/** Whether a line says what must never be, and that is a danger. */
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

/** Whether only the firmware's own line tells it. */
function isSaid(name: string): boolean {
  return name === 'answer' || observables.get(name)?.from === 'firmware';
}

type Awaited = Extract<Statement, { kind: 'expect' | 'hold' }>;

/** What a line waits for; null where it waits for nothing. */
function awaitedAt(statements: readonly Statement[], line: number): Awaited | null {
  for (const statement of statements) {
    if (statement.kind === 'repeat') {
      const inner = awaitedAt(statement.body, line);
      if (inner !== null) return inner;
    }
    const waits = statement.kind === 'expect' || statement.kind === 'hold';
    if (waits && statement.line.number === line) return statement;
  }
  return null;
}

interface Verdict {
  readonly kind: Kind;
  readonly message: string;
  readonly lateUs: number;
}

/** What kind of failure it is; the world goes on for as long as that takes. */
async function judge(result: Result, target: ChipTarget): Promise<Verdict> {
  const { failure, scenario } = result;
  if (failure === null) return { kind: 'passed', message: '', lateUs: 0 };
  const { message, line } = failure;
  const awaited = awaitedAt(scenario.statements, line);
  if (line === 0) return { kind: 'danger', message, lateUs: 0 };
  if (awaited === null) {
    const kind = isDangerous(scenario.statements, line) ? 'danger' : 'otherwise';
    return { kind, message, lateUs: 0 };
  }
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
  const isTold = namesOf(condition).some(isSaid) && lateUs <= CONSOLE_US;
  return {
    kind: isTold ? 'told' : 'late',
    message: `${message}; ${writeDuration(lateUs)} late`,
    lateUs,
  };
}

/** What was not run, or could not be. */
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
