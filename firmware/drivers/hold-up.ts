/**
 * Hold-up: how long the controller must run without mains to release a plug after a supply loss.
 *
 * The sum of the worst cases: the loss that is ridden through and detected, the contactor's drop-out and the
 * decay behind it, the dead proof, one whole stroke. The owner's release delay is not part of it: it is skipped
 * after a supply loss (`control/release.ts`). A supply holds up for 20 to 70 ms unless something is added (H).
 */

import { RIDE_THROUGH_MS } from './digital-inputs.ts';
import type { BistablePart } from './lock-parts.ts';

/** From a loss of mains until it is acted on, at the latest, in ms: the command is one tick late, at 20 ms. */
export const LOSS_COMMAND_MS = RIDE_THROUGH_MS + 25;
/** Drop-out, decay to extra-low voltage, and the proofs' debounce. [G] */
const OPENING_MS = 100;

/** Shorter than this, `release` on a supply loss is a promise that cannot be kept, in ms. */
export function releaseNeedsMs(part: BistablePart, deadProofMs: number): number {
  return LOSS_COMMAND_MS + OPENING_MS + deadProofMs + part.ratedMs;
}

/**
 * Whether a bistable lock can be worked after a supply loss.
 *
 * @param storedEnergy a capacitor behind the lock is fitted
 * @param holdUpMs how long the controller's own supply lasts without mains, at least
 */
export function canReleaseOnLoss(
  storedEnergy: boolean,
  holdUpMs: number,
  part: BistablePart | null,
  deadProofMs: number,
): boolean {
  return storedEnergy && (part === null || holdUpMs >= releaseNeedsMs(part, deadProofMs));
}
