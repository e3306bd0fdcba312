/**
 * Flips: one bit of the stored program changed in the flash of an emulated chip, and what becomes of the charger.
 *
 * Nothing may close before the program has found itself whole, so each chip runs until it would be ready.
 */

import { ms } from '../clock.ts';
import { World } from '../world/world.ts';
import type { ChipSide } from './chip-side.ts';
import { type Chip, unrestedSetup } from './installed.ts';

/** What has become of a charger with a changed program. */
export const outcomes = [
  'found: the program says that it is damaged, and stays in its restart',
  'reset: the watchdog has bitten',
  'dead: the interpreter refuses the program, or nothing runs; nothing is driven high',
  'missed: it became ready, or says that it is whole',
] as const;

export type Outcome = 0 | 1 | 2 | 3;

/** The one that must not be. */
export const MISSED: Outcome = 3;

/** Its first statement has run by then. */
const STARTS_US = ms(2000);
/** An undamaged charger has read its program by then. */
const ASKS_US = ms(7000);
/** It is ready by then. */
const LOOKS_US = ms(11000);
const STEP_US = ms(250);

/** A chip, emulated or not, with a program in its flash. */
export interface Flipped extends Pick<Chip, 'programFrom' | 'start'> {
  readonly pico: ChipSide;
  /** Does it, and ends it where the program never would: what has become of the charger then. Left out, it ends. */
  readonly endless?: (act: () => void) => Outcome | null;
}

/** null while it cannot be told yet. */
function outcomeOf(world: World, chip: Flipped, contactorPin: number): Outcome | null {
  const said = world.trace.events;
  const isReady = said.some(({ name, value }) => name === 'phase' && value !== 'restart');
  const isWhole = said.some(({ name, value }) => name === 'answer' && /program whole/.test(value));
  const pin = chip.pico.mcu.gpio[contactorPin];
  if (isReady || isWhole || (pin?.outputEnable === true && pin.outputValue)) return MISSED;
  if (said.some(({ value }) => /program is damaged|program damaged/.test(value))) return 0;
  if (chip.pico.resets > 0) return 1;
  // Only the program drives the pin.
  return world.clock.nowUs >= STARTS_US && pin?.outputEnable !== true ? 2 : null;
}

/** The bits of an installed program that are its text, without the characters behind the sum. */
export function bitsOf({
  installed,
  programFrom,
}: Pick<Chip, 'installed' | 'programFrom'>): number {
  const text = Buffer.from(installed.subarray(programFrom));
  return 8 * (text.lastIndexOf('//=') + '//=00000'.length);
}

function plainly(act: () => void): null {
  act();
  return null;
}

/**
 * @param restore brings the chip back to its state before its first start
 * @param bit of the program, from its first character on
 */
export function flip(
  chip: Flipped,
  restore: () => void,
  bit: number,
  contactorPin: number,
): Outcome {
  restore();
  const at = chip.programFrom + (bit >> 3);
  chip.pico.flash[at] = (chip.pico.flash[at] as number) ^ (1 << (bit & 7));
  const world = new World(unrestedSetup(), chip.start);
  world.start();
  const play = chip.endless ?? plainly;
  let outcome: Outcome | null = null;
  let isAsked = false;
  while (outcome === null && world.clock.nowUs < LOOKS_US) {
    outcome = play(() => world.advance(STEP_US)) ?? outcomeOf(world, chip, contactorPin);
    if (isAsked || world.clock.nowUs < ASKS_US) continue;
    isAsked = true;
    world.type('health');
  }
  return outcome ?? 2;
}

/** A program in which bits are changed, one after the other. */
export interface FlipBench {
  readonly bits: number;
  readonly change: (bit: number) => Outcome;
}

export function benchOf(flipped: Flipped, bits: number, contactorPin: number): FlipBench {
  const restore = flipped.pico.keep();
  return { bits, change: (bit) => flip(flipped, restore, bit, contactorPin) };
}
