/**
 * Lead: what a target and a client need of whatever leads to a rig: messages there and back, and its end.
 */

import type TypedEmitter from 'typed-emitter';
import type { BenchError } from './trouble.ts';

export type LeadEvents = {
  message: (message: string) => void;
  /** Of no use any more; said once. */
  down: (error: BenchError) => void;
  /** Every character, for the log; `out` is from us. */
  traffic: (direction: 'in' | 'out', text: string) => void;
};

export interface Lead {
  /** As the person named it. */
  readonly name: string;
  readonly emitter: TypedEmitter<LeadEvents>;
  /** What is wrong; null while it is up. */
  readonly down: BenchError | null;
  /** @throws BenchError while it is down, or where too much waits already */
  send(message: string): void;
}
