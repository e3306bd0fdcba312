/**
 * Clock faults: each is named from readings and stamps alone; a busy host and a coarse clock are none.
 */

import { expect, test } from 'vitest';
import { ClockFaults } from '../../../hil/line/clock-faults.ts';

/** Pings every half second with these trips; the board's clock as a function of the host's. */
function faultOf(boardMsAt: (hostMs: number) => number, trips = [1, 1, 1, 1, 1, 1]): string {
  const faults = new ClockFaults();
  for (const [i, tripMs] of trips.entries()) {
    const fromMs = 1000 + i * 500;
    // The board answers anywhere within the trip.
    const boardMs = boardMsAt(fromMs + (i % 2 === 0 ? 0 : tripMs));
    const fault = faults.seeReading({ fromMs, tripMs, boardMs });
    if (fault !== '') return `${i}: ${fault}`;
  }
  return '';
}

test('a good clock, a coarse one, and one that is read by a busy host', () => {
  expect(faultOf((ms) => ms + 7777)).toBe('');
  expect(faultOf((ms) => Math.floor(ms))).toBe('');
  expect(faultOf((ms) => ms * 1.0001)).toBe('');
  expect(faultOf((ms) => ms, [1, 400, 2, 450, 490, 1])).toBe('');
});

test('a clock that stands still, goes back, jumps or runs at another speed is named at the next reading', () => {
  expect(faultOf((ms) => Math.min(ms, 1600))).toBe(
    "2: the board's clock has lost time: it has counted 99 of 499 ms",
  );
  expect(faultOf((ms) => Math.min(ms, 1500))).toBe(
    "2: the board's clock stands still: 499 ms have passed here",
  );
  expect(faultOf((ms) => (ms < 2000 ? ms : ms - 900))).toBe(
    "2: the board's clock went back by 401 ms",
  );
  expect(faultOf((ms) => (ms < 2000 ? ms : ms - 300))).toMatch(
    /^2: the board's clock has lost time: it has counted 199 of 499 ms/,
  );
  expect(faultOf((ms) => (ms < 2000 ? ms : ms + 3600000))).toBe(
    "2: the board's clock jumped ahead: by 3600499 ms within 501 ms",
  );
  expect(faultOf((ms) => ms * 0.9)).toMatch(
    /^1: the board's clock has lost time: it has counted 451 of/,
  );
  expect(faultOf((ms) => ms * 1.1)).toMatch(/^1: the board's clock jumped ahead: by 551 ms/);
});

test('a stamp in the future, or from before the last one, is named; one that was queued is none', () => {
  const faults = new ClockFaults();
  expect(faults.seeStamp(1000, 1001, 1)).toBe('');
  expect(faults.seeStamp(960, 1003, 1)).toBe('');
  expect(faults.seeStamp(1100, 3900, 1)).toBe('');
  expect(faults.seeStamp(900, 4000, 1)).toBe(
    "the board's clock went back by 200 ms from one stamp to the next",
  );
  expect(faults.seeStamp(9000, 4000, 1)).toBe(
    "the board's clock jumped ahead: a stamp is 5000 ms in the future",
  );
  faults.forgetStamps();
  expect(faults.seeStamp(4200, 4000, 1)).toBe('');
});
