/**
 * Charging: a charger on an emulated chip, from power to energy.
 */

import { plugIn } from '../bench/measure.ts';
import { ms } from '../clock.ts';
import { createSetup } from '../world/setup.ts';
import { World } from '../world/world.ts';
import { contactorPinOf, everyMillisecond, type Installed } from './installed.ts';
import type { Pico } from './pico.ts';

/** Boot, lock reset, self-test. */
const REST_US = ms(12000);
const STARTED_US = ms(500);
/** From the plug to energy, and a while of it. */
const CHARGED_US = ms(14000);

/** A charger on a chip, and the world around it. */
export interface Charger {
  readonly pico: Pico;
  readonly world: World;
}

/**
 * A new charger, at rest.
 *
 * @param behind text behind the program
 * @param before text in front of it
 */
export function startAtRest(installed: Installed, behind: string, before: string): Charger {
  const { pico, start } = installed.chip(behind, before);
  const setup = createSetup();
  everyMillisecond(setup);
  const world = new World(setup, start);
  world.start();
  world.advance(REST_US);
  return { pico, world };
}

/** A journal that nobody has written yet asks for a person. */
export function commission({ world }: Charger): void {
  world.type('start');
  world.advance(STARTED_US);
}

/** A plug and a car that wants energy, until it has flowed for a while. */
export function plugAndCharge({ world }: Charger): void {
  plugIn(world);
  world.plant.car.plug(true);
  world.advance(CHARGED_US);
}

export function isClosed(pico: Pico, installed: Installed): boolean {
  const gpio = pico.mcu.gpio[contactorPinOf(installed)];
  return gpio?.outputEnable === true && gpio.outputValue;
}

/** @throws Error where the contactor is not closed after the time that a session takes */
export function expectClosed(pico: Pico, installed: Installed): void {
  if (!isClosed(pico, installed)) throw new Error('the charger on the chip does not charge');
}
