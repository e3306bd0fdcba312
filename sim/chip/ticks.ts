/**
 * Ticks: the duration of the firmware's own callback on an emulated chip, conversions and pins included.
 *
 * A conversion of an unused channel marks the begin and the end of the callback: the emulator knows exactly
 * the chip's time at which it begins. The cost of two such marks is measured in a separate run, and
 * subtracted.
 */

import { plugIn } from '../bench/measure.ts';
import { ms } from '../clock.ts';
import { createSetup } from '../world/setup.ts';
import { World } from '../world/world.ts';
import { everyMillisecond, type Installed, type Platform } from './installed.ts';

/** The converter's channel 3: GP29, the Pico's own supply, which our schematic does not use. */
const MARK_CHANNEL = 3;
/** Boot, lock reset, self-test. */
const REST_US = ms(12000);
const QUIET_US = ms(2000);
/** Plug in, lock, close, charge. */
const SESSION_US = ms(12000);

interface Marker {
  /** Text in front of our program, which puts the marks around every callback. */
  around(body: string): string;
  readonly mark: string;
  /** Number of conversions of one mark. */
  readonly conversions: number;
}

const markers: Readonly<Record<Platform, Marker>> = {
  kaluma: {
    around: (body) =>
      `var hfEvery=setInterval;setInterval=function(f,ms){return hfEvery(function(){${body}},ms)};`,
    mark: 'analogRead(29);',
    conversions: 2,
  },
  espruino: {
    around: (body) =>
      `var hfEvery=setInterval;function setInterval(f,ms){return hfEvery(function(){${body}},ms)};`,
    mark: 'analogRead(D29);',
    conversions: 1,
  },
};

/** Durations of callbacks, in ms, in the order of time. */
export interface Ticks {
  readonly quiet: readonly number[];
  readonly session: readonly number[];
}

/**
 * From the first mark of each callback to its last.
 *
 * @param instantsMs when the marks began, from the program's first on
 * @param from how many of them were over when one began to look: the callback under way is left out
 */
export function durationsOf(
  instantsMs: readonly number[],
  marksPerTick: number,
  from: number,
): number[] {
  const durations: number[] = [];
  const first = Math.ceil(from / marksPerTick) * marksPerTick;
  for (let i = first; i + marksPerTick <= instantsMs.length; i += marksPerTick) {
    durations.push((instantsMs[i + marksPerTick - 1] as number) - (instantsMs[i] as number));
  }
  return durations;
}

/** One charger, from power to a car that charges. */
function run(installed: Installed, body: string): Ticks {
  const { conversions } = markers[installed.platform];
  const { pico, start } = installed.chip('', markers[installed.platform].around(body));
  const instants: number[] = [];
  const setup = createSetup();
  everyMillisecond(setup);
  // From the first on: in the midst of them nobody can tell a mark before a callback from one behind it.
  const world = new World(setup, (board, fittings, limits) => {
    const runner = start(board, fittings, limits);
    const convert = pico.onConvert;
    pico.onConvert = (channel) => {
      if (channel === MARK_CHANNEL) instants.push(pico.nanos / 1e6);
      convert(channel);
    };
    return runner;
  });
  world.start();
  world.advance(REST_US);
  const watch = (us: number): number[] => {
    const from = instants.length;
    world.advance(us);
    return durationsOf(instants, 2 * conversions, from);
  };
  const quiet = watch(QUIET_US);
  // The journal of a new board is empty: somebody must act before anything closes.
  world.type('start');
  plugIn(world);
  world.plant.car.plug(true);
  return { quiet, session: watch(SESSION_US) };
}

/** @param progress called after each of the two runs */
export function measureTicks(installed: Installed, progress: () => void): Ticks {
  const { mark } = markers[installed.platform];
  const marked = run(installed, `${mark}f();${mark}`);
  progress();
  const empty = run(installed, `${mark}${mark}f();`);
  progress();
  const ownMs = Math.min(...empty.quiet);
  return {
    quiet: marked.quiet.map((one) => one - ownMs),
    session: marked.session.map((one) => one - ownMs),
  };
}
