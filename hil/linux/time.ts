/**
 * Time: the computer's clock and its timers, or a virtual one.
 */

export interface Time {
  /** It never decreases. */
  nowMs(): number;
  after(ms: number, act: () => void): void;
  /** @returns a function that stops it */
  every(ms: number, act: () => void): () => void;
}

export const realTime: Time = {
  nowMs: () => performance.now(),
  after: (ms, act) => {
    setTimeout(act, ms);
  },
  every: (ms, act) => {
    const timer = setInterval(act, ms);
    return () => clearInterval(timer);
  },
};
