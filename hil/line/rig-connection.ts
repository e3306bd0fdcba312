/**
 * Lead: what a target and a client need of whatever leads to a rig: messages there and back, and its end.
 */

import type TypedEmitter from 'typed-emitter';
import type { BenchError } from './bench-error.ts';

export type RigConnectionEvents = {
  message: (message: string) => void;
  /** Of no use any more; said once. */
  down: (error: BenchError) => void;
  /** Every character, for the log; `out` is from us. */
  traffic: (direction: 'in' | 'out', text: string) => void;
};

export interface RigConnection {
  /** As the person named it. */
  readonly name: string;
  readonly emitter: TypedEmitter<RigConnectionEvents>;
  /** What is wrong; null while it is up. */
  readonly down: BenchError | null;
  /** @throws BenchError while it is down, or where too much waits already */
  send(message: string): void;
}

/** A connection that is opened, and left so that the rig is dead. */
export interface RigBoardConnection extends RigConnection {
  /** What is sent now arrives. */
  readonly isUp: boolean;
  /** @throws BenchError */
  open(): Promise<void>;
  /** Opens again after trouble, as soon as that is possible. */
  reopen(withinMs: number): Promise<void>;
  /** Until everything has arrived, or half a second is over. */
  drained(): Promise<void>;
  /** Ends its use as if it had failed: the last word is ours. */
  abort(error: BenchError, last: string): Promise<void>;
  /** Twice is no error. */
  close(): Promise<void>;
}
