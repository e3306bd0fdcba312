/**
 * Spikes: a voltage that is forced onto CP for some microseconds, stated at CP, and what is held of it for the
 * converter; by ngspice and by the plant's pilot line. A spike while a half is held is not seen, one while it is
 * followed is seen as far as the front end follows, and is gone with the next period.
 */

import { Clock } from '../../sim/clock.ts';
import { PilotLine } from '../../sim/plant/pilot-line.ts';
import type { Comparison } from './agreement.ts';
import { runDeck } from './ngspice.ts';
import { atPilot } from './pilot-scale.ts';
import { type Corner, nodeOf } from './spice-deck.ts';
import { pilotDeck } from './spice-pilot.ts';

const C_OHMS = (2740 * 1300) / (2740 + 1300);
const DUTY = 0.533;
/** In the fourth period; the deck ends with its fifth. */
const PERIOD_US = 3000;
const DRIVER_OHMS = 15;

interface Spike {
  readonly name: string;
  readonly atUs: number;
  readonly forUs: number;
  readonly volts: number;
}

const spikes: readonly Spike[] = [12, -12, 0].flatMap((volts) => [
  { name: `${volts} V, 100 µs, while the half is followed`, atUs: 200, forUs: 100, volts },
  { name: `${volts} V, 20 µs, while the half is followed`, atUs: 300, forUs: 20, volts },
  { name: `${volts} V, 200 µs, while it is held`, atUs: 620, forUs: 200, volts },
  { name: `${volts} V, 300 µs, over the edge at which it is held`, atUs: 400, forUs: 300, volts },
]);

/**
 * Instants of the comparison, after the begin of the spike's period, and how far they may be apart: the drawn
 * front end lags behind a spike of 20 µs, where the plant follows at once and so takes the worse of the two.
 */
const looks = [
  ['at the end of the spike', (spike: Spike) => spike.atUs + spike.forUs - 2, 1.5],
  ['at the end of the period', () => 990, 0.3],
  ['at the end of the next period', () => 1990, 0.1],
] as const;

function cornerOf(spike: Spike): Corner {
  const measures = Object.fromEntries(
    looks.map(([, at], i) => [
      `look${i}`,
      `find v(${nodeOf('heldHigh')}) at=${(PERIOD_US + at(spike)) * 1e-6}`,
    ]),
  );
  const from = PERIOD_US + spike.atUs;
  return {
    name: spike.name,
    set: {
      duty: DUTY,
      ohms: C_OHMS,
      cable: 1e-9,
      spikefrom: from * 1e-6,
      spiketo: (from + spike.forUs) * 1e-6,
      spikevolts: spike.volts,
    },
    measures,
  };
}

/** What the plant has at these instants, in V at CP. */
function heldIn(spike: Spike): number[] {
  const clock = new Clock();
  const line = new PilotLine(clock, () => undefined);
  Object.assign(line, {
    noiseMillivolts: 0,
    sourceOhms: 1000 + DRIVER_OHMS,
    diodeMillivolts: 700,
    vehicleOhms: C_OHMS,
  });
  line.connect(true);
  line.power(true);
  line.setDuty(DUTY * 1000);
  const beginUs = 10 * PERIOD_US;
  clock.advanceTo(beginUs + spike.atUs);
  line.spike(spike.volts * 1000, spike.forUs);
  return looks.map(([, at]) => {
    clock.advanceTo(beginUs + at(spike));
    return line.sampleHigh() / 1000;
  });
}

export function compareSpikes(): Comparison[] {
  return runDeck(pilotDeck, spikes.map(cornerOf)).flatMap(({ corner, measured }, i) => {
    const held = heldIn(spikes[i] as Spike);
    return looks.map(([when, , bound], look) => ({
      what: `pilot, what is held of a spike, ${when} (V at CP)`,
      corner: corner.name,
      spice: atPilot(measured(`look${look}`)),
      plant: held[look] as number,
      bound,
    }));
  });
}
