/**
 * Sampling and converter: every net of a schematic at its bit and in its millivolts, whatever else the
 * schematic lacks, and the multiplexer on the channel before a conversion begins.
 */

import { expect, test } from 'vitest';
import { pinMap as esp32 } from '../../../firmware/boards/esp32-espruino.ts';
import { pinMap as linux } from '../../../firmware/boards/linux-pi.ts';
import { pinMap as nucleo } from '../../../firmware/boards/nucleo-espruino.ts';
import { pinMap } from '../../../firmware/boards/pico.ts';
import { eachLevel, Level, type Pull } from '../../../firmware/drivers/digital-inputs.ts';
import { createReadings } from '../../../firmware/drivers/quiet-window.ts';
import { createAnalogReader } from '../../../firmware/platforms/analog.ts';
import { createFastInputs } from '../../../firmware/platforms/fast-inputs.ts';
import type { PinCalls } from '../../../firmware/platforms/pin-calls.ts';
import type { PinMap } from '../../../firmware/platforms/pin-map.ts';

/** Pins that read as they are told, and a list of what was done. */
class Pins {
  readonly high = new Set<string>();
  readonly shares = new Map<string, number>();
  readonly pulls = new Map<string, Pull>();
  readonly done: string[] = [];
  readonly calls: PinCalls<string> = {
    open: (name) => name,
    asOutput: () => undefined,
    asInput: (pin, pull) => this.pulls.set(pin, pull),
    write: () => undefined,
    read: (pin) => this.high.has(pin),
    writeTogether: (pins) => (bits) => {
      this.done.push(`${pins.join(' ')} = ${bits}`);
    },
    readTogether: (pins) => () =>
      pins.reduce((bits, pin, i) => bits | (this.high.has(pin) ? 1 << i : 0), 0),
    channels: null,
    readShare: (pin) => {
      this.done.push(pin);
      return this.shares.get(pin) ?? 0;
    },
    startPwm: () => () => undefined,
    after: () => undefined,
  };

  /** Every input as it is when it says nothing. */
  rest(map: PinMap): void {
    eachLevel(map, (net) => {
      if (net.activeLow) this.high.add(net.pin);
      else this.high.delete(net.pin);
    });
  }
}

const maps: readonly (readonly [string, PinMap])[] = [
  ['every net', pinMap],
  ['no mirror contact', { ...pinMap, mirror: null }],
  ['no outgoing voltage', { ...pinMap, outgoing: null }],
  ['neither sensor nor start button', { ...pinMap, residual: null, startButton: null }],
];

for (const [what, map] of maps) {
  test(`with ${what}, each input has its own bit, whichever way it is wired`, () => {
    const pins = new Pins();
    const sampling = createFastInputs(map, pins.calls, createAnalogReader(map, pins.calls));
    const readings = createReadings();
    const levels = (): number => {
      sampling.sample(readings);
      return readings.levels;
    };
    pins.rest(map);
    expect(levels()).toBe(0);
    eachLevel(map, (net, bit) => {
      pins.rest(map);
      if (net.activeLow) pins.high.delete(net.pin);
      else pins.high.add(net.pin);
      expect(levels(), net.pin).toBe(bit);
    });
  });
}

test('the resistor is the one that the map names, whichever way the input is asserted', () => {
  const map = {
    ...pinMap,
    eStop: { pin: 'GP6', activeLow: false, pull: 'none' },
    stopButton: { pin: 'GP7', activeLow: true, pull: 'down' },
  } as const;
  const pins = new Pins();
  createFastInputs(map, pins.calls, createAnalogReader(map, pins.calls));
  expect([...pins.pulls]).toEqual([
    ['GP2', 'up'],
    ['GP3', 'up'],
    ['GP4', 'up'],
    ['GP5', 'up'],
    ['GP6', 'none'],
    ['GP7', 'down'],
    ['GP8', 'up'],
  ]);
});

test('with every wire broken nothing reads open, untripped or unpressed that its contact would have said', () => {
  for (const map of [pinMap, nucleo, esp32, linux]) {
    const pins = new Pins();
    const sampling = createFastInputs(map, pins.calls, createAnalogReader(map, pins.calls));
    const readings = createReadings();
    // Held up by the chip's resistor, or by the one that is drawn.
    eachLevel(map, (net) => pins.high.add(net.pin));
    sampling.sample(readings);
    expect(readings.levels, map.name).toBe(Level.Mirror | Level.Residual | Level.EStop);
  }
});

test('both halves of the pilot and the latch are looked at in every tick', () => {
  const pins = new Pins();
  const sampling = createFastInputs(pinMap, pins.calls, createAnalogReader(pinMap, pins.calls));
  const readings = createReadings();
  for (const [share, high, low] of [
    [1, 16500, 16500],
    [0.5, 1650, 1650],
    [0.8, 10560, 10560],
  ] as const) {
    pins.shares.set('GP26', share).set('GP27', share).set('GP28', share);
    sampling.sample(readings);
    expect(readings).toMatchObject({
      pilotHighMillivolts: high,
      pilotLowMillivolts: low,
      latchMillivolts: 4950 * share,
    });
  }
});

test('the multiplexer is told before the conversion, and only when the channel changes', () => {
  const pins = new Pins();
  const converter = createAnalogReader(pinMap, pins.calls);
  const latch = converter(pinMap.latch);
  const proximity = converter(pinMap.proximity);
  pins.shares.set('GP28', 0.25);
  expect([latch(), latch(), proximity(), latch()]).toEqual([1237, 1237, 825, 1237]);
  const select = 'GP18 GP19 GP20 =';
  expect(pins.done).toEqual(['GP28', 'GP28', `${select} 1`, 'GP28', `${select} 0`, 'GP28']);
});
