/**
 * Clock faults: a board's clock that stands still, goes back, jumps or runs at another speed. Every ping bounds
 * how much time has passed here; the board's clock must have advanced by as much.
 */

/** A clock may be read in whole milliseconds, and a tick may be late. */
const GRAIN_MS = 5;
/** A clock with a crystal is a hundred times better. */
const RATE = 0.01;
/** A stamp may be this much older than the one before: edges of pins arrive by another way than answers. */
const BACK_MS = 100;
/** A stamp may be this far ahead of what is known of the board's clock. */
const AHEAD_MS = 250;
/** An advance of less than this part of the time here is none. */
const STILL = 0.01;

/** One reading of the board's clock. */
export interface ClockReading {
  /** When it was asked for, in ms of the host's clock. */
  readonly fromMs: number;
  /** Until the answer had arrived. */
  readonly tripMs: number;
  readonly boardMs: number;
}

const round = (ms: number): string => String(Math.round(ms));

/** What is wrong with the clock between two readings, in words; empty where nothing is. */
function compare(a: ClockReading, b: ClockReading): string {
  const leastMs = Math.max(0, b.fromMs - (a.fromMs + a.tripMs));
  const mostMs = b.fromMs + b.tripMs - a.fromMs;
  const advanceMs = b.boardMs - a.boardMs;
  if (advanceMs < -GRAIN_MS) return `the board's clock went back by ${round(-advanceMs)} ms`;
  if (advanceMs > mostMs * (1 + RATE) + GRAIN_MS) {
    return `the board's clock jumped ahead: by ${round(advanceMs)} ms within ${round(mostMs)} ms`;
  }
  if (advanceMs >= leastMs * (1 - RATE) - GRAIN_MS) return '';
  if (advanceMs <= leastMs * STILL) {
    return `the board's clock stands still: ${round(leastMs)} ms have passed here`;
  }
  return `the board's clock has lost time: it has counted ${round(advanceMs)} of ${round(leastMs)} ms`;
}

export class ClockFaults {
  private last: ClockReading | null = null;
  private stampMs = Number.NEGATIVE_INFINITY;

  /** Stamps from before do not count any more: another session begins. */
  forgetStamps(): void {
    this.stampMs = Number.NEGATIVE_INFINITY;
  }

  /** @returns what is wrong with the clock, in words; empty where nothing is */
  seeReading(reading: ClockReading): string {
    const last = this.last;
    // Answers may overtake each other where a question was repeated.
    if (last !== null && reading.fromMs < last.fromMs) return '';
    this.last = reading;
    return last === null ? '' : compare(last, reading);
  }

  /**
   * @param stampMs of a message, by the board's clock
   * @param nowMs the board's time now, as far as it is known
   * @param uncertaintyMs of that
   * @returns what is wrong with the stamp, in words; empty where nothing is
   */
  seeStamp(stampMs: number, nowMs: number, uncertaintyMs: number): string {
    const before = this.stampMs;
    this.stampMs = Math.max(before, stampMs);
    if (stampMs < before - BACK_MS) {
      return `the board's clock went back by ${round(before - stampMs)} ms from one stamp to the next`;
    }
    const aheadMs = stampMs - nowMs;
    if (aheadMs <= AHEAD_MS + uncertaintyMs) return '';
    return `the board's clock jumped ahead: a stamp is ${round(aheadMs)} ms in the future`;
  }
}
