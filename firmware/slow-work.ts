/**
 * Turns: one slow thing per tick. Proximity has every other tick, everything else one tick of a round.
 */

import { reassert } from './actuate.ts';
import type { Charger } from './charger.ts';
import { saturateState } from './control/saturate.ts';
import { indicatorDueMs, playIndicator } from './drivers/indicator.ts';
import { saturateGuard } from './guard/memory.ts';
import { noteSensorsRead, turnProximity, turnSlow } from './observe.ts';

/** Turns of a round: 80 ms at a tick of 10 ms, 160 ms at 20 ms. */
const ROUND = 8;
/** Rounds between two looks at the ages' cap: at most 11 minutes. */
const SATURATE_ROUNDS = 4096;

/** People and tools at the loop's side. None of these may wait. */
export interface Attendants {
  /** A deliberation has ended: the trace looks for changes. */
  report(): void;
  /** Once per round, for the console; says whether something was obeyed. */
  serve(): boolean;
  /** An answer is still owed: rounds must not be skipped. */
  isServing(): boolean;
}

export interface Turns {
  readonly charger: Charger;
  readonly attendants: Attendants;
  turn: number;
  rounds: number;
  /** Uptimes of the last proximity reading, the last round of slow ones and the last look at the lamp. */
  proximityAtMs: number;
  slowAtMs: number;
  lightAtMs: number;
}

export function createTurns(charger: Charger, attendants: Attendants): Turns {
  return {
    charger: charger,
    attendants: attendants,
    turn: 0,
    rounds: 0,
    proximityAtMs: 0,
    slowAtMs: 0,
    lightAtMs: 0,
  };
}

function serveLight(charger: Charger, elapsedMs: number): void {
  const before = charger.indicator.colour;
  const colour = playIndicator(charger.indicator, charger.image.light, elapsedMs);
  const light = charger.board.light;
  if (light !== null && colour !== before) light.write(colour);
}

function endRound(turns: Turns): void {
  const charger = turns.charger;
  turns.turn = 0;
  turns.rounds++;
  if (charger.turns < 100) charger.turns++;
  if (turns.rounds >= SATURATE_ROUNDS) saturate(turns, charger, charger.limits.ageCapMs);
}

function saturate(turns: Turns, charger: Charger, capMs: number): void {
  turns.rounds = 0;
  saturateState(charger.state, capMs);
  saturateGuard(charger.guard, capMs);
  if (charger.uptimeMs <= capMs) return;
  // The stamp wraps; only differences are ever used.
  charger.uptimeMs -= capMs;
  turns.proximityAtMs -= capMs;
  turns.slowAtMs -= capMs;
  turns.lightAtMs -= capMs;
}

/**
 * Serves the next turn.
 *
 * @returns whether a signal has changed, or a line was obeyed
 */
export function serveTurn(turns: Turns): boolean {
  const charger = turns.charger;
  const turn = turns.turn;
  const nowMs = charger.uptimeMs;
  let changed = false;
  if ((turn & 1) === 0) {
    changed = turnProximity(charger, nowMs - turns.proximityAtMs);
    turns.proximityAtMs = nowMs;
  } else if ((turn & 3) === 1) {
    reassert(charger);
    serveLight(charger, nowMs - turns.lightAtMs);
    turns.lightAtMs = nowMs;
  } else if (turn === 3) {
    changed = turnSlow(charger, turns.rounds, nowMs - turns.slowAtMs);
    if ((turns.rounds & 3) === 3) turns.slowAtMs = nowMs;
  } else {
    changed = turns.attendants.serve();
    if (noteSensorsRead(charger)) changed = true;
  }
  if (turn + 1 === ROUND) endRound(turns);
  else turns.turn = turn + 1;
  return changed;
}

/** Time until the lamp changes next, in ms. */
export function lampDueMs(turns: Turns): number {
  const charger = turns.charger;
  return indicatorDueMs(charger.indicator) - (charger.uptimeMs - turns.lightAtMs);
}

/** Lets quiet turns pass at once. */
export function skipTurns(turns: Turns, ticks: number): void {
  let rest = ticks;
  while (turns.turn + rest >= ROUND) {
    rest -= ROUND - turns.turn;
    endRound(turns);
  }
  turns.turn += rest;
}
