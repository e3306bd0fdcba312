/** Programs of a state machine run in the chip's time, with its clock divider, and their pins can be read. */
import { type RP2040, Simulator } from 'rp2040js';
import { expect, test } from 'vitest';
import { Pio } from '../../../sim/chip/pio.ts';
import { snapshotOf } from '../../../sim/chip/snapshot.ts';

const PIO0 = 0x50200000;
const CTRL = 0x00;
const TXF0 = 0x10;
const INSTRUCTIONS = 0x48;
const CLKDIV = 0xc8;
const EXECCTRL = 0xcc;
const ADDR = 0xd4;
const INSTR = 0xd8;
const PINCTRL = 0xdc;
const GPIO_CTRL = 0x40014004;
const PADS = 0x4001c004;
const GPIO_IN = 0xd0000004;
/** SET with one pin. */
const SET_ONE = 1 << 26;
const pin = (n: number): number => n << 5;
const OUTPUT = 3;
const INPUT = 4;
const FUNCTION_PIO0 = 6;
/** At this divider an instruction takes 10 µs. */
const DIVIDER = 1250;
const INSTRUCTION_NANOS = 10_000;

interface Chip {
  readonly mcu: RP2040;
  readonly pio: Pio;
  pass(nanos: number): void;
  isHigh(): boolean;
  readonly put: () => () => void;
}

/** A chip with one program on the first machine, which drives pin 3 and jumps by pin 4. */
function load(program: readonly number[]): Chip {
  const simulator = new Simulator();
  const { rp2040: mcu, clock } = simulator;
  const pio = new Pio(mcu);
  program.forEach((code, i) => {
    mcu.writeUint32(PIO0 + INSTRUCTIONS + 4 * i, code);
  });
  mcu.writeUint32(PADS + 4 * OUTPUT, 0x40);
  mcu.writeUint32(PADS + 4 * INPUT, 0x40);
  mcu.writeUint32(GPIO_CTRL + 8 * OUTPUT, FUNCTION_PIO0);
  mcu.writeUint32(PIO0 + CLKDIV, DIVIDER << 16);
  mcu.writeUint32(PIO0 + EXECCTRL, (INPUT << 24) | ((program.length - 1) << 12));
  mcu.writeUint32(PIO0 + PINCTRL, SET_ONE | pin(OUTPUT));
  // set pindirs, 1
  mcu.writeUint32(PIO0 + INSTR, 0xe081);
  mcu.writeUint32(PIO0 + CTRL, 1);
  return {
    mcu,
    pio,
    pass: (nanos) => clock.tick(nanos),
    isHigh: () => (mcu.readUint32(GPIO_IN) & (1 << OUTPUT)) !== 0,
    put: () => snapshotOf([simulator, pio], [mcu.logger]),
  };
}

/** High for 10 instructions, low for 5: set pins, 1 [9]; set pins, 0 [4]. */
const square = [0xe901, 0xe400];

test('time passes by the divider and the delays, and not by the computer', () => {
  const chip = load(square);
  const levels: boolean[] = [];
  for (let i = 0; i < 30; i++) {
    chip.pass(INSTRUCTION_NANOS);
    levels.push(chip.isHigh());
  }
  const wanted = Array.from({ length: 30 }, (_, i) => i % 15 < 10);
  expect(levels).toEqual(wanted);
});

test('a long time at once is the same as many short ones', () => {
  const [one, many] = [load(square), load(square)];
  one.pass(12_345_678);
  for (let i = 0; i < 12_345_678; i += 678) many.pass(Math.min(678, 12_345_678 - i));
  expect(one.isHigh()).toBe(many.isHigh());
  expect(one.mcu.readUint32(PIO0 + ADDR)).toBe(many.mcu.readUint32(PIO0 + ADDR));
});

test('a machine that has been stopped stands still, and goes on from where it was', () => {
  const chip = load(square);
  chip.pass(3 * INSTRUCTION_NANOS);
  chip.mcu.writeUint32(PIO0 + CTRL, 0);
  chip.pass(1_000_000_000);
  expect(chip.isHigh()).toBe(true);
  chip.mcu.writeUint32(PIO0 + CTRL, 1);
  chip.pass(2 * INSTRUCTION_NANOS);
  expect(chip.isHigh()).toBe(false);
});

/** The pin goes low with the word that comes after this one: set 1; pull block; set 0; jmp 3. */
const waits = [0xe001, 0x80a0, 0xe000, 0x0003];

test('a machine waits for a word from the processor for as long as it takes', () => {
  const chip = load(waits);
  chip.pass(1_000_000_000);
  expect(chip.isHigh()).toBe(true);
  chip.mcu.writeUint32(PIO0 + TXF0, 1);
  chip.pass(2 * INSTRUCTION_NANOS);
  expect(chip.isHigh()).toBe(false);
});

/** Follows a pin: set 0; jmp pin 3; jmp 0; set 1; jmp 1. */
const follows = [0xe000, 0x00c3, 0x0000, 0xe001, 0x0001];

test('a machine sees the level of another pin within a round of its program', () => {
  const chip = load(follows);
  chip.pass(1_000_000);
  expect(chip.isHigh()).toBe(false);
  chip.mcu.gpio[INPUT]?.setInputValue(true);
  chip.pass(5 * INSTRUCTION_NANOS);
  expect(chip.isHigh()).toBe(true);
});

test('a chip that is put back goes on with the same instruction at the same time', () => {
  const chip = load(square);
  chip.pass(7 * INSTRUCTION_NANOS);
  const put = chip.put();
  const play = (): boolean[] =>
    Array.from({ length: 20 }, () => {
      chip.pass(INSTRUCTION_NANOS);
      return chip.isHigh();
    });
  const first = play();
  put();
  expect(play()).toEqual(first);
});
