/**
 * Flash cuts: power lost at every step of a write to the flash of an emulated chip, and half-way through
 * each.
 *
 * The platform's own file system writes, so only the chip can show the state after a cut. One charger is run
 * from its first power-up until it is ready and a plug has been locked, and every erasure and every
 * programmed page is recorded. Each prefix of that list is then the flash of another charger.
 */

import { plugIn, waitFor } from '../bench/measure.ts';
import { ms } from '../clock.ts';
import { World } from '../world/world.ts';
import { type FlashStep, putStep } from './flash.ts';
import { type Installed, unrestedSetup } from './installed.ts';

/** Boot, lock reset, the disproof of a weld where the journal is lost, self-test. */
const READY_US = ms(60000);

/** A session begins, and is stored. */
const VISIT_US = ms(9000);

/** The content of the flash after a cut. */
export interface Cut {
  /** Description for a reader. */
  readonly name: string;
  readonly flash: Uint8Array;
}

/** The result of a power-up. */
export interface PowerUp {
  /** From power to ready, in ms; null if it never was. */
  readonly readyMs: number | null;
  readonly hazards: readonly string[];
  readonly steps: readonly FlashStep[];
}

/**
 * Power comes on, without a person at the charger.
 *
 * @param flash its content at power-up; null as it was installed
 * @param isVisited a person plugs in as soon as it is ready
 */
export function powerUp(
  installed: Installed,
  flash: Uint8Array | null,
  isVisited = false,
): PowerUp {
  const { pico, start } = installed.chip();
  if (flash !== null) pico.putFlash(flash);
  const steps: FlashStep[] = [];
  pico.onFlash = (step) => steps.push(step);
  const world = new World(unrestedSetup(), start);
  world.start();
  const isReady = waitFor(world, 'phase', 'idle', READY_US) !== null;
  const readyMs = isReady ? Math.round(world.clock.nowUs / 1000) : null;
  if (isReady && isVisited) {
    plugIn(world);
    world.plant.car.plug(true);
    world.advance(VISIT_US);
  }
  const hazards = world.trace.events.filter(({ name }) => name === 'hazard');
  return {
    readyMs,
    hazards: hazards.map(({ value }) => value),
    steps,
  };
}

/** Every prefix of a list of steps, and every step half done. @param before the flash ahead of them */
export function* cutsOf(before: Uint8Array, steps: readonly FlashStep[]): Generator<Cut> {
  const flash = before.slice();
  for (const [i, step] of steps.entries()) {
    const kind = step.isErasure ? 'erasure' : 'programming';
    const where = `${kind} ${i + 1} of ${steps.length}, at 0x${step.at.toString(16)}`;
    yield { name: `before ${where}`, flash };
    const torn = flash.slice();
    putStep(torn, step, step.bytes.length >> 1);
    yield { name: `half-way through ${where}`, flash: torn };
    putStep(flash, step);
  }
}
