/**
 * Summed text: a text that is stored with its checksum behind it: `<text> =<sum>`.
 *
 * The platform makes the sum with a call of its engine. The interpreter takes 0.17 ms for each character of a sum of
 * its own on Kaluma, and 1.4 ms on Espruino, where the memory of 32 events took longer than the watchdog waits:
 * the board reset itself at every start. Version 0.2 stored `<text> <CRC-16>`.
 */

import type { Storage } from '../hal.ts';
import { crc16 } from './crc16.ts';

const MARK = '=';
/** So many characters the interpreter of any board sums in time. */
export const MOST_OLD = 128;

export function withSum(storage: Storage, text: string): string {
  return `${text} ${MARK}${storage.sum(text)}`;
}

/**
 * @param mostOld characters that a text with a sum of version 0.2 may have
 * @returns the text in front of its sum; '' if that is not its sum
 */
export function summedText(storage: Storage, stored: string, mostOld: number): string {
  const end = stored.lastIndexOf(' ');
  if (end <= 0) return '';
  const text = stored.substring(0, end);
  const sum = stored.substring(end + 1);
  if (sum.charAt(0) === MARK) return sum === `${MARK}${storage.sum(text)}` ? text : '';
  // What was cut off within a setting ends in no number, and is not summed.
  if (end > mostOld || !(Number(sum) >= 0)) return '';
  return sum === `${crc16(text)}` ? text : '';
}
