/**
 * Shell: what stands around decisions, in the simulated world with the loop that ships. What is told at a start, what
 * outlives one, what is asked before the outputs are written, and that no count of time goes wrong.
 */

import { expect, test } from 'vitest';
import type { Charger } from '../../firmware/charger.ts';
import { NOT_SO } from '../../firmware/control/age.ts';
import { Fault } from '../../firmware/control/faults.ts';
import { Phase } from '../../firmware/control/state.ts';
import { isJumperSet } from '../../firmware/drivers/service-jumper.ts';
import { Rule } from '../../firmware/guard/memory.ts';
import { ResetCause } from '../../firmware/hal.ts';
import { ms } from '../../sim/clock.ts';
import type { World } from '../../sim/world/world.ts';
import { chargeUntil, type Shell, shell } from '../support/running-shell.ts';

/** The guard knows of a weld that it has not disproved. */
function believeWeld({ guard }: Charger): void {
  guard.welded = true;
  guard.deadForMs = NOT_SO;
}

test('what presses or trips before the start is told at the start', () => {
  for (const [ask, fault] of [
    [(world: World) => world.plant.work('eStop', true), Fault.EmergencyStop],
    [
      (world: World) => {
        world.plant.residual.tripped = true;
      },
      Fault.ResidualCurrent,
    ],
  ] as const) {
    const { world, charger } = shell();
    ask(world);
    world.start();
    // A sensor has time to recover from a test that a reset has cut off.
    world.advance(ms(3000));
    expect(charger().state.fault).toBe(fault);
  }
});

test("the guard's own memory of a weld outlives a reset", () => {
  const all = shell();
  all.world.start();
  all.world.advance(ms(16000));
  const before = all.charger();
  believeWeld(before);
  all.loop().hurry();
  // Power may go in the very next tick.
  all.world.advance(ms(10));
  expect(before.state.welded).toBe(false);
  all.world.processor.reset(ResetCause.Watchdog);
  all.world.advance(ms(500));
  expect(all.charger()).not.toBe(before);
  expect(all.charger().guard.welded).toBe(true);
});

test('the rules are asked before anything is written', () => {
  const written: boolean[] = [];
  const all = shell({}, ({ contactor }) => ({
    contactor: {
      write: (on) => {
        written.push(on);
        contactor.write(on);
      },
    },
  }));
  chargeUntil(all, ({ state }) => state.phase === Phase.Ready);
  // The guard knows of a weld of which control knows nothing: it must not close.
  believeWeld(all.charger());
  all.world.advance(ms(600));
  expect(all.charger().guard.tripped).toBe(Rule.R9);
  expect(written).not.toContain(true);
});

test('only a power-on counts as rest for the lock', () => {
  for (const cause of [ResetCause.BrownOut, ResetCause.Watchdog, ResetCause.Unknown]) {
    const all = shell();
    chargeUntil(all, ({ state }) => state.phase === Phase.Ready);
    const fromUs = all.world.clock.nowUs;
    all.world.processor.reset(cause);
    all.world.advance(ms(8000));
    const drives = all.world.trace.events.filter(
      ({ name, value, atUs }) => name === 'drive' && value !== 'off' && atUs > fromUs,
    );
    expect(drives.length).toBeGreaterThan(0);
    expect((drives[0]?.atUs ?? 0) - fromUs).toBeGreaterThanOrEqual(ms(8 * 600));
  }
});

test('every slow sensor was read before any is believed', () => {
  const read: Record<string, number> = {};
  const counted = (name: string, input: { readMillivolts(): number }) => ({
    readMillivolts: () => {
      read[name] = (read[name] ?? 0) + 1;
      return input.readMillivolts();
    },
  });
  const all = shell({}, ({ lockSupply, thermometer, proximity, outgoingCurrent }) => ({
    lockSupply: counted('lockSupply', lockSupply),
    proximity: counted('proximity', proximity),
    thermometer: thermometer && counted('thermometer', thermometer),
    outgoingCurrent: outgoingCurrent && {
      ...outgoingCurrent,
      readMilliamps: () => {
        read['current'] = (read['current'] ?? 0) + 1;
        return outgoingCurrent.readMilliamps();
      },
    },
  }));
  all.world.start();
  while (all.world.clock.nowUs < ms(3000)) {
    all.world.advance(ms(1));
    if (Object.keys(read).length > 0 && all.charger().seen.sensorsRead) break;
  }
  expect(all.charger().seen.sensorsRead).toBe(true);
  expect(Object.keys(read).sort()).toEqual(['current', 'lockSupply', 'proximity', 'thermometer']);
});

test('the contactor is opened before anything is decided', () => {
  for (const phaseUs of [0, 10000, 20000, 30000, 40000, 50000, 60000, 70000]) {
    const phases: Phase[] = [];
    let hasStarted = false;
    const all: Shell = shell({ skipsIdle: false }, ({ contactor }) => ({
      contactor: {
        write: (on) => {
          if (!on && hasStarted) phases.push(all.charger().state.phase);
          contactor.write(on);
        },
      },
    }));
    chargeUntil(all, ({ state }) => state.phase === Phase.Energized);
    all.world.advance(ms(1000) + phaseUs);
    hasStarted = true;
    all.world.plant.work('eStop', true);
    for (let i = 0; i < 20 && phases.length === 0; i++) all.world.advance(ms(10));
    expect(phases[0]).toBe(Phase.Energized);
  }
});

test('the count of time that wraps hides no current', () => {
  const all = shell({ skipsIdle: false });
  chargeUntil(all, ({ state }) => state.phase === Phase.Energized);
  all.world.advance(ms(12000));
  const { limits } = all.charger();
  all.charger().uptimeMs += limits.ageCapMs;
  // The wrap comes once in 4096 rounds of eight ticks.
  let waited = 0;
  while (all.charger().uptimeMs > limits.ageCapMs && waited++ < 5000) all.world.advance(ms(80));
  expect(all.charger().uptimeMs).toBeLessThan(limits.ageCapMs);
  all.world.advance(ms(4096 * 80 - 5000));
  all.charger().uptimeMs += limits.ageCapMs;
  // Too much is drawn from shortly before the wrap on, and is told as soon as ever after it.
  all.world.advance(ms(4600));
  all.world.plant.excessMilliamps = 6000;
  expect(all.charger().uptimeMs).toBeGreaterThan(limits.ageCapMs);
  all.world.advance(ms(4000));
  expect(all.charger().uptimeMs).toBeLessThan(limits.ageCapMs);
  expect(all.charger().state.fault).toBe(Fault.OverCurrent);
});

test("the jumper's analogue line is looked at in the running charger, and told as a level", () => {
  let millivolts = 3300;
  let reads = 0;
  const readMillivolts = (): number => {
    reads++;
    return millivolts;
  };
  const all = shell({}, () => ({ jumper: { readMillivolts } }));
  all.world.start();
  all.world.advance(ms(1000));
  const isSetAfter = (value: number, waitMs: number): boolean => {
    millivolts = value;
    for (let i = 0; i < waitMs; i += 10) {
      all.loop().hurry();
      all.world.advance(ms(10));
    }
    return isJumperSet(all.charger().jumper);
  };
  expect(isSetAfter(3300, 2000)).toBe(false);
  expect(isSetAfter(0, 2000)).toBe(false);
  expect(isSetAfter(430, 600)).toBe(false);
  expect(isSetAfter(430, 1000)).toBe(true);
  expect(isSetAfter(3300, 400)).toBe(false);
  expect(reads).toBeGreaterThan(10);
});
