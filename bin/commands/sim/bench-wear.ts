/**
 * `holdfast bench wear`: how often a session writes to the board's flash, and how long that lasts.
 */

import { createController } from '../../../firmware/controller.ts';
import type { Storage } from '../../../firmware/hal.ts';
import { LEDGER_SLOT } from '../../../firmware/storage/ledger.ts';
import { phasePoints, plugIn, restedWorld, waitFor } from '../../../sim/bench/measure.ts';
import { ms } from '../../../sim/clock.ts';
import type { StartFirmware } from '../../../sim/world/processor.ts';
import type { World } from '../../../sim/world/world.ts';
import type { Print } from '../../context.ts';

/**
 * Erase cycles per sector that the data sheets of the boards' flash chips guarantee; each write counts as one
 * erase.
 */
const RATED_ERASES = 100000;
const SESSIONS_PER_DAY = [2, 10];
/** The memory of events and counters is written once a minute at most: a session is watched until it has been. */
const MEMORY_MS = 70000;
/** Long enough for the memory to be written while energy flows. */
const CHARGED_MS = 150000;

interface Story {
  readonly name: string;
  readonly live: (world: World) => void;
}

function charge(world: World): void {
  plugIn(world);
  world.plant.car.plug(true);
  waitFor(world, 'contacts', 'closed', ms(20000));
  world.advance(ms(CHARGED_MS));
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

interface Writes {
  journal: number;
  memory: number;
}

/** Writes of one story, boot and rest not counted. */
function writesIn(story: Story): Writes {
  const writes: Writes = { journal: 0, memory: 0 };
  const start: StartFirmware = (board, fittings, limits) => {
    const storage: Storage = {
      read: (slot) => board.storage.read(slot),
      sum: (text) => board.storage.sum(text),
      write: (slot, text) => {
        if (slot >= LEDGER_SLOT) writes.memory++;
        else writes.journal++;
        board.storage.write(slot, text);
      },
    };
    const counted = Object.assign(Object.create(board), { storage });
    return createController(counted, fittings, limits, true);
  };
  const point = phasePoints(10, 1, start)[0];
  if (point === undefined) return writes;
  const world = restedWorld(point);
  world.advance(ms(MEMORY_MS));
  Object.assign(writes, { journal: 0, memory: 0 });
  story.live(world);
  world.advance(ms(MEMORY_MS));
  return writes;
}

function yearsOf(writes: number, sessionsPerDay: number): string {
  const years = RATED_ERASES / (writes * sessionsPerDay * 365.25);
  return years > 100 ? 'over 100' : years.toFixed(0);
}

export function benchWear(print: Print): number {
  print(`writes per session; years to ${RATED_ERASES} erases of one sector, each write an erase`);
  for (const story of stories) {
    const { journal, memory } = writesIn(story);
    const years = SESSIONS_PER_DAY.map((count) => {
      return `${yearsOf(journal + memory, count)} at ${count} a day`;
    });
    const writes = `journal ${journal}, memory ${memory}`;
    print(`  ${story.name.padEnd(28)} ${writes}   ${years.join(', ')}`);
  }
  return 0;
}
