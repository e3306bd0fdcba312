/**
 * Main: what is left when the firmware fails. Safe outputs, the reason, a hungry watchdog, and nothing
 * else ever after.
 */

import { expect, test } from 'vitest';
import { replayedOn } from '../../build/boards/replayed.ts';
import { pinMap } from '../../firmware/boards/pico.ts';
import { createLimits } from '../../firmware/control/limits.ts';
import { PROOFS } from '../../firmware/drivers/digital-inputs.ts';
import {
  createHoldToLockParts,
  findBistablePart,
  type HoldToLockPart,
} from '../../firmware/drivers/lock-parts.ts';
import { ResetCause } from '../../firmware/hal.ts';
import { fittingsOf, limitsOf, main, replayedLimits } from '../../firmware/main.ts';
import { createPinBoard } from '../../firmware/platforms/pin-board.ts';
import type { PinCalls } from '../../firmware/platforms/pin-calls.ts';
import type { Platform } from '../../firmware/platforms/platform.ts';
import { crc16 } from '../../firmware/storage/crc16.ts';

const REASON_SLOT = 4;

/** A platform of records: what each pin shows, what was stored, and how often the watchdog was fed. */
class StandIn {
  readonly levels = new Map<string, boolean>();
  readonly inputs = new Set<string>();
  readonly slots = new Map<number, string>();
  readonly written: number[] = [];
  readonly said: string[] = [];
  readonly timers: { ms: number; act: () => void }[] = [];
  fed = 0;
  ended = 0;
  share = 0.9;
  duty = -1;
  dutyWrites = 0;
  conversions: string[] = [];
  storageFails = false;
  isTired = false;
  /** Everything is as in a charger with nobody there, rather than dead. */
  isIdle = false;
  /** Thrown by the next look at the inputs. */
  fault: unknown = null;
  private beat: () => void = () => undefined;

  private readonly calls: PinCalls<string> = {
    open: (name) => name,
    asOutput: (pin, high) => {
      this.levels.set(pin, high);
    },
    asInput: (pin) => {
      this.inputs.add(pin);
    },
    write: (pin, high) => {
      this.levels.set(pin, high);
    },
    read: (pin) => {
      if (this.fault !== null) throw this.fault;
      if (this.isIdle && pin === 'GP4') return false;
      // The sensor answers to its test.
      if (this.isIdle && pin === 'GP5') return this.levels.get('GP13') === true;
      // Normally closed: the mirror contact, the sensor's output and the emergency stop.
      return this.inputs.has(pin) && pin !== 'GP2' && pin !== 'GP5' && pin !== 'GP6';
    },
    writeTogether: (pins) => (bits) => {
      for (const [i, pin] of pins.entries()) this.calls.write(pin, ((bits >> i) & 1) !== 0);
    },
    readTogether: (pins) => () =>
      pins.reduce((bits, pin, i) => bits | (this.calls.read(pin) ? 1 << i : 0), 0),
    channels: null,
    readShare: (pin) => {
      this.conversions.push(pin);
      return this.isIdle ? this.idleShare(pin) : this.share;
    },
    startPwm: (_pin, share) => {
      this.duty = share;
      return (next) => {
        this.duty = next;
        this.dutyWrites++;
      };
    },
    after: (ms, act) => {
      this.timers.push({ ms, act });
    },
  };

  readonly pins = createPinBoard(pinMap, this.calls, {
    resetCause: ResetCause.Watchdog,
    restedForMs: 0,
    guarded: null,
    timedBridge: null,
    program: null,
    heap: null,
    entropy: 1,
    clock: { lapMs: () => pinMap.tickMs },
    watchdog: {
      feed: () => {
        this.fed++;
      },
    },
    storage: {
      read: (slot) => this.slots.get(slot) ?? '',
      sum: crc16,
      write: (slot, text) => {
        if (this.storageFails) throw new Error('flash is full');
        this.written.push(slot);
        this.slots.set(slot, text);
      },
    },
    console: {
      read: () => '',
      write: (text) => {
        this.said.push(text.trim());
        return true;
      },
    },
  });

  readonly platform: Platform = {
    board: this.pins.board,
    every: (_periodMs, tick) => {
      this.beat = tick;
    },
    endTick: () => {
      this.ended++;
    },
    wantsRestart: () => this.isTired,
    makeSafe: this.pins.makeSafe,
  };

  private idleShare(pin: string): number {
    if (pin === 'GP26') return 15 / 18;
    // Steady +12 V has no negative half: both peaks are high.
    if (pin === 'GP27') return 0;
    const address = ['GP18', 'GP19', 'GP20'].map((line) => this.levels.get(line) === true);
    const channel = address.reduce((sum, high, i) => sum + (high ? 1 << i : 0), 0);
    const [latch, proximity, lockSupply, thermometer, current] = [0.62, 1, 0.8, 0.5, 0];
    const [supply, earth] = [2300 / 3000, 0];
    return [latch, proximity, lockSupply, thermometer, current, supply, earth][channel] ?? 0;
  }

