/**
 * Coil: what its driver and its supply make of a command.
 */

import { expect, test } from 'vitest';
import { Coil } from '../../../sim/plant/coil.ts';

function make() {
  const driven: boolean[] = [];
  const coil = new Coil((on) => driven.push(on));
  coil.feed(true, true, true);
  return { coil, isOn: () => driven.at(-1) };
}

test('a whole driver follows its command', () => {
  const { coil, isOn } = make();
  coil.command(true);
  expect(isOn()).toBe(true);
  coil.command(false);
  expect(isOn()).toBe(false);
});

test('a shorted driver stays on, but comes on by itself no more than before', () => {
  const { coil, isOn } = make();
  coil.driverShorted = true;
  coil.reconsider();
  expect(isOn()).toBe(false);
  coil.command(true);
  coil.command(false);
  expect(isOn()).toBe(true);
  coil.driverShorted = false;
  coil.reconsider();
  expect(isOn()).toBe(false);
});

test('a shorted driver lets go with the rail that feeds it', () => {
  const { coil, isOn } = make();
  coil.command(true);
  coil.driverShorted = true;
  coil.command(false);
  coil.feed(false, false, true);
  expect(isOn()).toBe(false);
  coil.feed(true, true, true);
  expect(isOn()).toBe(false);
});

test('fed from mains it drops in a dip, and pulls in again behind it', () => {
  const { coil, isOn } = make();
  coil.fedFrom = 'mains';
  coil.command(true);
  coil.feed(true, false, true);
  expect(isOn()).toBe(false);
  coil.feed(true, true, true);
  expect(isOn()).toBe(true);
});
