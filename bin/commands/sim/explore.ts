/**
 * `holdfast explore`: every state that the shipped `step` can reach, under an adversary.
 */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { faultRows } from '../../../firmware/control/faults.ts';
import { phaseWords } from '../../../firmware/control/words.ts';
import { UsageError } from '../../../sim/errors.ts';
import { writeScenario } from '../../../sim/scenario/counterexample.ts';
import { didYouMean } from '../../../sim/scenario/source.ts';
import { shellPath } from '../../../sim/shell-words.ts';
import { buildHash, hashOf } from '../../../sim/verify/campaign/build-hash.ts';
import { runCampaign } from '../../../sim/verify/campaign/run-units.ts';
import { searchHashes } from '../../../sim/verify/campaign/search-hash.ts';
import { findShard, tellShard } from '../../../sim/verify/campaign/shard.ts';
import type { Exploration } from '../../../sim/verify/search/explore.ts';
import { groups } from '../../../sim/verify/search/groups.ts';
import { limitSets } from '../../../sim/verify/search/limit-sets.ts';
import { createMet, FAULTS_IN_A_WORD, mergeMet } from '../../../sim/verify/search/met.ts';
import { figureOf, type SearchFigures } from '../../../sim/verify/search/search-figures.ts';
import { SearchThreads } from '../../../sim/verify/search/search-threads.ts';
import { writeChoice } from '../../../sim/verify/search/tick-text.ts';
import { findUnit } from '../../../sim/verify/search/unit.ts';
import { paint } from '../../../sim/view/colours.ts';
import type { Print } from '../../context.ts';
import { tellMachine } from './machine.ts';
import { tellPartial } from './partial.ts';
import { contradictionsOf, publishSearch, readSearchFigures } from './publish-search.ts';

export interface ExploreOptions {
  readonly set?: string[];
  readonly group?: string[];
  readonly threads: string;
  readonly states: string;
  readonly shard?: string;
  readonly out: string;
  readonly resume?: boolean;
  /** Only searches that ended within so many seconds when they were published. */
  readonly within?: string;
  /** Writes docs/search.md with every search that has ended. */
  readonly publish?: boolean;
}

/** @throws UsageError where no row has this name; the nearest name is given */
function chooseNames(
  option: string,
  chosen: readonly string[] | undefined,
  rows: readonly { readonly name: string }[],
): readonly string[] {
  const known = rows.map(({ name }) => name);
  const stray = chosen?.find((name) => !known.includes(name));
  if (stray === undefined) return chosen ?? known;
  const hint = didYouMean(stray, known);
  throw new UsageError(`${option} ${stray}: there are ${known.join(', ')}${hint}`);
}

/** Names of the selected units, set by set. @throws UsageError */
export function unitNames(
  sets: readonly string[] | undefined,
  groupNames: readonly string[] | undefined,
): string[] {
  const chosenSets = chooseNames('--set', sets, limitSets);
  const chosenGroups = chooseNames('--group', groupNames, groups);
  return chosenSets.flatMap((set) => chosenGroups.map((group) => `${set}/${group}`));
}

/** The searches of a list that ended within so many seconds when they were published. */
function quickNames(
  published: SearchFigures | null,
  names: readonly string[],
  seconds: number,
): string[] {
  const units = published?.units ?? {};
  const quick = names.filter((name) => (units[name]?.seconds ?? Infinity) <= seconds);
  if (quick.length > 0) return quick;
  throw new UsageError(`--within ${seconds}: docs/search.json has no such search`);
}

function progressLine(name: string, at: number, count: number) {
  const startedAt = performance.now();
  return (states: number, level: number, transitions: number): void => {
    if (process.stderr.isTTY !== true) return;
    const rate = transitions / (performance.now() - startedAt);
    const memory = (process.memoryUsage().rss / 2 ** 30).toFixed(1);
    const line = `${at + 1}/${count} ${name}: ${states.toLocaleString('en')} states, level ${level}, ${rate.toFixed(0)} k transitions/s, ${memory} GiB`;
    process.stderr.write(`\r\x1b[K${line}`);
  };
}

