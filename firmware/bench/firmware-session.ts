/**
 * Firmware session: the firmware under the host's control: started, ticked, stopped, and what it uses besides the
 * nets (time, storage, console, watchdog).
 *
 * Time passes in one of two ways. Stepped: the host gives every tick with the time since the last, so that a
 * run is the simulator's run. Live: the board ticks by its own clock; missed ticks are not made up for.
 */

import { createLimits, type Limits } from '../control/limits.ts';
import { createController } from '../controller.ts';
import type { Board, ResetCause } from '../hal.ts';
import type { Loop } from '../loop.ts';
import {
  type BenchOutside,
  createBenchBoard,
  createFitted,
  createInjected,
  type Fitted,
  fittingsOf,
  type Injected,
  lockNames,
} from './bench-board.ts';
import { restOutputs } from './real-outputs.ts';

/** Live, a watchdog that was not fed for so many ticks is reported. */
const STARVING_TICKS = 5;

/** Where the session's messages go. */
export interface BenchOutput {
  /** @returns false where there is no room */
  send(message: string): boolean;
  /** Lines of the firmware's console are sent only while this leaves room for the nets. */
  hasRoomForConsole(): boolean;
  nowMs(): number;
}

export interface FirmwareSession {
  readonly output: BenchOutput;
  /** The real outputs; null where there are none. */
  readonly pins: Board | null;
  readonly injected: Injected;
  /** What the storage holds. */
  readonly slots: string[];
  readonly typed: string[];
  fitted: Fitted;
  limits: Limits;
  loop: Loop | null;
  isLive: boolean;
  /** The watchdog was fed since this was last reset. */
  fed: boolean;
  /** Live: when the watchdog was last fed, and whether the host was told that it no longer is. */
  fedAtMs: number;
  isStarving: boolean;
  /** Stepped: the time since the last tick, as the host gives it, and whether it was taken. */
  lapMs: number;
  isLapTaken: boolean;
  /** What a real stall has lasted in this tick, in ms. */
  busyMs: number;
  /** Live: when the last lap ended, and when the next tick is due. */
  lapAtMs: number;
  tickAtMs: number;
  /** When the one-shot ends the stroke; negative without one. */
  strokeEndsMs: number;
}

export function createFirmwareSession(output: BenchOutput, pins: Board | null): FirmwareSession {
  return {
    output: output,
    pins: pins,
    injected: createInjected(),
    slots: [],
    typed: [],
    fitted: createFitted(),
    limits: createLimits(),
    loop: null,
    isLive: false,
    fed: false,
    fedAtMs: 0,
    isStarving: false,
    lapMs: 0,
    isLapTaken: false,
    busyMs: 0,
    lapAtMs: 0,
    tickAtMs: 0,
    strokeEndsMs: -1,
  };
}

function takeLapMs(run: FirmwareSession): number {
  if (!run.isLive) {
    // A caller that asks again within a tick waits for time to pass: each such call is one millisecond.
    if (run.isLapTaken) run.busyMs++;
    const givenMs = run.isLapTaken ? 1 : run.lapMs;
    run.isLapTaken = true;
    return givenMs;
  }
  const passedMs = Math.floor(run.output.nowMs() - run.lapAtMs);
  run.lapAtMs += passedMs;
  return passedMs;
}

function sendOutside(run: FirmwareSession, message: string): boolean {
  const isSaid = message.charAt(0) === 's';
  if (!isSaid) return run.output.send(message);
  return (
    run.output.hasRoomForConsole() && run.output.send(message.substring(0, message.length - 1))
  );
}

function feed(run: FirmwareSession): void {
  run.fed = true;
  run.fedAtMs = run.output.nowMs();
  if (run.pins !== null) run.pins.watchdog.feed();
}

