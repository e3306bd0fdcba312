/**
 * Coverage: which rules and hazards a run could check. Each of the others is listed with the reason, and
 * never counts as kept.
 */

import type { Setup } from '../../sim/world/setup.ts';
import { hazardRows, type RuleRow, ruleRows } from './rule-rows.ts';
import type { TraceSignals } from './trace-signals.ts';

export interface Coverage {
  readonly judged: readonly string[];
  /** `R7: drive is not sensed`. */
  readonly notJudged: readonly string[];
}

/** Inputs for which the firmware reports a value although nothing is fitted. */
function isFitted(name: string, setup: Setup): boolean {
  if (name === 'residual') return setup.residualFitted;
  if (name === 'over-current') return setup.currentMeter;
  return name !== 'mains' || setup.supplyMeter;
}

function whyNot(need: string, signals: TraceSignals, setup: Setup): string {
  const names = need.split('|');
  if (!names.some((name) => signals.isSeen(name))) return 'not sensed';
  return names.some((name) => isFitted(name, setup)) ? '' : 'not fitted';
}

/** @param blind why nothing can be judged from some instant on; empty where it can */
function judgeRow(row: RuleRow, signals: TraceSignals, setup: Setup, blind: string): string[] {
  if (blind !== '') return [`${row.name}: ${blind}`];
  const missing = row.needs.filter((need) => whyNot(need, signals, setup) !== '');
  const reasons = missing.map(
    (need) => `${need.replace('|', ' or ')} is ${whyNot(need, signals, setup)}`,
  );
  if (reasons.length > 0) return [`${row.name}: ${reasons.join(', ')}`];
  const parts = row.by.filter((name) => whyNot(name, signals, setup) !== '');
  return parts.map((name) => `${row.name} by ${name}: ${whyNot(name, signals, setup)}`);
}

/** Whether a rule could be judged, by at least some of its inputs. */
const isJudged = (row: RuleRow, gaps: readonly string[]): boolean =>
  !gaps.some((gap) => gap.startsWith(`${row.name}:`));

/**
 * @param blind why the board's trace is incomplete; the hazards do not need it
 * @param fine why a rule or a hazard is too fine for the time stamps, by its name
 */
export function coverageOf(
  signals: TraceSignals,
  setup: Setup,
  blind: string,
  fine: ReadonlyMap<string, string>,
): Coverage {
  const whyBlind = (name: string): string => (blind === '' ? (fine.get(name) ?? '') : blind);
  const rows = [
    ...ruleRows.map((row) => ({ row, gaps: judgeRow(row, signals, setup, whyBlind(row.name)) })),
    ...hazardRows.map((row) => ({
      row,
      gaps: judgeRow(row, signals, setup, fine.get(row.name) ?? ''),
    })),
  ];
  return {
    judged: rows.filter(({ row, gaps }) => isJudged(row, gaps)).map(({ row }) => row.name),
    notJudged: rows.flatMap(({ gaps }) => gaps),
  };
}

/**
 * Several runs as one: every rule that any of them judged, and every gap once, with the number of runs that
 * had it.
 */
export function joinCoverage(runs: readonly Coverage[]): Coverage {
  const named = new Set(runs.flatMap(({ judged }) => judged));
  const counts = new Map<string, number>();
  for (const { notJudged } of runs) {
    for (const gap of notJudged) counts.set(gap, (counts.get(gap) ?? 0) + 1);
  }
  return {
    judged: [...ruleRows, ...hazardRows].map(({ name }) => name).filter((name) => named.has(name)),
    notJudged: [...counts].map(([gap, count]) =>
      count === runs.length ? gap : `${gap} (${count} of ${runs.length} scenarios)`,
    ),
  };
}

/** One line for people. */
export function writeCoverage({ judged, notJudged }: Coverage): string {
  const said = `rules and hazards judged: ${judged.join(' ') || 'none'}`;
  return notJudged.length === 0 ? said : `${said}; not judged: ${notJudged.join('; ')}`;
}
