/**
 * Part rows: one line for each part of the evidence: what was done, what was found, and by which command.
 */

import { complaintsOf } from '../fmea/fmea-units.ts';
import { effects } from '../fmea/modes.ts';
import { explanationsOf } from '../fmea/pair-harms.ts';
import { percentOf } from '../mutants/score.ts';
import { groups } from '../search/groups.ts';
import { limitSets } from '../search/limit-sets.ts';
import { type Evidence, isMissing, type Missing, type Result } from './evidence.ts';

export interface PartRow {
  readonly name: string;
  readonly command: string;
  readonly done: string;
  readonly found: string;
  /** Null where nothing is claimed. */
  readonly isGood: boolean | null;
  readonly task: string;
  readonly seconds: number;
  /** Hash of the sources that it depends on, if they are fewer than the build's. */
  readonly sources?: string;
}

const number = (value: number): string => value.toLocaleString('en');

function sum<Unit>(units: readonly Unit[], of: (unit: Unit) => number): number {
  return units.reduce((total, unit) => total + of(unit), 0);
}

function days(us: number): string {
  return `${(us / 86400000000).toFixed(1)} days of virtual time`;
}

type Told = readonly [done: string, found: string, isGood: boolean];

function partOf<Unit>(
  name: string,
  command: string,
  result: Result<Unit>,
  tell: (units: readonly Unit[], byName: Readonly<Record<string, Unit>>, task: string) => Told,
): PartRow {
  if (isMissing(result)) return missingRow(name, command, result);
  const { task, seconds, units, sources } = result;
  const [done, found, isGood] = tell(Object.values(units), units, task);
  const row = { name, command: result.command ?? command, done, found, isGood, task, seconds };
  return sources === undefined ? row : { ...row, sources };
}

function missingRow(name: string, command: string, { missing }: Missing): PartRow {
  return { name, command, done: missing, found: '', isGood: null, task: '', seconds: 0 };
}

/** Rounded down: 99.99 % is not 100 %. */
export function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${(Math.floor((1000 * part) / whole) / 10).toFixed(1)} %`;
}

function coverageRow({ coverage }: Evidence): PartRow {
  return partOf('MC/DC', 'coverage', coverage, (files) => {
    const all = sum(files, (file) => file.conditions);
    const covered = sum(files, (file) => file.covered);
    const done = `${number(covered)} of ${number(all)} conditions decide by themselves`;
    return [done, percent(covered, all), covered === all];
  });
}

function fmeaRow({ fmea }: Evidence): PartRow {
  return partOf('FMEA', 'fmea', fmea, (units, byName) => {
    const runs = sum(units, ({ cells }) => Object.keys(cells).length);
    const complaints = complaintsOf(byName).length;
    const worst = units
      .flatMap(({ cells }) => Object.values(cells))
      .filter(({ effect }) => effect === effects.at(-1)).length;
    const done = `${units.length} failures in ${number(runs)} contexts`;
    const found = `${complaints} not as expected; ${worst} with a live socket that does not hold its plug, explained`;
    return [done, complaints === 0 ? found : `${complaints} not as expected`, complaints === 0];
  });
}

function pairsRow({ pairs }: Evidence): PartRow {
  return partOf('FMEA, two failures', 'fmea --pairs', pairs, (units, byName) => {
    const { unexplained, explained } = explanationsOf(byName);
    const done = `${number(sum(units, ({ runs }) => runs))} runs`;
    const found = `${unexplained.length} unexplained, ${explained.size} explanations`;
    return [done, found, unexplained.length === 0];
  });
}

function mutantsRow({ mutants, survivors }: Evidence): PartRow {
  return partOf('Mutants', 'mutants', mutants, (files) => {
    const all = sum(files, (file) => file.mutants);
    const killed = sum(files, (file) => file.killed);
    const listed = new Set(
      survivors.map(({ file, original, mutated }) => `${file}${original}${mutated}`),
    );
    const unlisted = sum(
      files,
      ({ survived }) =>
        survived.filter((one) => !listed.has(`${one.file}${one.original}${one.mutated}`)).length,
    );
    const least = Math.min(100, ...files.map((file) => percentOf(file, survivors)));
    const done = `${number(killed)} of ${number(all)} killed in ${files.length} files`;
    const found = `least of a file ${least.toFixed(1)} %; ${unlisted} survivors without a reason`;
    return [done, found, unlisted === 0 && least >= 95];
  });
}

function fuzzRow({ fuzz }: Evidence): PartRow {
  return partOf('Fuzzer', 'fuzz', fuzz, (units) => {
    const failed = sum(units, ({ findings }) => findings.length);
    const seeds = sum(units, (unit) => unit.seeds);
    const done = `${number(seeds)} worlds, each twice: ${days(sum(units, ({ virtualUs }) => virtualUs))}`;
    return [done, `${failed} failed`, failed === 0];
  });
}

/** At which ticks a sweep has cut, by the words of its task. */
function strideOf(task: string): string {
  const every = /every (\d+)$/.exec(task)?.[1];
  if (every === undefined) return 'it is not told at which ticks';
  return every === '1' ? 'at every tick' : `at one tick of ${every} only`;
}

function sweepRow({ sweep }: Evidence): PartRow {
  return partOf('Power-cut sweep', 'sweep', sweep, (units, _, task) => {
    const failed = sum(units, (unit) => unit.failed);
    const cuts = number(sum(units, (unit) => unit.cuts));
    const tears = number(sum(units, (unit) => unit.tears));
    const disturbed = number(sum(units, (unit) => unit.disturbed));
    const time = days(sum(units, ({ virtualUs }) => virtualUs));
    const stirred = `${disturbed} failures that come and go`;
    const done = `${cuts} cuts, ${strideOf(task)}, ${tears} torn writes, ${stirred}: ${time}`;
    return [done, `${failed} failed`, failed === 0];
  });
}

function searchRow({ explore }: Evidence): PartRow {
  return partOf('Search', 'explore', explore, (units) => {
    const broken = units.filter(({ counterexample }) => counterexample !== null).length;
    const states = number(sum(units, (unit) => unit.states));
    const ways = number(sum(units, ({ transitions }) => transitions));
    const all = limitSets.length * groups.length;
    const some = units.length === all ? '' : ` of ${number(all)}`;
    const done = `${number(units.length)}${some} searches to their end: ${states} states, ${ways} transitions`;
    return [done, `${broken} broken rules`, broken === 0];
  });
}

function outputRow(output: Evidence['outputs'][number]): PartRow {
  if (isMissing(output)) return missingRow(output.command, output.command, output);
  const { command, code, seconds } = output;
  const isMeasured = code !== 3;
  const found = code === 0 ? 'kept' : isMeasured ? 'missed' : 'what it needs was not there';
  return {
    name: command,
    command,
    done: isMeasured ? 'run' : 'not run for this build',
    found,
    isGood: isMeasured ? code === 0 : null,
    task: '',
    seconds,
  };
}

/** Every part, in the order of the page. */
export function partRows(evidence: Evidence): PartRow[] {
  return [
    searchRow(evidence),
    fuzzRow(evidence),
    sweepRow(evidence),
    mutantsRow(evidence),
    coverageRow(evidence),
    fmeaRow(evidence),
    pairsRow(evidence),
    ...evidence.outputs.map(outputRow),
  ];
}
