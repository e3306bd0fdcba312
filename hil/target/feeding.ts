/**
 * Feeding: the reports of a board that runs by its own clock on the feeding of its watchdog, which the world
 * simulates.
 */

import { writeDuration } from '../../sim/scenario/quantity.ts';
import type { World } from '../../sim/world/world.ts';

export class Feeding {
  /** The firmware has stopped feeding its watchdog. */
  isStarving = false;

  /**
   * Messages: `starving`, with the board's time of the last feed, and `fed`.
   *
   * @param usOf a time of the board's clock in ms, in the world's time
   * @returns whether the message was one of these
   */
  receive(world: World, atUs: number, message: string, usOf: (boardMs: number) => number): boolean {
    const [word, lastMs] = message.split(' ');
    if (word !== 'starving' && word !== 'fed') return false;
    this.isStarving = word === 'starving';
    if (this.isStarving) {
      const lastUs = usOf(Number(lastMs));
      world.processor.starve(lastUs);
      world.trace.record(atUs, 'watchdog', `not fed since ${writeDuration(lastUs)}`);
    } else world.trace.record(atUs, 'watchdog', 'fed again');
    return true;
  }

  /** The world's processor has stopped: by its watchdog, if it was starving while the rail was on. */
  end(world: World, atUs: number): void {
    if (this.isStarving && world.plant.rail.on) {
      world.trace.record(atUs, 'watchdog', 'bites: the board is reset');
    }
    this.isStarving = false;
  }
}
