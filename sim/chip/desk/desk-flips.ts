/**
 * Desk flips: bits of the stored program changed on a desk chip.
 */

import { UsageError } from '../../errors.ts';
import { ChipRunner } from '../chip-runner.ts';
import { benchOf, bitsOf, type FlipBench, type Flipped, MISSED, type Outcome } from '../flips.ts';
import { installKaluma } from '../install.ts';
import { contactorPinOf, programFor } from '../installed.ts';
import { DeskChip } from './desk-chip.ts';

/** A program that hangs leaves its pins as they are; where the watchdog is awake, not for long. */
export function hangOf(pico: DeskChip, contactorPin: number): Outcome {
  if (pico.mcu.gpio[contactorPin]?.outputValue === true) return MISSED;
  return pico.isWatched ? 1 : 2;
}

/** @throws UsageError where the calls of this platform are not at hand */
export async function deskBench(root: string, name: string): Promise<FlipBench> {
  if (name !== 'kaluma') {
    throw new UsageError(
      `--desk: expected --chip kaluma, found ${name}: its calls are not at hand`,
    );
  }
  const { text, map } = await programFor(root, name);
  const contactorPin = contactorPinOf({ map });
  const pico = new DeskChip();
  const programFrom = installKaluma(pico.flash, text);
  const flipped: Flipped = {
    pico,
    programFrom,
    start: (board) => new ChipRunner(pico, board, map),
    endless: (act) => (pico.endsIn(act) ? null : hangOf(pico, contactorPin)),
  };
  return benchOf(flipped, bitsOf({ installed: pico.flash, programFrom }), contactorPin);
}
