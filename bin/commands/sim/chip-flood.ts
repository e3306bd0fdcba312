/**
 * `holdfast bench flood`: what a thousand lines a second on the console move on an emulated chip in a charge.
 */

import { type FloodResult, measureFlood, type Stretch } from '../../../sim/chip/flood.ts';
import type { Installed } from '../../../sim/chip/installed.ts';
import { paint } from '../../../sim/view/colours.ts';
import type { Print } from '../../context.ts';
import { createProgress } from '../../progress.ts';

/** The longest lap may be so much longer in the flood than with one line a round, in ms. */
const MOVED_LIMIT_MS = 5;
/** From C to B until the contactor is commanded open, in ms. */
const OPENS_LIMIT_MS = 60;

function row(what: string, one: Stretch, print: Print): void {
  const ms = (value: number): string => value.toFixed(1);
  print(
    `  ${what.padEnd(26)} ${one.ticks} ticks, mean ${ms(one.meanTickMs)}, longest ${ms(one.longestTickMs)} ms; tick to tick ${ms(one.longestLapMs)} ms at most`,
  );
  const feeds = one.longestFeedMs === 0 ? 'none' : `${ms(one.longestFeedMs)} ms at most`;
  print(
    `  ${''.padEnd(26)} feed to feed ${feeds}; ${one.answers} answers, ${one.openings} openings`,
  );
}

/** @returns what is not kept, each in a sentence */
export function judgeFlood({ typed, flooded, openedMs }: FloodResult): string[] {
  const missed: string[] = [];
  const movedMs = flooded.longestLapMs - typed.longestLapMs;
  if (movedMs > MOVED_LIMIT_MS) {
    missed.push(`ticks are ${movedMs.toFixed(1)} ms further apart, limit ${MOVED_LIMIT_MS}`);
  }
  if (flooded.openings > 0) missed.push('the contactor opened');
  if (flooded.answers === 0) missed.push('the flood did not arrive: nothing was answered');
  if (openedMs > OPENS_LIMIT_MS) {
    missed.push(`from C to B the contactor opened after ${openedMs} ms, limit ${OPENS_LIMIT_MS}`);
  }
  return missed;
}

/** @returns 0 nothing moved, 1 a tick moved by more than 5 ms, or the contactor opened, or opened late */
export function benchFlood(installed: Installed, print: Print): number {
  const progress = createProgress(`flood on ${installed.map.name}`, 1);
  const result = measureFlood(installed);
  progress.step();
  progress.stop();
  const { map, platform } = installed;
  print(
    `${paint.bold(`${platform}, map ${map.name}, on an emulated RP2040, tick ${map.tickMs} ms`)}: ${result.seconds} s of a charge each`,
  );
  row('nobody at the console', result.calm, print);
  row('one line a round', result.typed, print);
  row('a thousand lines a second', result.flooded, print);
  print(`  C to B in the flood        the contactor is commanded open after ${result.openedMs} ms`);
  const missed = judgeFlood(result);
  for (const one of missed) print(paint.red(`MISSED: ${one}`));
  return missed.length === 0 ? 0 : 1;
}
