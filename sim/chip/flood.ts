/**
 * Flood: what a thousand lines a second on the console do to the ticks, the feeds and the contactor of an emulated chip,
 * compared with the same charge without them, and with one line a round, which is all that is ever carried out.
 */

import { ms } from '../clock.ts';
import { type Charging, charge } from './hardware-openings.ts';
import type { Installed } from './installed.ts';
import { MARK_PIN, markers, pulsesOf } from './ticks.ts';
import { works } from './works.ts';

/** One line in every millisecond, in the 11 characters that 115 200 baud carry in it. */
const LINE = 'faults\n';
const STRETCH_MS = 3000;
/** A round of eight ticks of 10 ms; of four where they are 20 ms. */
const ROUND_MS = 80;
/** A positive peak above this is no longer C. */
const B_FROM_MILLIVOLTS = 7500;
/** Longer than any opening. */
const OPENING_MS = 1000;

/** A stretch of a charge. */
export interface Stretch {
  readonly ticks: number;
  /** From the beginning of a tick to that of the next, at most, in ms. */
  readonly longestLapMs: number;
  /** The whole callback, in ms. */
  readonly meanTickMs: number;
  readonly longestTickMs: number;
  /** From a feed of the dead-man to the next, at most, in ms; 0 where the board has none. */
  readonly longestFeedMs: number;
  readonly answers: number;
  readonly openings: number;
}

export interface FloodResult {
  readonly seconds: number;
  readonly calm: Stretch;
  /** One line a round. */
  readonly typed: Stretch;
  readonly flooded: Stretch;
  /** From the vehicle's opening (C to B), in the flood, to the contactor's command, in ms; infinite if it stays. */
  readonly openedMs: number;
}

/** @param everyMs between two lines; infinite for none */
function pour({ pico, world }: Charging, forMs: number, everyMs: number): void {
  for (let i = 0; i < forMs; i++) {
    const isDue = i % everyMs === 0 && everyMs < forMs;
    for (const byte of isDue ? Buffer.from(LINE) : []) pico.mcu.uart[0]?.feedByte(byte);
    world.advance(ms(1));
  }
}

function longestGap(instants: readonly number[]): number {
  return instants.slice(1).reduce((most, at, i) => Math.max(most, at - (instants[i] ?? at)), 0);
}

/** @throws Error where the charger on the chip does not charge */
export function measureFlood(installed: Installed): FloodResult {
  const idle = works[0] as (typeof works)[number];
  const charging = charge(installed, idle, markers[installed.platform]);
  const { pico, world, feeds } = charging;
  const begins: number[] = [];
  const durations = pulsesOf(pico, MARK_PIN, begins);
  const countOf = (name: string, value?: string): number =>
    world.trace.events.filter((one) => one.name === name && one.value === (value ?? one.value))
      .length;
  const live = (everyMs: number): Stretch => {
    const from = durations.length;
    const answers = countOf('answer');
    const openings = countOf('contactor', 'open');
    feeds.take();
    pour(charging, STRETCH_MS, everyMs);
    const took = durations.slice(from);
    return {
      ticks: took.length,
      longestLapMs: longestGap(begins.slice(from)),
      meanTickMs: took.reduce((sum, one) => sum + one, 0) / took.length,
      longestTickMs: Math.max(...took),
      longestFeedMs: feeds.take().ordinaryMs,
      answers: countOf('answer') - answers,
      openings: countOf('contactor', 'open') - openings,
    };
  };
  const calm = live(Number.POSITIVE_INFINITY);
  const typed = live(ROUND_MS);
  const flooded = live(1);
  const fromUs = world.clock.nowUs;
  world.plant.car.want(false);
  pour(charging, OPENING_MS, 1);
  const since = world.trace.events.filter(({ atUs }) => atUs >= fromUs);
  // The vehicle takes its time until it opens.
  const left = since.find(({ name, value }) => {
    return name === 'pilot-high' && Number.parseInt(value, 10) > B_FROM_MILLIVOLTS;
  });
  const opened = since.find(({ name, value }) => name === 'contactor' && value === 'open');
  const isWhole = left !== undefined && opened !== undefined;
  const openedMs = isWhole ? (opened.atUs - left.atUs) / 1000 : Number.POSITIVE_INFINITY;
  return { seconds: STRETCH_MS / 1000, calm, typed, flooded, openedMs };
}
