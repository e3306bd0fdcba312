/**
 * Evidence: what has been run over one build, and what it has found. What was not run over this build is said, and
 * nothing of another build is shown in its place.
 */

import type { Campaign, ShardResult } from '../campaign/results.ts';
import type { FileCoverage } from '../coverage/coverage.ts';
import type { FmeaUnit, PairUnit } from '../fmea/fmea-units.ts';
import type { FuzzUnit } from '../fuzz/fuzz.ts';
import type { FileScore } from '../mutants/score.ts';
import type { Survivor } from '../mutants/survivors.ts';
import type { Exploration } from '../search/explore.ts';
import type { SweepUnit } from '../sweep/sweep.ts';
import type { Trace } from '../traceability/traces.ts';

/** Why there is nothing to show of a campaign, in words. */
export interface Missing {
  readonly missing: string;
}

export type Result<Unit> = ShardResult<Unit> | Missing;

/** What one command has printed, beside the campaigns: engines, emulated chips and benches. */
export interface Output {
  readonly format: 'holdfast-output-1';
  readonly build: string;
  /** As it is typed, without `npx holdfast`. */
  readonly command: string;
  /** Its exit code: 0 kept, 1 missed, 3 not available here. */
  readonly code: number;
  readonly seconds: number;
  readonly lines: readonly string[];
}

export interface Evidence {
  readonly build: string;
  readonly version: string;
  /** What ran it, in words. */
  readonly machine: string;
  readonly explore: Result<Exploration>;
  readonly fuzz: Result<FuzzUnit>;
  readonly sweep: Result<SweepUnit>;
  readonly mutants: Result<FileScore>;
  readonly coverage: Result<FileCoverage>;
  readonly fmea: Result<FmeaUnit>;
  readonly pairs: Result<PairUnit>;
  readonly outputs: readonly (Output | (Missing & { readonly command: string }))[];
  readonly traces: readonly Trace[];
  readonly survivors: readonly Survivor[];
}

export function isMissing(result: object): result is Missing {
  return 'missing' in result;
}

/** The campaigns in the order of the page, each with the whole command. */
export const campaignCommands: readonly (readonly [Campaign, string])[] = [
  ['coverage', 'coverage'],
  ['fmea', 'fmea'],
  ['pairs', 'fmea --pairs'],
  ['mutants', 'mutants --out results'],
  ['fuzz', 'fuzz --seeds 20000'],
  ['sweep', 'sweep'],
  ['explore', 'explore'],
];

/** Commands whose output is shown as it is. */
export const outputCommands: readonly string[] = [
  'bench reaction',
  'bench wear',
  'bench engines',
  'bench loss --chip kaluma',
  'bench cuts --chip kaluma',
  'bench reflex --chip kaluma',
  'bench flips --chip kaluma --flips 10000 --desk --check 40',
  'bench loss --chip espruino',
  'bench cuts --chip espruino',
];

/** What no command of the project can show. */
export const notShown: readonly string[] = [
  'Nothing ran on hardware: every figure is of the simulator, of an engine on this computer, or of an emulated chip.',
  'The plant is a model: a failure that it does not have is not found. The schematic is compared with a circuit simulator, not with a board.',
  'Which terminal the failure of a part comes to is by reading the schematic.',
  'A crystal that runs at another frequency: on the RP2040 timers, watchdog and state machines count the same one (safety.md, "No second clock").',
  'No text of a standard was at hand: sequences and times are second-hand, and are no claim of conformity.',
  'The search has tiny limits: orders of more than a few limits that come only with the real lengths are left to scenarios, fuzzer and sweep.',
  'Three inputs that are off nominal in one tick, and share no group of the search.',
  'A single proof of the outgoing side that fails to "open" in the cycle in which a contact welds.',
  'Mutants and MC/DC are of the firmware without its platforms; the platforms are held by tests in engines and on emulated chips.',
];
