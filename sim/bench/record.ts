/**
 * Record: one session as the board's inputs, tick by tick, for replaying it inside an engine.
 */

import { createController } from '../../firmware/controller.ts';
import { ms } from '../clock.ts';
import { inputsOf } from '../engine/engine-inputs.ts';
import type { StartFirmware } from '../world/processor.ts';
import { createSetup } from '../world/setup.ts';
import { World } from '../world/world.ts';
import type { Replay } from './engine-board.ts';
import { plugIn, waitFor } from './measure.ts';

export interface Recorded {
  readonly replay: Replay;
  readonly marked: readonly number[];
  /** Marked quiet ticks, while charging. */
  readonly quiet: readonly number[];
  /** The tick whose reflex opens the contactor. */
  readonly reflexTick: number;
}

/** Quiet ticks that are measured: eight rounds. */
const QUIET_TICKS = 64;
/** Only a tick that decides writes the time that it decides over. */
const NOT_WRITTEN = -1;
/** Boot and rest: not measured tick by tick. */
const REST_US = ms(16000);

/** Plug in, charge, the e-stop, and the time after it until the plug is free. */
function live(world: World, mark: (name: string) => void): void {
  world.start();
  world.advance(REST_US);
  mark('rested');
  plugIn(world);
  world.plant.car.plug(true);
  waitFor(world, 'contacts', 'closed', ms(10000));
  world.advance(ms(4000));
  mark('quiet');
  world.advance(ms(3000));
  world.plant.work('eStop', true);
  world.plant.settle();
  mark('danger');
  world.advance(ms(3000));
  world.plant.work('eStop', false);
  world.plant.settle();
  world.plant.car.plug(false);
  world.advance(ms(9000));
}

export function recordSession(tickMs: number): Recorded {
  const setup = createSetup();
  setup.skipsIdle = false;
  setup.limits.push((limits) => {
    limits.tickMs = tickMs;
  });
  let values: number[] | null = null;
  let now: number[] = [];
  const changes: number[] = [];
  const busy: number[] = [];
  const marks = new Map<string, number>();
  let ticks = 0;
  let reflexTick = -1;
  const start: StartFirmware = (board, fittings, limits) => {
    const readings = {
      pilotHighMillivolts: 0,
      pilotLowMillivolts: 0,
      latchMillivolts: 0,
      levels: 0,
    };
    const sample = board.inputs.sample;
    // Noise is left out: a recording that an engine holds in its own heap must be short.
    const lockSupply = board.lockSupply.readMillivolts;
    board.lockSupply.readMillivolts = () => Math.round(lockSupply() / 100) * 100;
    board.inputs.sample = (into) => {
      sample(readings);
      readings.pilotHighMillivolts = Math.round(readings.pilotHighMillivolts / 200) * 200;
      readings.pilotLowMillivolts = Math.round(readings.pilotLowMillivolts / 200) * 200;
      Object.assign(into, readings);
      const next = inputsOf(board, readings);
      values ??= [...next];
      next.forEach((value, i) => {
        if (value !== now[i] && now.length > 0) changes.push(ticks, i, value);
      });
      now = next;
    };
    const write = board.contactor.write;
    let closed = false;
    board.contactor.write = (on) => {
      if (closed && !on) reflexTick = ticks;
      closed = on;
      write(on);
    };
    const loop = createController(board, fittings, limits, false);
    const seen = loop.charger.seen;
    return {
      ...loop,
      tick: () => {
        seen.elapsedMs = NOT_WRITTEN;
        loop.tick();
        if (seen.elapsedMs !== NOT_WRITTEN && marks.has('rested')) busy.push(ticks);
        ticks++;
      },
    };
  };
  const world = new World(setup, start);
  live(world, (name) => marks.set(name, ticks));
  const from = marks.get('quiet') ?? 0;
  const quiet = Array.from({ length: QUIET_TICKS }, (_, i) => from + i);
  const marked = [...new Set([...busy, ...quiet])].sort((a, b) => a - b);
  return {
    replay: [setup.lock, tickMs, ticks, values ?? [], changes, marked, setup.proofs],
    marked,
    quiet: quiet.filter((tick) => !busy.includes(tick)),
    reflexTick,
  };
}
