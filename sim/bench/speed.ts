/**
 * Speed of the simulator: a charge with the full plant, on one core.
 */

import { ms } from '../clock.ts';
import { createSetup } from '../world/setup.ts';
import { World } from '../world/world.ts';

export interface Speed {
  readonly hours: number;
  readonly skipping: boolean;
  readonly ticks: number;
  readonly realSeconds: number;
  readonly virtualPerReal: number;
  /** Processor time of one core, garbage collection included; a busy machine does not distort it. */
  readonly coreSeconds: number;
  readonly virtualPerCore: number;
}

/** Charges for some hours; the ticks of the charge itself are timed. */
export function measureHour(hours: number, skipping: boolean): Speed {
  const setup = createSetup();
  setup.skipsIdle = skipping;
  const world = new World(setup);
  world.start();
  world.advance(ms(16000));
  world.plant.socket.insert('in');
  world.plant.car.plug(true);
  world.advance(ms(5000));
  if (world.trace.valueOf('phase') !== 'energized') throw new Error('the charge did not begin');
  const ticksBefore = world.processor.ticks;
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  world.advance(hours * 3600 * 1000000);
  const realSeconds = (performance.now() - startedAt) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  const coreSeconds = (user + system) / 1000000;
  return {
    hours,
    skipping,
    ticks: world.processor.ticks - ticksBefore,
    realSeconds,
    virtualPerReal: (hours * 3600) / realSeconds,
    coreSeconds,
    virtualPerCore: (hours * 3600) / coreSeconds,
  };
}
