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
import { step } from './control/step.ts';
import { runBistableLock } from './drivers/bistable-lock.ts';
import { followBreak, retunePilot } from './drivers/control-pilot.ts';
import { runHoldToLock } from './drivers/hold-to-lock.ts';
import { ALL_CHANGED, changedInputs } from './drivers/quiet-window.ts';
import { noteUnbelieved } from './drivers/reflex-sense.ts';
import { runResidual } from './drivers/residual-current.ts';
import { type Guard, Rule } from './guard/memory.ts';
import { checkRules } from './guard/rules.ts';
import type { Clock, FastInputs, Reflex, Watchdog } from './hal.ts';
import { serveJournal, serveUrgent } from './journal-entries.ts';
import { doubtedInputs, isSettled, observeFast, observeFirst } from './observe.ts';
import { feedReflex, serveReflex } from './reflex.ts';
import { createSentinel, type Sentinel, seesDanger } from './sentinel.ts';
import {
  createSlowWork,
  doNextSlowWork,
  type LoopHooks,
  lampDueMs,
  type SlowWork,
  skipSlowWork,
} from './slow-work.ts';

/** So many ticks may decide one after the other; then one of them does the quiet work as well. */
const MOST_BUSY = 3;

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
  const outputs = charger.outputs;
  let changed = false;
  let dueMs = charger.state.dueMs;
  const bistable = charger.bistable;
  if (bistable !== null) {
    changed = runBistableLock(bistable, seen, outputs);
    if (bistable.dueMs < dueMs) dueMs = bistable.dueMs;
  }
  const holdToLock = charger.holdToLock;
  if (holdToLock !== null) {
    changed = runHoldToLock(holdToLock, seen, outputs);
    if (holdToLock.dueMs < dueMs) dueMs = holdToLock.dueMs;
  }
  if (runResidual(charger.residual, seen, outputs)) changed = true;
  if (charger.residual.dueMs < dueMs) dueMs = charger.residual.dueMs;
  checkRules(charger.guard, seen, outputs, charger.limits);
  if (charger.guard.dueMs < dueMs) dueMs = charger.guard.dueMs;
  actuate(charger);
  if (charger.limits.pilotBreakFitted) followBreak(charger.pilot, outputs.pilotBroken);
  if (retunePilot(charger.pilot, outputs.dutyPermille, seen, charger.quietWindow)) changed = true;
  return changed ? 0 : dueMs;
}

/** One deliberation over the time since the last. */
function deliberate(charger: Charger, sinceMs: number, watchedMs: number): number {
  const seen = charger.seen;
  seen.elapsedMs = sinceMs;
  seen.watchedMs = watchedMs;
  step(charger.state, seen, charger.outputs, charger.limits);
  const dueMs = finish(charger);
  seen.stop = false;
  seen.start = false;
  seen.unlock = false;
  seen.person = false;
  seen.opened = false;
  seen.limited = false;
  seen.service = Service.None;
  return dueMs;
}

/** The loop's own memory. One record: a small engine finds a captured name by walking a list of them. */
interface LoopState {
  readonly charger: Charger;
  readonly slowWork: SlowWork;
  readonly clock: Clock;
  inputs: FastInputs;
  deliberate: (charger: Charger, sinceMs: number, watchedMs: number) => number;
  readonly watchdog: Watchdog;
  readonly guard: Guard;
  readonly sentinel: Sentinel;
  /** A lap above this is late, and one above `creditMs` was not watched whole. */
  readonly lateMs: number;
  readonly creditMs: number;
  dueMs: number;
  sinceMs: number;
  /** Decide in the next tick, due or not. */
  isHurried: boolean;
  /** Ticks that decided, one after the other; the journal has not been looked at since. */
  busyTicks: number;
  /** The part of it that was not watched. */
  unwatchedMs: number;
  /** What had left its window in the last tick, or is in doubt: it is looked at once more, or until it is not. */
  hadMoved: number;
}

function createLoopState(charger: Charger, hooks: LoopHooks): LoopState {
  const board = charger.board;
  const tickMs = charger.limits.tickMs;
  return {
    charger: charger,
    slowWork: createSlowWork(charger, hooks),
    clock: board.clock,
    inputs: board.inputs,
    deliberate: deliberate,
    watchdog: board.watchdog,
    guard: charger.guard,
    sentinel: createSentinel(charger),
    lateMs: tickMs + tickMs / 2,
    creditMs: 2 * tickMs,
    dueMs: 0,
    sinceMs: 0,
    isHurried: false,
    busyTicks: 0,
    unwatchedMs: 0,
    hadMoved: ALL_CHANGED,
  };
}

function noteLate(loop: LoopState, lapMs: number): void {
  const charger = loop.charger;
  charger.lateTicks++;
  if (lapMs > charger.worstLapMs) charger.worstLapMs = lapMs;
  if (lapMs > loop.creditMs) loop.unwatchedMs += lapMs - loop.creditMs;
}

/**
 * Looks at the readings that have left their windows, or are in doubt.
 *
 * @param isDanger the sentinel has opened: control names the cause, or is told that there is none
 */
