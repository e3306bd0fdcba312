/** Where a story begins on a chip, and what its own watchdog does to the world, with a chip that runs no program. */
import { RP2040 } from 'rp2040js';
import { expect, test } from 'vitest';
import { pinMap } from '../../../firmware/boards/pico.ts';
import { type ChipCharger, ChipTarget } from '../../../sim/chip/chip-charger.ts';
import { ChipRunner } from '../../../sim/chip/chip-runner.ts';
import type { Pico } from '../../../sim/chip/pico.ts';
import { ms } from '../../../sim/clock.ts';
import { REST_US } from '../../../sim/scenario/target.ts';
import type { StartFirmware } from '../../../sim/world/processor.ts';
import { createSetup } from '../../../sim/world/setup.ts';

const GPIO_CTRL = 0x40014004;
const FUNCTION_SIO = 5;
const SIO_ENABLE_SET = 0xd0000024;
const CONTACTOR = 9;

/** Drives the contactor's pin some time after each start; nothing else. */
class IdlePico {
  readonly mcu = new RP2040();
  readonly starts: boolean[] = [];
  resets = 0;
  nanos = 0;
  onStart = (): void => undefined;

  constructor(private readonly drivesAfterMs: number) {}

  start(isReset: boolean): void {
    this.starts.push(isReset);
    this.onStart();
  }

  runTo(nanos: number): void {
    this.nanos = nanos;
    if (nanos !== this.drivesAfterMs * 1e6) return;
    this.mcu.writeUint32(GPIO_CTRL + 8 * CONTACTOR, FUNCTION_SIO);
    this.mcu.writeUint32(SIO_ENABLE_SET, 1 << CONTACTOR);
  }
}

async function begin(drivesAfterMs: number): Promise<{ pico: IdlePico; target: ChipTarget }> {
  const pico = new IdlePico(drivesAfterMs);
  const charger = {
    startedAfterMs: 0,
    onReset: (): void => undefined,
    prepare: (): void => undefined,
    begun: (): void => undefined,
    start: ((board) => {
      const runner = new ChipRunner(pico as unknown as Pico, board, pinMap);
      runner.onReset = () => charger.onReset();
      Object.defineProperty(charger, 'startedAfterMs', {
        configurable: true,
        get: () => runner.startedAfterMs,
      });
      return runner;
    }) satisfies StartFirmware,
  };
  const target = new ChipTarget(charger as unknown as ChipCharger);
  await target.begin([]);
  return { pico, target };
}

test('a story begins as long after the first output as in the simulator', async () => {
  const { target } = await begin(930);
  expect(target.nowUs).toBe(REST_US + ms(930) - ms(createSetup().bootMs));
});

test("after the chip's own watchdog reset, the world's processor is off for a while and starts again", async () => {
  const { pico, target } = await begin(20);
  const fromUs = target.nowUs;
  // A chip that starts sooner than the simulator's gets no shorter rest.
  expect(fromUs).toBe(REST_US);
  const isOff = (): boolean => target.trace.valueOf('processor') === 'off';
  expect(await target.advanceTo(fromUs + ms(100), isOff)).toBe(false);
  pico.resets++;
  expect(await target.advanceTo(fromUs + ms(200), isOff)).toBe(true);
  expect(target.nowUs).toBeLessThanOrEqual(fromUs + ms(101));
  expect(pico.starts).toEqual([false]);
  expect(await target.advanceTo(fromUs + ms(300), () => !isOff())).toBe(true);
  await target.advanceTo(fromUs + ms(300), () => false);
  expect(pico.starts).toEqual([false, true]);
});
