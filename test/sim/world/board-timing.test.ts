/**
 * Compute time is part of the truth: with what a board's interpreter takes for every tick, the reactions
 * that matter are still in time.
 */

import { expect, test } from 'vitest';
import { measureRow, measureSpikes, rows } from '../../../sim/bench/reaction.ts';
import { boardCosts } from '../../../sim/world/board-costs.ts';
import { startWithCost } from '../../../sim/world/board-timing.ts';

const PHASES = 6;

for (const cost of boardCosts) {
  const start = startWithCost(cost);

  test(`${cost.name}: from C to B the command is later than ideal, and in time`, () => {
    const row = rows.find((one) => one.id === 'c-to-b');
    if (row === undefined) throw new Error('no such row');
    const ideal = measureRow(row, cost.tickMs, PHASES).spread.max;
    const charged = measureRow(row, cost.tickMs, PHASES, start).spread.max;
    expect(charged).toBeGreaterThanOrEqual(ideal + (cost.sampleUs + cost.reflexUs) / 1000 - 0.1);
    expect(charged).toBeLessThanOrEqual(cost.openingLimitMs);
  });

  test(`${cost.name}: a spike of 24 ms is harmless, one of 60 ms is not`, () => {
    const [short, long] = measureSpikes(cost.tickMs, PHASES, [24, 60], start);
    expect(short?.share).toBe(0);
    expect(long?.share).toBeGreaterThan(0);
  });
}
