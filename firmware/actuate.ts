/**
 * Actuate: the outputs onto the nets. What has changed is written at once; everything is written again in
 * its turn, so that a flipped pin or a disturbed register heals within 100 ms.
 *
 * Order matters where two nets change together: the contactor goes first.
 */

import type { Charger } from './charger.ts';
import { Drive, type Outputs } from './control/outputs.ts';
import type { BistableLock } from './drivers/bistable-lock.ts';
import { silentProofs } from './drivers/contactor.ts';

function isStroke(drive: Drive): boolean {
  return drive === Drive.Extend || drive === Drive.Retract;
}

/** How long the bridge may still drive before the board must stop it by itself, in ms. */
function strokeLimitMs(lock: BistableLock | null): number {
  return lock !== null && isStroke(lock.drive) ? lock.part.ratedMs - lock.driveForMs : 0;
}

function writeLock(charger: Charger, outputs: Outputs): void {
  const board = charger.board;
  const bridge = board.lockBridge;
  if (bridge !== null) bridge.write(outputs.drive, strokeLimitMs(charger.bistable));
  if (board.lockCoil !== null) board.lockCoil.writePermille(outputs.coilPermille);
}

/**
 * Opens the contactor now: the reflex's only act. The outputs stay as they were last decided: step and guard
 * must see that it was closed until this tick, or their proofs would count across it.
 */
export function openContactor(charger: Charger): void {
  charger.board.contactor.write(false);
  charger.written.contactorClosed = false;
}

/** Writes what has changed since the last write. */
export function actuate(charger: Charger): void {
  const outputs = charger.outputs;
  const written = charger.written;
  const board = charger.board;
  if (outputs.contactorClosed !== written.contactorClosed) {
    board.contactor.write(outputs.contactorClosed);
    written.contactorClosed = outputs.contactorClosed;
    charger.silentProofs = silentProofs(charger.quietWindow.levels, board.proofs);
  }
  if (outputs.dutyPermille !== written.dutyPermille) {
    board.pilot.writePermille(outputs.dutyPermille);
    written.dutyPermille = outputs.dutyPermille;
  }
  if (outputs.pilotBroken !== written.pilotBroken) {
    if (board.pilotBreak !== null) board.pilotBreak.write(outputs.pilotBroken);
    written.pilotBroken = outputs.pilotBroken;
  }
  if (outputs.drive !== written.drive || outputs.coilPermille !== written.coilPermille) {
    writeLock(charger, outputs);
    written.drive = outputs.drive;
    written.coilPermille = outputs.coilPermille;
  }
  if (outputs.tripped !== written.tripped) {
    if (board.trip !== null) board.trip.write(outputs.tripped);
    written.tripped = outputs.tripped;
  }
  if (outputs.testCurrent !== written.testCurrent) {
    if (board.residualTest !== null) board.residualTest.write(outputs.testCurrent);
    written.testCurrent = outputs.testCurrent;
  }
}

/**
 * Writes everything again, as it was last written: outputs that are still being decided are not put out
 * half-way. A stroke is not written twice: the board may have ended it in hardware, and
 * must not be made to start it again.
 */
export function reassert(charger: Charger): void {
  const written = charger.written;
  const board = charger.board;
  board.contactor.write(written.contactorClosed);
  board.pilot.writePermille(written.dutyPermille);
  if (board.pilotBreak !== null) board.pilotBreak.write(written.pilotBroken);
  if (!isStroke(written.drive)) writeLock(charger, written);
  if (board.trip !== null) board.trip.write(written.tripped);
  if (board.residualTest !== null) board.residualTest.write(written.testCurrent);
}

/** Writes everything for the first time: the nets' pull-downs say the same, but are not trusted to. */
export function assertAll(charger: Charger): void {
  reassert(charger);
  const light = charger.board.light;
  if (light !== null) light.write(0);
}