export async function explore(
  root: string,
  options: ExploreOptions,
  print: Print,
): Promise<number> {
  const chosen = unitNames(options.set, options.group);
  const within = options.within;
  const published = within === undefined ? null : readSearchFigures(root);
  const names = within === undefined ? chosen : quickNames(published, chosen, Number(within));
  for (const name of names) findUnit(...(name.split('/') as [string, string]));
  const script = new URL('dist/search-worker.mjs', root);
  const threads = new SearchThreads(script);
  const startedAt = performance.now();
  const build = buildHash(root);
  // Before the searches: sources that somebody changes meanwhile must not get their figures, nor be compared with them.
  const sources = options.publish === true || published !== null ? searchHashes(root) : {};
  const shard = findShard(options.shard, process.env);
  tellShard(shard, print);
  const result = await runCampaign<Exploration>({
    campaign: 'explore',
    build,
    task: `${names.length} searches (${hashOf(names)})`,
    shard,
    folder: options.out,
    mayResume: options.resume === true,
    names,
    lanes: Number(options.threads),
    doUnit: async (name, at, count) => {
      const unit = findUnit(...(name.split('/') as [string, string]));
      const progress = progressLine(name, at, count);
      const done = await threads.explore(unit, Number(options.states), progress);
      if (process.stderr.isTTY === true) process.stderr.write('\r\x1b[K');
      const verdict = done.counterexample === null ? paint.green('clean') : paint.red('BROKEN');
      print(
        `${verdict} ${name.padEnd(34)} ${done.states.toLocaleString('en').padStart(12)} states ` +
          `${done.transitions.toLocaleString('en').padStart(16)} transitions ${done.levels} levels, free within ${done.worstTicksToFree} ticks`,
      );
      return done;
    },
    endsAfter: (unit) => unit.counterexample !== null,
  });
  const isAll = names.length === unitNames(undefined, undefined).length;
  const units = Object.values(result.units);
  const figures = Object.fromEntries(
    Object.entries(result.units).map(([name, unit]) => [name, figureOf(unit)]),
  );
  const now = { sources, machine: tellMachine(), units: figures };
  if (options.publish === true) publishSearch(root, now, unitNames(undefined, undefined), print);
  const contradictions = published === null ? [] : contradictionsOf(published, now);
  for (const line of contradictions) print(paint.red(line));
  const code = summarize(
    units,
    options.out,
    isAll && units.length === names.length,
    result.complete,
    performance.now() - startedAt,
    print,
  );
  return code === 0 && contradictions.length > 0 ? 1 : code;
}

function summarize(
  units: readonly Exploration[],
  folder: string,
  /** All searches were run, so every property must have been met. */
  isWhole: boolean,
  complete: boolean,
  ms: number,
  print: Print,
): number {
  const broken = units.find((unit) => unit.counterexample !== null);
  if (broken !== undefined) {
    tellCounterexample(broken, folder, print);
    return 1;
  }
  const states = units.reduce((sum, unit) => sum + unit.states, 0);
  const transitions = units.reduce((sum, unit) => sum + unit.transitions, 0);
  const met = units.reduce((all, unit) => mergeMet(all, unit.met), createMet());
  print(
    `${units.length} searches, ${states.toLocaleString('en')} states, ` +
      `${transitions.toLocaleString('en')} transitions in ${(ms / 1000).toFixed(0)} s${complete ? ': no rule broken' : ''}`,
  );
  const phases = missed(phaseWords, met.phases);
  const names = faultRows.map((row) => row.name);
  const faults = [
    ...missed(names.slice(0, FAULTS_IN_A_WORD), met.faults),
    ...missed(names.slice(FAULTS_IN_A_WORD), met.laterFaults),
  ];
  print(`phases never met: ${phases.join(', ') || 'none'}`);
  print(`faults never met: ${faults.join(', ') || 'none'}`);
  if (!complete) return tellPartial(0, print);
  if (!isWhole || phases.length + faults.length === 0) return 0;
  print(paint.red('what never occurs is not proven: the groups of inputs must reach it'));
  return 1;
}

/** The names whose bit is not set. */
function missed(names: readonly string[], bits: number): string[] {
  return names.filter((_, i) => (bits & (1 << i)) === 0);
}

/** The shortest path to a broken rule, or to a plug that is never released. */
function tellCounterexample(exploration: Exploration, folder: string, print: Print): void {
  const way = exploration.counterexample;
  if (way === null) return;
  const { set, group } = exploration;
  const who =
    way.rule === 'L1'
      ? 'the plug never gets free'
      : `${way.safeImage ? "the guard's safe image" : 'control'} breaks ${way.rule}`;
  print(`${paint.red(who)} in ${set}/${group}, after:`);
  print(`  start   ${JSON.stringify(way.root)}`);
  for (const [i, choice] of way.choices.entries()) {
    print(`  tick ${String(i + 1).padStart(3)} ${writeChoice(choice)}`);
  }
  const file = join(folder, `${set}-${group}-${way.rule}.scenario`);
  writeFileSync(file, writeScenario(exploration, way));
  print(`again: npx holdfast sim run ${shellPath(file)}`);
}
