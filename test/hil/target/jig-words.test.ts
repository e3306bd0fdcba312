/**
 * Jig words: the played world in the words of a jig, and what a jig sees of a lock's bridge.
 */

import { expect, test } from 'vitest';
import { Drive } from '../../../firmware/control/outputs.ts';
import { TraceGuard } from '../../../hil/rules/trace-guard.ts';
import { applySeen, jigWords, SeenBridge } from '../../../hil/target/jig-words.ts';
import { ProductReport } from '../../../hil/target/product-report.ts';
import { ms } from '../../../sim/clock.ts';
import type { SimBoard } from '../../../sim/world/board.ts';
import { createSetup } from '../../../sim/world/setup.ts';
import { World } from '../../../sim/world/world.ts';

const all = new Set(['supply', 'proximity', 'diode', 'pilot', 'car', 'stop', 'start', 'latch']);

function worldWith(furnish: (world: World) => void): Record<string, string> {
  const world = new World(createSetup());
  world.start();
  world.advance(ms(300));
  furnish(world);
  return Object.fromEntries(jigWords(world, all, new Map([['latch', 'before']])));
}

test('a car is seen on the pilot once the plug is in, and not before', () => {
  const car = (world: World): void => world.plant.car.force('C');
  expect(worldWith(car)['car']).toBe('A');
  const both = worldWith((world) => {
    car(world);
    world.plant.socket.insert('in');
  });
  expect(both).toMatchObject({ car: 'C', proximity: '220', supply: 'on', latch: 'unlocked' });
});

test('a pin on its way is what it was at the last of its ends, as a relay is', () => {
  const latchAt = (position: number): string | undefined =>
    worldWith((world) => {
      world.plant.pin.place(position);
    })['latch'];
  expect([0, 0.5, 1].map(latchAt)).toEqual(['unlocked', 'before', 'locked']);
});

test('a stuck contact of the latch is the relay, whatever the pin does', () => {
  const stuck = (where: 'locked' | 'unlocked', position: number): string | undefined =>
    worldWith((world) => {
      world.plant.latch.stuck = where;
      world.plant.pin.place(position);
    })['latch'];
  expect([stuck('locked', 0), stuck('unlocked', 1)]).toEqual(['locked', 'unlocked']);
});

test('wires: cut is no resistor, shorted is one of none', () => {
  const proximity = (wire: 'cut' | 'shorted'): string | undefined =>
    worldWith((world) => {
      world.plant.socket.insert('in');
      world.plant.socket.wire = wire;
    })['proximity'];
  expect([proximity('cut'), proximity('shorted')]).toEqual(['none', 'short']);
});

test('two inputs of a bridge make four drives, and a stroke is timed by its own ends', () => {
  const bridge = new SeenBridge();
  bridge.ratedMs = 600;
  expect(bridge.see('extend', true)).toBe(Drive.Extend);
  expect(bridge.overrunUs(Drive.Extend, 0)).toBe(0);
  expect(bridge.see('retract', true)).toBe(Drive.Brake);
  expect(bridge.overrunUs(Drive.Brake, ms(600))).toBe(0);
  expect(bridge.see('extend', false)).toBe(Drive.Retract);
  expect(bridge.overrunUs(Drive.Retract, ms(700))).toBe(0);
  expect(bridge.see('retract', false)).toBe(Drive.Off);
  expect(bridge.overrunUs(Drive.Off, ms(1310))).toBe(ms(10));
});

/** A stroke of so many ms, with ends that were stamped up to so much too late: what the trace says of it. */
function strokeOf(lastedMs: number, lateMs: number) {
  let board: SimBoard | null = null;
  const still = {
    tick: () => undefined,
    hurry: () => undefined,
    idleTicks: () => 0,
    skip: () => undefined,
  };
  const world = new World(createSetup(), (made) => {
    board = made;
    return still;
  });
  world.start();
  world.advance(ms(300));
  const bridge = new SeenBridge();
  bridge.ratedMs = 600;
  bridge.lateUs = ms(lateMs);
  for (const [atMs, on] of [
    [100, 1],
    [100 + lastedMs, 0],
  ] as const) {
    world.stampUs = ms(atMs);
    applySeen(world, board as unknown as SimBoard, bridge, ['net', 'extend', `${on}`]);
  }
  const guard = new TraceGuard(createSetup(), { edgesMs: 2, beliefsMs: 2 });
  for (const event of world.trace.events) guard.observe(event);
  const about = 'stroke-over-rating';
  return {
    hazards: world.trace.events.filter(({ name }) => name === 'hazard').map(({ value }) => value),
    isJudged: guard.judged.judged.includes(about),
    why: guard.judged.notJudged.filter((gap) => gap.startsWith(about)),
  };
}

test('a stroke is over its rating where the lateness of its stamps cannot explain it, and only there', () => {
  const over = ['stroke-over-rating: the actuator is driven for longer than it is rated for'];
  const judged = { hazards: [], isJudged: true, why: [] };
  expect(strokeOf(605, 0)).toEqual(judged);
  expect(strokeOf(606, 0)).toMatchObject({ hazards: over, isJudged: true });
  expect(strokeOf(605, 90)).toEqual(judged);
  expect(strokeOf(695, 90)).toEqual({
    hazards: [],
    isJudged: false,
    why: ['stroke-over-rating: it was over by 95 ms, and its ends are known to ± 90 ms only'],
  });
  expect(strokeOf(696, 90)).toMatchObject({ hazards: over });
});

test('a line of the console is late by what it took longer than the fastest', () => {
  const report = new ProductReport();
  expect(report.take('ok holdfast', 5)).toBe(0);
  expect(report.take('~ 100 phase idle', 1020)).toBe(0);
  expect(report.take('~ 200 fault none', 1160)).toBe(40);
  expect(report.take('~ 300 fault welded', 1210)).toBe(0);
  expect(report.take('~ 400 fault none', 1320)).toBe(10);
  // Started again: its time begins anew, and so does what is known of the way.
  expect(report.take('~ 10 phase restart', 9000)).toBe(0);
  expect(report.valueOf('phase')).toBe('restart');
  report.forget();
  expect(report.valueOf('phase')).toBe('not known');
});
