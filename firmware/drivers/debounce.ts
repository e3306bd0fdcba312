/**
 * Debounce: one filter for all digital inputs.
 *
 * A new level is accepted when it has lasted, for each net and direction as long as its row says
 * (digital-inputs.ts). `observe` decides what the level means.
 */

import { leaked, NOT_SO } from '../control/age.ts';
import type { QuietWindow } from './quiet-window.ts';

export interface LevelNet {
  /** The bit in `Readings.levels`. */
  readonly bit: number;
  /** Asserted for this long before it is believed, in ms. */
  readonly riseMs: number;
  /** Not asserted for this long before it is believed, in ms. */
  readonly fallMs: number;
  /** The level that is safe: evidence against it leaks away, it is not reset. Null where neither is. */
  readonly safe: number | null;
  /** How long the reading has contradicted the belief, in ms. */
  forMs: number;
}

/** A net that the board does not have, and that nothing is ever seen of. */
export function idleNet(bit: number): LevelNet {
  return { bit: bit, riseMs: 0, fallMs: 0, safe: null, forMs: NOT_SO };
}

/**
 * Looks at one sample of all digital inputs.
 *
 * @param levels the sample
 * @param quietWindow holds the believed levels
 * @returns the bits whose belief has changed
 */
export function observeLevels(
  nets: readonly LevelNet[],
  levels: number,
  elapsedMs: number,
  quietWindow: QuietWindow,
): number {
  const differing = levels ^ quietWindow.levels;
  // This runs before the reflex, so the loop ends after the last net that has changed.
  let open = differing | quietWindow.doubted;
  let doubted = 0;
  let changed = 0;
  for (let i = nets.length - 1; open !== 0 && i >= 0; i--) {
    const net = nets[i] as LevelNet;
    const bit = net.bit;
    if ((open & bit) !== 0) {
      open ^= bit;
      const forMs = net.forMs < 0 ? 0 : net.forMs + elapsedMs;
      if ((differing & bit) === 0) {
        net.forMs = (levels & bit) === net.safe ? leaked(net.forMs, elapsedMs) : NOT_SO;
        if (net.forMs >= 0) doubted |= bit;
      } else if (forMs >= ((levels & bit) !== 0 ? net.riseMs : net.fallMs)) {
        net.forMs = NOT_SO;
        changed |= bit;
      } else {
        net.forMs = forMs;
        doubted |= bit;
      }
    }
  }
  quietWindow.doubted = doubted;
  quietWindow.levels ^= changed;
  return changed;
}

/** Takes the first sample as it is: at power-up there is nothing to contradict. */
export function adoptLevels(
  nets: readonly LevelNet[],
  levels: number,
  quietWindow: QuietWindow,
): void {
  let known = 0;
  for (let i = 0; i < nets.length; i++) known |= (nets[i] as LevelNet).bit;
  quietWindow.levels = levels & known;
}