  start(replayedSum: number | null = null): void {
    main(this.platform, pinMap, findBistablePart(pinMap.lock), null, replayedSum);
  }

  tick(count = 1): void {
    for (let i = 0; i < count; i++) this.beat();
  }

  /** What must lie low whatever happens. */
  expectSafe(): void {
    for (const pin of ['GP9', 'GP10', 'GP11', 'GP12', 'GP13']) {
      expect(this.levels.get(pin), pin).toBe(false);
    }
    expect(this.duty).toBe(1);
  }
}

test('every output is safe before the firmware begins', () => {
  new StandIn().expectSafe();
});

test('a healthy tick feeds the watchdog, once', () => {
  const board = new StandIn();
  board.start();
  board.tick(5);
  expect(board.fed).toBe(5);
});

test.each([
  ['an exception', new TypeError('x is undefined'), 'TypeError: x is undefined'],
  ['a thrown nothing', undefined, 'undefined'],
  ['too deep a recursion', new RangeError('Maximum call stack'), 'RangeError: Maximum call stack'],
])('%s in a tick: safe outputs, the reason kept, the watchdog starved', (_what, error, reason) => {
  const board = new StandIn();
  board.start();
  board.tick(20);
  board.levels.set('GP9', true);
  board.fault = error;
  const fed = board.fed;
  board.tick(3);
  board.fault = null;
  board.tick(50);
  board.expectSafe();
  expect(board.fed).toBe(fed);
  expect(board.slots.get(REASON_SLOT)).toBe(reason);
});

test('a board that cannot start is safe, keeps the reason, and never feeds the watchdog', () => {
  const board = new StandIn();
  const part = findBistablePart(pinMap.lock);
  main(board.platform, pinMap, part, createHoldToLockParts()[0] as HoldToLockPart, null);
  board.tick(5);
  board.expectSafe();
  expect(board.fed).toBe(0);
  expect(board.slots.get(REASON_SLOT)).toBe('Error: exactly one lock part must be fitted');
});

test('of a long reason 60 characters are kept', () => {
  const board = new StandIn();
  board.start();
  board.fault = 'x'.repeat(100);
  board.tick();
  expect(board.slots.get(REASON_SLOT)).toBe('x'.repeat(60));
});

test('where no reason is stored none is told, and none is cleared', () => {
  const board = new StandIn();
  board.isIdle = true;
  board.start();
  board.tick(2000);
  expect(board.written).not.toContain(REASON_SLOT);
  expect(board.said.join()).not.toContain('last failure');
  // Nobody has asked for a trace.
  expect(board.said.filter((line) => line.startsWith('~'))).toEqual([]);
});

test('what the map says of the board is what the limits and the fittings say', () => {
  const part = findBistablePart(pinMap.lock);
  const { deadProofMs, ceilingMilliamps } = limitsOf(pinMap);
  expect(limitsOf({ ...pinMap, tickMs: 20 }).tickMs).toBe(20);
  expect(limitsOf({ ...pinMap, ceilingMilliamps: 16000 }).ceilingMilliamps).toBe(16000);
  const { ceilingMilliamps: _, ...without } = pinMap;
  expect(limitsOf(without).ceilingMilliamps).toBe(createLimits().ceilingMilliamps);
  expect(ceilingMilliamps).toBeGreaterThan(0);
  const { residual } = pinMap;
  expect(fittingsOf(pinMap, part, null, deadProofMs).residualFitted).toBe(residual !== null);
  const bare = { ...pinMap, residual: null };
  expect(fittingsOf(bare, part, null, deadProofMs).residualFitted).toBe(false);
  const fittings = fittingsOf(pinMap, part, null, deadProofMs);
  const board = { proofs: PROOFS, pilotBreak: {} };
  expect(replayedLimits(pinMap, fittings, board)).toMatchObject({
    pilotBreakFitted: true,
    mirrorFitted: true,
  });
});

test('the platform ends every tick, and the last one before it restarts', () => {
  const board = new StandIn();
  board.isIdle = true;
  board.start();
  board.tick(2000);
  expect(board.ended).toBe(2000);
  board.levels.set('GP9', true);
  board.isTired = true;
  board.tick();
  expect(board.ended).toBe(2002);
  board.expectSafe();
  board.tick(10);
  expect(board.ended).toBe(2002);
});

test('the same reason is written once, however often the board starts and fails', () => {
  const board = new StandIn();
  for (let i = 0; i < 5; i++) {
    board.start();
    board.fault = new Error('again');
    board.tick();
    board.fault = null;
  }
  expect(board.written.filter((slot) => slot === REASON_SLOT)).toHaveLength(1);
});

test('the next start tells what the last failure was', () => {
  const board = new StandIn();
  board.start();
  board.fault = new Error('heap');
  board.tick();
  board.fault = null;
  board.said.length = 0;
  board.start();
  expect(board.said).toContain('warning the last failure was: Error: heap');
  expect(board.said).toContain('warning the watchdog has started us again');
});

