/**
 * Interruption: Ctrl-C and its like end a run in its regular way, with the rig dead and its reports written; and
 * if that takes too long, or at the second time, at once.
 */

import type { EventEmitter } from 'node:events';
import { onEndSignal } from '../line/end-signals.ts';

/** The regular way ends within this time. */
const REGULAR_MS = 8000;

export interface Endings {
  /** The regular end; told why. */
  interrupt(why: string): unknown;
  /** The end at once. */
  giveUp(why: string): void;
}

/**
 * @param source where signals arrive: this process
 * @returns a function that ends the watch for signals
 */
export function onInterrupt(
  source: EventEmitter,
  endings: Endings,
  regularMs = REGULAR_MS,
): () => void {
  let timer: NodeJS.Timeout | null = null;
  const take = (signal: string): void => {
    const why = `interrupted by ${signal}`;
    if (timer !== null) {
      endings.giveUp(`${why} again`);
      return;
    }
    timer = setTimeout(
      () => endings.giveUp(`${why}, and nothing has ended within ${regularMs / 1000} s`),
      regularMs,
    );
    endings.interrupt(why);
  };
  const off = onEndSignal(take, source);
  return () => {
    if (timer !== null) clearTimeout(timer);
    off();
  };
}
