/**
 * Rig connection: what a target and a client need of any connection to a rig: messages in both directions,
 * and its end.
 */

import type TypedEmitter from 'typed-emitter';
import type { BenchError } from './bench-error.ts';

export type RigConnectionEvents = {
  message: (message: string) => void;
  /** The connection has failed; called once. */
  down: (error: BenchError) => void;
  /** Every character, for the log; `out` is sent by the host. */
  traffic: (direction: 'in' | 'out', text: string) => void;
};

export interface RigConnection {
  /** As the person named it. */
  readonly name: string;
  readonly emitter: TypedEmitter<RigConnectionEvents>;
  /** The failure; null while the connection is up. */
  readonly down: BenchError | null;
  /** @throws BenchError while it is down, or where too many messages wait already */
  send(message: string): void;
  /** Ends its use as if it had failed, with one last message. */
  abort(error: BenchError, last: string): Promise<void>;
}

/** A connection that can be opened, and closed so that the rig is de-energised. */
export interface RigBoardConnection extends RigConnection {
  /** From now on, messages arrive. */
  readonly isUp: boolean;
  /** @throws BenchError */
  open(): Promise<void>;
  /** Opens again after a failure, as soon as that is possible. */
  reopen(withinMs: number): Promise<void>;
  /** Waits until everything has arrived, or half a second is over. */
  drained(): Promise<void>;
  /** A second call does nothing. */
  close(): Promise<void>;
}
