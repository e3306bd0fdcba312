/** A program on a desk chip, and what becomes of a charger that runs it. */

import { pinMap } from '../../firmware/boards/pico.ts';
import { ChipRunner } from '../../sim/chip/chip-runner.ts';
import { DeskChip } from '../../sim/chip/desk/desk-chip.ts';
import { hangOf } from '../../sim/chip/desk/desk-flips.ts';
import { flip } from '../../sim/chip/flips.ts';
import { installKaluma } from '../../sim/chip/install.ts';

const CONTACTOR = 9;
/** The contactor's pin is an output and low, as the first statements of a program make it. */
export const SAFE = 'pinMode([9],OUTPUT);digitalWrite([9],0);';
export const SAY = "var uart=new(require('uart').UART)(0,{});";

/** What becomes of a charger whose program is this text after one bit of it has changed. */
export function outcomeOf(text: string, bit: number): number {
  const pico = new DeskChip();
  const programFrom = installKaluma(pico.flash, text);
  const flipped = {
    pico,
    programFrom,
    start: (board: never) => new ChipRunner(pico, board, pinMap),
    endless: (act: () => void) => (pico.endsIn(act) ? null : hangOf(pico, CONTACTOR)),
  };
  return flip(flipped as never, pico.keep(), bit, CONTACTOR);
}

/** The same, with a bit of a comment behind the text, which changes nothing. */
export function become(text: string): number {
  return outcomeOf(`${text}//..`, 8 * (text.length + 3));
}
