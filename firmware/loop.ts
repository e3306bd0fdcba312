/**
 * Loop: the tick. sample → observe → reflex → step → guard → actuate, in that order, once per tick.
 *
 * The reflex may only open: it asks the predicates that demand an open contactor as soon as a belief
 * has changed, before anything is deliberated. A tick in which nothing changed and no age is due only
 * compares the fast readings with their windows and serves one slow turn.
 */

import { actuate, assertAll, openContactor, reassert } from './actuate.ts';
import type { Charger } from './charger.ts';
import { demandsOpen } from './control/danger.ts';
import { Rule, saturateGuard } from './control/guard.ts';
import { watch } from './control/safety.ts';
import { Service } from './control/signals.ts';
import { Session, saturateState } from './control/state.ts';
import { step } from './control/step.ts';
import { runBistableLock } from './drivers/bistable-lock.ts';
import { retunePilot } from './drivers/control-pilot.ts';
import { runHoldToLock } from './drivers/hold-to-lock.ts';
import { indicatorDueMs, playIndicator } from './drivers/indicator.ts';
import { runResidual } from './drivers/residual-current.ts';
import { ALL_MOVED, movedOf } from './drivers/steady.ts';
import { isNews, note } from './journal.ts';
import {
  isSettled,
  noteSensorsRead,
  observeFast,
  observeFirst,
  turnProximity,
  turnSlow,
} from './observe.ts';

/** Turns of a round: 80 ms at a tick of 10 ms, 160 ms at 20 ms. */
const ROUND = 8;
/** Rounds between two looks at the ages' cap: at most 11 minutes. */
const SATURATE_ROUNDS = 4096;

export interface Loop {
  readonly charger: Charger;
  tick(): void;
  /** The next tick deliberates, whatever is due: for proving that quiet ticks lose nothing. */
  hurry(): void;
  /** How many whole ticks could pass without any effect if no reading changes; 0 = none. */
  idleTicks(): number;
  /** Lets that many quiet ticks pass at once. Only the simulator knows that no reading changes. */
  skip(ticks: number): void;
}

/** Follows up one step: lock, sensor test and guard, then out to the nets. */
function finish(charger: Charger): number {
  const seen = charger.seen;
  const image = charger.image;
  let changed = false;
  let dueMs = charger.state.dueMs;
  const bistable = charger.bistable;
  if (bistable !== null) {
    changed = runBistableLock(bistable, seen, image);
    if (bistable.dueMs < dueMs) dueMs = bistable.dueMs;
  }
  const holdToLock = charger.holdToLock;
  if (holdToLock !== null) {
    changed = runHoldToLock(holdToLock, seen, image);
    if (holdToLock.dueMs < dueMs) dueMs = holdToLock.dueMs;
  }
  if (runResidual(charger.residual, seen, image)) changed = true;
  if (charger.residual.dueMs < dueMs) dueMs = charger.residual.dueMs;
  watch(charger.guard, seen, image, charger.limits);
  if (charger.guard.dueMs < dueMs) dueMs = charger.guard.dueMs;
  actuate(charger);
  if (retunePilot(charger.pilot, image.dutyPermille, seen, charger.steady)) changed = true;
  return changed ? 0 : dueMs;
}

/** One deliberation over the time since the last. */
function deliberate(charger: Charger, sinceMs: number, watchedMs: number): number {
  const seen = charger.seen;
  seen.elapsedMs = sinceMs;
  seen.watchedMs = watchedMs;
  step(charger.state, seen, charger.image, charger.limits);
  const dueMs = finish(charger);
  seen.stop = false;
  seen.start = false;
  seen.unlock = false;
  seen.service = Service.None;
  return dueMs;
}

/**
 * Whether the journal is to be written: there is news, and the contactor is open. A stop must be
 * remembered at once: a write stalls the tick for some ms, a forgotten stop locks the plug again.
 */
function hasNews(charger: Charger): boolean {
  const state = charger.state;
  if (charger.image.contactorClosed && state.session <= Session.Permitted) return false;
  const welded = state.welded || charger.guard.welded;
  return isNews(charger.journal, state.session, welded, state.fault);
}

function serveJournal(charger: Charger): void {
  const state = charger.state;
  if (!hasNews(charger)) return;
  note(charger.journal, state.session, state.welded || charger.guard.welded, state.fault);
}

function serveLight(charger: Charger, elapsedMs: number): void {
  const before = charger.indicator.colour;
  const colour = playIndicator(charger.indicator, charger.image.light, elapsedMs);
  const light = charger.board.light;
  if (light !== null && colour !== before) light.write(colour);
}

/** People and tools at the loop's side. None of these may wait. */
export interface Attendants {
  /** A deliberation has ended: the trace looks for changes. */
  report(): void;
  /** Once per round, for the console; says whether something was obeyed. */
  serve(): boolean;
  /** An answer is still owed: rounds must not be skipped. */
  isServing(): boolean;
}

