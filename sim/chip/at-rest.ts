/**
 * At rest: a board's margins on an emulated chip: time to its first output, and free heap at rest.
 */

import { ms } from '../clock.ts';
import { createSetup } from '../world/setup.ts';
import { World } from '../world/world.ts';
import { contactorPinOf, everyMillisecond, type Installed } from './installed.ts';

/** Outputs that start later than this are not awaited. */
const STARTS_WITHIN_MS = 5000;
/** Boot, lock reset, self-test. */
const RESTS_US = ms(12000);
const ANSWERS_US = ms(1000);
/**
 * The engine collects what is no longer in use only now and then, and a figure contains what it has not collected
 * yet: of so many answers the smallest counts.
 */
const ASKS = 6;
const NANOS_PER_MS = 1e6;

export interface AtRest {
  /** From power until the contactor's pin is driven; infinite where it never is. */
  readonly firstOutputMs: number;
  /** The least that it has reported; NaN where it has not. */
  readonly heapUsedBytes: number;
  readonly heapTotalBytes: number;
}

/** Starts a charger with an empty journal, and requests `health` several times once it is at rest. */
export function measureAtRest(installed: Installed): AtRest {
  const { pico, start } = installed.chip();
  const setup = createSetup();
  everyMillisecond(setup);
  const world = new World(setup, start);
  world.start();
  const pin = contactorPinOf(installed);
  let firstOutputMs = Number.POSITIVE_INFINITY;
  for (let passedMs = 0; passedMs < STARTS_WITHIN_MS; passedMs++) {
    world.advance(ms(1));
    if (pico.mcu.gpio[pin]?.outputEnable !== true) continue;
    // By the chip's own time: the world's begins earlier, when the rail is still rising.
    firstOutputMs = Math.round(pico.nanos / NANOS_PER_MS);
    break;
  }
  world.advance(RESTS_US);
  for (let asked = 0; asked < ASKS; asked++) {
    world.type('health');
    world.advance(ANSWERS_US);
  }
  const answers = world.trace.events.filter(({ name }) => name === 'answer');
  const found = [
    ...answers
      .map(({ value }) => value)
      .join('\n')
      .matchAll(/heap (\d+) of (\d+)/g),
  ];
  return {
    firstOutputMs,
    heapUsedBytes:
      found.length === 0 ? Number.NaN : Math.min(...found.map((one) => Number(one[1]))),
    heapTotalBytes: Number(found[0]?.[2]),
  };
}
