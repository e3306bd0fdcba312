/** How long a pin was high, by the chip's own time, as its registers are written. */

import { RP2040 } from 'rp2040js';
import { expect, test } from 'vitest';
import type { Pico } from '../../../sim/chip/pico.ts';
import { pulsesOf } from '../../../sim/chip/ticks.ts';

const GPIO_CTRL = 0x40014004;
const FUNCTION_SIO = 5;
const SIO = 0xd0000000;
const OUT_SET = SIO + 0x14;
const OUT_CLEAR = SIO + 0x18;
const ENABLE_SET = SIO + 0x24;

test('a pulse lasts from its rise to its fall; other pins, repeated writes and one that began before do not count', () => {
  const mcu = new RP2040();
  const pico = { mcu, nanos: 0 };
  mcu.writeUint32(GPIO_CTRL + 8 * 25, FUNCTION_SIO);
  mcu.writeUint32(ENABLE_SET, 1 << 25);
  mcu.writeUint32(OUT_SET, 1 << 25);
  const pulses = pulsesOf(pico as unknown as Pico, 25);
  // Nobody saw it rise.
  mcu.writeUint32(OUT_CLEAR, 1 << 25);
  const at = (ms: number, register: number, pin: number): void => {
    pico.nanos = ms * 1e6;
    mcu.writeUint32(register, 1 << pin);
  };
  expect(pulses).toEqual([]);
  at(1, OUT_SET, 25);
  at(2, OUT_SET, 25);
  at(3, OUT_CLEAR, 24);
  expect(pulses).toEqual([]);
  at(4.5, OUT_CLEAR, 25);
  at(5, OUT_CLEAR, 25);
  at(10, OUT_SET, 25);
  at(12, OUT_CLEAR, 25);
  expect(pulses).toEqual([3.5, 2]);
});
