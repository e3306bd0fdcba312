/**
 * Target: what a scenario runs against. The simulator in virtual time, the firmware behind a serial
 * line, a rig: one interface, one runner.
 */

import { ms } from '../clock.ts';
import type { Trace } from '../trace.ts';
import { type StartFirmware, startFirmware } from '../world/processor.ts';
import type { Setup } from '../world/setup.ts';
import { World } from '../world/world.ts';
import type { Arg } from './pattern.ts';
import { type PreconditionLine, setupOf } from './precondition-lines.ts';
import type { Verb } from './rows.ts';

export interface Target {
  /** Everything that happened so far; times are the target's own. */
  readonly trace: Trace;
  readonly nowUs: number;
  /** What the world was built from, once it has begun; absent where that is the preconditions alone. */
  readonly setup?: Setup | undefined;
  /**
   * Any stretch of time is measured to ± this; absent in virtual time.
   *
   * @param names what is looked at: one thing may be stamped better than another
   * @param isSo it has just come true: as good as that very stamp is; otherwise as bad as one may be
   */
  uncertaintyUs?(names: readonly string[], isSo?: boolean): number;
  /** Builds the world and brings it to where the story begins. */
  begin(preconditions: readonly PreconditionLine[]): Promise<void>;
  /** Does something; `nowUs` is then when it had arrived. */
  perform(verb: Verb, args: readonly Arg[]): Promise<void>;
  /** Types a line on the firmware's console. */
  type(line: string): Promise<void>;
  /**
   * Lets time pass up to an instant.
   *
   * @param onInstant called after every instant at which something happened; true ends the wait there
   * @returns whether it was ended early
   */
  advanceTo(atUs: number, onInstant: () => boolean): Promise<boolean>;
  /** Ends the run; a second call is no error. */
  close(): Promise<void>;
}

/** Before the story: long enough for boot, lock reset, self-test, rests and minimum off time. */
export const REST_US = ms(16000);

/** Builds a world and brings it to where the story begins. */
export function beginWorld(
  preconditions: readonly PreconditionLine[],
  adjust: (setup: Setup) => void = () => undefined,
  start: StartFirmware = startFirmware,
): World {
  const setup = setupOf(preconditions);
  adjust(setup);
  const world = new World(setup, start);
  world.start();
  if (setup.startsRested) world.advance(REST_US);
  return world;
}

export function performIn(world: World, verb: Verb, args: readonly Arg[]): void {
  verb.perform(world, args);
  world.plant.settle();
}

/** The simulator as a target. */
export class SimTarget implements Target {
  private made: World | null = null;

  /**
   * @param adjust changes every setup, after the scenario's own preconditions
   * @param start the firmware, here or in another engine
   */
  constructor(
    private readonly adjust: (setup: Setup) => void = () => undefined,
    private readonly start: StartFirmware = startFirmware,
  ) {}

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
    this.made = beginWorld(preconditions, this.adjust, this.start);
  }

  async perform(verb: Verb, args: readonly Arg[]): Promise<void> {
    performIn(this.world, verb, args);
  }

  async type(line: string): Promise<void> {
    this.world.type(line);
  }

  async advanceTo(atUs: number, onInstant: () => boolean): Promise<boolean> {
    return this.world.advanceTo(atUs, onInstant);
  }

  async close(): Promise<void> {
    this.made = null;
  }
}
