/**
 * Case: a story made by a campaign: preconditions, lines with the time before each, and the requirements at
 * the end. It is written in the scenario language and run like any other scenario, so that every failure is a
 * file that a person can read and repeat.
 */

import { parseScenario } from '../../scenario/parse.ts';
import { type Failure, type Result, runScenario } from '../../scenario/run.ts';
import type { Scenario } from '../../scenario/statement.ts';
import { SimTarget } from '../../scenario/target.ts';
import type { Setup } from '../../world/setup.ts';
import { healingOf } from './healing.ts';

/** One line of the story, and the time before it. */
export interface Act {
  readonly afterUs: number;
  readonly line: string;
}

/** How the plug is requested. */
export type Ender = 'press stop' | 'unlock' | 'car out';

/** The requirements in a healed world. */
export interface Ending {
  /** Conditions that must be met before the plug is requested. */
  readonly demands: readonly string[];
  readonly ender: Ender;
  /** The plug must be free this long after the request, in µs. */
  readonly withinUs: number;
}

export interface Case {
  readonly title: string;
  readonly why: string;
  readonly preconditions: readonly string[];
  readonly acts: readonly Act[];
  /** Null: no requirements beyond hazards and rules. */
  readonly ending: Ending | null;
}

/** After healing: time for power, boot, restart, and buttons that were still pressed. */
const HEALED_US = 20000000;
/** A person does not pull at the same instant at which the plug is free. */
const PULL_AFTER_US = 2000000;

/** A duration as text, without loss. */
export function writeTime(us: number): string {
  if (us % 1000000 === 0) return `${us / 1000000} s`;
  return us % 1000 === 0 ? `${us / 1000} ms` : `${us} us`;
}

/** An act as a line of a scenario. */
export function writeAct(act: Act): string {
  return act.afterUs === 0 ? act.line : `after ${writeTime(act.afterUs)} ${act.line}`;
}

function writeEnding(ending: Ending, healing: readonly string[]): string[] {
  return [
    '# The world heals.',
    ...healing,
    `after ${writeTime(HEALED_US)}`,
    ...ending.demands,
    '# The plug is asked for.',
    ending.ender,
    `expect why free and pin withdrawn within ${writeTime(ending.withinUs)}`,
    `after ${writeTime(PULL_AFTER_US)} pull`,
    'expect plug out within 10 ms',
  ];
}

/** The case as a scenario file. */
export function writeCase(one: Case): string {
  const healing = healingOf(one.acts.map((act) => act.line));
  const lines = [
    `scenario ${one.title}`,
    ...(one.why === '' ? [] : [`why ${one.why}`]),
    ...one.preconditions.map((given) => `given ${given}`),
    '',
    ...one.acts.map(writeAct),
    ...(one.ending === null ? ['after 5 s'] : writeEnding(one.ending, healing)),
  ];
  return `${lines.join('\n')}\n`;
}

/** Runs a case; `adjust` changes its setup, after the case's own preconditions. */
export function runCase(
  one: Case,
  adjust: (setup: Setup) => void = () => undefined,
): Promise<Result> {
  const scenario = parseScenario(`${one.title}.scenario`, writeCase(one))[0] as Scenario;
  return runScenario(scenario, new SimTarget(adjust));
}

/** The kind of a failure: the same words for the same failure, wherever and whenever it occurred. */
export function kindOf(failure: Failure): string {
  if (failure.line === 0) return failure.message;
  return failure.message.startsWith('why free') || failure.message.startsWith('plug out')
    ? 'the plug does not come free'
    : (failure.message.split(':')[0] as string);
}
