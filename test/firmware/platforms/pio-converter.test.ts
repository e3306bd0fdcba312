/**
 * The converter's program, executed against an MCP3208: every channel, every value, and what a missing one reads.
 */

import { expect, test } from 'vitest';
import { createPioConverter } from '../../../firmware/platforms/pio-converter.ts';
import { Mcp3208 } from '../../../sim/chip/mcp3208.ts';
import { PioDesk } from '../../support/pio-desk.ts';

const pins = { clock: 'GP18', select: 'GP26', command: 'GP19', data: 'GP20' };
const DATA = 20;

function make(counts: (channel: number) => number) {
  const desk = new PioDesk();
  desk.drive(DATA, false);
  // In the midst of the machine's own step: nothing may look at the machines again.
  const converter = new Mcp3208(pins, counts, (high) => desk.mcu.gpio[DATA]?.setInputValue(high));
  desk.onLevel = (pin, isHigh) => converter.level(pin, isHigh);
  return { desk, channels: createPioConverter(pins) };
}

test('every channel is told from the others, and every bit arrives', () => {
  for (const values of [
    [0, 4095, 2048, 1, 2730, 1365, 1024, 3000],
    [4095, 0, 1, 2048, 1365, 2730, 3000, 1024],
  ]) {
    const { channels } = make((channel) => values[channel] as number);
    for (let channel = 0; channel < 8; channel++) {
      const read = channels(channel);
      for (let i = 0; i < 3; i++) expect(read() * 4096).toBe(values[channel]);
    }
  }
});

test('a change is read with the next conversion', () => {
  let counts = 100;
  const { channels } = make(() => counts);
  const read = channels(0);
  expect(read() * 4096).toBe(100);
  counts = 3999;
  expect(read() * 4096).toBe(3999);
});

test('without a converter it reads 0, behind a pull-down', () => {
  const desk = new PioDesk();
  desk.drive(DATA, false);
  const read = createPioConverter(pins)(3);
  expect(read()).toBe(0);
  expect(desk.modes.get(DATA)).toBe(3);
});

test('it begins without being selected, and ends every conversion so', () => {
  const { desk, channels } = make(() => 7);
  desk.pass(1);
  expect(desk.isHigh(26)).toBe(true);
  channels(0)();
  expect(desk.isHigh(26)).toBe(true);
});
