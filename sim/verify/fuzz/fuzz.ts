/**
 * Fuzz: the worlds of a range of seeds, each run twice.
 *
 * Checks: the hazards and the rules, as in every scenario; then the world is healed, the plug is requested,
 * and it must be released (L1). The second run must give the same trace as the first.
 */

import type { Result } from '../../scenario/run.ts';
import type { Setup } from '../../world/setup.ts';
import { type Case, kindOf, runCase } from '../case/case.ts';
import { drawCase } from './fuzzed-case.ts';

export interface FuzzFinding {
  readonly seed: number;
  readonly kind: string;
}

export interface FuzzUnit {
  readonly seeds: number;
  /** Of the first run of each seed. */
  readonly virtualUs: number;
  readonly findings: readonly FuzzFinding[];
  /** Faults that were active at some time. */
  readonly faults: readonly string[];
  /** Phases that were visited. */
  readonly phases: readonly string[];
}

export interface SeedRange {
  readonly from: number;
  readonly to: number;
}

/** Two runs of one seed that gave different traces. */
export const NOT_REPEATABLE = 'two runs of the same seed left different traces';

function isSameTrace(a: Result, b: Result): boolean {
  if (a.events.length !== b.events.length || a.endUs !== b.endUs) return false;
  return a.events.every((event, i) => {
    const other = b.events[i];
    return (
      other !== undefined &&
      event.atUs === other.atUs &&
      event.name === other.name &&
      event.value === other.value
    );
  });
}

export interface FuzzOptions {
  /** No tick is skipped, in either run. */
  readonly everyTick?: boolean;
  /** Changes every setup, after its own preconditions: tests plant a mistake with it. */
  readonly adjust?: (setup: Setup) => void;
}

/** Stories up to this length are run with every tick executed the second time. */
const EXECUTED_US = 600000000;

export interface Judgement {
  readonly result: Result;
  /** The failure; null if there was none. */
  readonly kind: string | null;
}

/**
 * Runs a case twice. The second time no tick is skipped, unless that would take too long: the traces must be
 * the same.
 */
export async function judgeTwice(one: Case, options: FuzzOptions = {}): Promise<Judgement> {
  const run = (skips: boolean): Promise<Result> =>
    runCase(one, (setup) => {
      options.adjust?.(setup);
      setup.skipsIdle = skips;
    });
  const result = await run(options.everyTick !== true);
  if (result.failure !== null) return { result, kind: kindOf(result.failure) };
  const second = await run(options.everyTick !== true && result.endUs > EXECUTED_US);
  return { result, kind: isSameTrace(result, second) ? null : NOT_REPEATABLE };
}

/** Runs the worlds of some seeds. */
export async function fuzzRange(range: SeedRange, options: FuzzOptions = {}): Promise<FuzzUnit> {
  const findings: FuzzFinding[] = [];
  const faults = new Set<string>();
  const phases = new Set<string>();
  let virtualUs = 0;
  for (let seed = range.from; seed <= range.to; seed++) {
    const { result, kind } = await judgeTwice(drawCase(seed), options);
    virtualUs += result.endUs;
    for (const event of result.events) {
      if (event.name === 'fault') faults.add(event.value);
      else if (event.name === 'phase') phases.add(event.value);
    }
    if (kind !== null) findings.push({ seed, kind });
  }
  const seeds = range.to - range.from + 1;
  return { seeds, virtualUs, findings, faults: [...faults].sort(), phases: [...phases].sort() };
}
