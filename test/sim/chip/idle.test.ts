/** A program that only looks at the clock is not run for it; a chip is put back to what it was. */
import { Simulator } from 'rp2040js';
import { expect, test } from 'vitest';
import { skipIdle } from '../../../sim/chip/idle.ts';
import { snapshotOf } from '../../../sim/chip/snapshot.ts';

const FLASH = 0x10000000;
const TIMERAWL = 0x40054028;
const CYCLE_NANOS = 8;

/** Counts its looks at the clock in r4, until it says r2; then stands still. */
const poll = [
  0x6818, // look: ldr r0, [r3]
  0x3401, // adds r4, #1
  0x4290, // cmp r0, r2
  0xd3fb, // blo look
  0xe7fe, // b .
];

interface Run {
  readonly looks: number;
  readonly skippedNanos: number;
  /** When it has seen that the time has come. */
  readonly seenNanos: number;
}

function run(skips: boolean, alarmAtNanos: number | null = null): Run {
  const simulator = new Simulator();
  const { rp2040: mcu, clock } = simulator;
  mcu.flash16.set(poll);
  mcu.core.PC = FLASH;
  mcu.core.registers[2] = 5000;
  mcu.core.registers[3] = TIMERAWL;
  let skippedNanos = 0;
  let alarmAt = 0;
  const alarm = clock.createAlarm(() => {
    alarmAt = clock.nanos;
  });
  alarm.schedule(alarmAtNanos ?? 1e9);
  if (skips) {
    skipIdle(mcu, (most) => {
      const nanos = Math.min(most, clock.nanosToNextAlarm);
      skippedNanos += nanos;
      clock.tick(nanos);
    });
  }
  while (mcu.core.PC !== FLASH + 8) clock.tick(mcu.core.executeInstruction() * CYCLE_NANOS);
  if (alarmAtNanos !== null) expect(alarmAt).toBe(alarmAtNanos);
  return { looks: mcu.core.registers[4] as number, skippedNanos, seenNanos: clock.nanos };
}

test('nearly all of a wait is skipped, and its end is seen at most 0.1 ms later', () => {
  const [whole, skipped] = [run(false), run(true)];
  expect(whole.looks).toBeGreaterThan(50000);
  expect(skipped.looks).toBeLessThan(60);
  expect(skipped.skippedNanos).toBeGreaterThan(4.9e6);
  expect(skipped.seenNanos - whole.seenNanos).toBeLessThanOrEqual(100_000);
});

test('an alarm rings in its instant', () => {
  run(true, 1_234_560);
});

test('a simulator is what it was, however far it had gone', () => {
  const simulator = new Simulator();
  const { rp2040: mcu, clock } = simulator;
  mcu.flash16.set(poll);
  mcu.core.PC = FLASH;
  mcu.core.registers[2] = 1000;
  mcu.core.registers[3] = TIMERAWL;
  const go = (instructions: number): unknown => {
    for (let i = 0; i < instructions; i++) clock.tick(mcu.core.executeInstruction() * CYCLE_NANOS);
    return [clock.nanos, [...mcu.core.registers], mcu.core.C, mcu.sram[5]];
  };
  go(200);
  const put = snapshotOf(simulator, [mcu.flash.buffer, mcu.logger]);
  const once = go(300);
  mcu.sram[5] = 77;
  mcu.gpio[3]?.setInputValue(true);
  for (const _ of [1, 2]) {
    put();
    expect(mcu.gpio[3]?.inputValue).toBe(false);
    expect(go(300)).toEqual(once);
  }
});
