/**
 * Bench desk: obeys the host's messages: what is fitted, what the inputs read, start, tick, stop.
 *
 * Two ways to let time pass. Stepped: the host gives every tick with the time since the last, so that a
 * run is the simulator's run. Live: the board ticks by its own clock and stamps everything it tells.
 * When the host falls silent, whatever is running is stopped and every output goes to its pull-down.
 */

import { createLimits } from '../control/limits.ts';
import { createFirmware } from '../firmware.ts';
import type { Board, ResetCause } from '../hal.ts';
import type { Loop } from '../loop.ts';
import {
  type BenchOutside,
  createBenchBoard,
  createFitted,
  createInjected,
  driveOutput,
  fittingsOf,
  lockNames,
  restOutputs,
} from './bench.ts';
import {
  inject,
  injectFast,
  numberAt,
  setFitted,
  setLimit,
  type Words,
  wordAt,
} from './bench-words.ts';
import {
  createLine,
  type Line,
  type LinePort,
  QUEUE_LIMIT,
  roomOf,
  sendLine,
  serveLine,
  Trouble,
  troubleOf,
} from './line.ts';
import { receive } from './line-in.ts';

/** Room in the line's queue that the firmware's console must leave to the nets. */
const CONSOLE_SPARES = QUEUE_LIMIT / 4;

export interface BenchDesk {
  readonly line: Line;
  /** The firmware's loop while it runs. */
  readonly loop: Loop | null;
  /** Characters have arrived. */
  hear(text: string): void;
  /** To be called every few ms. */
  serve(): void;
}

/**
 * @param port where the line is, and the board's clock
 * @param pins the real outputs; null where there are none
 * @param platform who answers, in one word
 */
