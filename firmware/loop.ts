/**
 * Loop: the tick. sample → observe → reflex → step → guard → actuate, in that order, once per tick.
 *
 * The reflex may only open: it asks the predicates that demand an open contactor as soon as a belief
 * has changed, before anything is deliberated. A tick in which nothing changed and no age is due only
 * compares the fast readings with their windows and serves one slow turn.
 */

import { actuate, assertAll, openContactor } from './actuate.ts';
import type { Charger } from './charger.ts';
import { demandsOpen } from './control/open-conditions.ts';
import { Service } from './control/signals.ts';
import { Session } from './control/state.ts';
import { step } from './control/step.ts';
import { runBistableLock } from './drivers/bistable-lock.ts';
import { retunePilot } from './drivers/control-pilot.ts';
import { runHoldToLock } from './drivers/hold-to-lock.ts';
import { ALL_MOVED, movedOf } from './drivers/quiet-window.ts';
import { runResidual } from './drivers/residual-current.ts';
import { type Guard, Rule } from './guard/memory.ts';
import { watch } from './guard/rules.ts';
import type { Clock, FastInputs, Watchdog } from './hal.ts';
import { isSettled, observeFast, observeFirst } from './observe.ts';
import {
  type Attendants,
  createTurns,
  lampDueMs,
  serveTurn,
  skipTurns,
  type Turns,
} from './slow-work.ts';
import { isNews, note } from './storage/journal.ts';

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

/** The loop's own memory. One record: a small engine finds a captured name by walking a list of them. */
interface Beat {
  readonly charger: Charger;
  readonly turns: Turns;
  readonly clock: Clock;
  readonly inputs: FastInputs;
  readonly watchdog: Watchdog;
  readonly guard: Guard;
  /** A lap above this is late, and one above `creditMs` was not watched whole. */
  readonly lateMs: number;
  readonly creditMs: number;
  dueMs: number;
  sinceMs: number;
  /** So much of it that nobody watched. */
  unwatchedMs: number;
  /** What had left its window in the last tick: it is looked at once more when it has come back. */
  hadMoved: number;
}

function createBeat(charger: Charger, attendants: Attendants): Beat {
  const board = charger.board;
  const tickMs = charger.limits.tickMs;
  return {
    charger: charger,
    turns: createTurns(charger, attendants),
    clock: board.clock,
    inputs: board.inputs,
    watchdog: board.watchdog,
    guard: charger.guard,
    lateMs: tickMs + tickMs / 2,
    creditMs: 2 * tickMs,
    dueMs: 0,
    sinceMs: 0,
    unwatchedMs: 0,
    hadMoved: ALL_MOVED,
  };
}

function noteLate(beat: Beat, lapMs: number): void {
  const charger = beat.charger;
  charger.lateTicks++;
  if (lapMs > charger.worstLapMs) charger.worstLapMs = lapMs;
  if (lapMs > beat.creditMs) beat.unwatchedMs += lapMs - beat.creditMs;
}

/** Looks at the readings that have left their windows, and opens at once where they demand it. */
function lookClosely(beat: Beat, lapMs: number, moved: number): boolean {
  const charger = beat.charger;
  const changed = observeFast(charger, moved | beat.hadMoved, lapMs);
  beat.hadMoved = moved;
  if (changed && charger.image.contactorClosed && demandsOpen(charger.seen, charger.limits)) {
    openContactor(charger);
  }
  return changed;
}

function runTick(beat: Beat): void {
  const charger = beat.charger;
  const lapMs = beat.clock.lapMs();
  charger.uptimeMs += lapMs;
  if (lapMs > beat.lateMs) noteLate(beat, lapMs);
  const readings = charger.readings;
  beat.inputs.sample(readings);
  const moved = movedOf(readings, charger.steady);
  let changed = false;
  if ((moved | beat.hadMoved) !== 0) changed = lookClosely(beat, lapMs, moved);
  if (serveTurn(beat.turns)) changed = true;
  const sinceMs = beat.sinceMs + lapMs;
  beat.sinceMs = sinceMs;
  if (changed || sinceMs >= beat.dueMs) {
    beat.dueMs = deliberate(charger, sinceMs, sinceMs - beat.unwatchedMs);
    beat.sinceMs = 0;
    beat.unwatchedMs = 0;
    serveJournal(charger);
    beat.turns.attendants.report();
  }
  // Fed by a healthy tick only, and by nothing else: a broken rule starves it.
  if (beat.guard.tripped === Rule.None) beat.watchdog.feed();
}

/** How many whole ticks could pass without any effect if no reading changes. */
function idleTicksOf(beat: Beat): number {
  const charger = beat.charger;
  const isBusy =
    beat.guard.tripped !== Rule.None || beat.turns.attendants.isServing() || hasNews(charger);
  if (beat.hadMoved !== 0 || isBusy || !isSettled(charger)) return 0;
  if (charger.indicator.light !== charger.image.light) return 0;
  let leftMs = beat.dueMs - beat.sinceMs;
  const lampMs = lampDueMs(beat.turns);
  if (lampMs < leftMs) leftMs = lampMs;
  // The tick in which something comes due is a real one, and so is the one before it.
  const ticks = Math.floor(leftMs / charger.limits.tickMs) - 1;
  return ticks > 0 ? ticks : 0;
}

function passIdle(beat: Beat, ticks: number): void {
  const passedMs = ticks * beat.charger.limits.tickMs;
  beat.charger.uptimeMs += passedMs;
  beat.sinceMs += passedMs;
  skipTurns(beat.turns, ticks);
}

export function createLoop(charger: Charger, attendants: Attendants): Loop {
  const beat = createBeat(charger, attendants);
  assertAll(charger);
  beat.inputs.sample(charger.readings);
  observeFirst(charger);
  return {
    charger: charger,
    tick: () => runTick(beat),
    hurry: () => {
      beat.dueMs = 0;
    },
    idleTicks: () => idleTicksOf(beat),
    skip: (ticks) => passIdle(beat, ticks),
  };
}