function createOutside(run: FirmwareSession): BenchOutside {
  return {
    tell: (message: string) => sendOutside(run, message),
    lapMs: () => takeLapMs(run),
    feed: () => feed(run),
    readSlot: (slot: number) => (run.slots[slot] === undefined ? '' : (run.slots[slot] as string)),
    writeSlot: (slot: number, text: string) => {
      run.slots[slot] = text;
      run.output.send(`slot ${slot} ${text}`);
    },
    readTyped: () => (run.typed.length > 0 ? (run.typed.shift() as string) : ''),
    strokeBegins: (limitMs: number) => {
      run.strokeEndsMs = run.isLive && limitMs > 0 ? run.output.nowMs() + limitMs : -1;
    },
  };
}

/** Ends the firmware and puts every output to its pull-down. */
export function stopSession(run: FirmwareSession): void {
  run.loop = null;
  run.strokeEndsMs = -1;
  while (run.typed.length > 0) run.typed.shift();
  restOutputs(run.pins);
}

/** Forgets what was fitted, limited and stored for an earlier run. */
export function clearSession(run: FirmwareSession, isLive: boolean): void {
  stopSession(run);
  run.isLive = isLive;
  run.fitted = createFitted();
  run.limits = createLimits();
}

/** The reply that ends what a message has started. */
function sendDone(run: FirmwareSession): void {
  const idle = run.loop === null || run.typed.length > 0 ? 0 : run.loop.idleTicks();
  run.output.send(`done ${idle} ${run.fed ? 1 : 0} ${run.busyMs}`);
}

/** Starts the firmware, or answers what it cannot be started with. */
export function startSession(run: FirmwareSession, cause: ResetCause, entropy: number): void {
  stopSession(run);
  const fittings = fittingsOf(run.fitted);
  if (fittings === null) {
    run.output.send(`error no lock part ${run.fitted.lock}, expected one of: ${lockNames()}`);
    return;
  }
  run.fed = false;
  run.busyMs = 0;
  run.lapAtMs = run.output.nowMs();
  run.tickAtMs = run.lapAtMs + run.limits.tickMs;
  run.fedAtMs = run.lapAtMs;
  run.isStarving = false;
  const outside = createOutside(run);
  const board = createBenchBoard({
    injected: run.injected,
    fitted: run.fitted,
    outside: outside,
    pins: run.pins,
    resetCause: cause,
    entropy: entropy,
  });
  try {
    run.loop = createController(board, fittings, run.limits, true);
  } catch (error) {
    run.output.send(`error ${(error as Error).message}`);
    return;
  }
  sendDone(run);
}

/** Stepped: one tick, so long after the last. */
export function stepSession(run: FirmwareSession, lapMs: number): void {
  run.lapMs = lapMs;
  run.fed = false;
  run.isLapTaken = false;
  run.busyMs = 0;
  if (run.loop !== null) run.loop.tick();
  sendDone(run);
}

/**
 * Live: reports when the watchdog is no longer fed, and when it is again. The host, which plays the world, decides
 * what a watchdog would do about it.
 */
function watchFeeding(run: FirmwareSession, nowMs: number): void {
  const isStarving = nowMs - run.fedAtMs > STARVING_TICKS * run.limits.tickMs;
  if (isStarving === run.isStarving) return;
  run.isStarving = isStarving;
  run.output.send(isStarving ? `starving ${run.fedAtMs}` : 'fed');
}

/** Live: lets the firmware run by the board's own clock. */
export function serveSession(run: FirmwareSession): void {
  if (!run.isLive) return;
  const nowMs = run.output.nowMs();
  if (run.strokeEndsMs >= 0 && nowMs >= run.strokeEndsMs) {
    run.strokeEndsMs = -1;
    run.output.send('net bridge 0 0');
  }
  if (run.loop === null) return;
  if (nowMs >= run.tickAtMs) {
    while (run.tickAtMs <= nowMs) run.tickAtMs += run.limits.tickMs;
    run.loop.tick();
  }
  watchFeeding(run, nowMs);
}
