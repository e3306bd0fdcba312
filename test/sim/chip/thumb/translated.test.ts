/** Translated code does what rp2040js does, instruction by instruction, in as many cycles. */
import { RP2040 } from 'rp2040js';
import { expect, test } from 'vitest';
import { Translated } from '../../../../sim/chip/thumb/translated.ts';
import { createRandom } from '../../../../sim/random.ts';

const FLASH = 0x10000000;
const RAM = 0x20000000;
/** Waits for an interrupt: never translated. */
const HALT = 0xbf30;
const ROUNDS = 150;

/** One for all programs: to make one clears 16 MB. */
const mcu = new RP2040();

function load(code: readonly number[]): void {
  mcu.flash16.fill(0xffff, 0, 1024);
  mcu.flash16.set(code);
  mcu.sram.fill(0);
  mcu.core.registers.fill(0);
  Object.assign(mcu.core, { N: false, Z: false, C: false, V: false, cycles: 0 });
  for (let i = 0; i < 1024; i++) mcu.sram[i] = (i * 37) & 255;
  mcu.core.PC = FLASH;
  mcu.core.SP = RAM + 0x800;
  for (let i = 0; i < 6; i++) mcu.core.registers[i] = (0x9e3779b9 * (i + 1)) >>> 0;
  mcu.core.registers[6] = RAM + 0x100;
  mcu.core.registers[7] = ROUNDS;
  mcu.core.registers[8] = RAM + 0x800;
}

function haltOf(code: readonly number[]): number {
  return FLASH + 2 * code.indexOf(HALT);
}

function stateOf({ core, sram }: RP2040): unknown {
  const { N, Z, C, V, cycles } = core;
  return { registers: [...core.registers], N, Z, C, V, cycles, ram: [...sram.subarray(0, 0x900)] };
}

/** @returns the state at the halt, and the share of the cycles that were translated */
function run(code: readonly number[], isTranslated: boolean): { state: unknown; share: number } {
  load(code);
  const translated = new Translated(mcu, () => false);
  const halt = haltOf(code);
  let cycles = 0;
  while (mcu.core.PC !== halt) {
    const done = isTranslated ? translated.run(1000) : 0;
    cycles += done;
    if (done === 0) mcu.core.executeInstruction();
  }
  return { state: stateOf(mcu), share: cycles / mcu.core.cycles };
}

/** Counts r7 down to 0 around a body of instructions. */
function looped(body: readonly number[]): number[] {
  const back = (-(body.length + 3) & 0xff) | 0xd100;
  return [...body, 0x3f01, back, HALT];
}

/** Random instructions that rp2040js does right: registers 0 to 5, memory around r6 and the stack. */
function drawBody(random: () => number): number[] {
  const r = (): number => Math.floor(random() * 6);
  const upTo = (n: number): number => Math.floor(random() * n);
  const kinds: (() => number[])[] = [
    () => [(upTo(3) << 11) | (upTo(32) << 6) | (r() << 3) | r()],
    () => [0x1800 | (upTo(4) << 9) | (r() << 6) | (r() << 3) | r()],
    () => [0x2000 | (upTo(4) << 11) | (r() << 8) | upTo(256)],
    () => [
      0x4000 | (([0, 1, 8, 9, 10, 11, 12, 13, 14, 15][upTo(10)] as number) << 6) | (r() << 3) | r(),
    ],
    () => [0x6000 | (upTo(2) << 11) | (upTo(16) << 6) | (6 << 3) | r()],
    () => [0x7000 | (upTo(2) << 11) | (upTo(32) << 6) | (6 << 3) | r()],
    () => [0x8000 | (upTo(2) << 11) | (upTo(32) << 6) | (6 << 3) | r()],
    () => [0x9000 | (upTo(2) << 11) | (r() << 8) | upTo(8)],
    () => [0xb400 | (upTo(63) + 1), 0xbc00 | (upTo(63) + 1)],
    () => [0xb200 | (upTo(4) << 6) | (r() << 3) | r()],
    () => [0xd000 | (upTo(14) << 8)],
    () => [0x4600 | (r() << 3) | r()],
    () => [0x4500 | (r() << 3) | r()],
    () => [0xa000 | (upTo(2) << 11) | (r() << 8) | upTo(16)],
    () => [0x4800 | (r() << 8) | upTo(4)],
  ];
  const body = Array.from({ length: 24 }, () => (kinds[upTo(kinds.length)] as () => number[])());
  // r8 keeps where the stack begins: what is pushed and popped is not always as much.
  return [...body.flat(), 0x46c5];
}

test('random code: the same registers, flags, memory and cycles', () => {
  const random = createRandom(7);
  for (let i = 0; i < 40; i++) {
    const code = looped(drawBody(random));
    const mine = run(code, true);
    expect(mine.state, `program ${i}: ${code.map((op) => op.toString(16)).join(' ')}`).toEqual(
      run(code, false).state,
    );
    expect(mine.share).toBeGreaterThan(0);
  }
});

/** What the manual says where rp2040js is wrong, after one instruction on r0 and r1. */
const corners: readonly (readonly [
  string,
  op: number,
  r0: number,
  r1: number,
  c: boolean,
  object,
])[] = [
  ['a shift by 0 leaves the carry', 0x40c8, 5, 0, true, { r0: 5, C: true }],
  ['nor does it make one', 0x40c8, 0x80000001, 0, false, { r0: 0x80000001, C: false }],
  ['a shift by 33 leaves nothing', 0x4088, 3, 33, true, { r0: 0, C: false }],
  ['sbc: 1 - 0x7fffffff - 1 does not overflow', 0x4188, 1, 0x7fffffff, false, { V: false }],
  ['adc: 1 + 0x7fffffff + 1 overflows', 0x4148, 1, 0x7fffffff, true, { V: true }],
];

test.each(corners)('%s', (_, op, r0, r1, carry, expected) => {
  load([op, HALT]);
  const { core } = mcu;
  const translated = new Translated(mcu, () => false);
  let cycles = 0;
  for (let i = 0; i < ROUNDS; i++) {
    core.registers[0] = r0;
    core.registers[1] = r1;
    core.C = carry;
    core.PC = FLASH;
    cycles = translated.run(1000);
  }
  expect(cycles).toBe(1);
  expect({ r0: core.registers[0], C: core.C, V: core.V }).toMatchObject(expected);
});

test('code in RAM that has become another is translated anew', () => {
  load([HALT]);
  const translated = new Translated(mcu, () => false);
  const code = new Uint16Array(mcu.sram.buffer);
  const sums: (number | undefined)[] = [];
  for (const addition of [0x3001, 0x3002]) {
    code.set([addition, HALT]);
    for (let i = 0; i < ROUNDS; i++) {
      mcu.core.registers[0] = 0;
      mcu.core.PC = RAM;
      if (translated.run(1000) === 0) mcu.core.executeInstruction();
    }
    sums.push(mcu.core.registers[0]);
  }
  expect(sums).toEqual([1, 2]);
});
