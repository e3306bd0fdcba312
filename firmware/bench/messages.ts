/**
 * Bench messages: carries out what the host sends: what is fitted, what the inputs read, start, tick, stop.
 *
 * When the host falls silent, whatever is running is stopped and every output goes to its pull-down.
 */

import type { Board, ResetCause } from '../hal.ts';
import {
  createLine,
  type Line,
  LineFault,
  type LinePort,
  lineFaultOf,
  QUEUE_LIMIT,
  roomOf,
  sendLine,
  serveLine,
} from '../link/frames.ts';
import { receive } from '../link/receive.ts';
import type { Loop } from '../loop.ts';
import {
  clearSession,
  createFirmwareSession,
  type FirmwareSession,
  serveSession,
  startSession,
  stepSession,
  stopSession,
} from './firmware-session.ts';
import {
  inject,
  injectFast,
  numberAt,
  setFitted,
  setLimit,
  type Words,
  wordAt,
} from './parameters.ts';
import { driveOutput, senseLatch } from './real-outputs.ts';

/** Room in the line's queue that the firmware's console must leave to the nets. */
const CONSOLE_SPARES = QUEUE_LIMIT / 4;

export interface BenchMessages {
  readonly line: Line;
  /** The firmware's loop while it runs. */
  readonly loop: () => Loop | null;
  /** Characters have arrived. */
  receive(text: string): void;
  /** Call every few ms. */
  serve(): void;
}

/** What is kept beside the session of the firmware. */
interface MessageState {
  readonly run: FirmwareSession;
  readonly platform: string;
  /** The host's session in which all of this was set. */
  session: string;
  /** An output is driven by hand. */
  isDriven: boolean;
  /** Lines for measuring the line: how many were asked for, and how many are still to come. */
  floodOf: number;
  floodLeft: number;
}

function complain(messages: MessageState, message: string): void {
  messages.run.output.send(`error ${message}`);
}

function stop(messages: MessageState): void {
  stopSession(messages.run);
  messages.isDriven = false;
}

/** Drives an output by hand; never while the firmware runs. */
function drive(messages: MessageState, words: Words): void {
  const run = messages.run;
  const name = wordAt(words, 1);
  if (run.loop !== null) complain(messages, 'the firmware runs: off comes before drive');
  else if (driveOutput(run.pins, name, numberAt(words, 2), numberAt(words, 3))) {
    messages.isDriven = true;
    run.output.send(`net ${name} ${wordAt(words, 2)}`);
  } else complain(messages, `no output ${name}`);
}

/** What is set before the firmware starts, and what the inputs read. */
function obeySetting(messages: MessageState, words: Words, message: string): boolean {
  const run = messages.run;
  const first = wordAt(words, 1);
  const name = words[0];
  if (name === 'set') {
    if (!inject(run.injected, words)) complain(messages, `no input ${first}`);
    else if (run.isLive) run.output.send(`set ${first}`);
  } else if (name === 'fit') {
    const isKnown = setFitted(run.fitted, first, wordAt(words, 2));
    if (!isKnown) complain(messages, `no such fitting: ${message}`);
  } else if (name === 'limit') {
    const isKnown = setLimit(run.limits, first, wordAt(words, 2));
    if (!isKnown) complain(messages, `no such limit: ${message}`);
  } else if (name === 'slot') run.slots[Number(first)] = message.substring(6 + first.length);
  else return false;
  return true;
}

/** How time passes for the firmware, and what is typed to it. */
function obeyRunning(messages: MessageState, words: Words, message: string): boolean {
  const run = messages.run;
  const name = words[0];
  if (name === 'tick') {
    // Without readings, those that were set last remain.
    if (words.length > 2) injectFast(run.injected, words);
    stepSession(run, numberAt(words, 1));
  } else if (name === 'skip') {
    if (run.loop !== null) run.loop.skip(numberAt(words, 1));
  } else if (name === 'hurry') {
    if (run.loop !== null) run.loop.hurry();
  } else if (name === 'type') run.typed.push(`${message.substring(5)}\n`);
  else if (name === 'stall') run.tickAtMs += numberAt(words, 1);
  else return false;
  return true;
}

function obey(messages: MessageState, message: string): void {
  const run = messages.run;
  const words = message.split(' ');
  const name = words[0];
  if (obeyRunning(messages, words, message) || obeySetting(messages, words, message)) return;
  if (name === 'drive') drive(messages, words);
  else if (name === 'start') {
    stop(messages);
    startSession(run, numberAt(words, 1) as ResetCause, numberAt(words, 2));
  } else if (name === 'off') {
    stop(messages);
    if (run.isLive) run.output.send('off');
  } else if (name === 'clear') {
    stop(messages);
    clearSession(run, wordAt(words, 1) === 'live');
  } else if (name === 'ping') run.output.send(`pong ${wordAt(words, 1)} ${run.output.nowMs()}`);
  else if (name === 'flood') {
    messages.floodOf = numberAt(words, 1);
    messages.floodLeft = messages.floodOf;
  } else if (name === 'hello') {
    run.output.send(`bench ${messages.platform} ${run.loop === null ? 'off' : 'running'}`);
  } else if (name === 'sense') {
    const millivolts = senseLatch(run.pins);
    run.output.send(`sense latch ${millivolts === null ? 'none' : millivolts}`);
  } else complain(messages, `not a message: ${message}`);
}

/** Lines for measuring the line, as many as there is room for. */
function flood(messages: MessageState): void {
  const output = messages.run.output;
  while (
    messages.floodLeft > 0 &&
    output.hasRoomForConsole() &&
    output.send(`flood ${messages.floodOf - messages.floodLeft}`)
  ) {
    messages.floodLeft--;
  }
}

/**
 * @param port where the line is, and the board's clock
 * @param pins the real outputs; null where there are none
 * @param platform who answers, in one word
 */
export function createBenchMessages(
  port: LinePort,
  pins: Board | null,
  platform: string,
): BenchMessages {
  const line = createLine(port, false, (message: string) => obey(messages, message));
  /** Live, everything is stamped by the board's clock. */
  const stamp = (): string => (run.isLive ? `@${Math.floor(port.nowMs() * 1000) / 1000} ` : '');
  const run = createFirmwareSession(
    {
      send: (message: string) => sendLine(line, stamp() + message),
      hasRoomForConsole: () => roomOf(line) > CONSOLE_SPARES,
      nowMs: () => port.nowMs(),
    },
    pins,
  );
  const messages: MessageState = {
    run: run,
    platform: platform,
    session: '',
    isDriven: false,
    floodOf: 0,
    floodLeft: 0,
  };
  return {
    line: line,
    loop: () => run.loop,
    receive: (text: string) => {
      receive(line, text);
      // Another host, or the same one again: what an earlier session left running is stopped.
      if (line.session !== messages.session) {
        messages.session = line.session;
        stop(messages);
      }
      flood(messages);
    },
    serve: () => {
      flood(messages);
      serveSession(run);
      serveLine(line);
      // The host is gone: a rig without a host is switched off.
      const isAtWork = run.loop !== null || messages.isDriven;
      if (isAtWork && lineFaultOf(line) !== LineFault.None) stop(messages);
    },
  };
}
