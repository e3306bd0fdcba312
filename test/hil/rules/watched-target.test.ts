/**
 * Watched: time in which nobody looked makes nothing older. What a late tick was late by counts as elapsed,
 * and not as watched, whenever it comes to be deliberated.
 */

import { expect, test } from 'vitest';
import { createController } from '../../../firmware/controller.ts';
import { createSetup } from '../../../sim/world/setup.ts';
import { World } from '../../../sim/world/world.ts';

const MS = 1000;

/** Time elapsed and time watched, as the deliberations heard of them. */
function sumsOf(stalledMs: number, deliberates: boolean): readonly [number, number, number] {
  let elapsedMs = 0;
  let watchedMs = 0;
  const setup = Object.assign(createSetup(), { skipsIdle: false, journal: 'idle' });
  const world = new World(setup, (board, fittings, limits) => {
    const loop = createController(board, fittings, limits, true);
    const seen = loop.charger.seen;
    const tick = (): void => {
      if (deliberates) loop.hurry();
      Object.assign(seen, { elapsedMs: 0, watchedMs: 0 });
      loop.tick();
      elapsedMs += seen.elapsedMs;
      watchedMs += seen.watchedMs;
    };
    return Object.assign({}, loop, { tick });
  });
  world.start();
  world.advance(3000 * MS);
  world.processor.stall(stalledMs * MS);
  world.advance((stalledMs + 40) * MS);
  world.processor.stall(stalledMs * MS);
  world.advance((stalledMs + 40) * MS);
  world.processor.loop?.hurry();
  world.advance(10 * MS);
  return [elapsedMs, watchedMs, elapsedMs - watchedMs];
}

for (const deliberates of [true, false]) {
  const how = deliberates ? 'in that tick' : 'later';
  test(`late by less than a tick, deliberated ${how}: all of it was watched`, () => {
    expect(sumsOf(9, deliberates)[2]).toBe(0);
  });

  test(`late by much, deliberated ${how}: two ticks of it were watched`, () => {
    const [elapsedMs, , unwatchedMs] = sumsOf(90, deliberates);
    expect(elapsedMs).toBeGreaterThan(3000);
    expect(unwatchedMs).toBe(2 * (90 + 10 - 20));
  });
}
