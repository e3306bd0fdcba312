/**
 * Lines: the pins of a small computer as outputs and stamped inputs, however the kernel offers them.
 */

import type { BenchError } from '../line/bench-error.ts';

/** Edges carry the time at which they were seen, in ms of the clock of their lines. */
export interface Edge {
  readonly offset: number;
  readonly on: boolean;
  readonly atMs: number;
}

export interface Lines {
  /** Which way was chosen and why, for the log. */
  readonly said: string;
  /** The inputs as they stood when the lines were taken. */
  readonly levels: ReadonlyMap<number, boolean>;
  /** The clock that stamps the edges, in ms. */
  nowMs(): number;
  /** An input as it stands; through tools, as its last edge has left it. */
  read(offset: number): boolean;
  /** Offsets are those on the chip, as they stand on the pin-out. */
  write(offset: number, on: boolean): void;
  /** Every output low, everything released; twice is no error. */
  close(): Promise<void>;
}

export interface LinesPlan {
  readonly outputs: readonly number[];
  readonly inputs: readonly number[];
  readonly onEdge: (edge: Edge) => void;
  /** A tool ended by itself, or a pin went away. */
  readonly onGone: (error: BenchError) => void;
}
