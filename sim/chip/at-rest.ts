/**
 * At rest: what a board has to spare on an emulated chip: time to its first output, and heap once it rests.
 */

import { ms } from '../clock.ts';
import { createSetup } from '../world/setup.ts';
import { World } from '../world/world.ts';
import { everyMillisecond, type Installed } from './installed.ts';

/** Nothing that starts later than this is waited for. */
const STARTS_WITHIN_MS = 5000;
/** Boot, lock reset, self-test. */
const RESTS_US = ms(12000);
const ANSWERS_US = ms(1000);

export interface AtRest {
  /** From power until the contactor's pin is driven; infinite where it never is. */
  readonly firstOutputMs: number;
  /** Not a number where the charger has not told. */
  readonly heapUsedBytes: number;
  readonly heapTotalBytes: number;
}

/** Starts a charger with an empty journal, and asks for its health once it rests. */
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
    firstOutputMs = passedMs + 1;
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
