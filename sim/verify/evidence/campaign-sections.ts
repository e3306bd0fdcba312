/**
 * Campaign sections: search, fuzzer, sweep, mutants and MC/DC, with every unit behind their figures.
 */

import { faultRows } from '../../../firmware/control/faults.ts';
import { countEquivalents, percentOf } from '../mutants/score.ts';
import { type Evidence, isMissing, type Result } from './evidence.ts';
import { percent } from './part-rows.ts';
import { code, details, list, table } from './tables.ts';

function unitsOf<Unit>(result: Result<Unit>): readonly (readonly [string, Unit])[] {
  return isMissing(result) ? [] : Object.entries(result.units);
}

export function searchSection({ explore }: Evidence): string {
  const rows = unitsOf(explore).map(([, unit]) => [
    code(unit.set),
    code(unit.group),
    unit.states,
    unit.transitions,
    unit.worstTicksToFree,
    unit.counterexample === null ? '' : unit.counterexample.rule,
  ]);
  return table(
    ['set of limits', 'group', '#states', '#transitions', '#ticks to free at worst', 'broken'],
    rows,
  );
}

export function fuzzSection({ fuzz }: Evidence): string {
  const units = unitsOf(fuzz).map(([, unit]) => unit);
  const met = new Set(units.flatMap(({ faults }) => faults));
  const missed = faultRows
    .map(({ name }) => name)
    .filter((name) => name !== 'none' && !met.has(name));
  const failed = units
    .flatMap(({ findings }) => findings)
    .map(({ seed, kind }) => `seed ${seed}: ${kind}`);
  return (
    `<p>Faults that were told at some time: ${met.size}. Never: ${missed.join(', ') || 'none'}.</p>` +
    (failed.length === 0 ? '' : list(failed))
  );
}

export function sweepSection({ sweep }: Evidence): string {
  const rows = unitsOf(sweep).map(([name, unit]) => [
    name.replace(/^test\/scenarios\//, ''),
    unit.instants,
    unit.cuts,
    unit.tears,
    unit.disturbed,
    unit.kept.resumed,
    unit.kept.freed,
    unit.failed,
  ]);
  const head = [
    'scenario',
    '#instants',
    '#cuts',
    '#torn',
    '#disturbed',
    '#resumed',
    '#freed',
    '#failed',
  ];
  return details(`${rows.length} scenarios`, table(head, rows));
}

export function mutantsSection({ mutants, survivors }: Evidence): string {
  const files = unitsOf(mutants);
  const rows = files.map(([name, score]) => [
    name,
    score.mutants,
    score.killed,
    countEquivalents(score, survivors),
    score.survived.length - countEquivalents(score, survivors),
    `${percentOf(score, survivors).toFixed(1)} %`,
  ]);
  const survived = files.flatMap(([, score]) => score.survived);
  const reasonOf = (one: (typeof survived)[number]): string => {
    const found = survivors.find(
      ({ file, original, mutated }) =>
        file === one.file && original === one.original && mutated === one.mutated,
    );
    return found === undefined ? 'no reason is listed' : `${found.kind}: ${found.reason}`;
  };
  const list = survived.map((one) => [
    one.file.replace(/^firmware\//, ''),
    code(one.original),
    code(one.mutated),
    reasonOf(one),
  ]);
  return (
    table(['file', '#mutants', '#killed', '#equivalent', '#survived', 'score'], rows) +
    details(
      `${list.length} survivors and their reasons`,
      table(['file', 'original', 'mutant', 'why'], list),
    )
  );
}

export function coverageSection({ coverage }: Evidence): string {
  const files = unitsOf(coverage).filter(([, file]) => file.conditions > 0);
  const rows = files.map(([name, file]) => [
    name,
    file.decisions,
    file.conditions,
    file.covered,
    percent(file.covered, file.conditions),
  ]);
  const gaps = files.flatMap(([, file]) => file.gaps);
  const told = gaps.map((gap) => [gap.file, code(gap.decision), code(gap.condition), gap.never]);
  return (
    table(['file', '#decisions', '#conditions', '#decide', 'MC/DC'], rows) +
    (gaps.length === 0 ? '' : table(['file', 'decision', 'condition', 'never'], told))
  );
}
