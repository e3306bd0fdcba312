/**
 * Jig facts: the properties of a rig that a target needs.
 */

/** The equipment of a rig with a jig, as far as the target needs it. */
export interface JigFacts {
  readonly lock: string;
  /**
   * The jig's parts that are wired to the board: `car`, `proximity`, `supply`… Without `latch` a real lock
   * moves the sense line; without `reset` the target cannot restart the board.
   */
  readonly parts: ReadonlySet<string>;
  /** The jig senses the outgoing side. */
  readonly seesLive: boolean;
  /** The jig measures the pilot's duty; otherwise the simulated car takes the offer from the console. */
  readonly seesDuty: boolean;
  /** The uncertainty of the jig's stamps, ± ms. */
  readonly uncertaintyMs: number;
}
