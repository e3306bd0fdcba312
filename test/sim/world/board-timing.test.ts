/**
 * Compute time is part of the truth: with what a board's interpreter takes for every tick, the reactions
 * that matter are still in time.
 */

import { expect, test } from 'vitest';
import { chargingWorld, latencyMs, phasePoints } from '../../../sim/bench/measure.ts';
import { measureRow, measureSpikes, rows } from '../../../sim/bench/reaction.ts';
import { boardCosts, fitComparators, fitsOf } from '../../../sim/world/board-costs.ts';
import { startWithCost } from '../../../sim/world/board-timing.ts';

const PHASES = 6;

for (const cost of boardCosts) {
  const start = startWithCost(cost);

  test(`${cost.name}: from C to B the command is in time, and later than ideal without timers`, () => {
    const row = rows.find((one) => one.id === 'c-to-b');
    if (row === undefined) throw new Error('no such row');
    const ideal = measureRow(row, cost.tickMs, PHASES).spread.max;
    const alone = measureRow(row, cost.tickMs, PHASES, start).spread.max;
    expect(alone).toBeGreaterThanOrEqual(ideal + (cost.sampleUs + cost.reflexUs) / 1000 - 0.1);
    const withCosts = measureRow(row, cost.tickMs, PHASES, start, fitsOf(cost)).spread.max;
    expect(withCosts).toBeLessThanOrEqual(cost.openingLimitMs);
  });

  const { comparedLimitMs } = cost;
  test.skipIf(comparedLimitMs === null)(
    `${cost.name}: with a comparator it is sooner than any tick, and no spike of 24 ms does anything`,
    () => {
      const row = rows.find((one) => one.id === 'c-to-b');
      if (row === undefined || comparedLimitMs === null) throw new Error('no such row');
      const { min, max } = measureRow(row, cost.tickMs, PHASES, start, fitComparators).spread;
      expect(min).toBeGreaterThanOrEqual(24);
      expect(max).toBeLessThanOrEqual(comparedLimitMs);
      const [short, long] = measureSpikes(cost.tickMs, PHASES, [24, 26], start, fitComparators);
      expect(short?.share).toBe(0);
      expect(long?.share).toBe(1);
    },
  );

  test(`${cost.name}: a spike of 24 ms is harmless, one of 60 ms is not`, () => {
    const [short, long] = measureSpikes(cost.tickMs, PHASES, [24, 60], start, fitsOf(cost));
    expect(short?.share).toBe(0);
    expect(long?.share).toBeGreaterThan(0);
  });

  test(`${cost.name}: fifty lines typed at once delay the car's opening by one of them at most`, () => {
    const latest = (lines: number): number =>
      Math.max(
        ...phasePoints(cost.tickMs, PHASES, start, fitsOf(cost)).map((point) => {
          const world = chargingWorld(point);
          for (let i = 0; i < lines; i++) world.type('get');
          world.advanceTo(world.clock.nowUs + 500000);
          world.plant.car.force('B');
          return latencyMs(world, 'contactor', 'open', 5000);
        }),
      );
    const extraMs = (cost.lineUs + cost.decidingUs) / 1000 + cost.tickMs;
    expect(latest(50)).toBeLessThanOrEqual(latest(0) + extraMs);
  });
}