test('the last failure is told until the board has come to rest, and then never again', () => {
  const board = new StandIn();
  const told = (): number => board.said.filter((text) => text.includes('last failure')).length;
  board.start();
  board.fault = new Error('heap');
  board.tick();
  board.fault = null;
  board.start();
  board.tick(20);
  board.start();
  expect(told()).toBe(2);
  board.isIdle = true;
  board.tick(2000);
  board.start();
  board.tick(2000);
  expect(told()).toBe(2);
  // The reason, and that it has been told.
  expect(board.written.filter((slot) => slot === REASON_SLOT)).toHaveLength(2);
});

test('the same failure is news again once the board has rested', () => {
  const board = new StandIn();
  const fail = (): void => {
    board.fault = new Error('heap');
    board.tick();
    board.fault = null;
  };
  board.start();
  fail();
  board.isIdle = true;
  board.start();
  board.tick(2000);
  fail();
  board.said.length = 0;
  board.start();
  expect(board.said).toContain('warning the last failure was: Error: heap');
});

test('a person who switched the failed board off and on is told as well', () => {
  const board = new StandIn();
  board.start();
  board.fault = new Error('heap');
  board.tick();
  board.fault = null;
  board.said.length = 0;
  Object.assign(board.pins.board, { resetCause: ResetCause.PowerOn });
  board.start();
  expect(board.said).toContain('warning the last failure was: Error: heap');
  expect(board.said).not.toContain('warning the watchdog has started us again');
});

test('a platform that must tidy up is started anew, but only while nobody is there', () => {
  const board = new StandIn();
  board.isTired = true;
  board.start();
  board.tick(100);
  // Dead mains: the plug may be held.
  expect(board.fed).toBe(100);
  board.isIdle = true;
  board.tick(2000);
  expect(board.said).toContain('warning restarting to tidy up');
  const fed = board.fed;
  board.tick(50);
  expect(board.fed).toBe(fed);
  board.expectSafe();
});

test('a platform that need not tidy up goes on', () => {
  const board = new StandIn();
  board.isIdle = true;
  board.start();
  board.tick(2100);
  expect(board.fed).toBe(2100);
});

const DAMAGED = 'warning the program is damaged: nothing closes until it is flashed again';

test('a program that decides as the build did leaves its restart', () => {
  const board = new StandIn();
  board.isIdle = true;
  board.isTired = true;
  board.start(replayedOn(pinMap, findBistablePart(pinMap.lock), null));
  board.tick(3000);
  expect(board.said).toContain('warning restarting to tidy up');
  expect(board.said).not.toContain(DAMAGED);
});

test('a program that decides otherwise says so once, and stays in its restart', () => {
  const board = new StandIn();
  board.isIdle = true;
  board.isTired = true;
  board.start(replayedOn(pinMap, findBistablePart(pinMap.lock), null) + 1);
  board.tick(3000);
  expect(board.said.filter((line) => line === DAMAGED)).toHaveLength(1);
  expect(board.said).not.toContain('warning restarting to tidy up');
});

test('storage that fails as well does not keep the outputs from being safe', () => {
  const board = new StandIn();
  board.start();
  board.tick(3);
  board.levels.set('GP9', true);
  board.storageFails = true;
  board.fault = new Error('everything');
  board.tick();
  board.expectSafe();
});

test('a stroke ends after its longest time, and an older timer does not end a newer stroke', () => {
  const board = new StandIn();
  const bridge = board.pins.board.lockBridge;
  bridge?.write(1, 600);
  expect(board.levels.get('GP10')).toBe(true);
  bridge?.write(0, 0);
  bridge?.write(2, 500);
  board.timers[0]?.act();
  expect(board.levels.get('GP11')).toBe(true);
  board.timers[1]?.act();
  expect(board.levels.get('GP11')).toBe(false);
  expect(board.timers.map((timer) => timer.ms)).toEqual([600, 500]);
});

test('the duty is put out when it changes, and not again', () => {
  const board = new StandIn();
  const pilot = board.pins.board.pilot;
  for (let i = 0; i < 10; i++) pilot.writePermille(267);
  expect(board.dutyWrites).toBe(1);
  expect(board.duty).toBeCloseTo(0.267);
});

test('a tick converts both halves of the pilot and the latch', () => {
  const board = new StandIn();
  const readings = {
    pilotHighMillivolts: 0,
    pilotLowMillivolts: 0,
    latchMillivolts: 0,
    levels: 0,
  };
  board.conversions = [];
  for (let i = 0; i < 2; i++) board.pins.board.inputs.sample(readings);
  expect(board.conversions).toEqual(['GP27', 'GP26', 'GP28', 'GP27', 'GP26', 'GP28']);
  expect(readings.pilotHighMillivolts).toBe(13530);
  expect(readings.pilotLowMillivolts).toBe(13530);
});
