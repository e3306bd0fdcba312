/**
 * Strokes that the state machine ends, executed: at their time, whoever hangs; taken over; never both ways at once.
 */

import { beforeEach, expect, test } from 'vitest';
import { pinMap } from '../../../firmware/boards/pico.ts';
import { Drive } from '../../../firmware/control/outputs.ts';
import type { TimedBridge } from '../../../firmware/platforms/pin-board.ts';
import type { BridgePins } from '../../../firmware/platforms/pin-map.ts';
import { createPioStrokes } from '../../../firmware/platforms/pio-strokes.ts';
import { PioDesk } from '../../support/pio-desk.ts';

const EXTEND = 10;
const RETRACT = 11;

let desk: PioDesk;
let timed: TimedBridge;

function make(pins: BridgePins): void {
  desk = new PioDesk();
  const made = createPioStrokes(pins);
  if (made === null) throw new Error('no strokes in hardware');
  timed = made;
  desk.pass(1);
}

/** Extend and retract, as the pins stand. */
const levels = (): string => `${+desk.isHigh(EXTEND)}${+desk.isHigh(RETRACT)}`;

function write(drive: Drive, limitMs: number): string {
  timed.bridge.write(drive, limitMs);
  desk.pass(0.2);
  return levels();
}

beforeEach(() => make(pinMap.bridge as BridgePins));

test.each([
  [Drive.Extend, '10', EXTEND],
  [Drive.Retract, '01', RETRACT],
] as const)('a stroke (%s) ends by itself within 1 ms of its time', (drive, driven, pin) => {
  expect(levels()).toBe('00');
  expect(write(drive, 600)).toBe(driven);
  const endedMs = desk.timeToLow(pin);
  expect(Math.abs(endedMs - 600)).toBeLessThan(1);
  desk.pass(2000);
  expect(levels()).toBe('00');
});

test('it is ended early, and the brake stays', () => {
  write(Drive.Extend, 600);
  desk.pass(100);
  expect(write(Drive.Brake, 0)).toBe('11');
  desk.pass(5000);
  expect(levels()).toBe('11');
  expect(write(Drive.Off, 0)).toBe('00');
});

test('a reversal never has both directions on', () => {
  write(Drive.Extend, 600);
  timed.bridge.write(Drive.Retract, 600);
  const seen = new Set<string>();
  for (let i = 0; i < 100; i++) {
    seen.add(levels());
    desk.pass(0.005);
  }
  expect(seen.has('11')).toBe(false);
  expect(levels()).toBe('01');
});

test('off and the last resort reach the pins also while the machine stands still', () => {
  write(Drive.Extend, 600);
  desk.stopAll();
  expect(write(Drive.Off, 0)).toBe('00');
  make(pinMap.bridge as BridgePins);
  write(Drive.Retract, 600);
  timed.makeSafe();
  expect(levels()).toBe('00');
  expect(write(Drive.Extend, 600)).toBe('00');
});

test('a machine that stands still drives nothing, and never makes the interpreter wait', () => {
  desk.stopAll();
  for (let i = 0; i < 10; i++) write(Drive.Extend, 600);
  expect(levels()).toBe('00');
});

test('either order of the two pins; pins apart are left to the interpreter', () => {
  make({ extend: 'GP11', retract: 'GP10', endsInHardware: false });
  timed.bridge.write(Drive.Extend, 100);
  desk.pass(0.2);
  expect(levels()).toBe('01');
  expect(createPioStrokes({ extend: 'GP10', retract: 'GP12', endsInHardware: false })).toBeNull();
});
