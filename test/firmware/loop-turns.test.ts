/** Loop: which ticks decide, which do the quiet work, and which may pass unseen. */
import { expect, test } from 'vitest';
import type { Charger } from '../../firmware/charger.ts';
import { Fault } from '../../firmware/control/faults.ts';
import { Light } from '../../firmware/control/outputs.ts';
import { SelfTest } from '../../firmware/control/signals.ts';
import { Advert, Phase, Session } from '../../firmware/control/state.ts';
import { Level } from '../../firmware/drivers/digital-inputs.ts';
import { stillLoop } from '../support/still-loop.ts';

/** The next decision leaves something that comes due after so many ms. */
function dueIn({ charger, hand }: ReturnType<typeof stillLoop>, dueMs: number): void {
  hand.onReport = () => {
    charger.state.dueMs = dueMs;
    hand.onReport = () => undefined;
  };
}

/** Ready for a plug, with nothing on its way. */
function settled() {
  const all = stillLoop();
  all.tick(800);
  expect([all.charger.state.phase, all.charger.state.fault]).toEqual([Phase.Idle, Fault.None]);
  for (let i = 0; i < 200 && all.loop.idleTicks() < 20; i++) all.loop.tick();
  expect(all.loop.idleTicks()).toBeGreaterThanOrEqual(20);
  return all;
}

test('a tick in which nothing is due decides nothing, and one that is hurried decides once', () => {
  const { loop, tick } = settled();
  expect(tick(10)).toBe(0);
  loop.hurry();
  expect(tick(10)).toBe(1);
});

test('what comes due is decided in that very tick, whoever has told it', () => {
  const all = settled();
  const { charger, loop, tick } = all;
  dueIn(all, 50);
  loop.hurry();
  expect(tick()).toBe(1);
  expect(tick(4)).toBe(0);
  expect(tick()).toBe(1);
  charger.residual.brokenOffMs = 60;
  loop.hurry();
  expect(tick()).toBe(1);
  expect(tick(4)).toBe(0);
  expect(tick()).toBe(1);
});

test('a decision that has changed what is seen is followed by another in the next tick', () => {
  const { charger, loop, tick } = settled();
  loop.hurry();
  expect([tick(), tick()]).toEqual([1, 0]);
  charger.seen.selfTest = SelfTest.Failed;
  loop.hurry();
  expect([tick(), tick()]).toEqual([1, 1]);
});

test('what a decision itself has changed is decided upon in the next tick', () => {
  for (const change of [
    // The guard has just seen the contactor open, or our own F comes onto the pilot.
    ({ guard }: Charger) => {
      guard.closed = true;
    },
    ({ state }: Charger) => {
      state.advert = Advert.Unavailable;
      state.advertForMs = 0;
    },
  ]) {
    const { charger, loop, tick } = settled();
    loop.hurry();
    tick();
    change(charger);
    loop.hurry();
    expect([tick(), tick()]).toEqual([1, 1]);
  }
});

test('of ticks that decide one after the other every third does the quiet work as well', () => {
  const { charger, hand, loop, tick } = settled();
  hand.onReport = () => {
    charger.state.dueMs = 0;
  };
  loop.hurry();
  tick(30);
  hand.serves = 0;
  expect(tick(240)).toBe(240);
  // A line of the console is served once in eight turns.
  expect(hand.serves).toBe(10);
});

test('what is not urgent is written by the first tick that decides nothing, and that tick decides nothing', () => {
  const all = settled();
  const { charger, hand, loop, slots, tick } = all;
  dueIn(all, 0);
  loop.hurry();
  tick();
  hand.onReport = () => {
    charger.state.session = Session.Permitted;
  };
  expect(tick()).toBe(1);
  const before = [...slots];
  expect(tick()).toBe(0);
  expect(slots).not.toEqual(before);
});

test('only so many ticks may pass unseen as nothing comes due in, less the last', () => {
  const { hand, loop } = settled();
  for (const [dueMs, ticks] of [
    [75, 6],
    [30, 2],
    [29, 1],
    [20, 1],
    [19, 0],
    [0, 0],
  ] as const) {
    hand.hooksDueMs = dueMs;
    expect(loop.idleTicks()).toBe(ticks);
  }
});

test('the lamp does not change in ticks that may pass unseen', () => {
  const { calls, charger, loop, tick } = settled();
  charger.outputs.light = Light.Fault;
  tick(10);
  let passed = 0;
  for (let i = 0; i < 300; i++) {
    const ticks = loop.idleTicks();
    expect(ticks).toBeLessThan(100);
    passed += ticks;
    calls.length = 0;
    for (let k = 0; k < ticks; k++) loop.tick();
    expect(calls.filter((call) => call.startsWith('light'))).toEqual([]);
    loop.tick();
  }
  expect(passed).toBeGreaterThan(500);
});

test('a reading that contradicts a belief, or a tick that has decided, is waited for', () => {
  const all = settled();
  const { hand, loop, tick } = all;
  hand.levels = Level.Supply | Level.StopButton;
  tick();
  hand.levels = Level.Supply;
  expect(loop.idleTicks()).toBe(0);
  tick(2);
  expect(loop.idleTicks()).toBeGreaterThan(0);
  dueIn(all, 0);
  loop.hurry();
  expect(tick(2)).toBe(2);
  expect(loop.idleTicks()).toBe(0);
});

test('turns of the slow work go on in ticks that pass unseen', () => {
  const { charger, loop } = stillLoop();
  loop.skip(24);
  expect(charger.turns).toBe(3);
});
