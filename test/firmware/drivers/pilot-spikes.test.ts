/**
 * Pilot spikes: harmless ones, one behind the other, as a board samples them that converts one half of the pilot after
 * the other and each for a millisecond; and the share of bad time that is believed all the same.
 */

import { expect, test } from 'vitest';
import { pinMap } from '../../../firmware/boards/pico.ts';
import { createSignals, Pilot } from '../../../firmware/control/signals.ts';
import {
  createControlPilot,
  observePilot,
  retunePilot,
} from '../../../firmware/drivers/control-pilot.ts';
import { createQuietWindow, createReadings } from '../../../firmware/drivers/quiet-window.ts';
import { createAnalogReader } from '../../../firmware/platforms/analog.ts';
import { createFastInputs } from '../../../firmware/platforms/fast-inputs.ts';
import type { PinCalls } from '../../../firmware/platforms/pin-calls.ts';
import { Clock, ms } from '../../../sim/clock.ts';
import { PilotLine } from '../../../sim/plant/pilot-line.ts';

const DUTY = 533;
const TICK_US = ms(10);
/** From the beginning of a tick to its first conversion, and from one conversion to the next, on Kaluma. */
const FIRST_US = 500;
const CONVERSION_US = 1160;

/** A vehicle that charges, behind the drawn front end and the reference schematic's own sampling. */
class Charging {
  readonly seen = createSignals();
  private readonly clock = new Clock();
  private readonly line = new PilotLine(this.clock, () => undefined);
  private readonly pilot = createControlPilot();
  private readonly quietWindow = createQuietWindow();
  private readonly readings = createReadings();
  private readonly inputs = createFastInputs(
    pinMap,
    this.calls(),
    createAnalogReader(pinMap, this.calls()),
  );
  private lastMs = 0;

  /** @param phaseUs of the ticks against the line */
  constructor(private readonly phaseUs: number) {
    const { line } = this;
    line.noiseMillivolts = 0;
    line.vehicleOhms = 882;
    line.power(true);
    line.connect(true);
    line.setDuty(DUTY);
    retunePilot(this.pilot, DUTY, this.seen, this.quietWindow);
    this.run(ms(200));
  }

  private share(millivolts: number): number {
    const { atZero, atFull } = pinMap.pilotHigh;
    return (millivolts - atZero) / (atFull - atZero);
  }

  private calls(): PinCalls<string> {
    return {
      open: (name) => name,
      asOutput: () => undefined,
      asInput: () => undefined,
      write: () => undefined,
      read: () => false,
      writeTogether: () => () => undefined,
      readTogether: () => () => 0,
      channels: null,
      readShare: (pin) => {
        this.clock.advanceTo(this.clock.nowUs + CONVERSION_US);
        if (pin === pinMap.pilotHigh.pin) return this.share(this.line.sampleHigh());
        return pin === pinMap.pilotLow.pin ? this.share(this.line.sampleLow()) : 0;
      },
      startPwm: () => () => undefined,
      after: () => undefined,
    };
  }

  spikeAt(atUs: number, forUs: number): void {
    this.clock.at(atUs, () => this.line.spike(12000, forUs));
  }

  /** @returns when C was left, in µs; null where it was not */
  run(toUs: number): number | null {
    const { clock } = this;
    const wasC = this.seen.pilot === Pilot.C;
    for (;;) {
      const tickUs = Math.ceil((clock.nowUs - this.phaseUs) / TICK_US) * TICK_US + this.phaseUs;
      if (tickUs > toUs) return null;
      clock.advanceTo(tickUs);
      const nowMs = Math.floor(clock.nowUs / 1000);
      clock.advanceTo(clock.nowUs + FIRST_US);
      this.inputs.sample(this.readings);
      const { pilot, readings, seen, quietWindow } = this;
      observePilot(pilot, readings, nowMs - this.lastMs, 0, seen, quietWindow);
      this.lastMs = nowMs;
      if (wasC && seen.pilot !== Pilot.C) return clock.nowUs;
    }
  }
}

/** Every phase of the ticks against the line, in steps that its own period is no multiple of. */
const phases = Array.from({ length: 36 }, (_, i) => i * 277);

test.each([0, 300, 600])(
  'spikes of 20 ms with gaps of 17 and 41 ms are harmless, %d µs into a period of the PWM',
  (offsetUs) => {
    for (const phaseUs of phases) {
      const charger = new Charging(phaseUs);
      expect(charger.seen.pilot).toBe(Pilot.C);
      for (let i = 0; i < 15; i++) {
        charger.spikeAt(ms(237 + 98 * i) + offsetUs, ms(20));
        charger.spikeAt(ms(298 + 98 * i) + offsetUs, ms(20));
      }
      expect(charger.run(ms(1800)), `a phase of ${phaseUs} µs`).toBeNull();
    }
  },
);

test.each([
  [24, 40],
  [28, 40],
  [20, 30],
])(
  'spikes of %d ms every %d ms are a lost vehicle within half a second, at any phase',
  (lastMs, everyMs) => {
    for (const phaseUs of phases) {
      const charger = new Charging(phaseUs);
      for (let i = 0; i < 25; i++) charger.spikeAt(ms(237 + everyMs * i), ms(lastMs));
      expect(charger.run(ms(737)), `a phase of ${phaseUs} µs`).not.toBeNull();
    }
  },
);

test('a spike of 24 ms is harmless, at any phase of tick and PWM', () => {
  for (const phaseUs of phases) {
    const charger = new Charging(phaseUs);
    charger.spikeAt(ms(237), ms(24));
    expect(charger.run(ms(400)), `a phase of ${phaseUs} µs`).toBeNull();
  }
});
