/**
 * Load proof: only resets between a closing and its proof are counted, and only where there is reason to.
 */

import { expect, test } from 'vitest';
import { updateFault } from '../../../firmware/control/fault-detection.ts';
import { Fault } from '../../../firmware/control/faults.ts';
import {
  noteLoad,
  proveLoad,
  resetsUnderLoad,
  strikeLoad,
} from '../../../firmware/control/load-proof.ts';
import { createState, Session, type State } from '../../../firmware/control/state.ts';
import { type Changes, layOut } from '../../support/control-records.ts';

const doubted = { isLoadInDoubt: true, loadResets: 1 };

test('after a start that cut a session off, and then only, a closing is noted before it is made', () => {
  const doubt = (session: Session): boolean =>
    createState({ session, welded: false, bars: 0 }, 0).isLoadInDoubt;
  expect([doubt(Session.Permitted), doubt(Session.Stopped), doubt(Session.None)]).toEqual([
    true,
    false,
    false,
  ]);
  const { state } = layOut({ state: doubted });
  expect([noteLoad(state), resetsUnderLoad(state)]).toEqual([false, 2]);
  expect([noteLoad(state), resetsUnderLoad(state)]).toEqual([true, 2]);
  expect(noteLoad(layOut().state)).toBe(true);
});

test('load that has been borne for 10 s clears the supply of every doubt', () => {
  const after = (phaseForMs: number): State => {
    const records = layOut({ state: { ...doubted, isLoadNoted: true, phaseForMs } });
    proveLoad(records.state, records.limits);
    return records.state;
  };
  expect(after(9990)).toMatchObject({ ...doubted, isLoadNoted: true });
  expect(after(10000)).toMatchObject({ isLoadInDoubt: false, isLoadNoted: false, loadResets: 0 });
});

test('an opening in between proves nothing, and a reset after it counts nothing', () => {
  const { state } = layOut({ state: { ...doubted, isLoadNoted: true } });
  strikeLoad(state);
  expect(state).toMatchObject({ ...doubted, isLoadNoted: false });
  expect(resetsUnderLoad(state)).toBe(1);
});

test('three such resets are a fault, until somebody acts: then there are three more', () => {
  const left = (loadResets: number, seen: Changes['seen'] = {}): [Fault, number] => {
    const before = { loadResets, fault: Fault.SupplyUnderLoad };
    const records = layOut({ state: before, seen });
    updateFault(records.state, records.seen, records.limits);
    return [records.state.fault, records.state.loadResets];
  };
  expect(left(2)).toEqual([Fault.None, 2]);
  expect(left(3)).toEqual([Fault.SupplyUnderLoad, 3]);
  for (const act of [{ start: true }, { stop: true }, { unlock: true }]) {
    expect(left(3, act)).toEqual([Fault.None, 0]);
    expect(left(1, act)).toEqual([Fault.None, 0]);
  }
});

test('the journal is asked for in the next tick where the note is struck out, and only then', () => {
  const due = (isLoadNoted: boolean, phaseForMs: number, act: 'prove' | 'strike'): number => {
    const records = layOut({ state: { ...doubted, isLoadNoted, phaseForMs, dueMs: 5000 } });
    if (act === 'prove') proveLoad(records.state, records.limits);
    else strikeLoad(records.state);
    return records.state.dueMs;
  };
  expect([due(true, 10000, 'prove'), due(true, 0, 'strike')]).toEqual([0, 0]);
  expect([due(false, 10000, 'prove'), due(false, 0, 'strike')]).toEqual([5000, 5000]);
  const { state, limits } = layOut({ state: { ...doubted, phaseForMs: 10000 } });
  proveLoad(state, limits);
  expect(state).toMatchObject(doubted);
});
