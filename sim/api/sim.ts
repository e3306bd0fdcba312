/**
 * The simulator as a library: `import … from 'holdfast/sim'`. Worlds, scenarios, verdicts and traces; the firmware in
 * them is the one that ships.
 *
 * Everything runs in virtual time and in this process: nothing waits for the clock on the wall, reads a file or
 * opens a port. The same input gives the same trace. Words and units of lines, conditions and traces are those of
 * the [scenario language](scenarios.md).
 */

import { parseScenario } from '../scenario/parse.ts';
import { runScenario as play } from '../scenario/run.ts';
import { targetOf } from '../scenario/targets.ts';
import { ApiWorld } from './api-world.ts';

export { ScenarioError } from '../errors.ts';

/** Something that happened, or a value that changed. */
export interface TraceEvent {
  /** Virtual time since the world began, in µs. */
  readonly atUs: number;
  /** What it is about, in the language's word: `socket`, `pin`, `drive`, `hazard`, … */
  readonly name: string;
  /** In words, with a unit where there is one: `live`, `6000 mA`. */
  readonly value: string;
}

/** A scenario, read and checked. Only `runScenario` needs more of it than this. */
export interface Scenario {
  /** The name it was read under. */
  readonly file: string;
  /** What its first line says. */
  readonly title: string;
  /** Why it exists; empty where it does not say. */
  readonly why: string;
  readonly tags: readonly string[];
  /** The values of its swept variables, as in `phase 3000us`; empty without a sweep. */
  readonly variant: string;
}

/** An expectation of a scenario, with its window and what was measured. */
export interface Check {
  readonly kind: 'expect' | 'hold' | 'never';
  /** The line in the scenario, counted from 1. */
  readonly line: number;
  readonly text: string;
  readonly passed: boolean;
  /** Where its window is counted from, in virtual µs. */
  readonly fromUs: number;
  /** The window opens so long after `fromUs`, in µs. */
  readonly notBeforeUs: number;
  /** The window closes so long after `fromUs`, in µs; null where it has no end. */
  readonly limitUs: number | null;
  /** From `fromUs` until the condition came true, or for as long as it held, in µs; null where it never did. */
  readonly measuredUs: number | null;
}

/** Why a scenario did not pass. */
export interface Failure {
  /** The line in the scenario, counted from 1; 0 for a hazard or a broken rule, which no scenario need look at. */
  readonly line: number;
  readonly message: string;
  /** In virtual µs. */
  readonly atUs: number;
}

/** What a run of a scenario gives. */
export interface Run {
  readonly scenario: Scenario;
  /** Every expectation was met, no hazard occurred and no rule was broken. */
  readonly passed: boolean;
  /** The first thing that was wrong; null where it passed. */
  readonly failure: Failure | null;
  readonly checks: readonly Check[];
  /** Conditions that must never hold, watched beside the story. */
  readonly watches: readonly Check[];
  /** The whole trace, from before the story on. */
  readonly events: readonly TraceEvent[];
  /** Where the story began, in virtual µs: before it the charger starts and comes to rest. */
  readonly startUs: number;
  readonly endUs: number;
}

/**
 * Reads the text of a scenario.
 *
 * @param text the whole file; lines may end in LF or CR LF
 * @param name what mistakes call it, as in `mine.scenario:4:1: …`
 * @returns one scenario for each value of its sweep; one where it sweeps nothing
 * @throws ScenarioError with the place of the first mistake; its message has all of them, one a line
 */
export function readScenario(text: string, name: string = 'scenario'): readonly Scenario[] {
  return parseScenario(name, text);
}

/**
 * Plays a scenario in a world of its own.
 *
 * @param scenario as `readScenario` gave it
 * @returns the verdict with the trace; a scenario that fails is a result, not an error
 * @throws TypeError for what `readScenario` did not give
 */
export async function runScenario(scenario: Scenario): Promise<Run> {
  const read = scenario as ReturnType<typeof parseScenario>[number];
  if (!Array.isArray(read.statements))
    throw new TypeError('runScenario: expected one of the scenarios that readScenario gives');
  return play(read, targetOf(read));
}

/** A charger with cable, car, person and mains, driven step by step. */
export interface World {
  /** Virtual time since the world began, in µs. */
  readonly nowUs: number;
  /** Everything traced so far; it grows. */
  readonly events: readonly TraceEvent[];
  /** Every hazard so far, in words. It should stay empty, whatever is done. */
  readonly hazards: readonly string[];
  /** The latest value of that name in words; undefined where none was traced yet. */
  valueOf(name: string): string | undefined;
  /**
   * Whether a condition holds now, as in `socket dead and pin not extended`.
   *
   * @throws ScenarioError where it cannot be read
   */
  holds(condition: string): boolean;
  /**
   * Does what a line of the language says, as in `plug in` or `contactor welds`, or types a line on the firmware's
   * console, as in `hello`. No time passes: the firmware answers when it does.
   *
   * @throws ScenarioError where it cannot be read
   */
  perform(line: string): void;
  /**
   * Lets virtual time pass.
   *
   * @param ms from 0, in ms
   * @throws RangeError for a negative time, or none
   */
  advance(ms: number): void;
  /**
   * Lets virtual time pass until a condition holds.
   *
   * @param withinMs at most so long, in ms
   * @returns how long it took, in ms, 0 where it held already; null where it did not come true, and the time is over
   * @throws ScenarioError where the condition cannot be read; RangeError for a negative time, or none
   */
  until(condition: string, withinMs: number): number | null;
}

/**
 * Makes a world. Unless a precondition says otherwise, its charger has started and is at rest: 16 s of virtual
 * time are over, no plug is in, and mains is there.
 *
 * @param given preconditions of the language, as in `given lock harting-motor`, one a text
 * @throws ScenarioError where one cannot be read, or no such charger can be built
 */
export function createWorld(given: readonly string[] = []): World {
  return new ApiWorld(given);
}
