/**
 * The simulator as a line: the console of the firmware that ships, with the plant, in virtual time.
 */

import { ms } from '../../../sim/clock.ts';
import type { World } from '../../../sim/world/world.ts';
import type { ConsoleLine } from '../../doctor/examination.ts';

export class SimulatedLine implements ConsoleLine {
  readonly name = 'simulator';
  private readonly received: string[] = [];

  constructor(private readonly world: World) {
    world.listener = (line) => this.received.push(line);
  }

  async write(line: string): Promise<void> {
    this.world.type(line);
  }

  async read(withinMs: number): Promise<string | null> {
    const { world, received } = this;
    if (received.length === 0) {
      world.advanceTo(world.clock.nowUs + ms(withinMs), () => received.length > 0);
    }
    return received.shift() ?? null;
  }

  nowMs(): number {
    return this.world.clock.nowUs / 1000;
  }

  async close(): Promise<void> {
    this.world.listener = null;
  }
}
