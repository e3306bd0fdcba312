/**
 * `holdfast bench reaction --platform …`: the same reactions, ideal and with the time that a board's
 * interpreter takes.
 */

import { measureRow, measureSpikes, rows } from '../../../sim/bench/reaction.ts';
import { immunityOf } from '../../../sim/bench/spike-picture.ts';
import { paint } from '../../../sim/view/colours.ts';
import { type BoardCost, boardCosts } from '../../../sim/world/board-costs.ts';
import { startWithCost } from '../../../sim/world/board-timing.ts';
import { createProgress } from '../../progress.ts';

const IMMUNE_MS = 24;
/** From the vehicle's opening to open main contacts (seq. 8.1 and 8.2). */
const OPEN_WITHIN_MS = 100;
const SPIKES_MS = Array.from({ length: 40 }, (_, i) => i + 1);

function figure(value: number): string {
  return Number.isFinite(value) ? value.toFixed(1) : 'never';
}

/** @returns 0 when the limits are kept with the board's time, 1 when not, 2 for a platform without figures */
export function benchBoard(name: string, phases: number, print: (line: string) => void): number {
  const cost = boardCosts.find((one) => one.name === name);
  if (cost === undefined) {
    print(`no platform "${name}", expected ${boardCosts.map((one) => one.name).join(' | ')}`);
    return 2;
  }
  return measureBoard(cost, phases, print);
}

function measureBoard(cost: BoardCost, phases: number, print: (line: string) => void): number {
  const { tickMs } = cost;
  const progress = createProgress('reactions', rows.length + 1);
  const start = startWithCost(cost);
  print(paint.bold(`${cost.name}, tick ${tickMs} ms; largest over ${phases} phases, in ms`));
  print(`  ${''.padEnd(54)} ${'ideal'.padStart(8)} ${'with costs'.padStart(10)}`);
  let openingMs = Number.POSITIVE_INFINITY;
  for (const row of rows) {
    const ideal = measureRow(row, tickMs, phases).spread.max;
    const withCosts = measureRow(row, tickMs, phases, start).spread.max;
    if (row.id === 'c-to-b') openingMs = withCosts;
    print(
      `  ${row.question.padEnd(54)} ${figure(ideal).padStart(8)} ${figure(withCosts).padStart(10)}`,
    );
    progress.step();
  }
  const immuneMs = immunityOf(measureSpikes(tickMs, phases, SPIKES_MS, start));
  progress.stop();
  const left = OPEN_WITHIN_MS - openingMs;
  const isKept = openingMs <= cost.openingLimitMs && immuneMs >= IMMUNE_MS;
  print(`  longest harmless spike, with costs: ${immuneMs} ms (at least ${IMMUNE_MS})`);
  print(`  C to B, with costs: ${figure(openingMs)} ms (at most ${cost.openingLimitMs}); of the`);
  print(`  ${OPEN_WITHIN_MS} ms that leaves ${figure(left)} ms for the contactor to drop out`);
  print(isKept ? paint.green('kept') : paint.red('MISSED'));
  return isKept ? 0 : 1;
}
