/**
 * Interruptible: a target in virtual time that hears a signal while a scenario runs. Virtual time never waits, so
 * that without it a signal would be heard when the scenario has ended, however long that takes.
 */

import { setImmediate } from 'node:timers/promises';
import type { Trace } from '../trace.ts';
import type { Setup } from '../world/setup.ts';
import type { Arg } from './pattern.ts';
import type { PreconditionLine } from './precondition-lines.ts';
import type { Verb } from './rows.ts';
import type { Target } from './target.ts';

/** The run was ended from outside: there is no result. */
export class Interrupted extends Error {}

/** So often the world outside is heard. A person does not notice it; a run loses a thousandth by it. */
const HEAR_EVERY_MS = 50;

/** A long wait goes on in parts of this virtual length. It takes milliseconds, and shorter waits are not parted. */
const PART_US = 60000000;

export class InterruptibleTarget implements Target {
  private heardAtMs = performance.now();

  /** @param isInterrupted asked between two things that the target does */
  constructor(
    private readonly inner: Target,
    private readonly isInterrupted: () => boolean,
  ) {}

  get trace(): Trace {
    return this.inner.trace;
  }

  get nowUs(): number {
    return this.inner.nowUs;
  }

  get setup(): Setup | undefined {
    return this.inner.setup;
  }

  begin(preconditions: readonly PreconditionLine[]): Promise<void> {
    return this.inner.begin(preconditions);
  }

  async perform(verb: Verb, args: readonly Arg[]): Promise<void> {
    await this.inner.perform(verb, args);
    await this.hear();
  }

  async type(line: string): Promise<void> {
    await this.inner.type(line);
    await this.hear();
  }

  async advanceTo(atUs: number, onInstant: () => boolean): Promise<boolean> {
    for (;;) {
      const partUs = Math.min(atUs, this.inner.nowUs + PART_US);
      const isEarly = await this.inner.advanceTo(partUs, onInstant);
      await this.hear();
      if (isEarly || partUs === atUs) return isEarly;
    }
  }

  close(): Promise<void> {
    return this.inner.close();
  }

  /** @throws Interrupted */
  private async hear(): Promise<void> {
    if (performance.now() - this.heardAtMs < HEAR_EVERY_MS) return;
    await setImmediate();
    this.heardAtMs = performance.now();
    if (this.isInterrupted()) throw new Interrupted();
  }
}
