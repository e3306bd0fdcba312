/**
 * The time to the first output counts from the chip's power, not from the beginning of the world around it.
 */

import { expect, test } from 'vitest';
import { pinMap } from '../../../firmware/boards/pico.ts';
import { measureAtRest } from '../../../sim/chip/at-rest.ts';
import type { Installed } from '../../../sim/chip/installed.ts';
import type { Runner } from '../../../sim/world/processor.ts';

const STARTS_MS = 850;

test('a chip that drives its contactor 850 ms after power is said to do so', () => {
  const contactor = { outputEnable: false };
  const pico = { nanos: 0, mcu: { gpio: { 9: contactor } } };
  const runner: Runner = {
    // Once per ms of the chip, as the runner of a chip is called.
    tick: () => {
      pico.nanos += 1e6;
      contactor.outputEnable = pico.nanos >= STARTS_MS * 1e6;
    },
    hurry: () => undefined,
    idleTicks: () => 0,
    skip: () => undefined,
  };
  const chip = { platform: 'kaluma', map: pinMap, chip: () => ({ pico, start: () => runner }) };
  expect(measureAtRest(chip as unknown as Installed).firstOutputMs).toBe(STARTS_MS);
});
