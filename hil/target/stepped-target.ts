/**
 * Stepped target: the firmware behind a serial line, tick by tick in virtual time.
 *
 * The world is the simulator's; the firmware runs in another process, an engine or a board. Nothing is
 * measured in real time here, so nothing is uncertain: a trace that differs from the simulator's is a bug.
 */

import type { Arg } from '../../sim/scenario/pattern.ts';
import { type PreconditionLine, setupOf } from '../../sim/scenario/precondition-lines.ts';
import type { Verb } from '../../sim/scenario/rows.ts';
import { performIn, REST_US, type Target } from '../../sim/scenario/target.ts';
import type { Trace } from '../../sim/trace.ts';
import type { Setup } from '../../sim/world/setup.ts';
import { World } from '../../sim/world/world.ts';
import type { Link } from '../line/link.ts';
import { RemoteFirmware } from './remote-firmware.ts';

export class SteppedTarget implements Target {
  private made: World | null = null;
  private readonly remote: RemoteFirmware;
  private isRunning = false;

  /**
   * @param link open
   * @param adjust changes every setup, after the scenario's own preconditions
   */
  constructor(
    private readonly link: Link,
    private readonly adjust: (setup: Setup) => void = () => undefined,
  ) {
    this.remote = new RemoteFirmware(link);
  }

  get world(): World {
    if (this.made === null) throw new Error('the target has not begun');
    return this.made;
  }

  get setup(): Setup {
    return this.world.setup;
  }

  get trace(): Trace {
    return this.world.trace;
  }

  get nowUs(): number {
    return this.world.clock.nowUs;
  }

  async begin(preconditions: readonly PreconditionLine[]): Promise<void> {
    const setup = setupOf(preconditions);
    this.adjust(setup);
    this.made = new World(setup, (board, fittings, limits) => {
      this.isRunning = true;
      return this.remote.start(board, fittings, limits);
    });
    this.made.start();
    if (setup.startsRested) await this.advanceTo(REST_US, () => false);
  }

  async perform(verb: Verb, args: readonly Arg[]): Promise<void> {
    performIn(this.world, verb, args);
    this.noticeEnd();
  }

  async type(line: string): Promise<void> {
    this.world.type(line);
  }

  async advanceTo(atUs: number, onInstant: () => boolean): Promise<boolean> {
    const world = this.world;
    const events = world.trace.events;
    for (;;) {
      const traced = events.length;
      const reached = world.goOn(atUs);
      if (reached === 'end') return false;
      if (reached === 'tick') {
        this.remote.sendTick();
        await this.remote.settle();
        world.processor.tick();
      } else await this.remote.settle();
      this.noticeEnd();
      if (events.length > traced && onInstant()) return true;
    }
  }

  /** The world's processor has stopped, so the remote firmware must stop too. */
  private noticeEnd(): void {
    if (!this.isRunning || this.world.processor.loop !== null) return;
    this.isRunning = false;
    this.remote.stop();
  }

  /** The rig is left de-energised: no firmware runs, every output is at its pull-down. */
  async close(): Promise<void> {
    this.made = null;
    this.isRunning = false;
    if (this.link.down === null) this.remote.stop();
    this.remote.leave();
  }
}
