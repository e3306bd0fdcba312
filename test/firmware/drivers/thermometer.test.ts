/**
 * Thermometer: temperature classes over the NTC of the wiring (10 kΩ, B = 3950, against 10 kΩ at 3.3 V),
 * each believed when two readings agree.
 */

import { expect, test } from 'vitest';
import { createSignals, Heat, type Signals } from '../../../firmware/control/signals.ts';
import {
  assumeNormal,
  createThermometer,
  HOT_CELSIUS,
  isThermometerSettled,
  observeThermometer,
} from '../../../firmware/drivers/thermometer.ts';

const CUT = 3300;
const SHORT = 0;

function millivoltsAt(celsius: number): number {
  const ohms = 10000 * Math.exp(3950 * (1 / (celsius + 273.15) - 1 / 298.15));
  return Math.round((3300 * ohms) / (10000 + ohms));
}

class Sensor {
  readonly sense = createThermometer();
  readonly seen = createSignals();

  /** One reading. */
  read(millivolts: number): boolean {
    return observeThermometer(this.sense, millivolts, this.seen);
  }

  /** Readings that agree. */
  at(celsius: number): this {
    this.read(millivoltsAt(celsius));
    this.read(millivoltsAt(celsius));
    return this;
  }

  get heat(): Heat {
    return this.seen.heat;
  }
}

/** Signals after these temperatures, one after the other. */
function after(...celsius: number[]): Signals {
  const sensor = new Sensor();
  for (const one of celsius) sensor.at(one);
  return sensor.seen;
}

test('classes going up: cold below 0 °C, warm from 60 °C, hot from 75 °C', () => {
  const sensor = new Sensor();
  const steps = [-20, -0.5, 6, 25, 59.5, 60.5, 74.5, 75.5, 90];
  expect(steps.map((celsius) => sensor.at(celsius).heat)).toEqual([
    Heat.Cold,
    Heat.Cold,
    Heat.Normal,
    Heat.Normal,
    Heat.Normal,
    Heat.Warm,
    Heat.Warm,
    Heat.Hot,
    Heat.Hot,
  ]);
});

test('going down, each step comes some degrees later, so that the offer does not flutter', () => {
  expect(after(76, 73).heat).toBe(Heat.Hot);
  expect(after(76, 66).heat).toBe(Heat.Warm);
  expect(after(76, 58).heat).toBe(Heat.Warm);
  expect(after(61, 58).heat).toBe(Heat.Warm);
  expect(after(61, 53).heat).toBe(Heat.Normal);
  expect(after(-1, 1.5).heat).toBe(Heat.Cold);
  expect(after(-1, 6).heat).toBe(Heat.Normal);
});

test('the hysteresis does not act on what was never reached', () => {
  expect(after(20, 73).heat).toBe(Heat.Warm);
  expect(after(20, 58).heat).toBe(Heat.Normal);
  expect(after(20, 1.5).heat).toBe(Heat.Normal);
});

test('from hot straight to normal skips warm', () => {
  expect(after(80, 20).heat).toBe(Heat.Normal);
});

test('a temperature that wanders by a degree about a threshold changes the class once', () => {
  for (const [threshold, before] of [
    [0, 5],
    [60, 55],
    [75, 70],
  ] as const) {
    const sensor = new Sensor().at(before);
    let changes = 0;
    for (let i = 0; i < 40; i++) {
      // Two readings on each side, so that each could be believed.
      if (sensor.read(millivoltsAt(threshold + (i % 4 < 2 ? 1 : -1)))) changes++;
    }
    expect(changes, `${threshold} °C`).toBe(1);
  }
});

test('each threshold begins at its millivolt', () => {
  const heatAt = (millivolts: number): Heat => {
    const sensor = new Sensor().at(20);
    sensor.read(millivolts);
    sensor.read(millivolts);
    return sensor.heat;
  };
  expect([99, 100, 427, 428, 656, 657, 2543, 2544, 3250, 3251].map(heatAt)).toEqual([
    Heat.Unknown,
    Heat.Hot,
    Heat.Hot,
    Heat.Warm,
    Heat.Warm,
    Heat.Normal,
    Heat.Normal,
    Heat.Cold,
    Heat.Cold,
    Heat.Unknown,
  ]);
});

