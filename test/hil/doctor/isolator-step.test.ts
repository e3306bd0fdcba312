/**
 * The doctor's step with the isolator: how long the controller lives without mains, in one run, however late the
 * person presses Enter.
 */

import { expect, test } from 'vitest';
import { Device } from '../../../hil/doctor/device.ts';
import { examineIsolator, holdUpNeeded } from '../../../hil/doctor/isolator.ts';
import {
  createSimulatedCharger,
  type SimulatedCharger,
} from '../../../hil/simulated/doctor/simulated-charger.ts';
import { ms } from '../../../sim/clock.ts';

const lock = 'kuester-02s';

/** A charger whose own supply holds for so long. */
function holding(holdUpMs: number): SimulatedCharger {
  const charger = createSimulatedCharger(null);
  charger.world.plant.rail.holdUpMs = holdUpMs;
  return charger;
}

async function found({ line, person }: SimulatedCharger, declaredMs: number | null = null) {
  const device = new Device(line);
  await device.greet(5000);
  const [finding] = await examineIsolator(device, person, { lock }, declaredMs);
  if (finding === undefined) throw new Error('one finding');
  return finding;
}

/** Time passes as the doctor asks, until Enter. */
function pressLate({ world, person }: SimulatedCharger, lateMs: number): void {
  const act = person.act.bind(person);
  person.act = async (task) => {
    const isDone = await act(task);
    const untilUs = world.clock.nowUs + ms(lateMs);
    while (task === 'isolator-off' && world.clock.nowUs < untilUs) await null;
    return isDone;
  };
}

test.each([
  [20, null, 'hold-up-short'],
  [90, null, 'hold-up-short'],
  [200, null, 'hold-up-short'],
  [500, null, 'hold-up-short'],
  [900, null, 'hold-up-short'],
  [1300, null, 'pass'],
  [1300, 4000, 'hold-up-short'],
  [3000, 4000, 'hold-up-short'],
  [4000, 4000, 'pass'],
])('a supply that holds for %i ms where %s is declared', async (holds, declared, expected) => {
  const { cause, verdict } = await found(holding(holds), declared);
  expect(cause ?? verdict).toBe(expected);
});

test.each([
  [500, 'hold-up-short'],
  [2000, 'pass'],
])('Enter five seconds late, of a supply that holds for %i ms', async (holds, expected) => {
  const charger = holding(holds);
  pressLate(charger, 5000);
  const { cause, verdict } = await found(charger);
  expect(cause ?? verdict).toBe(expected);
});

test('where the plug is held on a loss, no release has to be lived through', async () => {
  const charger = holding(300);
  await new Device(charger.line).order('set on-power-loss hold');
  const { verdict, expected } = await found(charger);
  expect([verdict, expected]).toEqual(['pass', '']);
});

test('what is needed is the longer of a release and of what the map declares, and why is told', () => {
  const release = { forMs: 1015, why: 'a release after a loss needs 1015 ms' };
  expect(holdUpNeeded(lock, 'release', null)).toEqual(release);
  expect(holdUpNeeded(lock, 'release', 1100)).toEqual(release);
  expect(holdUpNeeded(lock, 'hold', 50).forMs).toBe(0);
  expect(holdUpNeeded('harting-magnetic', 'hold', null).forMs).toBe(0);
  expect(holdUpNeeded(lock, 'release', 4000)).toEqual({
    forMs: 3600,
    why: 'the map declares 4000 ms',
  });
});

test('a person who leaves the isolator alone leaves the check out', async () => {
  const { line, person } = createSimulatedCharger(null, ['isolator-off']);
  const device = new Device(line);
  await device.greet(5000);
  expect(await examineIsolator(device, person, { lock }, null)).toEqual([
    expect.objectContaining({ verdict: 'skipped', found: 'left out' }),
  ]);
});
