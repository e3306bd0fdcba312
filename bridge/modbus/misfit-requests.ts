/**
 * Misfit requests: the package leaves a request lying whose length does not fit its function, and whoever has asked
 * waits for an answer. They get the exception that Modbus has for them.
 */

import type { Socket } from 'node:net';
import { ILLEGAL_FUNCTION, ILLEGAL_VALUE } from './exceptions.ts';

/** Transaction, protocol, and length of what follows: unit, function, and its fields. */
const HEADER = 6;
/** The package reads nothing that is shorter. */
const SHORTEST = 4;

/** How long unit, function and fields must be; null for a function that has no such fields. */
function lengthOf(rest: Buffer): number | null {
  const code = rest.readUInt8(1);
  if (code >= 1 && code <= 6) return 6;
  if (code !== 15 && code !== 16) return null;
  if (rest.length < 6) return 7;
  const count = rest.readUInt16BE(4);
  return 7 + (code === 16 ? count * 2 : Math.ceil(count / 8));
}

/** @returns the answer to a whole request that the package does not answer; null where it does, or nobody can */
export function answerMisfit(request: Buffer): Buffer | null {
  const rest = request.subarray(HEADER);
  if (rest.length < 2) return null;
  const length = lengthOf(rest);
  if (length === null ? rest.length >= SHORTEST : rest.length === length) return null;
  const answer = Buffer.alloc(HEADER + 3);
  request.copy(answer, 0, 0, 4);
  answer.writeUInt16BE(3, 4);
  answer.writeUInt8(rest.readUInt8(0), 6);
  answer.writeUInt8(rest.readUInt8(1) | 0x80, 7);
  answer.writeUInt8(length === null ? ILLEGAL_FUNCTION : ILLEGAL_VALUE, 8);
  return answer;
}

/** Reads along, beside the package. */
export function answerMisfits(socket: Socket): void {
  let received = Buffer.alloc(0);
  socket.on('data', (data: Buffer) => {
    received = Buffer.concat([received, data]);
    while (received.length > HEADER) {
      const length = HEADER + received.readUInt16BE(4);
      if (received.length < length) return;
      const answer = answerMisfit(received.subarray(0, length));
      received = received.subarray(length);
      if (answer !== null) socket.write(answer);
    }
  });
}
