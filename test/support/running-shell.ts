/**
 * Running shell: the firmware that ships in the simulated world, with what of its board a test replaces.
 */

import { expect } from 'vitest';
import type { Charger } from '../../firmware/charger.ts';
import type { Board } from '../../firmware/hal.ts';
import type { Loop } from '../../firmware/loop.ts';
import { ms } from '../../sim/clock.ts';
import { startFirmware } from '../../sim/world/processor.ts';
import { createSetup, type Setup } from '../../sim/world/setup.ts';
import { World } from '../../sim/world/world.ts';

export interface Shell {
  readonly world: World;
  /** The firmware that runs now. */
  loop(): Loop;
  charger(): Charger;
}

/** @param over what of the board is replaced */
export function shell(
  change: Partial<Setup> = {},
  over: (board: Board) => Partial<Board> = () => ({}),
): Shell {
  let loop: Loop | null = null;
  const world = new World({ ...createSetup(), ...change }, (board, fittings, limits) => {
    const all = Object.create(board, Object.getOwnPropertyDescriptors(over(board)));
    const started = startFirmware(all, fittings, limits);
    loop = started as Loop;
    return started;
  });
  const running = (): Loop => {
    if (loop === null) throw new Error('no firmware has started');
    return loop;
  };
  return { world, loop: running, charger: () => running().charger };
}

/** Plugged in at both ends, until a condition holds. */
export function chargeUntil({ world, charger }: Shell, holds: (charger: Charger) => boolean): void {
  world.start();
  world.advance(ms(16000));
  world.plant.socket.insert('in');
  world.plant.car.plug(true);
  world.plant.settle();
  for (let i = 0; i < 2000 && !holds(charger()); i++) world.advance(ms(10));
  expect(holds(charger())).toBe(true);
}
