/**
 * Lines: the pins of a small computer as outputs and as inputs with time stamps, by any interface of the
 * kernel.
 */

import type { BenchError } from '../line/bench-error.ts';

/** Edges carry the time at which they were seen, in ms of the clock of their lines. */
export interface Edge {
  readonly offset: number;
  readonly on: boolean;
  readonly atMs: number;
  /** By how much it may have been earlier, in ms; absent where the kernel stamps it. */
  readonly lateMs?: number;
}

export interface Lines {
  /** Which interface was chosen and why, for the log. */
  readonly said: string;
  /** The levels of the inputs when the lines were opened. */
  readonly levels: ReadonlyMap<number, boolean>;
  /** The clock that stamps the edges, in ms. */
  nowMs(): number;
  /** The level of an input; with the tools, the level after its last edge. */
  read(offset: number): boolean;
  /** Offsets are those on the chip, as printed on the pin-out. */
  write(offset: number, on: boolean): void;
  /** Every output low, every line released; a second call does nothing. */
  close(): Promise<void>;
}

export interface LinesPlan {
  readonly outputs: readonly number[];
  readonly inputs: readonly number[];
  /** The inputs come to rest, which is low, while every output is low: their levels are read when they have. */
  readonly comesToRest?: boolean;
  readonly onEdge: (edge: Edge) => void;
  /** A tool ended by itself, or a pin disappeared. */
  readonly onGone: (error: BenchError) => void;
}