test('what people are told of hot is where it begins', () => {
  expect(after(HOT_CELSIUS - 0.5).heat).toBe(Heat.Warm);
  expect(after(HOT_CELSIUS + 0.5).heat).toBe(Heat.Hot);
});

test('the first reading is believed alone only where it is a normal temperature', () => {
  expect(new Sensor().read(millivoltsAt(20))).toBe(true);
  for (const celsius of [-10, 65, 80]) expect(new Sensor().read(millivoltsAt(celsius))).toBe(false);
});

test('a reading that the next does not bear out is not believed, whatever it says', () => {
  for (const millivolts of [CUT, SHORT, millivoltsAt(-20), millivoltsAt(65), millivoltsAt(90)]) {
    const sensor = new Sensor().at(20);
    for (let i = 0; i < 5; i++) {
      expect(sensor.read(millivolts)).toBe(false);
      expect(sensor.read(millivoltsAt(20))).toBe(false);
    }
    expect(sensor.heat).toBe(Heat.Normal);
  }
});

test('while a reading waits for the next to agree nothing is settled', () => {
  const sensor = new Sensor().at(20);
  expect(isThermometerSettled(sensor.sense, sensor.seen)).toBe(true);
  sensor.read(CUT);
  expect(isThermometerSettled(sensor.sense, sensor.seen)).toBe(false);
  sensor.read(CUT);
  expect(isThermometerSettled(sensor.sense, sensor.seen)).toBe(true);
});

test('a cut wire and a short are no temperature, at any time', () => {
  for (const celsius of [-20, 20, 65, 80]) {
    for (const millivolts of [CUT, SHORT]) {
      const sensor = new Sensor().at(celsius);
      expect([sensor.read(millivolts), sensor.read(millivolts)]).toEqual([false, true]);
      expect(sensor.heat).toBe(Heat.Unknown);
      expect(sensor.seen.thermalMilliamps).toBe(0);
    }
  }
});

test('no temperature between −25 and 110 °C is taken for a broken wire', () => {
  for (let celsius = -25; celsius <= 110; celsius++) {
    expect(after(celsius).heat, `${celsius} °C`).not.toBe(Heat.Unknown);
  }
});

test('a thermometer that answers again is believed again', () => {
  const sensor = new Sensor().at(20);
  sensor.read(CUT);
  sensor.read(CUT);
  sensor.at(20);
  expect(sensor.heat).toBe(Heat.Normal);
  expect(sensor.seen.thermalMilliamps).toBe(80000);
});

test('warm offers less, hot offers nothing, cold and normal limit nothing', () => {
  expect(after(-10).thermalMilliamps).toBe(80000);
  expect(after(20).thermalMilliamps).toBe(80000);
  expect(after(65).thermalMilliamps).toBe(16000);
  expect(after(80).thermalMilliamps).toBe(0);
  expect(after(80, 65).thermalMilliamps).toBe(16000);
  expect(after(80, 65, 20).thermalMilliamps).toBe(80000);
});

test('the first belief is news, whatever it is; the same again is none', () => {
  for (const celsius of [-10, 20, 65, 80]) {
    const sensor = new Sensor();
    const millivolts = millivoltsAt(celsius);
    const news = [sensor.read(millivolts), sensor.read(millivolts)];
    expect(news.filter((one) => one).length, `${celsius} °C`).toBe(1);
    expect(sensor.read(millivolts), `${celsius} °C`).toBe(false);
  }
});

test('before the first reading nothing may be offered; without a thermometer nothing is limited', () => {
  const seen = createSignals();
  expect(seen.thermalMilliamps).toBe(0);
  seen.heat = Heat.Unknown;
  assumeNormal(seen);
  expect([seen.heat, seen.thermalMilliamps]).toEqual([Heat.Normal, 80000]);
});
