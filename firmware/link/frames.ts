/**
 * Line: messages over a serial line that loses, floods and stalls. Both ends run this.
 *
 * A frame is one line of at most 80 printable characters, so a person can read along and no byte 0x03
 * can interrupt an engine's console:
 *
 *     0c07:tick 10 8990 -11980 310 7 5a1e
 *     │ │ ││                         └ CRC-16/CCITT-FALSE of everything before it
 *     │ │ │└ the message, or a piece of it
 *     │ │ └ kind: `:` whole or last piece, `+` more follows, `.` heartbeat, `?` resend, `!` begin, `=` begun, `#` unknown session
 *     │ └ the next number that this end expects: everything before it has arrived
 *     └ this frame's number
 *
 * Frames arrive in order and once, or not at all: one out of order is dropped and requested again.
 */

import { crc16 } from '../storage/crc16.ts';

/** Characters of a frame, the line end not counted. */
export const FRAME_LIMIT = 80;
/** Characters of one piece of a message: without numbers, kind, blank and checksum. */
const PIECE_LIMIT = 70;
/** Longer messages than this are never sent and never taken. */
export const MESSAGE_LIMIT = 1000;
/** Frames under way without an answer. */
export const WINDOW = 16;
/** Pieces that wait or are under way; more are refused. */
export const QUEUE_LIMIT = 256;

const RESEND_MS = 200;
const HEARTBEAT_MS = 250;
const BEGIN_MS = 100;
/** A fault of the line that has lasted this long is reported; two seconds are promised. */
export const FAULT_MS = 1500;

/** What is wrong with the other end, or with the way to it. */
export enum LineFault {
  None,
  /** Nothing at all arrives. */
  Silent,
  /** Something arrives, but no frame. */
  Garbage,
  /** Heartbeats arrive, but nothing that is sent is acknowledged. */
  Unanswered,
  /** The port takes no more text: no program reads at the other end. */
  Blocked,
}

export interface LinePort {
  /** Takes the text if there is room for it whole; otherwise takes nothing and returns false. */
  write(text: string): boolean;
  /** A monotonic clock, in ms, with a fraction where the platform has one. */
  nowMs(): number;
}

export interface Line {
  readonly port: LinePort;
  /** Called with every message, in order. */
  readonly onMessage: (message: string) => void;
  /** The host begins sessions, the board answers. */
  readonly isHost: boolean;
  session: string;
  synced: boolean;
  /** Pieces with their kind in front; the first has the number `first`. */
  readonly queue: string[];
  first: number;
  /** How many of the queue are under way. */
  sent: number;
  /** Something was sent that is not acknowledged yet. */
  isWaiting: boolean;
  expected: number;
  /** The message so far. */
  message: string;
  /** The frame so far. */
  partial: string;
  overlong: boolean;
  /** Pieces that were taken since the last frame of ours: the other end waits for their numbers. */
  taken: number;
  resendAsked: boolean;
  bytesAtMs: number;
  frameAtMs: number;
  sentAtMs: number;
  progressAtMs: number;
  resentAtMs: number;
  /** Since when nothing has been taken; negative while writes are taken. */
  blockedAtMs: number;
  frames: number;
  badFrames: number;
  resends: number;
  /** How often the other end was restarted, and no longer knew the session. */
  restarts: number;
}

export function createLine(
  port: LinePort,
  isHost: boolean,
  onMessage: (message: string) => void,
): Line {
  const nowMs = port.nowMs();
  return {
    port: port,
    onMessage: onMessage,
    isHost: isHost,
    session: '',
    synced: false,
    queue: [],
    first: 0,
    sent: 0,
    isWaiting: false,
    expected: 0,
    message: '',
    partial: '',
    overlong: false,
    taken: 0,
    resendAsked: false,
    bytesAtMs: nowMs,
    frameAtMs: nowMs,
    sentAtMs: -BEGIN_MS,
    progressAtMs: nowMs,
    resentAtMs: nowMs,
    blockedAtMs: -1,
    frames: 0,
    badFrames: 0,
    resends: 0,
    restarts: 0,
  };
}

export function hex(value: number, digits: number): string {
  let text = value.toString(16);
  while (text.length < digits) text = `0${text}`;
  return text;
}

