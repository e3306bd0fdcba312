/**
 * The failures of the pilot's divider and of its buffers, calculated: what the shipping driver believes through the drawn
 * resistors, one of them cut or bridged.
 */

import { expect, test } from 'vitest';
import { pinMap as pico } from '../../../../firmware/boards/pico.ts';
import { readingsOf } from '../../../../hil/wiring/board-readings.ts';
import { pilot } from '../../../../sim/verify/fmea/socket-parts.ts';
import { believePilot, type Way, ways } from '../../../support/pilot-sense.ts';

/** The lowest, the nominal and the highest reading of a level at CP, in mV. */
function readingsAt(cp: number, ref: string, way: Way): number[] {
  const net = cp < 0 ? 'pilotLow' : 'pilotHigh';
  const values = { [`pilot ${ref}`]: ways[way] };
  return readingsOf(pico, net, pico[net], { volts: { cp }, values }).map(Math.trunc);
}

/** What A, B and C look like, one for each; the same at both ends of every tolerance. */
function lookOf(ref: string, way: Way): string {
  const low = readingsAt(-12, ref, way);
  const seen = [12, 9, 6].map((cp) => {
    const beliefs = readingsAt(cp, ref, way).map((high, i) => believePilot(high, low[i] as number));
    expect(new Set(beliefs).size, `${ref} ${way}, ${cp} V`).toBe(1);
    return beliefs[0];
  });
  return seen.join(' ');
}

const INVALID = 'Invalid Invalid Invalid';

test.each([
  ['R5', 'open', 'CP shorted', 'E E E'],
  ['R5', 'short', 'CP stuck at -12 V', INVALID],
  // Only a charge is as its row says.
  ['R6', 'open', 'CP stuck at -12 V', 'B D Invalid'],
  ['R6', 'short', 'CP stuck at -12 V', INVALID],
  ['R7', 'open', 'CP stuck at -12 V', INVALID],
  ['R7', 'short', 'CP stuck at -12 V', INVALID],
] as const)('%s %s: what its row says is what the driver believes', (ref, way, mode, look) => {
  expect([pilot[ref]?.[way], lookOf(ref, way)]).toEqual([mode, look]);
});

test('a buffer at either rail reads an end of the scale, which is no state', () => {
  const { atZero, atFull } = pico.pilotHigh;
  expect([atZero, atFull].map((high) => believePilot(high, -12000))).toEqual([
    'Invalid',
    'Invalid',
  ]);
  for (const ref of ['U2A', 'U2B']) {
    expect(pilot[ref]).toEqual({ high: 'CP stuck at -12 V', low: 'CP stuck at -12 V' });
  }
});
