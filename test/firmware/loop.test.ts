/** Loop: what one tick does with late laps, requests, the watchdog, and readings that no belief follows. */
import { expect, test } from 'vitest';
import { demandsOpen } from '../../firmware/control/open-conditions.ts';
import { Latch, Pilot, Proximity, Service } from '../../firmware/control/signals.ts';
import { Phase } from '../../firmware/control/state.ts';
import { Level } from '../../firmware/drivers/digital-inputs.ts';
import { Rule } from '../../firmware/guard/memory.ts';
import { type Board, type Readings, type Reflex, Trip } from '../../firmware/hal.ts';
import { createLoop } from '../../firmware/loop.ts';
import { ms } from '../../sim/clock.ts';
import { shell } from '../support/running-shell.ts';
import { stillBoard, stillCharger } from '../support/still-board.ts';

function bench(over: Partial<Board> = {}) {
  const laps = { ms: 10, fed: 0, reports: 0 };
  const inputs = { levels: (): number => Level.Supply };
  const still = stillBoard({
    clock: { lapMs: () => laps.ms },
    watchdog: {
      feed: () => {
        laps.fed++;
      },
    },
    inputs: {
      sample: (readings: Readings) => {
        Object.defineProperty(readings, 'levels', { get: inputs.levels, configurable: true });
      },
    },
    ...over,
  });
  const charger = stillCharger(still);
  const loop = createLoop(charger, {
    report: () => {
      laps.reports++;
    },
    serve: () => false,
    isServing: () => false,
    dueMs: () => 100000000,
  });
  return { ...still, charger, loop, laps, inputs };
}

test('before the first tick everything is put out once, and the first sample is taken', () => {
  const { calls, charger, laps } = bench();
  expect(calls.filter((call) => call === 'contactor false').length).toBe(1);
  expect([charger.seen.supply, laps.reports, laps.fed]).toEqual([true, 0, 0]);
});

test('a healthy tick feeds the watchdog once; after a broken rule none does', () => {
  const { charger, loop, laps } = bench();
  for (let i = 0; i < 3; i++) loop.tick();
  expect([laps.fed, charger.uptimeMs]).toEqual([3, 30]);
  charger.guard.tripped = Rule.R1;
  for (let i = 0; i < 3; i++) loop.tick();
  expect(laps.fed).toBe(3);
});

test('a lap is late above one and a half ticks, and the worst one is kept', () => {
  const { charger, loop, laps } = bench();
  for (const [ms, late, worst] of [
    [15, 0, 0],
    [16, 1, 16],
    [40, 2, 40],
    [20, 3, 40],
  ] as const) {
    laps.ms = ms;
    loop.tick();
    expect([charger.lateTicks, charger.worstLapMs]).toEqual([late, worst]);
  }
});

test('of a lap two ticks count as watched, and what was not is told once', () => {
  const { charger, loop, laps } = bench();
  const told = [10, 16, 20, 21, 500, 10].map((ms) => {
    laps.ms = ms;
    loop.hurry();
    loop.tick();
    return [charger.seen.elapsedMs, charger.seen.watchedMs];
  });
  expect(told).toEqual([
    [10, 10],
    [16, 16],
    [20, 20],
    [21, 20],
    [500, 20],
    [10, 10],
  ]);
});

test('what was asked for is asked of one decision only', () => {
  const { charger, loop, laps } = bench();
  Object.assign(charger.seen, {
    stop: true,
    start: true,
    unlock: true,
    person: true,
    opened: true,
    limited: true,
    service: Service.Extend,
  });
  loop.hurry();
  loop.tick();
  expect(laps.reports).toBe(1);
  expect(charger.seen).toMatchObject({
    stop: false,
    start: false,
    unlock: false,
    person: false,
    opened: false,
    limited: false,
    service: Service.None,
  });
});

test('ticks that are skipped count as time', () => {
  const { charger, loop } = bench();
  loop.skip(7);
  expect(charger.uptimeMs).toBe(70);
  loop.hurry();
  loop.tick();
  expect(charger.seen.elapsedMs).toBe(80);
});

