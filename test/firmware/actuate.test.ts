/** Actuate: what has changed is written once, everything again in its turn, and a stroke never twice. */
import { expect, test } from 'vitest';
import { actuate, assertAll, openContactor, reassert } from '../../firmware/actuate.ts';
import { Drive, type Outputs } from '../../firmware/control/outputs.ts';
import { Level } from '../../firmware/drivers/digital-inputs.ts';
import { createHoldToLockParts } from '../../firmware/drivers/lock-parts.ts';
import type { Board } from '../../firmware/hal.ts';
import { stillBoard, stillCharger } from '../support/still-board.ts';

const OFF = `bridge ${Drive.Off} 0`;

function bench(over: Partial<Board> = {}) {
  const still = stillBoard(over);
  const charger = stillCharger(still);
  /** What is written for these outputs. */
  const put = (change: Partial<Outputs>): string[] => {
    still.calls.length = 0;
    Object.assign(charger.outputs, change);
    actuate(charger);
    return [...still.calls];
  };
  const again = (): string[] => {
    still.calls.length = 0;
    reassert(charger);
    return [...still.calls];
  };
  return { ...still, charger, put, again };
}

const changes: readonly (readonly [Partial<Outputs>, Partial<Outputs>, string[], string[]])[] = [
  [{ contactorClosed: true }, { contactorClosed: false }, ['contactor true'], ['contactor false']],
  [{ dutyPermille: 533 }, { dutyPermille: 1000 }, ['pilot 533'], ['pilot 1000']],
  [{ pilotBroken: true }, { pilotBroken: false }, ['break true'], ['break false']],
  [{ coilPermille: 400 }, { coilPermille: 0 }, [OFF, 'coil 400'], [OFF, 'coil 0']],
  [{ tripped: true }, { tripped: false }, ['trip true'], ['trip false']],
  [{ testCurrent: true }, { testCurrent: false }, ['test true'], ['test false']],
];

test.each(changes)('%o is written once, and again when it is over', (there, back, on, off) => {
  const { put } = bench();
  expect([put(there), put({}), put(back), put({})]).toEqual([on, [], off, []]);
});

test('a stroke is written with the time that is left to it, and what ends it without', () => {
  const { charger, put } = bench();
  const lock = charger.bistable;
  if (lock === null) throw new Error('a bistable lock was expected');
  for (const drive of [Drive.Extend, Drive.Retract]) {
    lock.drive = drive;
    lock.driveForMs = 100;
    expect(put({ drive })).toEqual([`bridge ${drive} ${lock.part.ratedMs - 100}`, 'coil 0']);
    lock.drive = Drive.Brake;
    expect(put({ drive: Drive.Brake })).toEqual([`bridge ${Drive.Brake} 0`, 'coil 0']);
  }
});

test('where a coil holds the lock, a bridge gets no time for a stroke', () => {
  const still = stillBoard();
  const charger = stillCharger(still, { lock: createHoldToLockParts()[0]?.name ?? '' });
  charger.outputs.coilPermille = 1000;
  actuate(charger);
  expect(still.calls).toEqual([OFF, 'coil 1000']);
});

test('the contactor is written first, and the proofs that are silent then are remembered', () => {
  const { charger, put } = bench();
  charger.quietWindow.levels = Level.Mirror;
  expect(put({ contactorClosed: true, dutyPermille: 100 })).toEqual([
    'contactor true',
    'pilot 100',
  ]);
  expect(charger.silentProofs).toBe(Level.Outgoing);
});

test('everything is written again as it was last written, not as it is being decided', () => {
  const { charger, put, again } = bench();
  put({ contactorClosed: true, dutyPermille: 533, tripped: true, coilPermille: 7 });
  put({ pilotBroken: true, testCurrent: true });
  Object.assign(charger.outputs, { contactorClosed: false, dutyPermille: 1, coilPermille: 1 });
  const all = [
    'contactor true',
    'pilot 533',
    'break true',
    OFF,
    'coil 7',
    'trip true',
    'test true',
  ];
  expect(again()).toEqual(all);
});

test('a stroke is not written twice, its end is', () => {
  const { put, again } = bench();
  for (const drive of [Drive.Extend, Drive.Retract]) {
    put({ drive });
    expect(again().filter((call) => /bridge|coil/.test(call))).toEqual([]);
    put({ drive: Drive.Brake });
    expect(again()).toContain(`bridge ${Drive.Brake} 0`);
  }
});

test('what is not fitted is not written, and what is decided for it counts as written', () => {
  const none = { lockBridge: null, lockCoil: null, pilotBreak: null, trip: null, light: null };
  const { charger, put, again, calls } = bench({ ...none, residualTest: null });
  const all = { drive: Drive.Brake, coilPermille: 1, pilotBroken: true, tripped: true };
  expect(put({ ...all, testCurrent: true })).toEqual([]);
  expect(charger.written).toMatchObject({ ...all, testCurrent: true });
  expect(again()).toEqual(['contactor false', `pilot ${charger.written.dutyPermille}`]);
  calls.length = 0;
  assertAll(charger);
  expect(calls.length).toBe(2);
});

test('before anything is decided everything is written at rest, and the lamp is dark', () => {
  const { charger, calls } = bench();
  assertAll(charger);
  const { dutyPermille } = charger.outputs;
  const rest = ['contactor false', `pilot ${dutyPermille}`, 'break false', OFF, 'coil 0'];
  expect(calls).toEqual([...rest, 'trip false', 'test false', 'light 0']);
});

test('the reflex opens at once, and what was decided stays', () => {
  const { charger, put, calls } = bench();
  put({ contactorClosed: true });
  calls.length = 0;
  openContactor(charger);
  expect(calls).toEqual(['contactor false']);
  expect([charger.outputs.contactorClosed, charger.written.contactorClosed]).toEqual([true, false]);
});
