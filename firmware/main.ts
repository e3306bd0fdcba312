/**
 * Main: the board that was chosen at build, the loop over it, and what happens when either fails.
 *
 * Nothing here continues after a failure: the outputs are made safe, the reason is stored, the watchdog is no
 * longer fed, and the reset that follows starts the board again.
 */

import { type FittedBoard, type Fittings, fitBoard } from './charger.ts';
import { createLimits, type Limits } from './control/limits.ts';
import { Phase } from './control/state.ts';
import { createController } from './controller.ts';
import { canReleaseOnLoss } from './drivers/hold-up.ts';
import { type BistablePart, type HoldToLockPart, senseOf } from './drivers/lock-parts.ts';
import { ResetCause, Stored } from './hal.ts';
import type { Loop } from './loop.ts';
import type { NetMap } from './platforms/pin-map.ts';
import type { Platform } from './platforms/platform.ts';
import { createReplay } from './replay.ts';

/** The slot behind those of journal and settings. */
const REASON_SLOT = 4;
const REASON_LIMIT = 60;
/** No reason is stored. Not an empty text: not every platform can store one. */
const NO_REASON = '-';

export function fittingsOf(
  map: NetMap,
  bistable: BistablePart | null,
  holdToLock: HoldToLockPart | null,
  deadProofMs: number,
): Fittings {
  return {
    bistablePart: bistable,
    holdToLockPart: holdToLock,
    sense: senseOf(bistable, holdToLock),
    coilHold: map.coilHold,
    storedEnergy: canReleaseOnLoss(map.storedEnergy, map.holdUpMs, bistable, deadProofMs),
    residualFitted: map.residual !== null,
    residualIgnoreMs: map.residualIgnoreMs,
  };
}

/** The limits as shipped, with what the map says of the board. */
export function limitsOf(map: NetMap): Limits {
  const limits = createLimits();
  limits.tickMs = map.tickMs;
  if (map.ceilingMilliamps !== undefined) limits.ceilingMilliamps = map.ceilingMilliamps;
  return limits;
}

/** What the replay decides with: the same on every board of a map, whatever its settings. */
export function replayedLimits(map: NetMap, fittings: Fittings, board: FittedBoard): Limits {
  const limits = limitsOf(map);
  fitBoard(limits, fittings, board);
  return limits;
}

/** The same reason is written once: a board that fails at every start does not wear its flash out. */
function keepReason(platform: Platform, reason: string): void {
  const storage = platform.board.storage;
  const text = reason.substring(0, REASON_LIMIT);
  if (storage.read(REASON_SLOT) !== text) storage.write(REASON_SLOT, text);
}

/** @returns whether a reason was stored that has not been cleared since the charger was last idle */
function writeLastReason(platform: Platform): boolean {
  const board = platform.board;
  const reason = board.storage.read(REASON_SLOT);
  const isKept = reason !== '' && reason !== NO_REASON;
  if (isKept) board.console.write(`warning the last failure was: ${reason}\n`);
  if (board.resetCause === ResetCause.Watchdog) {
    board.console.write('warning the watchdog has started us again\n');
  }
  return isKept;
}

/** On any failure: safe outputs first, then the reason, and nothing after that. */
function fail(platform: Platform, error: unknown): void {
  platform.makeSafe();
  try {
    keepReason(platform, `${error}`);
  } catch (_second) {
    // Storage may be what has failed: the outputs are safe, and the watchdog, no longer fed, resets the board.
  }
}

/** No plug and no vehicle is there: the watchdog may restart the board, so that the platform can tidy up. */
function rest(platform: Platform): void {
  platform.makeSafe();
  platform.board.console.write('warning restarting to tidy up\n');
  platform.endTick();
}

/**
 * Starts. Exactly one of the parts is null; both are read from the parts' list when it is built.
 *
 * @param replayedSum what the build found for `replay.ts`; null where the sources run as they are
 */
export function main(
  platform: Platform,
  map: NetMap,
  bistable: BistablePart | null,
  holdToLock: HoldToLockPart | null,
  replayedSum: number | null,
): void {
  let loop: Loop | null = null;
  let isReasonKept = false;
  try {
    const limits = limitsOf(map);
    const board = platform.board;
    const fittings = fittingsOf(map, bistable, holdToLock, limits.deadProofMs);
    loop = createController(board, fittings, limits, false);
    if (replayedSum !== null) {
      loop.charger.replay = createReplay(replayedLimits(map, fittings, board), replayedSum);
      loop.charger.replayed = Stored.Reading;
    }
    isReasonKept = writeLastReason(platform);
  } catch (error) {
    fail(platform, error);
  }
  platform.every(map.tickMs, () => {
    if (loop === null) return;
    try {
      loop.tick();
      platform.endTick();
      if (loop.charger.state.phase !== Phase.Idle) return;
      // Not at the start: a board that fails at every start would write twice each time.
      if (isReasonKept) platform.board.storage.write(REASON_SLOT, NO_REASON);
      isReasonKept = false;
      if (platform.wantsRestart()) {
        loop = null;
        rest(platform);
      }
    } catch (error) {
      loop = null;
      fail(platform, error);
    }
  });
}
