/**
 * Slow work: one slow job per tick. Proximity has every other tick, everything else one tick of a round.
 */

import { reassert } from './actuate.ts';
import type { Charger } from './charger.ts';
import { saturateState } from './control/saturate.ts';
import { indicatorDueMs, playIndicator } from './drivers/indicator.ts';
import { saturateGuard } from './guard/memory.ts';
import { Stored } from './hal.ts';
import { noteSensorsRead, observeRequests, turnProximity, turnSlow } from './observe.ts';
import { type Replay, replayNext } from './replay.ts';

/** Turns of a round: 80 ms at a tick of 10 ms, 160 ms at 20 ms. */
const ROUND = 8;
/** Rounds between two looks at the ages' cap: at most 11 minutes. */
const SATURATE_ROUNDS = 4096;

/** What the console and the trace do during the loop. None of these may block. */
export interface LoopHooks {
  /** A full tick has ended: the trace looks for changes. */
  report(): void;
  /**
   * Once per round, for the console; returns whether a line was carried out.
   *
   * @param round counts the rounds that were skipped as well
   */
  serve(round: number): boolean;
  /** An answer is still to come: rounds must not be skipped. */
  isServing(): boolean;
  /** Time until a round must not be skipped, in ms. */
  dueMs(): number;
}

export interface SlowWork {
  readonly charger: Charger;
  readonly hooks: LoopHooks;
  turn: number;
  rounds: number;
  /** Uptimes of the last proximity reading, the last round of slow ones and the last look at the lamp. */
  proximityAtMs: number;
  slowAtMs: number;
  lightAtMs: number;
}

export function createSlowWork(charger: Charger, hooks: LoopHooks): SlowWork {
  return {
    charger: charger,
    hooks: hooks,
    turn: 0,
    rounds: 0,
    proximityAtMs: 0,
    slowAtMs: 0,
    lightAtMs: 0,
  };
}

function serveLight(charger: Charger, elapsedMs: number): void {
  const before = charger.indicator.colour;
  const colour = playIndicator(charger.indicator, charger.outputs.light, elapsedMs);
  const light = charger.board.light;
  if (light !== null && colour !== before) light.write(colour);
}

/** The next step of the self-test after a start, in every second turn until it has a result. */
function serveReplay(charger: Charger, replay: Replay): void {
  charger.replayed = replayNext(replay);
  // Its records are needed for nothing else.
  if (charger.replayed !== Stored.Reading) charger.replay = null;
}

function endRound(slowWork: SlowWork): void {
  const charger = slowWork.charger;
  slowWork.turn = 0;
  slowWork.rounds++;
  if (charger.turns < 100) charger.turns++;
  if (slowWork.rounds >= SATURATE_ROUNDS) saturate(slowWork, charger, charger.limits.ageCapMs);
}

function saturate(slowWork: SlowWork, charger: Charger, capMs: number): void {
  slowWork.rounds = 0;
  saturateState(charger.state, capMs);
  saturateGuard(charger.guard, capMs);
  if (charger.uptimeMs <= capMs) return;
  // The stamp wraps; only differences are ever used.
  charger.uptimeMs -= capMs;
  slowWork.proximityAtMs -= capMs;
  slowWork.slowAtMs -= capMs;
  slowWork.lightAtMs -= capMs;
}

/**
 * Serves the next turn.
 *
 * @returns whether a signal has changed, or a line was carried out
 */
export function doNextSlowWork(slowWork: SlowWork): boolean {
  const charger = slowWork.charger;
  const turn = slowWork.turn;
  const nowMs = charger.uptimeMs;
  let changed = false;
  if ((turn & 1) !== 0 && charger.replay !== null) serveReplay(charger, charger.replay);
  if ((turn & 1) === 0) {
    changed = turnProximity(charger, nowMs - slowWork.proximityAtMs);
    slowWork.proximityAtMs = nowMs;
  } else if ((turn & 3) === 1) {
    reassert(charger);
    serveLight(charger, nowMs - slowWork.lightAtMs);
    slowWork.lightAtMs = nowMs;
  } else if (turn === 3) {
    changed = turnSlow(charger, slowWork.rounds, nowMs - slowWork.slowAtMs);
    if ((slowWork.rounds & 3) === 3) slowWork.slowAtMs = nowMs;
  } else {
    changed = slowWork.hooks.serve(slowWork.rounds);
    if (changed) observeRequests(charger);
    if (noteSensorsRead(charger)) changed = true;
  }
  if (turn + 1 === ROUND) endRound(slowWork);
  else slowWork.turn = turn + 1;
  return changed;
}

/** Time until the lamp changes next, in ms. */
export function lampDueMs(slowWork: SlowWork): number {
  const charger = slowWork.charger;
  return indicatorDueMs(charger.indicator) - (charger.uptimeMs - slowWork.lightAtMs);
}

/** Lets quiet turns pass at once. */
export function skipSlowWork(slowWork: SlowWork, ticks: number): void {
  let rest = ticks;
  while (slowWork.turn + rest >= ROUND) {
    rest -= ROUND - slowWork.turn;
    endRound(slowWork);
  }
  slowWork.turn += rest;
}
