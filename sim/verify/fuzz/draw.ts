/**
 * Draw: random numbers from a seed, in the distributions that are needed.
 */

import { createRandom } from '../../random.ts';

export class Draw {
  private readonly random: () => number;

  constructor(seed: number) {
    this.random = createRandom(seed);
  }

  chance(probability: number): boolean {
    return this.random() < probability;
  }

  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.random() * (most - least + 1));
  }

  /** A whole number with a uniform logarithm: as many short times as long ones. */
  scale(least: number, most: number): number {
    return Math.round(least * (most / least) ** this.random());
  }

  pick<T>(list: readonly T[]): T {
    return list[this.whole(0, list.length - 1)] as T;
  }
}
