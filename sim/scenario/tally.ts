/**
 * Tally: how often a condition has come true within a stretch of time that moves along.
 */

import { writeDuration } from './quantity.ts';

/** At most so many times within any stretch of this length. */
export interface Most {
  readonly times: number;
  readonly withinUs: number;
}

export class Tally {
  private wasSo: boolean;
  /** The instants at which it came true, the newest last; no more than are needed. */
  private readonly cameAtUs: number[] = [];

  /** @param isSo whether it holds already: that is not counted */
  constructor(
    readonly most: Most,
    isSo: boolean,
  ) {
    this.wasSo = isSo;
  }

  /** Looks at an instant. @returns whether it has come true too often */
  see(isSo: boolean, nowUs: number): boolean {
    const comes = isSo && !this.wasSo;
    this.wasSo = isSo;
    if (!comes) return false;
    this.cameAtUs.push(nowUs);
    if (this.cameAtUs.length <= this.most.times) return false;
    const firstUs = this.cameAtUs.shift() as number;
    return nowUs - firstUs <= this.most.withinUs;
  }
}

/** `at most 5 times within 600 s`. */
export function writeMost({ times, withinUs }: Most): string {
  return `at most ${times} times within ${writeDuration(withinUs)}`;
}
