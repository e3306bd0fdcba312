/** Charger: what a start knows, and what control must know of what is fitted. */
import { expect, test } from 'vitest';
import { type Charger, checkFittings, fitLimits } from '../../firmware/charger.ts';
import { createLimits, OnPowerLoss } from '../../firmware/control/limits.ts';
import { Bar } from '../../firmware/control/reclose.ts';
import { Session } from '../../firmware/control/state.ts';
import { Level, PROOFS } from '../../firmware/drivers/digital-inputs.ts';
import { createBistableParts, createHoldToLockParts } from '../../firmware/drivers/lock-parts.ts';
import { type Board, ResetCause } from '../../firmware/hal.ts';
import { createJournal, note, restartOf } from '../../firmware/storage/journal.ts';
import { createSetup, fittingsOf, type Setup } from '../../sim/world/setup.ts';
import { stillBoard, stillCharger } from '../support/still-board.ts';

const SOLENOID = createHoldToLockParts()[0]?.name ?? '';

function fitted(change: Partial<Setup> = {}, proofs = PROOFS, installationMilliamps = 32000) {
  const limits = { ...createLimits(), installationMilliamps, ceilingMilliamps: 40000 };
  const fittings = fittingsOf({ ...createSetup(), ...change });
  fitLimits(limits, fittings, proofs);
  return { limits, fittings };
}

test('a bistable lock needs no hold in hardware', () => {
  expect(checkFittings(fittingsOf({ ...createSetup(), coilHold: false }), PROOFS)).toBe('');
});

test('the proofs that are fitted decide whether an outgoing side is proven dead without supply', () => {
  for (const [proofs, mirrorFitted, onPowerLoss] of [
    [PROOFS, true, OnPowerLoss.Release],
    [Level.Mirror, true, OnPowerLoss.Release],
    [Level.Outgoing, false, OnPowerLoss.Hold],
  ] as const)
    expect(fitted({}, proofs).limits).toMatchObject({ mirrorFitted, onPowerLoss });
});

test('the installation bears no more than the ceiling, and less where less was set', () => {
  const offered = [32000, 40000, 63000].map((most) => fitted({}, PROOFS, most).limits);
  expect(offered.map((limits) => limits.installationMilliamps)).toEqual([32000, 40000, 40000]);
});

test("the lock part's own times are in force, of every part and of either kind", () => {
  for (const { name } of createBistableParts()) {
    const { limits, fittings } = fitted({ lock: name });
    const part = fittings.bistablePart;
    expect(limits).toMatchObject({
      isHoldToLock: false,
      holdPermille: 0,
      storedEnergy: fittings.storedEnergy,
      strokeRatedMs: part?.ratedMs,
      leastTravelMs: part?.leastTravelMs,
      restRatio: part?.restRatio,
      reversalMs: part?.reversalMs,
    });
  }
  const { fittings: some } = fitted();
  const bistablePart = some.bistablePart && {
    ...some.bistablePart,
    restRatio: 11,
    reversalMs: 777,
  };
  const other = createLimits();
  fitLimits(other, { ...some, bistablePart }, PROOFS);
  expect([other.restRatio, other.reversalMs]).toEqual([11, 777]);
  expect([true, false].map((one) => fitted({ storedEnergy: one }).limits.storedEnergy)).toEqual([
    true,
    false,
  ]);
  const { limits, fittings } = fitted({ lock: SOLENOID });
  expect(limits).toMatchObject({
    isHoldToLock: true,
    holdPermille: fittings.holdToLockPart?.holdPermille,
    leastTravelMs: fittings.holdToLockPart?.leastTravelMs,
  });
});

test('a missing diode is believed within the time that the contactor waits for it', () => {
  const limits = { ...createLimits(), tickMs: 20, diodeProofMs: 0 };
  fitLimits(limits, fittingsOf(createSetup()), PROOFS);
  expect(limits.diodeProofMs).toBe(30 + 2 * 20);
});

/** A start after this one, with this journal. */
function started(over: Partial<Board>, outageDelayMs: number, keep?: (board: Board) => void) {
  const still = stillBoard(over);
  keep?.(still.board);
  return stillCharger(still, {}, { ...createLimits(), outageDelayMs });
}

function cutDelay(delayMs: number, resets: number): (board: Board) => void {
  return ({ storage }) =>
    note(createJournal(storage), Session.Permitted, false, Bar.None, restartOf(delayMs, resets));
}

const delays = ({ state, seen }: Charger): number[] => [state.holdOffMs, seen.outageDelayMs];
const half = { entropy: 500000 };
const reset = { ...half, resetCause: ResetCause.Watchdog };

test('an outage is followed by the delay that was drawn; a reset of the controller by none', () => {
  expect(delays(started(half, 60000))).toEqual([30000, 30000]);
  for (const resetCause of [ResetCause.BrownOut, ResetCause.Unknown])
    expect(delays(started({ ...half, resetCause }, 60000, cutDelay(0, 0)))).toEqual([30000, 30000]);
  expect(delays(started(reset, 60000, cutDelay(0, 0)))).toEqual([0, 30000]);
});

test('a reset within a delay begins it again, with the longer of the two', () => {
  expect(delays(started(reset, 60000, cutDelay(45000, 0)))).toEqual([45000, 45000]);
  expect(delays(started(reset, 60000, cutDelay(1000, 0)))).toEqual([30000, 30000]);
});

test('after a journal that cannot be read the delay is kept, whatever the reset was', () => {
  expect(delays(started(reset, 60000))).toEqual([30000, 30000]);
});

test('resets under load go on being counted', () => {
  expect(started(reset, 0, cutDelay(0, 2)).state.loadResets).toBe(2);
});

test('only a power-on has rested: any other start as long as the board can tell', () => {
  const causes = [ResetCause.PowerOn, ResetCause.BrownOut, ResetCause.Watchdog];
  const rested = causes.map((resetCause) => {
    const lock = started({ resetCause, restedForMs: 700 }, 0).bistable;
    return lock === null ? null : lock.part.ratedMs * lock.part.restRatio - lock.restMs;
  });
  expect(rested.slice(1)).toEqual([700, 700]);
  expect(rested[0]).toBeGreaterThan(700);
});

test('at the start no time has passed and nothing was late', () => {
  expect(started({}, 0)).toMatchObject({
    silentProofs: 0,
    uptimeMs: 0,
    lateTicks: 0,
    worstLapMs: 0,
    turns: 0,
  });
});

test('a board with one kind of lock has no driver of the other', () => {
  const solenoid = stillCharger(stillBoard(), { lock: SOLENOID });
  expect([solenoid.bistable === null, solenoid.holdToLock === null]).toEqual([true, false]);
  const bistable = stillCharger(stillBoard());
  expect([bistable.bistable === null, bistable.holdToLock === null]).toEqual([false, true]);
});
