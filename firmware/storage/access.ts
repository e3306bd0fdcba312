/**
 * Access: who may command what, as it is kept: whether commissioning has ended, the keys of owner and installer, and
 * the number of the start of the last challenge, so that no challenge comes twice.
 */

import { NOT_SO } from '../control/age.ts';
import type { Storage } from '../hal.ts';
import { createRecord, readRecord, type StoredRecord, writeRecord } from './record.ts';
import type { Hash } from './siphash.ts';

/** What a person on the line may do; each may do all that stands before it. */
export enum Role {
  /** Start, stop, status. */
  Driver,
  /** Limits, policies, the unlock of a permanent cable. */
  Owner,
  /** The installation's limits, fitted parts, service. */
  Installer,
}

const SLOT = 7;
const LAYOUT = 1;
const NO_KEY = '-';

export interface Access {
  readonly record: StoredRecord;
  isRead: boolean;
  isCommissioned: boolean;
  /** 32 hexadecimal digits, or `-`; by role. */
  readonly keys: string[];
  starts: number;

  /** Granted by a key or by the held Start button, and when, as uptime in ms. */
  granted: Role;
  grantedAtMs: number;
  /** The role that is asked for, and the challenge's number; 0 while none is open. */
  asked: Role;
  challenge: number;
  challenges: number;
  hash: Hash | null;
  /** What was answered: the higher half of the number, and the lower. */
  answerHigh: number;
  answerLow: number;
  /** Wrong answers, one after the other, and when the last one was given. */
  misses: number;
  missedAtMs: number;
  /** The Start button is held since then; NOT_SO while it is not. */
  heldAtMs: number;
}

export function createAccess(storage: Storage): Access {
  return {
    record: createRecord(storage, SLOT, LAYOUT),
    isRead: false,
    // Until it is known, and where it cannot be read: nobody is more than a driver.
    isCommissioned: true,
    keys: [NO_KEY, NO_KEY, NO_KEY],
    starts: 0,
    granted: Role.Driver,
    grantedAtMs: 0,
    asked: Role.Driver,
    challenge: 0,
    challenges: 0,
    hash: null,
    answerHigh: 0,
    answerLow: 0,
    misses: 0,
    missedAtMs: 0,
    heldAtMs: NOT_SO,
  };
}

/** A new board is open to everybody; one whose record cannot be read is not. */
export function recallAccess(access: Access): void {
  const words = readRecord(access.record).split(' ');
  access.isRead = true;
  access.isCommissioned = access.record.isLost || words[0] === '1';
  if (words.length !== 4) return;
  access.keys[Role.Owner] = words[1] as string;
  access.keys[Role.Installer] = words[2] as string;
  access.starts = Number(words[3]);
}

export function keepAccess(access: Access): void {
  const keys = access.keys;
  const owner = keys[Role.Owner] as string;
  const words = [access.isCommissioned ? '1' : '0', owner, keys[Role.Installer] as string];
  writeRecord(access.record, `${words.join(' ')} ${access.starts}`);
}

export function hasKey(access: Access, role: Role): boolean {
  return access.keys[role] !== NO_KEY;
}

/** Lost keys: everything that a key opened is closed to it. */
export function forgetKeys(access: Access): void {
  access.keys[Role.Owner] = NO_KEY;
  access.keys[Role.Installer] = NO_KEY;
}

/** A half of a number of 64 bits: eight hexadecimal digits as 32 bits. */
export function wordAt(digits: string, at: number): number {
  const high = Number(`0x${digits.substring(at, at + 4)}`);
  return (high << 16) | Number(`0x${digits.substring(at + 4, at + 8)}`);
}

/** Whether a text is so many hexadecimal digits. */
export function isHex(text: string, length: number): boolean {
  for (let i = 0; i < text.length; i++) {
    if ('0123456789abcdef'.indexOf(text.charAt(i)) < 0) return false;
  }
  return text.length === length;
}
