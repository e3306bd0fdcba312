/** Controller: what a start refuses and tells, and in which rounds the console, the roles and the memory are served. */
import { expect, test } from 'vitest';
import { createLimits } from '../../firmware/control/limits.ts';
import { createController } from '../../firmware/controller.ts';
import { Level } from '../../firmware/drivers/digital-inputs.ts';
import { type Board, Stored } from '../../firmware/hal.ts';
import { createSetup, fittingsOf } from '../../sim/world/setup.ts';
import { stillBoard } from '../support/still-board.ts';

function started(over: Partial<Board> = {}, slots: readonly string[] = []) {
  const said: string[] = [];
  const port = { typed: '', room: true };
  const still = stillBoard({
    console: {
      read: () => {
        const text = port.typed;
        port.typed = '';
        return text;
      },
      write: (text) => {
        if (port.room) said.push(text.trim());
        return port.room;
      },
    },
    ...over,
  });
  for (const [slot, text] of slots.entries()) still.slots[slot] = text;
  const loop = createController(still.board, fittingsOf(createSetup()), createLimits(), false);
  /** Whole rounds of the slow work: each serves the console once. */
  const rounds = (count: number): void => {
    const end = loop.charger.turns + count;
    for (let i = 0; i < 1000 && loop.charger.turns < end; i++) loop.tick();
    expect(loop.charger.turns).toBe(end);
  };
  return { ...still, loop, charger: loop.charger, said, port, rounds };
}

test('what cannot be made safe is refused before anything is put out', () => {
  const { board, calls } = stillBoard({ proofs: 0 });
  const start = (): unknown =>
    createController(board, fittingsOf(createSetup()), createLimits(), false);
  expect(start).toThrow('neither mirror contact nor outgoing voltage');
  expect(calls).toEqual([]);
});

test('settings that are not in force are told at the start, and nothing else is', () => {
  expect(started().said).toEqual([]);
  const lost = started({}, ['', '', 'damaged', 'damaged']);
  expect(lost.said).toEqual(['warning settings unreadable: 6 A and authorization on; see get']);
  expect(lost.charger.seen.settingsLost).toBe(true);
});

test('a damaged program is told once, as soon as the line has room', () => {
  const told = ({ said }: { said: string[] }): number =>
    said.filter((line) => line.startsWith('warning the program is damaged')).length;
  const whole = started({ program: { stored: () => Stored.Whole } } as never);
  whole.rounds(5);
  expect(told(whole)).toBe(0);
  const damaged = started({ program: { stored: () => Stored.Damaged } } as never);
  damaged.rounds(5);
  expect(told(damaged)).toBe(1);
});

test('what is remembered is read before a line is, one record a round', () => {
  const { charger, rounds, port, said } = started();
  port.typed = 'faults\n';
  const read = (): boolean[] => [
    charger.limitRecord.isRead,
    charger.access.isRead,
    charger.ledger.isRead,
  ];
  expect(read()).toEqual([false, false, false]);
  for (const isRead of [
    [true, false, false],
    [true, true, false],
    [true, true, true],
  ]) {
    rounds(1);
    expect([read(), said]).toEqual([isRead, []]);
  }
  rounds(1);
  expect(said[0]).toMatch(/^ok fault/);
});

test('in four rounds the memory is served once, and so are the roles', () => {
  const { charger, rounds } = started();
  rounds(8);
  charger.requests.externalMilliamps = 16000;
  const keptAt: number[] = [];
  for (let i = 0; i < 4; i++) {
    rounds(1);
    if (charger.limitRecord.milliamps === 16000) keptAt.push(i);
  }
  expect(keptAt).toEqual([1, 2, 3]);
  // A button that was held before is let go in the round of the roles, two behind that of the memory.
  charger.access.heldAtMs = charger.uptimeMs;
  const goneAt: number[] = [];
  for (let i = 0; i < 4; i++) {
    rounds(1);
    if (charger.access.heldAtMs < 0) goneAt.push(i);
  }
  expect(goneAt).toEqual([3]);
});

test('no tick passes unseen while a line, a limit or a held button waits', () => {
  const { charger, loop, port, rounds } = started({
    inputs: {
      sample: (readings) => {
        readings.levels = Level.Supply;
        readings.pilotHighMillivolts = 12000;
        readings.pilotLowMillivolts = 12000;
        readings.latchMillivolts = 3100;
      },
    },
  });
  const isIdle = (): boolean => {
    for (let i = 0; i < 40; i++) {
      if (loop.idleTicks() > 0) return true;
      loop.tick();
    }
    return false;
  };
  rounds(40);
  expect(isIdle()).toBe(true);
  port.room = false;
  port.typed = 'faults\n';
  rounds(2);
  expect(isIdle()).toBe(false);
  port.room = true;
  rounds(2);
  expect(isIdle()).toBe(true);
  charger.access.heldAtMs = charger.uptimeMs + 1000000;
  expect(loop.idleTicks()).toBe(0);
});
