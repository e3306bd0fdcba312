/**
 * Line, the receiving side: from characters to frames to messages, in order and once.
 */

import { crc16 } from '../storage/crc16.ts';
import {
  beginLine,
  FRAME_LIMIT,
  hex,
  type Line,
  MESSAGE_LIMIT,
  pump,
  put,
  resend,
  restart,
  WINDOW,
} from './frames.ts';

/** Two numbers and the kind before a piece; a blank and the checksum behind it. */
const HEAD = 5;
const TAIL = 5;

/** The board's side of a beginning. */
function takeBegin(line: Line, session: string): void {
  // A begin that was sent twice must not lose what was sent since the first.
  if (!line.synced || session !== line.session) {
    restart(line);
    line.session = session;
    line.synced = true;
  }
  put(line, 0, `=${session}`);
}

/** Everything before this number has arrived at the other end. */
function acknowledge(line: Line, next: number): void {
  const arrived = (next - line.first) & 255;
  if (arrived === 0 || arrived > line.queue.length || arrived > WINDOW) return;
  for (let i = 0; i < arrived; i++) line.queue.shift();
  line.first = next;
  line.sent = line.sent > arrived ? line.sent - arrived : 0;
  line.isWaiting = line.sent > 0;
  line.progressAtMs = line.port.nowMs();
  line.resentAtMs = line.progressAtMs;
}

/** Takes a piece if it is the next one. */
function takePiece(line: Line, number: number, kind: string, piece: string): void {
  line.taken++;
  if (number !== line.expected) {
    const ahead = (number - line.expected) & 255;
    if (ahead < 128 && !line.resendAsked) line.resendAsked = put(line, line.first, '?');
    return;
  }
  line.expected = (line.expected + 1) & 255;
  line.resendAsked = false;
  const isTooLong = line.message.length + piece.length > MESSAGE_LIMIT;
  line.message = isTooLong ? '' : line.message + piece;
  if (kind !== ':') return;
  const message = line.message;
  line.message = '';
  line.onMessage(message);
}

function handleFrame(line: Line, number: number, ack: number, kind: string, piece: string): void {
  // An echo of our own frames must never pass for the other end.
  if (kind === '!') {
    if (!line.isHost) takeBegin(line, piece);
  } else if (kind === '=') {
    if (line.isHost && piece === line.session) line.synced = true;
  } else if (!line.synced) {
    if (!line.isHost) put(line, 0, '#');
  } else if (kind === '#') {
    if (!line.isHost) return;
    line.restarts++;
    beginLine(line, `${Number(line.session) + 1}`);
  } else {
    acknowledge(line, ack);
    if (kind === '?') resend(line);
    else if (kind === ':' || kind === '+') takePiece(line, number, kind, piece);
  }
}

function takeFrame(line: Line, frame: string): void {
  const end = frame.length - TAIL;
  const body = frame.substring(0, end);
  const sum = frame.substring(end + 1);
  const isFrame = end >= HEAD && frame.length <= FRAME_LIMIT && frame.charAt(end) === ' ';
  if (!isFrame || hex(crc16(body), 4) !== sum) {
    line.badFrames++;
    return;
  }
  line.frames++;
  line.frameAtMs = line.port.nowMs();
  const number = parseInt(body.substring(0, 2), 16);
  const ack = parseInt(body.substring(2, 4), 16);
  handleFrame(line, number, ack, body.charAt(4), body.substring(HEAD));
}

/** Takes what has arrived at the port. */
export function receive(line: Line, text: string): void {
  if (text === '') return;
  line.bytesAtMs = line.port.nowMs();
  const frames = (line.partial + text).split('\n');
  const last = frames.length - 1;
  for (let i = 0; i < last; i++) {
    const frame = frames[i] as string;
    if (line.overlong) line.badFrames++;
    else takeFrame(line, frame);
    line.overlong = false;
  }
  const rest = frames[last] as string;
  if (rest.length > FRAME_LIMIT) line.overlong = true;
  line.partial = line.overlong ? '' : rest;
  pump(line);
  // A sender with a full window waits for an answer, so half a window is acknowledged at once.
  if (line.taken >= WINDOW / 2) put(line, line.first, '.');
}
