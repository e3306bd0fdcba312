/**
 * Results: the outcome of a run on one rig, as stored in `results.json`. Every other report is made from
 * this, immediately or by the process that joins several rigs.
 */

import { hostname } from 'node:os';
import type { Check } from '../../sim/scenario/result.ts';
import { checksInStory } from '../../sim/scenario/story-time.ts';
import { type LineFigures, writeFigures } from '../line/line-quality.ts';
import type { Rig } from '../rig/rig.ts';
import { type Coverage, joinCoverage, writeCoverage } from '../rules/coverage.ts';
import type { Suite } from './junit.ts';
import { type Attempt, type Entry, exitCodeOf } from './outcome.ts';

export interface RunFacts {
  readonly rig: Rig;
  /** Hash of firmware and simulator. */
  readonly build: string;
  readonly startedAt: string;
  readonly shuffle: number | null;
  /** Why the rig was declared broken; empty where it was not. */
  readonly broken: string;
  /** How good the line was; null where there was none. */
  readonly line: LineFigures | null;
  /** What the board remembers at the end, in words: counters, its last events, what is remarkable; else empty. */
  readonly memory: readonly string[];
}

/** An attempt without its trace, which is in the packs; its checks count from the start of the story. */
type AttemptRecord = Omit<Attempt, 'result'> & { readonly checks: readonly Check[] };

export interface Results extends RunFacts {
  readonly format: 'holdfast-hil-1';
  readonly host: string;
  readonly exitCode: number;
  readonly rules: Coverage;
  readonly entries: readonly (Omit<Entry, 'attempts'> & {
    readonly attempts: readonly AttemptRecord[];
  })[];
}

export function resultsOf(entries: readonly Entry[], facts: RunFacts): Results {
  const attempts = entries.flatMap((entry) => entry.attempts);
  return {
    format: 'holdfast-hil-1',
    ...facts,
    host: hostname() || 'localhost',
    exitCode: exitCodeOf(entries.map((entry) => entry.outcome)),
    rules: joinCoverage(attempts.flatMap((attempt) => attempt.rules ?? [])),
    entries: entries.map((entry) => ({
      ...entry,
      attempts: entry.attempts.map(({ result, ...attempt }) => ({
        ...attempt,
        checks: checksInStory(result),
      })),
    })),
  };
}

/** One rig's suite for CI. */
export function suiteOf(results: Results): Suite {
  const { rig, build, shuffle, broken, rules, startedAt, entries, host } = results;
  const properties: Record<string, string> = { rig: rig.name, build, time: rig.time };
  if (rig.board.map !== undefined) properties['map'] = rig.board.map;
  if (rig.lock !== null) properties['part'] = rig.lock;
  if (shuffle !== null) properties['seed'] = String(shuffle);
  if (broken !== '') properties['rig-broken'] = broken;
  properties['rules-judged'] = rules.judged.join(' ');
  if (results.line !== null) properties['line'] = writeFigures(results.line);
  if (rules.notJudged.length > 0) properties['rules-not-judged'] = rules.notJudged.join('; ');
  return { name: `hil ${rig.name}`, startedAt, hostname: host, properties, entries };
}

/** The lines at the head of a page. */
export function aboutOf(results: Results): string[] {
  const { rig, build, startedAt, rules, broken, line, memory } = results;
  const about = [
    startedAt.slice(0, 16).replace('T', ' '),
    `rig time: ${rig.time}`,
    `build ${build}`,
    writeCoverage(rules),
    ...(line === null ? [] : [writeFigures(line)]),
    ...memory,
  ];
  return broken === '' ? about : [...about, `the rig was declared broken: ${broken}`];
}
