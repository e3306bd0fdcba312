/**
 * Jig words: the played world in the words of a jig, and what a jig sees of a lock's bridge.
 */

import { expect, test } from 'vitest';
import { Drive } from '../../../firmware/control/outputs.ts';
import { jigWords, SeenBridge } from '../../../hil/target/jig-words.ts';
import { ProductReport } from '../../../hil/target/product-report.ts';
import { ms } from '../../../sim/clock.ts';
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
  expect(bridge.isOverrun(Drive.Extend, 0)).toBe(false);
  expect(bridge.see('retract', true)).toBe(Drive.Brake);
  expect(bridge.isOverrun(Drive.Brake, ms(600))).toBe(false);
  expect(bridge.see('extend', false)).toBe(Drive.Retract);
  expect(bridge.isOverrun(Drive.Retract, ms(700))).toBe(false);
  expect(bridge.see('retract', false)).toBe(Drive.Off);
  expect(bridge.isOverrun(Drive.Off, ms(1310))).toBe(true);
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
