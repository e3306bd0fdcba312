/**
 * Campaign page: the figures of a campaign as docs/campaign.md. Written from results alone; nothing is typed
 * by hand.
 */

import type { FuzzUnit } from '../fuzz/fuzz.ts';
import type { Exploration } from '../search/explore.ts';
import type { SweepUnit } from '../sweep/sweep.ts';
import type { ShardResult } from './results.ts';

/** The part of a mutation run that the page uses. */
export interface MutantCount {
  readonly mutants: number;
  readonly killed: number;
}

/** All complete results of each campaign; null where it was not run. */
export interface Findings {
  readonly build: string;
  readonly explore: ShardResult<Exploration> | null;
  readonly fuzz: ShardResult<FuzzUnit> | null;
  readonly sweep: ShardResult<SweepUnit> | null;
  readonly mutants: ShardResult<MutantCount> | null;
}

const NOT_RUN = 'not run';

const write = (value: number): string => value.toLocaleString('en');

function sum<Unit>(result: ShardResult<Unit>, of: (unit: Unit) => number): number {
  return Object.values(result.units).reduce((total, unit) => total + of(unit), 0);
}

/** Virtual time in a readable unit. */
function writeLong(us: number): string {
  const days = us / 86400000000;
  return days < 500 ? `${days.toFixed(1)} days` : `${(days / 365.25).toFixed(1)} years`;
}

function writeWork(seconds: number): string {
  if (seconds < 100) return `${seconds.toFixed(0)} s`;
  return seconds < 6000 ? `${(seconds / 60).toFixed(0)} min` : `${(seconds / 3600).toFixed(1)} h`;
}

type Row = readonly [what: string, done: string, found: string, task: string, time: string];

function rowOf<Unit>(
  what: string,
  result: ShardResult<Unit> | null,
  tell: (result: ShardResult<Unit>) => readonly [done: string, found: string],
): Row {
  if (result === null) return [what, NOT_RUN, '', '', ''];
  const [done, found] = tell(result);
  return [what, done, found, result.task, writeWork(result.seconds)];
}

function exploreRow(result: ShardResult<Exploration> | null): Row {
  return rowOf('`holdfast explore`', result, (explored) => {
    const states = sum(explored, (unit) => unit.states);
    const steps = sum(explored, (unit) => unit.transitions);
    const broken = sum(explored, (unit) => (unit.counterexample === null ? 0 : 1));
    return [`${write(states)} states, ${write(steps)} transitions`, `${broken} broken rules`];
  });
}

function fuzzRow(result: ShardResult<FuzzUnit> | null): Row {
  return rowOf('`holdfast fuzz`', result, (fuzzed) => {
    const seeds = sum(fuzzed, (unit) => unit.seeds);
    const time = writeLong(sum(fuzzed, (unit) => unit.virtualUs));
    const failed = sum(fuzzed, (unit) => unit.findings.length);
    return [`${write(seeds)} seeds, each run twice: ${time} of virtual time`, `${failed} failed`];
  });
}

function sweepRow(result: ShardResult<SweepUnit> | null): Row {
  return rowOf('`holdfast sweep`', result, (swept) => {
    const cuts = write(sum(swept, (unit) => unit.cuts));
    const tears = write(sum(swept, (unit) => unit.tears));
    const disturbed = write(sum(swept, (unit) => unit.disturbed));
    const resumed = write(sum(swept, (unit) => unit.kept.resumed));
    const freed = write(sum(swept, (unit) => unit.kept.freed));
    const time = writeLong(sum(swept, (unit) => unit.virtualUs));
    const done = `${cuts} cuts, ${tears} torn writes and ${disturbed} failures that come and go: ${time} of virtual time; ${resumed} charges resumed and ${freed} plugs freed as promised`;
    return [done, `${write(sum(swept, (unit) => unit.failed))} failed`];
  });
}

function mutantsRow(result: ShardResult<MutantCount> | null): Row {
  return rowOf('`holdfast mutants`', result, (units) => {
    const all = sum(units, (unit) => unit.mutants);
    const killed = sum(units, (unit) => unit.killed);
    return [`${write(killed)} of ${write(all)} mutants killed`, `${write(all - killed)} survivors`];
  });
}

/** The whole of docs/campaign.md. */
export function writeCampaignPage(findings: Findings, machine: string): string {
  const rows = [
    exploreRow(findings.explore),
    fuzzRow(findings.fuzz),
    sweepRow(findings.sweep),
    mutantsRow(findings.mutants),
  ];
  const table = rows.map((row) => `| ${row.join(' | ')} |`).join('\n');
  return `# Campaign

Build \`${findings.build}\`, on ${machine}.

Written by \`npx holdfast campaign\` from its results; nothing on this page is typed by hand. The build is
a hash over the sources of firmware and simulator: another build has other figures, until the campaign
has run over it. "every N" in a task: a sample, cut at every N-th tick only.

| command | done | found | task | work |
|---|---|---|---|---|
${table}

Work is the time of all shards together. What each command proves and how to divide it over machines:
[campaigns](campaigns.md).
`;
}
