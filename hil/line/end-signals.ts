/**
 * End signals: what ends a process from outside; a terminal that goes away is one of them.
 */

import type { EventEmitter } from 'node:events';

export const endSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * @param source where signals arrive: this process
 * @returns a function that ends the watch for signals
 */
export function onEndSignal(
  act: (signal: NodeJS.Signals) => void,
  source: EventEmitter = process,
): () => void {
  for (const signal of endSignals) source.on(signal, act);
  return () => {
    for (const signal of endSignals) source.off(signal, act);
  };
}
