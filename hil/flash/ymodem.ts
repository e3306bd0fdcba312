/**
 * YMODEM, the sending side, as far as Kaluma's REPL implements it: packets of 1 KB with CRC-16, one file.
 *
 * The receiver counts a packet that it has refused, so a packet whose answer was lost cannot be repeated: the
 * transfer is abandoned, and the caller starts it again from the beginning.
 */

import { drain } from './talk.ts';
import type { Wire } from './wire.ts';

const STX = '\x02';
const EOT = '\x04';
const ACK = '\x06';
const NAK = '\x15';
const CANCEL = '\x18';
const WANTS_CRC = 'C';
export const PACKET = 1024;
/** The receiver waits 1 s for a byte, then requests it again. */
const ANSWER_MS = 4000;
const REPEATS = 5;

function crc16(bytes: string): number {
  let crc = 0;
  for (let i = 0; i < bytes.length; i++) {
    crc ^= bytes.charCodeAt(i) << 8;
    for (let bit = 0; bit < 8; bit++)
      crc = (crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff;
  }
  return crc;
}

/** @param payload at most 1024 bytes; the rest is zeros, which end Kaluma's program text */
export function packetOf(sequence: number, payload: string): string {
  const number = sequence & 0xff;
  const body = payload.padEnd(PACKET, '\0');
  const crc = crc16(body);
  const head = STX + String.fromCharCode(number, 0xff - number);
  return head + body + String.fromCharCode(crc >> 8, crc & 0xff);
}

/** One answer of the receiver; other output is skipped. */
async function answer(wire: Wire, pending: string[]): Promise<string> {
  const untilMs = wire.nowMs() + ANSWER_MS;
  for (;;) {
    while (pending.length > 0) {
      const character = pending.shift() as string;
      if ([ACK, NAK, CANCEL, WANTS_CRC].includes(character)) return character;
    }
    const leftMs = untilMs - wire.nowMs();
    if (leftMs <= 0) return '';
    pending.push(...(await wire.receive(leftMs)));
  }
}

/**
 * Sends one packet until it is accepted.
 *
 * @returns whether it was; false means that this is unknown, and the transfer cannot be continued
 */
async function deliver(wire: Wire, bytes: string, pending: string[]): Promise<boolean> {
  await wire.send(bytes);
  for (let i = 0; i < REPEATS; ) {
    const said = await answer(wire, pending);
    if (said === ACK) return true;
    if (said === '' || said === CANCEL) return false;
    // A request to repeat; several that queued up while the receiver was waiting count as one.
    await drain(wire, 30);
    pending.length = 0;
    i++;
    await wire.send(bytes);
  }
  return false;
}

/**
 * Sends a file to a receiver that is waiting for it.
 *
 * @param progress called with the number of bytes accepted so far
 * @returns whether the receiver has accepted all of it
 */
export async function sendFile(
  wire: Wire,
  name: string,
  content: string,
  progress: (bytes: number) => void,
): Promise<boolean> {
  const pending: string[] = [];
  if ((await answer(wire, pending)) !== WANTS_CRC) return false;
  pending.length = 0;
  if (!(await deliver(wire, packetOf(0, `${name}\0${content.length} `), pending))) return false;
  if ((await answer(wire, pending)) !== WANTS_CRC) return false;
  for (let at = 0; at < content.length; at += PACKET) {
    const payload = content.slice(at, at + PACKET);
    if (!(await deliver(wire, packetOf(at / PACKET + 1, payload), pending))) return false;
    progress(at + payload.length);
  }
  if (!(await deliver(wire, EOT, pending))) return false;
  return deliver(wire, packetOf(0, ''), pending);
}
