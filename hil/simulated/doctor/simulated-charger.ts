/**
 * The simulated charger on the doctor's bench, intact or with one wiring fault.
 */

import { Stored } from '../../../firmware/hal.ts';
import { ms } from '../../../sim/clock.ts';
import { createSetup, type Setup } from '../../../sim/world/setup.ts';
import { World } from '../../../sim/world/world.ts';
import { ScriptedPerson, type Step } from './scripted-person.ts';
import { SimulatedLine } from './simulated-line.ts';
import type { WiringFault } from './wiring-fault.ts';

export interface SimulatedCharger {
  readonly world: World;
  readonly line: SimulatedLine;
  readonly person: ScriptedPerson;
  /** As its map would declare it, whatever its supply holds. */
  readonly holdUpMs: number;
}

/** Time on the bench before the examination: boot, lock reset, self-test. */
const SETTLED_MS = 9000;

/**
 * @param fault null: no fault
 * @param refuses tasks that the person does not do, or questions that the person answers with no
 * @param adjust changes the charger's build
 */
export function createSimulatedCharger(
  fault: WiringFault | null,
  refuses: readonly Step[] = [],
  adjust: (setup: Setup) => void = () => undefined,
): SimulatedCharger {
  const setup = createSetup();
  // On the bench the upstream breaker's trip coil is not connected yet.
  setup.trip = false;
  // As the Pico with Kaluma does, it reads its own program.
  setup.stored = Stored.Whole;
  adjust(setup);
  fault?.setUp(setup);
  const world = new World(setup);
  fault?.inject(world);
  world.start();
  world.advance(ms(SETTLED_MS));
  const line = new SimulatedLine(world);
  const person = new ScriptedPerson(world, fault?.deafTo ?? [], refuses);
  return { world, line, person, holdUpMs: setup.holdUpMs };
}