export function createLoop(charger: Charger, attendants: Attendants): Loop {
  const board = charger.board;
  const clock = board.clock;
  const inputs = board.inputs;
  const watchdog = board.watchdog;
  const readings = charger.readings;
  const steady = charger.steady;
  const limits = charger.limits;
  const lateMs = limits.tickMs + limits.tickMs / 2;
  const creditMs = 2 * limits.tickMs;
  const guard = charger.guard;

  let dueMs = 0;
  let sinceMs = 0;
  let watchedMs = 0;
  // What had left its window in the last tick: it is looked at once more when it has come back.
  let hadMoved = ALL_MOVED;
  let turn = 0;
  let round = 0;
  let proximityAtMs = 0;
  let slowAtMs = 0;
  let lightAtMs = 0;

  /** One slow thing per tick, in turn: proximity every other tick, everything else once a round. */
  const serveTurn = (): boolean => {
    const nowMs = charger.uptimeMs;
    let changed = false;
    if ((turn & 1) === 0) {
      changed = turnProximity(charger, nowMs - proximityAtMs);
      proximityAtMs = nowMs;
    } else if ((turn & 3) === 1) {
      reassert(charger);
      serveLight(charger, nowMs - lightAtMs);
      lightAtMs = nowMs;
    } else if (turn === 3) {
      changed = turnSlow(charger, round, nowMs - slowAtMs);
      if ((round & 3) === 3) slowAtMs = nowMs;
    } else {
      changed = attendants.serve();
      if (noteSensorsRead(charger)) changed = true;
    }
    turn++;
    if (turn === ROUND) endRound();
    return changed;
  };

  const endRound = (): void => {
    turn = 0;
    round++;
    if (charger.turns < 100) charger.turns++;
    if (round < SATURATE_ROUNDS) return;
    round = 0;
    saturateState(charger.state, limits.ageCapMs);
    saturateGuard(guard, limits.ageCapMs);
    if (charger.uptimeMs > limits.ageCapMs) {
      // The stamp wraps; only differences are ever used.
      charger.uptimeMs -= limits.ageCapMs;
      proximityAtMs -= limits.ageCapMs;
      slowAtMs -= limits.ageCapMs;
      lightAtMs -= limits.ageCapMs;
    }
  };

  const countLap = (lapMs: number): void => {
    if (lapMs > lateMs) charger.lateTicks++;
    if (lapMs > charger.worstLapMs) charger.worstLapMs = lapMs;
  };

  const lookClosely = (lapMs: number, moved: number): boolean => {
    const changed = observeFast(charger, moved | hadMoved, lapMs);
    hadMoved = moved;
    if (changed && charger.image.contactorClosed && demandsOpen(charger.seen, limits)) {
      openContactor(charger);
    }
    return changed;
  };

  const tick = (): void => {
    const lapMs = clock.lapMs();
    charger.uptimeMs += lapMs;
    if (lapMs > lateMs) countLap(lapMs);
    inputs.sample(readings);
    const moved = movedOf(readings, steady);
    let changed = false;
    if ((moved | hadMoved) !== 0) changed = lookClosely(lapMs, moved);
    if (serveTurn()) changed = true;
    sinceMs += lapMs;
    watchedMs += lapMs < creditMs ? lapMs : creditMs;
    if (changed || sinceMs >= dueMs) {
      dueMs = deliberate(charger, sinceMs, watchedMs);
      sinceMs = 0;
      watchedMs = 0;
      serveJournal(charger);
      attendants.report();
    }
    // Fed by a healthy tick only, and by nothing else: a broken rule starves it.
    if (guard.tripped === Rule.None) watchdog.feed();
  };

  assertAll(charger);
  inputs.sample(readings);
  observeFirst(charger);

  return {
    charger: charger,
    tick: tick,
    hurry: () => {
      dueMs = 0;
    },
    idleTicks: () => {
      const isBusy = guard.tripped !== Rule.None || attendants.isServing() || hasNews(charger);
      if (hadMoved !== 0 || isBusy || !isSettled(charger)) return 0;
      let leftMs = dueMs - sinceMs;
      if (charger.indicator.light !== charger.image.light) return 0;
      const lightMs = indicatorDueMs(charger.indicator) - (charger.uptimeMs - lightAtMs);
      if (lightMs < leftMs) leftMs = lightMs;
      // The tick in which something comes due is a real one, and so is the one before it.
      const ticks = Math.floor(leftMs / limits.tickMs) - 1;
      return ticks > 0 ? ticks : 0;
    },
    skip: (ticks: number) => {
      const passedMs = ticks * limits.tickMs;
      charger.uptimeMs += passedMs;
      sinceMs += passedMs;
      watchedMs += passedMs;
      let rest = ticks;
      while (turn + rest >= ROUND) {
        rest -= ROUND - turn;
        endRound();
      }
      turn += rest;
    },
  };
}
