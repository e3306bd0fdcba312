/**
 * Timing: how quickly a rig answers, which bounds the uncertainty of its clock.
 */

import type { BenchClient } from '../line/client.ts';
import type { Finding } from './check-finding.ts';

/** Round trips of a ping bound the difference between the board's clock and the host's. */
export async function checkTiming(client: BenchClient): Promise<Finding> {
  const trips: number[] = [];
  for (let i = 0; i < 50; i++) trips.push((await client.ping()).tripMs);
  trips.sort((a, b) => a - b);
  const best = trips[0] ?? 0;
  const worst = trips[trips.length - 1] ?? 0;
  const detail = `round trip ${best.toFixed(2)} to ${worst.toFixed(2)} ms, the board's clock is known to ± ${(best / 2).toFixed(2)} ms`;
  return { what: 'timing', verdict: worst < 500 ? 'ok' : 'wrong', detail };
}
