/** Slow work: whose turn it is, how much time each job is told, and what is done once in minutes. */
import { expect, test } from 'vitest';
import { createLimits } from '../../firmware/control/limits.ts';
import { Light } from '../../firmware/control/outputs.ts';
import { type Board, Stored } from '../../firmware/hal.ts';
import { createReplay, replayedSum } from '../../firmware/replay.ts';
import {
  createSlowWork,
  doNextSlowWork,
  lampDueMs,
  skipSlowWork,
} from '../../firmware/slow-work.ts';
import { stillBoard, stillCharger } from '../support/still-board.ts';

function bench(over: Partial<Board> = {}) {
  const still = stillBoard(over);
  const charger = stillCharger(still);
  const served: number[] = [];
  const console = { obeys: false };
  const slowWork = createSlowWork(charger, {
    report: () => undefined,
    serve: (round) => {
      served.push(round);
      return console.obeys;
    },
    isServing: () => false,
    dueMs: () => 100000000,
  });
  /** So many turns of 10 ms, and what is called in each. */
  const pass = (turns: number): string[][] =>
    Array.from({ length: turns }, () => {
      still.calls.length = 0;
      charger.uptimeMs += 10;
      doNextSlowWork(slowWork);
      return [...still.calls];
    });
  return { ...still, charger, slowWork, served, console, pass };
}

test('a round has eight turns: the plug four, the outputs two, a slow reading and the console one each', () => {
  const { pass, served } = bench();
  const firsts = pass(32).map((calls) => calls[0]);
  const plug = 'read proximity';
  const outputs = 'contactor false';
  const round = (slow: string) => [plug, outputs, plug, slow, plug, outputs, plug, undefined];
  const slow = ['read lockSupply', 'read thermometer', 'read lockSupply', 'read current'];
  expect(firsts).toEqual(slow.flatMap(round));
  expect(served).toEqual([0, 1, 2, 3]);
});

test('the plug is told the time since its last turn', () => {
  const { charger, readings, pass } = bench();
  charger.uptimeMs = 5000;
  readings['proximity'] = 600;
  pass(1);
  expect(charger.proximity.candidateForMs).toBe(0);
  pass(2);
  expect(charger.proximity.candidateForMs).toBe(20);
  pass(2);
  expect(charger.proximity.candidateForMs).toBe(40);
});

test('the meters are told the time since their last turn, four rounds ago', () => {
  const { charger, readings, pass } = bench();
  charger.uptimeMs = 5000;
  charger.outputs.contactorClosed = true;
  readings['current'] = 60000;
  const agesMs = [1, 2, 3].map(() => {
    pass(32);
    return charger.current.overForMs;
  });
  expect(agesMs).toEqual([1, 321, 641]);
});

test('the lamp is written when its colour changes, in its rhythm, and left alone otherwise', () => {
  const lamp = (light: Light, turns: number): string[] => {
    const { charger, pass } = bench();
    charger.outputs.light = light;
    return pass(turns)
      .flat()
      .filter((call) => call.startsWith('light'));
  };
  expect(lamp(Light.Ready, 100)).toEqual(['light 2']);
  expect(lamp(Light.Charging, 200)).toEqual(['light 4', 'light 0', 'light 4', 'light 0']);
  const without = bench({ light: null });
  without.charger.outputs.light = Light.Ready;
  expect(() => without.pass(8)).not.toThrow();
});

test('the lamp is due at its next beat', () => {
  const { charger, slowWork } = bench();
  charger.indicator.light = Light.Charging;
  expect(lampDueMs(slowWork)).toBe(100);
  charger.uptimeMs = 70;
  slowWork.lightAtMs = 50;
  charger.indicator.beatForMs = 30;
  expect(lampDueMs(slowWork)).toBe(50);
});

test('what a line has asked for is heard when it was carried out, and not before', () => {
  const { charger, console, slowWork, pass } = bench();
  charger.requests.stop = true;
  pass(8);
  expect(charger.seen.stop).toBe(false);
  console.obeys = true;
  pass(7);
  expect(doNextSlowWork(slowWork)).toBe(true);
  expect([charger.seen.stop, charger.requests.stop]).toEqual([true, false]);
});

test('a turn that changes nothing says so, and that the sensors are read is a change', () => {
  const { charger, slowWork } = bench();
  const changes: number[] = [];
  for (let turn = 0; turn < 80; turn++) {
    charger.uptimeMs += 10;
    if (doNextSlowWork(slowWork)) changes.push(turn);
  }
  // The lock's supply, the temperature, and every sensor at the end of the fifth round.
  expect(changes).toEqual([3, 11, 39]);
});

test('the self-test takes a step in every second turn, and its records go with its result', () => {
  const { charger, pass } = bench();
  const limits = createLimits();
  const replay = createReplay(limits, replayedSum(limits));
  charger.replay = replay;
  charger.replayed = Stored.Reading;
  const taken = Array.from({ length: 8 }, () => {
    pass(1);
    return replay.taken;
  });
  expect(taken).toEqual([0, 1, 1, 2, 2, 3, 3, 4]);
  pass(46);
  expect([charger.replayed, charger.replay]).toEqual([Stored.Reading, replay]);
  pass(2);
  expect([charger.replayed, charger.replay]).toEqual([Stored.Whole, null]);
  pass(8);
  expect(replay.taken).toBe(28);
});

test('turns that are skipped count as if they had passed', () => {
  for (let done = 0; done < 8; done++) {
    for (let skipped = 0; skipped < 20; skipped++) {
      const all = bench();
      const some = bench();
      all.pass(done + skipped);
      some.pass(done);
      skipSlowWork(some.slowWork, skipped);
      const { turn, rounds } = some.slowWork;
      expect([turn, rounds, some.charger.turns]).toEqual([
        all.slowWork.turn,
        all.slowWork.rounds,
        all.charger.turns,
      ]);
    }
  }
});

test('the count of turns stops at a hundred', () => {
  const { charger, slowWork } = bench();
  skipSlowWork(slowWork, 8 * 99);
  expect(charger.turns).toBe(99);
  skipSlowWork(slowWork, 8 * 50);
  expect(charger.turns).toBe(100);
});

test('once in 4096 rounds ages are held at the cap, and the count of time begins anew above it', () => {
  const capped = (overMs: number) => {
    const { charger, slowWork } = bench();
    const capMs = charger.limits.ageCapMs;
    charger.state.phaseForMs = capMs + 5;
    charger.guard.lockedForMs = capMs + 5;
    charger.uptimeMs = capMs + overMs;
    const stamps = { proximityAtMs: capMs - 1, slowAtMs: capMs - 2, lightAtMs: capMs - 3 };
    Object.assign(slowWork, stamps);
    skipSlowWork(slowWork, 8 * 4095);
    expect(charger.state.phaseForMs).toBe(capMs + 5);
    skipSlowWork(slowWork, 8);
    expect([charger.state.phaseForMs, charger.guard.lockedForMs]).toEqual([capMs, capMs]);
    expect(slowWork.rounds).toBe(0);
    const { proximityAtMs, slowAtMs, lightAtMs } = slowWork;
    return [charger.uptimeMs, proximityAtMs, slowAtMs, lightAtMs].map((at) => at - capMs);
  };
  expect(capped(0)).toEqual([0, -1, -2, -3]);
  const capMs = bench().charger.limits.ageCapMs;
  expect(capped(7)).toEqual([7 - capMs, -1 - capMs, -2 - capMs, -3 - capMs]);
});