export function createBenchDesk(port: LinePort, pins: Board | null, platform: string): BenchDesk {
  const injected = createInjected();
  const slots: string[] = ['', '', '', ''];
  const typed: string[] = [];
  let fitted = createFitted();
  let limits = createLimits();
  let loop: Loop | null = null;
  let isLive = false;
  let fed = false;
  let lapMs = 0;
  let isLapTaken = false;
  let busyMs = 0;
  let lapAtMs = 0;
  let tickAtMs = 0;
  let strokeEndsMs = -1;
  let isDriven = false;
  let floodOf = 0;
  let floodLeft = 0;

  const stamp = (): string => {
    if (!isLive) return '';
    return `@${Math.floor(port.nowMs() * 1000) / 1000} `;
  };
  const tell = (message: string): boolean => sendLine(line, stamp() + message);
  const complain = (message: string): void => {
    tell(`error ${message}`);
  };

  const outside: BenchOutside = {
    tell: (message: string) => {
      const isSaid = message.charAt(0) === 's';
      if (isSaid && roomOf(line) < CONSOLE_SPARES) return false;
      const text = isSaid ? message.substring(0, message.length - 1) : message;
      return tell(text);
    },
    lapMs: () => {
      if (!isLive) {
        // Whoever asks again within a tick waits for time to pass: one millisecond of it does.
        if (isLapTaken) busyMs++;
        const givenMs = isLapTaken ? 1 : lapMs;
        isLapTaken = true;
        return givenMs;
      }
      const passedMs = Math.floor(port.nowMs() - lapAtMs);
      lapAtMs += passedMs;
      return passedMs;
    },
    feed: () => {
      fed = true;
      if (pins !== null) pins.watchdog.feed();
    },
    readSlot: (slot: number) => (slots[slot] === undefined ? '' : (slots[slot] as string)),
    writeSlot: (slot: number, text: string) => {
      slots[slot] = text;
      tell(`slot ${slot} ${text}`);
    },
    readTyped: () => (typed.length > 0 ? (typed.shift() as string) : ''),
    strokeBegins: (limitMs: number) => {
      strokeEndsMs = isLive && limitMs > 0 ? port.nowMs() + limitMs : -1;
    },
  };

  const stop = (): void => {
    loop = null;
    isDriven = false;
    strokeEndsMs = -1;
    while (typed.length > 0) typed.shift();
    restOutputs(pins);
  };

  const idleTicks = (): number => (loop === null || typed.length > 0 ? 0 : loop.idleTicks());

  /** The reply that ends what a message has started. */
  const done = (): void => {
    tell(`done ${idleTicks()} ${fed ? 1 : 0} ${busyMs}`);
  };

  const start = (words: Words): void => {
    stop();
    const fittings = fittingsOf(fitted);
    if (fittings === null) {
      complain(`no lock part ${fitted.lock}, expected one of: ${lockNames()}`);
      return;
    }
    fed = false;
    busyMs = 0;
    lapAtMs = port.nowMs();
    tickAtMs = lapAtMs + limits.tickMs;
    const cause = numberAt(words, 1) as ResetCause;
    const board = createBenchBoard(injected, fitted, outside, pins, cause, numberAt(words, 2));
    try {
      loop = createFirmware(board, fittings, limits, true);
    } catch (error) {
      complain((error as Error).message);
      return;
    }
    done();
  };

  const tick = (words: Words): void => {
    lapMs = numberAt(words, 1);
    // Without readings those that were set stand.
    if (words.length > 2) injectFast(injected, words);
    fed = false;
    isLapTaken = false;
    busyMs = 0;
    if (loop !== null) loop.tick();
    done();
  };

  /** An output by hand; never while the firmware has it. */
  const drive = (words: Words): void => {
    const name = wordAt(words, 1);
    if (loop !== null) complain('the firmware runs: off comes before drive');
    else if (driveOutput(pins, name, numberAt(words, 2), numberAt(words, 3))) {
      isDriven = true;
      tell(`net ${name} ${wordAt(words, 2)}`);
    } else complain(`no output ${name}`);
  };

  const obey = (message: string): void => {
    const words = message.split(' ');
    const name = words[0];
    if (name === 'tick') tick(words);
    else if (name === 'skip') {
      if (loop !== null) loop.skip(numberAt(words, 1));
    } else if (name === 'hurry') {
      if (loop !== null) loop.hurry();
    } else if (name === 'set') {
      if (!inject(injected, words)) complain(`no input ${wordAt(words, 1)}`);
      else if (isLive) tell(`set ${wordAt(words, 1)}`);
    } else if (name === 'type') typed.push(`${message.substring(5)}\n`);
    else if (name === 'drive') drive(words);
    else if (name === 'start') start(words);
    else if (name === 'off') {
      stop();
      if (isLive) tell('off');
    } else if (name === 'clear') {
      stop();
      isLive = wordAt(words, 1) === 'live';
      fitted = createFitted();
      limits = createLimits();
    } else if (name === 'fit') {
      if (!setFitted(fitted, wordAt(words, 1), wordAt(words, 2)))
        complain(`no such fitting: ${message}`);
    } else if (name === 'limit') {
      const isKnown = setLimit(limits, wordAt(words, 1), wordAt(words, 2));
      if (!isKnown) complain(`no such limit: ${message}`);
    } else if (name === 'slot') {
      const slot = wordAt(words, 1);
      slots[Number(slot)] = message.substring(6 + slot.length);
    } else if (name === 'stall') tickAtMs += numberAt(words, 1);
    else if (name === 'ping') tell(`pong ${wordAt(words, 1)} ${port.nowMs()}`);
    else if (name === 'flood') {
      floodOf = numberAt(words, 1);
      floodLeft = floodOf;
    } else if (name === 'hello') tell(`bench ${platform} ${loop === null ? 'off' : 'running'}`);
    else complain(`not a message: ${message}`);
  };

  const line = createLine(port, false, obey);

  /** Lines for measuring the line, as many as there is room for. */
  const flood = (): void => {
    while (floodLeft > 0 && roomOf(line) > CONSOLE_SPARES && tell(`flood ${floodOf - floodLeft}`)) {
      floodLeft--;
    }
  };

  /** Lets the firmware run by the board's own clock; what was missed is not made up for. */
  const runLive = (): void => {
    const nowMs = port.nowMs();
    if (strokeEndsMs >= 0 && nowMs >= strokeEndsMs) {
      strokeEndsMs = -1;
      tell('net bridge 0 0');
    }
    if (loop === null || nowMs < tickAtMs) return;
    while (tickAtMs <= nowMs) tickAtMs += limits.tickMs;
    loop.tick();
  };

  return {
    line: line,
    get loop() {
      return loop;
    },
    hear: (text: string) => {
      receive(line, text);
      flood();
    },
    serve: () => {
      flood();
      if (isLive) runLive();
      serveLine(line);
      // Nobody watches any more: a rig that is left alone is a dead rig.
      if ((loop !== null || isDriven) && troubleOf(line) !== Trouble.None) stop();
    },
  };
}
