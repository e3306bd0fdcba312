/**
 * `holdfast bench wear`: how often a session writes to the board's flash, and how long that lasts.
 */

import { createController } from '../../../firmware/controller.ts';
import type { Storage } from '../../../firmware/hal.ts';
import { phasePoints, plugIn, restedWorld, waitFor } from '../../../sim/bench/measure.ts';
import { ms } from '../../../sim/clock.ts';
import type { StartFirmware } from '../../../sim/world/processor.ts';
import type { World } from '../../../sim/world/world.ts';

/**
 * Erase cycles per sector that the data sheets of the boards' flash chips guarantee; each write counts as one
 * erase.
 */
const RATED_ERASES = 100000;
const SESSIONS_PER_DAY = [2, 10];

interface Story {
  readonly name: string;
  readonly live: (world: World) => void;
}

function charge(world: World): void {
  plugIn(world);
  world.plant.car.plug(true);
  waitFor(world, 'contacts', 'closed', ms(20000));
  world.advance(ms(5000));
}

const stories: readonly Story[] = [
  {
    name: 'unplugged at the car',
    live: (world) => {
      charge(world);
      world.plant.car.plug(false);
      world.advance(ms(15000));
    },
  },
  {
    name: 'ended by the stop button',
    live: (world) => {
      charge(world);
      world.plant.work('stopButton', true);
      world.plant.settle();
      world.advance(ms(15000));
      world.plant.socket.pull();
      world.plant.car.plug(false);
      world.plant.settle();
      world.advance(ms(5000));
    },
  },
  {
    name: 'a leak in the charge',
    live: (world) => {
      charge(world);
      world.plant.residual.leak(true);
      world.plant.settle();
      world.advance(ms(15000));
    },
  },
];

/** Writes of one story, boot and rest not counted. */
function writesIn(story: Story): number {
  let writes = 0;
  const start: StartFirmware = (board, fittings, limits) => {
    const storage: Storage = {
      read: (slot) => board.storage.read(slot),
      write: (slot, text) => {
        writes++;
        board.storage.write(slot, text);
      },
    };
    const counted = Object.assign(Object.create(board), { storage });
    return createController(counted, fittings, limits, true);
  };
  const point = phasePoints(10, 1, start)[0];
  if (point === undefined) return 0;
  const world = restedWorld(point);
  writes = 0;
  story.live(world);
  return writes;
}

function yearsOf(writes: number, sessionsPerDay: number): string {
  const years = RATED_ERASES / (writes * sessionsPerDay * 365.25);
  return years > 100 ? 'over 100' : years.toFixed(0);
}

export function benchWear(print: (line: string) => void): number {
  print(
    `journal writes per session; years to ${RATED_ERASES} erases of one sector, each write an erase`,
  );
  for (const story of stories) {
    const writes = writesIn(story);
    const years = SESSIONS_PER_DAY.map((count) => `${yearsOf(writes, count)} at ${count} a day`);
    print(`  ${story.name.padEnd(28)} ${writes} writes   ${years.join(', ')}`);
  }
  return 0;
}
