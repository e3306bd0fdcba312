/**
 * Time: this computer's clocks and timers, or those of a test.
 */

export interface Time {
  /** It never goes back, in ms. */
  nowMs(): number;
  /** Of the calendar, in ms since 1970. */
  dateMs(): number;
  /** @returns a function that cancels it */
  after(ms: number, act: () => void): () => void;
}

/** A longer timer of Node ends at once: a back-end may ask for a heartbeat a month. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export const realTime: Time = {
  nowMs: () => performance.now(),
  dateMs: () => Date.now(),
  after: (ms, act) => {
    const untilMs = performance.now() + ms;
    let timer: NodeJS.Timeout;
    const wait = (leftMs: number): void => {
      const isLast = leftMs <= LONGEST_TIMER_MS;
      const go = isLast ? act : () => wait(untilMs - performance.now());
      timer = setTimeout(go, Math.min(leftMs, LONGEST_TIMER_MS));
    };
    wait(ms);
    return () => clearTimeout(timer);
  },
};

const MOST_SECONDS = 86400;

/**
 * A time that a back-end writes, in s, of a day at most.
 *
 * @param least what it may be
 * @returns null where it is no such time
 */
export function secondsIn(text: string, least: number): number | null {
  const seconds = /^\d+$/.test(text) ? Number(text) : -1;
  return seconds >= least && seconds <= MOST_SECONDS ? seconds : null;
}

/** Acts again and again. @returns a function that ends it */
export function every(time: Time, ms: number, act: () => void): () => void {
  let cancel = time.after(ms, again);
  function again(): void {
    cancel = time.after(ms, again);
    act();
  }
  return () => cancel();
}

export function pause(time: Time, ms: number): Promise<void> {
  return new Promise((resolve) => {
    time.after(ms, resolve);
  });
}

/** As the protocols write a date. */
export function writeDate(dateMs: number): string {
  return new Date(dateMs).toISOString();
}
