/**
 * The simulator as a line: the console of the firmware that ships, with the plant, in virtual time.
 */

import { ms } from '../../../sim/clock.ts';
import type { World } from '../../../sim/world/world.ts';
import type { ConsoleLine } from '../../doctor/examination.ts';

export class SimulatedLine implements ConsoleLine {
  readonly name = 'simulator';
  private readonly heard: string[] = [];

  constructor(private readonly world: World) {
    world.listener = (line) => this.heard.push(line);
  }

  async write(line: string): Promise<void> {
    this.world.type(line);
  }

  async read(withinMs: number): Promise<string | null> {
    const { world, heard } = this;
    if (heard.length === 0) {
      world.advanceTo(world.clock.nowUs + ms(withinMs), () => heard.length > 0);
    }
    return heard.shift() ?? null;
  }

  nowMs(): number {
    return this.world.clock.nowUs / 1000;
  }

  async close(): Promise<void> {
    this.world.listener = null;
  }
}
