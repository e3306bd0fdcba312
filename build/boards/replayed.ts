/**
 * Replayed: the sum of the recorded course (firmware/replay.ts) for what a map has fitted. The build evaluates it
 * and writes it into the program, which must come to the same sum on the board.
 */

import type { BistablePart, HoldToLockPart } from '../../firmware/drivers/lock-parts.ts';
import { fittingsOf, limitsOf, replayedLimits } from '../../firmware/main.ts';
import { proofsOf } from '../../firmware/platforms/pin-board.ts';
import type { PinMap } from '../../firmware/platforms/pin-map.ts';
import { replayedSum } from '../../firmware/replay.ts';

/** @param map checked; exactly one of the parts is null */
export function replayedOn(
  map: PinMap,
  bistable: BistablePart | null,
  holdToLock: HoldToLockPart | null,
): number {
  const fittings = fittingsOf(map, bistable, holdToLock, limitsOf(map).deadProofMs);
  const board = { proofs: proofsOf(map), pilotBreak: map.pilotBreak };
  return replayedSum(replayedLimits(map, fittings, board));
}
