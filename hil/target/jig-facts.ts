/**
 * Jig facts: what a target must know of the rig that it plays on.
 */

/** What a rig with a jig has, as far as the target must know. */
export interface JigFacts {
  readonly lock: string;
  /**
   * The jig's parts that are wired to the board: `car`, `proximity`, `supply`… Without `latch` a real lock
   * moves the sense line, without `reset` the board starts again when it likes.
   */
  readonly parts: ReadonlySet<string>;
  /** The jig sees the outgoing side. */
  readonly seesLive: boolean;
  /** The jig measures the pilot's duty; otherwise a car learns of an offer by what the console says. */
  readonly seesDuty: boolean;
  /** What the jig stamps is known to ± so many ms. */
  readonly uncertaintyMs: number;
}