/** A tick of a charge, or of an open contactor, in which the emergency stop is seen so many times, and then no more. */
function glimpsed(times: number, isClosed = true) {
  const all = bench();
  const { charger, loop, inputs } = all;
  for (let i = 0; i < 60; i++) loop.tick();
  // It has been seen before, but not for long enough to be believed.
  inputs.levels = () => Level.Supply | Level.EStop;
  loop.tick();
  charger.state.phase = isClosed ? Phase.Energized : Phase.Ready;
  charger.outputs.contactorClosed = isClosed;
  charger.written.contactorClosed = isClosed;
  for (const net of charger.nets)
    if (net.bit === Level.EStop) (net as { forMs: number }).forMs = 20;
  const { C } = Pilot;
  Object.assign(charger.seen, { pilot: C, latch: Latch.Locked, proximity: Proximity.Seated });
  expect(demandsOpen(charger.seen, charger.limits)).toBe(false);
  let looks = 0;
  inputs.levels = () => (looks++ < times ? Level.Supply | Level.EStop : Level.Supply);
  all.calls.length = 0;
  loop.tick();
  return all;
}

test('the raw readings open before anything is looked at, and what no belief follows is counted so', () => {
  const opened = glimpsed(1);
  expect(opened.calls[0]).toBe('contactor false');
  expect(opened.charger.reflex).toMatchObject({ trip: Trip.Unknown, openings: 1, unconfirmed: 1 });
  // It is decided upon in the same tick, or the contactor would be closed again.
  expect(opened.charger.state.phase).toBe(Phase.Opening);
  const believed = glimpsed(100);
  expect(believed.calls[0]).toBe('contactor false');
  expect(believed.charger.seen.eStop).toBe(true);
  expect(believed.charger.reflex.openings).toBe(0);
  const undisturbed = glimpsed(0);
  expect(undisturbed.charger.reflex.openings).toBe(0);
  // Where nothing is closed there is nothing to open.
  expect(glimpsed(1, false).charger.reflex.openings).toBe(0);
});

/** What is asked of hardware beside the loop, and when, in a tick that decides while the contactor is closed. */
function orderBeside(isCharging: boolean): string[] {
  const order: string[] = [];
  const reflex: Reflex = {
    watches: 0,
    patienceMs: 500,
    feed: () => {
      order.push('feed');
    },
    trip: () => {
      order.push('trip');
      return Trip.None;
    },
  };
  const { charger, loop, inputs } = bench({ reflex });
  const supply = inputs.levels;
  inputs.levels = () => {
    if (order.at(-1) !== 'look') order.push('look');
    return supply();
  };
  charger.outputs.contactorClosed = true;
  charger.written.contactorClosed = true;
  if (isCharging) {
    charger.state.phase = Phase.Energized;
    charger.guard.closed = true;
    const { C } = Pilot;
    Object.assign(charger.seen, { pilot: C, latch: Latch.Locked, proximity: Proximity.Seated });
  }
  loop.hurry();
  loop.tick();
  expect([charger.outputs.contactorClosed, charger.guard.tripped]).toEqual([isCharging, Rule.None]);
  return order;
}

test('beside hardware the tick serves it before it samples, and feeds it around a decision', () => {
  // Behind a decision that opens there is nothing to feed.
  expect(orderBeside(false)).toEqual(['trip', 'feed', 'look', 'feed']);
  expect(orderBeside(true)).toEqual(['trip', 'feed', 'look', 'feed', 'feed']);
});

test('ticks may be skipped while nothing is on its way, and not otherwise', () => {
  const all = shell();
  all.world.start();
  all.world.advance(ms(16000));
  const charger = all.charger();
  const idleTicks = (): number => all.loop().idleTicks();
  for (let i = 0; i < 20 && idleTicks() === 0; i++) all.world.advance(ms(10));
  expect(idleTicks()).toBeGreaterThan(1);
  const spoil: ((undo: boolean) => void)[] = [
    (undo) => {
      charger.reflex.openForMs = undo ? -1 : 0;
    },
    (undo) => {
      charger.indicator.light += undo ? -1 : 1;
    },
    (undo) => {
      charger.guard.tripped = undo ? Rule.None : Rule.R1;
    },
    (undo) => {
      charger.proximity.unrestMs = undo ? 0 : 1;
    },
    (undo) => {
      charger.requests.externalMilliamps += undo ? 1 : -1;
    },
  ];
  for (const change of spoil) {
    change(false);
    expect(idleTicks()).toBe(0);
    change(true);
    expect(idleTicks()).toBeGreaterThan(1);
  }
});
