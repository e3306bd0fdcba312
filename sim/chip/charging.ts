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

/** What somebody at the console types during a charge; what is set is written to the flash. */
const typed = [
  'health',
  'get',
  'explain',
  'pilot',
  'fitted',
  'help',
  'set wake-after 40 s',
  'get wake-after',
  'set burst 2',
  'limit 10 A',
  'limit off',
  'events',
  'counters',
];
/** What has happened is written down a minute later, and another minute where the contactor is closed. */
const REMEMBERED_US = ms(125000);

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

/**
 * Somebody types one line after the other.
 *
 * @throws Error where the charger refuses one: it would not do what is measured
 */
export function typeLines({ world }: Charger, everyUs: number): void {
  for (const line of typed) {
    const from = world.trace.events.length;
    world.type(line);
    world.advance(everyUs);
    const refused = world.trace.events
      .slice(from)
      .find(({ name, value }) => name === 'answer' && value.startsWith('error'));
    if (refused !== undefined) throw new Error(`"${line}" was answered with "${refused.value}"`);
  }
}

/** Until everything that has happened is written to the flash. */
export function remember({ world }: Charger): void {
  world.advance(REMEMBERED_US);
}

export function isClosed(pico: Pico, installed: Installed): boolean {
  const gpio = pico.mcu.gpio[contactorPinOf(installed)];
  return gpio?.outputEnable === true && gpio.outputValue;
}

/** @throws Error where the contactor is not closed after the time that a session takes */
export function expectClosed(pico: Pico, installed: Installed): void {
  if (!isClosed(pico, installed)) throw new Error('the charger on the chip does not charge');
}
