/**
 * At rest: a board's margins on an emulated chip: time to its first output, and free heap at rest.
 */

import { ms } from '../clock.ts';
import { createSetup } from '../world/setup.ts';
import { World } from '../world/world.ts';
import { everyMillisecond, type Installed } from './installed.ts';

/** Outputs that start later than this are not awaited. */
const STARTS_WITHIN_MS = 5000;
/** Boot, lock reset, self-test. */
const RESTS_US = ms(12000);
const ANSWERS_US = ms(1000);
const NANOS_PER_MS = 1e6;

export interface AtRest {
  /** From power until the contactor's pin is driven; infinite where it never is. */
  readonly firstOutputMs: number;
  /** NaN where the charger has not reported it. */
  readonly heapUsedBytes: number;
  readonly heapTotalBytes: number;
}

/** Starts a charger with an empty journal, and requests `health` once it is at rest. */
export function measureAtRest(installed: Installed): AtRest {
  const { pico, start } = installed.chip();
  const setup = createSetup();
  everyMillisecond(setup);
  const world = new World(setup, start);
  world.start();
  const pin = Number(installed.map.contactor.pin.slice(2));
  let firstOutputMs = Number.POSITIVE_INFINITY;
  for (let passedMs = 0; passedMs < STARTS_WITHIN_MS; passedMs++) {
    world.advance(ms(1));
    if (pico.mcu.gpio[pin]?.outputEnable !== true) continue;
    // By the chip's own time: the world's begins earlier, when the rail is still rising.
    firstOutputMs = Math.round(pico.nanos / NANOS_PER_MS);
    break;
  }
  world.advance(RESTS_US);
  world.type('health');
  world.advance(ANSWERS_US);
  const answers = world.trace.events.filter(({ name }) => name === 'answer');
  const found = /heap (\d+) of (\d+)/.exec(answers.map(({ value }) => value).join('\n'));
  return {
    firstOutputMs,
    heapUsedBytes: Number(found?.[1]),
    heapTotalBytes: Number(found?.[2]),
  };
}