/** Writes one frame. @returns false where there is no room */
export function put(line: Line, number: number, kindAndPiece: string): boolean {
  const body = `${hex(number & 255, 2)}${hex(line.expected, 2)}${kindAndPiece}`;
  const nowMs = line.port.nowMs();
  if (!line.port.write(`${body} ${hex(crc16(body), 4)}\n`)) {
    if (line.blockedAtMs < 0) line.blockedAtMs = nowMs;
    return false;
  }
  line.blockedAtMs = -1;
  line.sentAtMs = nowMs;
  line.taken = 0;
  return true;
}

/** From now on an answer is due. */
function startWaiting(line: Line): void {
  line.resentAtMs = line.port.nowMs();
  if (!line.isWaiting) line.progressAtMs = line.resentAtMs;
  line.isWaiting = true;
}

/** Sends what the window allows. */
export function pump(line: Line): void {
  if (!line.synced) return;
  while (line.sent < line.queue.length && line.sent < WINDOW) {
    if (line.sent === 0) startWaiting(line);
    if (!put(line, line.first + line.sent, line.queue[line.sent] as string)) return;
    line.sent++;
  }
}

/** Room for so many more pieces. */
export function roomOf(line: Line): number {
  return QUEUE_LIMIT - line.queue.length;
}

/**
 * Sends a message of printable ASCII; it is queued until the other end answers.
 *
 * @returns false if there was no room; nothing was taken then
 */
export function sendLine(line: Line, message: string): boolean {
  const pieces = Math.floor((message.length + PIECE_LIMIT - 1) / PIECE_LIMIT);
  if (message.length > MESSAGE_LIMIT || pieces > roomOf(line)) return false;
  let at = 0;
  while (message.length - at > PIECE_LIMIT) {
    line.queue.push(`+${message.substring(at, at + PIECE_LIMIT)}`);
    at += PIECE_LIMIT;
  }
  line.queue.push(`:${message.substring(at)}`);
  pump(line);
  return true;
}

/** Empties both directions. */
export function restart(line: Line): void {
  while (line.queue.length > 0) line.queue.shift();
  line.first = 0;
  line.sent = 0;
  line.isWaiting = false;
  line.expected = 0;
  line.message = '';
  line.resendAsked = false;
}

/** The host begins a session: both ends drop what was under way. */
export function beginLine(line: Line, session: string): void {
  restart(line);
  line.session = session;
  line.synced = false;
  const nowMs = line.port.nowMs();
  line.bytesAtMs = nowMs;
  line.frameAtMs = nowMs;
  line.progressAtMs = nowMs;
  line.sentAtMs = nowMs;
  put(line, 0, `!${session}`);
}

/** Sends everything that is under way again. */
export function resend(line: Line): void {
  line.resends += line.sent;
  line.sent = 0;
}

/** Call every few ms: sends heartbeats, answers, and what was lost on the way. */
export function serveLine(line: Line): void {
  const nowMs = line.port.nowMs();
  const sinceSentMs = nowMs - line.sentAtMs;
  if (!line.synced) {
    if (line.isHost && line.session !== '' && sinceSentMs >= BEGIN_MS)
      put(line, 0, `!${line.session}`);
    return;
  }
  if (line.sent > 0 && nowMs - line.resentAtMs >= RESEND_MS) resend(line);
  pump(line);
  if (line.taken > 0 || sinceSentMs >= HEARTBEAT_MS) put(line, line.first, '.');
}

/** The fault of the line that has lasted longer than `FAULT_MS`. */
export function lineFaultOf(line: Line): LineFault {
  const sinceMs = line.port.nowMs() - FAULT_MS;
  if (line.blockedAtMs >= 0 && line.blockedAtMs <= sinceMs) return LineFault.Blocked;
  if (line.session === '') return LineFault.None;
  if (line.bytesAtMs <= sinceMs) return LineFault.Silent;
  if (line.frameAtMs <= sinceMs) return LineFault.Garbage;
  const isUnanswered = line.isWaiting || (line.isHost && !line.synced);
  return isUnanswered && line.progressAtMs <= sinceMs ? LineFault.Unanswered : LineFault.None;
}