function lookClosely(loop: LoopState, lapMs: number, moved: number, isDanger: boolean): boolean {
  const charger = loop.charger;
  const changed = observeFast(charger, moved | loop.hadMoved, lapMs);
  loop.hadMoved = moved | doubtedInputs(charger);
  if (!isDanger || demandsOpen(charger.seen, charger.limits)) return changed;
  noteUnbelieved(charger.reflex);
  charger.seen.opened = true;
  return true;
}

function decide(loop: LoopState): void {
  const charger = loop.charger;
  const sinceMs = loop.sinceMs;
  loop.dueMs = loop.deliberate(charger, sinceMs, sinceMs - loop.unwatchedMs);
  loop.sinceMs = 0;
  loop.unwatchedMs = 0;
  loop.isHurried = false;
  serveUrgent(charger);
  loop.slowWork.hooks.report();
  // What people are shown can turn with an age that nothing was decided by.
  if (charger.state.dueMs < loop.dueMs) loop.dueMs = charger.state.dueMs;
}

/**
 * What waits for a tick in which nothing is due: one write to the journal, or one piece of slow work.
 *
 * @returns whether a signal has changed
 */
function doQuietWork(loop: LoopState): boolean {
  if (loop.busyTicks !== 0) {
    loop.busyTicks = 0;
    if (serveJournal(loop.charger)) return false;
  }
  return doNextSlowWork(loop.slowWork);
}

/** One tick. Nothing stands before the sentinel that it does not need. */
function createTick(around: { readonly loop: LoopState }): () => void {
  return () => {
    // A captured name is looked up at every use; this one is taken out of its holder once.
    const loop = around.loop;
    const charger = loop.charger;
    const readings = charger.readings;
    const lapMs = loop.clock.lapMs();
    loop.inputs.sample(readings);
    let isDanger = false;
    if (loop.hadMoved !== 0 && charger.outputs.contactorClosed) {
      isDanger = seesDanger(loop.sentinel, readings, lapMs);
    }
    if (isDanger) openContactor(charger);
    charger.uptimeMs += lapMs;
    if (lapMs > loop.lateMs) noteLate(loop, lapMs);
    const moved = changedInputs(readings, charger.quietWindow);
    let changed = false;
    if ((moved | loop.hadMoved) !== 0) changed = lookClosely(loop, lapMs, moved, isDanger);
    const sinceMs = loop.sinceMs + lapMs;
    loop.sinceMs = sinceMs;
    if (sinceMs >= loop.dueMs) changed = true;
    if ((!changed || loop.busyTicks >= MOST_BUSY) && doQuietWork(loop)) changed = true;
    if (changed) loop.busyTicks++;
    if (changed || loop.isHurried) decide(loop);
    // Fed by a healthy tick only, and by nothing else: after a broken rule it is no longer fed.
    if (loop.guard.tripped === Rule.None) loop.watchdog.feed();
  };
}

/** Beside hardware that opens by itself it is served in every tick; elsewhere no tick asks for it. */
function workBeside(loop: LoopState, reflex: Reflex): void {
  const charger = loop.charger;
  const inputs = loop.inputs;
  loop.inputs = {
    sample: (readings) => {
      if (serveReflex(charger, reflex)) loop.dueMs = 0;
      inputs.sample(readings);
    },
  };
  loop.deliberate = (_charger, sinceMs, watchedMs) => {
    feedReflex(charger, reflex);
    const dueMs = deliberate(charger, sinceMs, watchedMs);
    // A collection may have come, and a write to the journal follows.
    feedReflex(charger, reflex);
    return dueMs;
  };
}

/** How many whole ticks could pass without any effect if no reading changes. */
function idleTicksOf(loop: LoopState): number {
  const charger = loop.charger;
  const isBusy =
    loop.guard.tripped !== Rule.None || loop.slowWork.hooks.isServing() || loop.busyTicks !== 0;
  if (loop.hadMoved !== 0 || isBusy || !isSettled(charger)) return 0;
  if (charger.indicator.light !== charger.outputs.light || charger.reflex.openForMs >= 0) return 0;
  let leftMs = loop.dueMs - loop.sinceMs;
  const lampMs = lampDueMs(loop.slowWork);
  if (lampMs < leftMs) leftMs = lampMs;
  const hooksMs = loop.slowWork.hooks.dueMs();
  if (hooksMs < leftMs) leftMs = hooksMs;
  // The tick in which something comes due is a real one, and so is the one before it.
  const ticks = Math.floor(leftMs / charger.limits.tickMs) - 1;
  return ticks > 0 ? ticks : 0;
}

function passIdle(loop: LoopState, ticks: number): void {
  const passedMs = ticks * loop.charger.limits.tickMs;
  loop.charger.uptimeMs += passedMs;
  loop.sinceMs += passedMs;
  skipSlowWork(loop.slowWork, ticks);
}

export function createLoop(charger: Charger, hooks: LoopHooks): Loop {
  const loop = createLoopState(charger, hooks);
  const reflex = charger.board.reflex;
  assertAll(charger);
  loop.inputs.sample(charger.readings);
  observeFirst(charger);
  if (reflex !== null) workBeside(loop, reflex);
  return {
    charger: charger,
    tick: createTick({ loop: loop }),
    hurry: () => {
      loop.isHurried = true;
    },
    idleTicks: () => idleTicksOf(loop),
    skip: (ticks) => passIdle(loop, ticks),
  };
}
