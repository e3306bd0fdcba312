/**
 * Adapter: one protocol over the core. It translates, and holds no truth of its own.
 */

export interface Adapter {
  /** What people call it. */
  readonly name: string;
  /** How its link fares, in words. */
  readonly state: string;
  close(): Promise<void>;
}
