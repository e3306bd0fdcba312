/**
 * Rig: what stands on the desk, as its file says. The words are those of `rig.schema.json`.
 */

export interface RigLine {
  readonly port?: string;
  readonly baudRate?: number;
  /** A program behind a pseudo-terminal instead of a port; empty is our own bench device. */
  readonly process?: readonly string[];
}

export interface Rig {
  readonly name: string;
  /** Where it was read from; '' for the built-in one. */
  readonly file: string;
  readonly board: RigLine;
  readonly time: 'stepped' | 'live';
  /** The lock part, null for any. */
  readonly lock: string | null;
  /** What can be done to the board; null for everything. */
  readonly fitted: readonly string[] | null;
}

/** Without a rig file: the firmware as a process of its own behind a pseudo-terminal. */
export const standInRig: Rig = {
  name: 'stand-in',
  file: '',
  board: { process: [] },
  time: 'stepped',
  lock: null,
  fitted: null,
};
