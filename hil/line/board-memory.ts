/**
 * Board memory: what the board under test remembers when a run has ended (`events`, `counters`), in words for its
 * reports. A bench firmware has a new memory in every story, and is not asked.
 */

import { BenchError } from './bench-error.ts';
import { describeMemory, EVENTS_MS, recallMemory, remarksOn } from './charger-memory.ts';
import type { ProductConsole } from './product-console.ts';

const LOOK_MS = 20;

/** Types a line, and waits for the last line of its answer. */
async function list(
  product: ProductConsole,
  line: string,
  end: RegExp,
  withinMs: number,
): Promise<string[]> {
  const said: string[] = [];
  const take = (one: string): void => void said.push(one);
  product.emitter.on('message', take);
  const untilMs = performance.now() + withinMs;
  try {
    product.type(line);
    while (product.down === null && performance.now() < untilMs) {
      if (said.some((one) => end.test(one))) break;
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  } finally {
    product.emitter.off('message', take);
  }
  return said;
}

/**
 * @param withinMs for each of both answers
 * @returns lines for people, the remarkable ones last; one that says so where the board does not tell
 */
export async function recallBoard(
  product: ProductConsole,
  withinMs = EVENTS_MS,
): Promise<readonly string[]> {
  try {
    const memory = await recallMemory((line, end) => list(product, line, end, withinMs));
    if (memory === null) return ['the board does not tell what it remembers'];
    return [...describeMemory(memory), ...remarksOn(memory)];
  } catch (error) {
    if (!(error instanceof BenchError)) throw error;
    return ['the board does not tell what it remembers: its console is gone'];
  }
}
