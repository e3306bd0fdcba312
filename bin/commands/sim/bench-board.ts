/**
 * `holdfast bench reaction --platform …`: the same reactions, ideal and with the time that a board's
 * interpreter takes.
 */

import { measureRow, measureSpikes, type Row, rows } from '../../../sim/bench/reaction.ts';
import { immunityOf } from '../../../sim/bench/spike-picture.ts';
import { paint } from '../../../sim/view/colours.ts';
import {
  type BoardCost,
  boardCosts,
  fitComparators,
  fitsOf,
} from '../../../sim/world/board-costs.ts';
import { startWithCost } from '../../../sim/world/board-timing.ts';
import type { Setup } from '../../../sim/world/setup.ts';
import type { Print } from '../../context.ts';
import { USAGE } from '../../exit-codes.ts';
import { createProgress } from '../../progress.ts';
import { IMMUNE_MS } from './bench-reaction.ts';

/** From the vehicle's opening to open main contacts (seq. 8.1 and 8.2). */
const OPEN_WITHIN_MS = 100;
const SPIKES_MS = Array.from({ length: 40 }, (_, i) => i + 1);

function figure(value: number): string {
  return Number.isFinite(value) ? value.toFixed(1) : 'never';
}

/** @returns 0 when the limits are kept with the board's time, 1 when not, 2 for a platform without figures */
export function benchBoard(name: string, phases: number, print: Print): number {
  const cost = boardCosts.find((one) => one.name === name);
  if (cost === undefined) {
    print(`no platform "${name}", expected ${boardCosts.map((one) => one.name).join(' | ')}`);
    return USAGE;
  }
  return measureBoard(cost, phases, print);
}

/** The rows in which hardware opens as well, where its comparators are fitted. */
const COMPARED = ['c-to-b', 'latch-lost'];

/** Largest over the phases, ideal, with the board's costs, and with its hardware beside them. */
interface Figures {
  readonly ideal: number;
  readonly withCosts: number;
  /** NaN where hardware changes nothing. */
  readonly compared: number;
}

function measureFigures(row: Row, cost: BoardCost, phases: number): Figures {
  const { tickMs } = cost;
  const start = startWithCost(cost);
  const isCompared = cost.comparedLimitMs !== null && COMPARED.includes(row.id);
  return {
    ideal: measureRow(row, tickMs, phases).spread.max,
    withCosts: measureRow(row, tickMs, phases, start, fitsOf(cost)).spread.max,
    compared: isCompared
      ? measureRow(row, tickMs, phases, start, fitComparators).spread.max
      : Number.NaN,
  };
}

function measureBoard(cost: BoardCost, phases: number, print: Print): number {
  const { tickMs, openingLimitMs, comparedLimitMs } = cost;
  const progress = createProgress('reactions', rows.length + 1);
  print(paint.bold(`${cost.name}, tick ${tickMs} ms; largest over ${phases} phases, in ms`));
  const heads = comparedLimitMs === null ? '' : 'comparators'.padStart(12);
  print(`  ${''.padEnd(54)} ${'ideal'.padStart(8)} ${'with costs'.padStart(10)} ${heads}`);
  let openingMs = Number.POSITIVE_INFINITY;
  let comparedMs = Number.POSITIVE_INFINITY;
  for (const row of rows) {
    const { ideal, withCosts, compared } = measureFigures(row, cost, phases);
    if (row.id === 'c-to-b') [openingMs, comparedMs] = [withCosts, compared];
    const beside = Number.isNaN(compared) ? '' : figure(compared).padStart(12);
    print(
      `  ${row.question.padEnd(54)} ${figure(ideal).padStart(8)} ${figure(withCosts).padStart(10)} ${beside}`,
    );
    progress.step();
  }
  const immune = (fit: (setup: Setup) => void): number =>
    immunityOf(measureSpikes(tickMs, phases, SPIKES_MS, startWithCost(cost), fit));
  const immuneMs = Math.min(
    immune(fitsOf(cost)),
    comparedLimitMs === null ? Infinity : immune(fitComparators),
  );
  progress.stop();
  const isCompared = comparedLimitMs === null || comparedMs <= comparedLimitMs;
  const isKept = openingMs <= openingLimitMs && isCompared && immuneMs >= IMMUNE_MS;
  print(`  longest harmless spike, with costs: ${immuneMs} ms (at least ${IMMUNE_MS})`);
  print(`  C to B, with costs: ${figure(openingMs)} ms (at most ${openingLimitMs}); of the`);
  const left = OPEN_WITHIN_MS - openingMs;
  print(`  ${OPEN_WITHIN_MS} ms that leaves ${figure(left)} ms for the contactor to drop out`);
  if (comparedLimitMs !== null) {
    const limit = `at most ${comparedLimitMs}`;
    print(`  with a comparator on the pilot: ${figure(comparedMs)} ms (${limit})`);
  }
  print(isKept ? paint.green('kept') : paint.red('MISSED'));
  return isKept ? 0 : 1;
}
