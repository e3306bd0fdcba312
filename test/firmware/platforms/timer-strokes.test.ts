/**
 * Espruino's timers end a stroke of the lock, whatever the program does meanwhile.
 */

import { beforeEach, expect, test } from 'vitest';
import { Drive } from '../../../firmware/control/outputs.ts';
import type { LockBridge } from '../../../firmware/hal.ts';
import { createTimerStrokes } from '../../../firmware/platforms/timer-strokes.ts';
import { TimerDesk } from '../../support/timer-desk.ts';

let desk: TimerDesk;
let bridge: LockBridge;

function levels(): string {
  return ['D10', 'D11'].map((pin) => (desk.pin(pin).isHigh ? 1 : 0)).join('');
}

beforeEach(() => {
  desk = new TimerDesk();
  const pins = { extend: 'GP10', retract: 'GP11', endsInHardware: false };
  bridge = createTimerStrokes(pins, desk.module).bridge;
});

test.each([
  [Drive.Extend, '10'],
  [Drive.Retract, '01'],
] as const)('stroke %s ends by itself', (drive, driven) => {
  bridge.write(drive, 600);
  expect(levels()).toBe(driven);
  desk.pass(599);
  expect(levels()).toBe(driven);
  desk.pass(2);
  expect(levels()).toBe('00');
  desk.pass(3000);
  expect(levels()).toBe('00');
});

test('a stroke that begins before the last has ended has its own whole time', () => {
  bridge.write(Drive.Extend, 600);
  desk.pass(400);
  bridge.write(Drive.Retract, 600);
  desk.pass(599);
  expect(levels()).toBe('01');
  desk.pass(2);
  expect(levels()).toBe('00');
});

test('the brake stays on after a stroke, and goes off when it is told to', () => {
  bridge.write(Drive.Extend, 100);
  desk.pass(150);
  bridge.write(Drive.Brake, 0);
  desk.pass(1000);
  expect(levels()).toBe('11');
  bridge.write(Drive.Off, 0);
  expect(levels()).toBe('00');
});
