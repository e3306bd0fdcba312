/**
 * Roles: who may command what. A driver's plug never needs a key: `stop` and `unlock` are a driver's under every policy
 * but `permanent`.
 */

import type { Charger } from '../charger.ts';
import { NOT_SO } from '../control/age.ts';
import { Level } from '../drivers/digital-inputs.ts';
import { isJumperSet } from '../drivers/service-jumper.ts';
import {
  type Access,
  forgetKeys,
  hasKey,
  isHex,
  keepAccess,
  Role,
  wordAt,
} from '../storage/access.ts';
import { noteEvent } from '../storage/ledger.ts';
import { goOnHashing, halfOf, SLICES, startHash } from '../storage/siphash.ts';
import { type Console, say } from './console-state.ts';

/** A role that was granted holds for so long. */
const GRANTED_MS = 300000;
/** The Start button, held for so long, stands for a key. */
const HELD_MS = 10000;
/** After the first wrong answer so long, and twice as long after each further one, up to an hour. */
const PAUSE_MS = 2000;
const MOST_PAUSE_MS = 3600000;

/** The button is still held, and what that opens has been opened. */
const HELD_LONG = -2;

const roleWords: readonly string[] = ['driver', 'owner', 'installer'];

function isJumpered(charger: Charger): boolean {
  return (charger.quietWindow.levels & Level.Jumper) !== 0 || isJumperSet(charger.jumper);
}

/** Everybody may do everything. */
function isOpen(charger: Charger): boolean {
  return !charger.access.isCommissioned || isJumpered(charger);
}

/** The role that holds now. */
export function roleNow(charger: Charger): Role {
  const access = charger.access;
  if (isOpen(charger)) return Role.Installer;
  const sinceMs = charger.uptimeMs - access.grantedAtMs;
  return sinceMs >= 0 && sinceMs < GRANTED_MS ? access.granted : Role.Driver;
}

/** Whether a command of this role may be carried out; if not, that is said. */
export function mayCommand(console: Console, charger: Charger, role: Role): boolean {
  if (roleNow(charger) >= role) return true;
  say(console, `error only the ${roleWords[role]} may do this: role ${roleWords[role]}`);
  return false;
}

function grant(charger: Charger, role: Role): void {
  charger.access.granted = role;
  charger.access.grantedAtMs = charger.uptimeMs;
}

/** How long no answer is taken yet, in ms. */
function pauseLeftMs(charger: Charger): number {
  const access = charger.access;
  if (access.misses === 0) return 0;
  let pauseMs = PAUSE_MS;
  for (let i = 1; i < access.misses && pauseMs < MOST_PAUSE_MS; i++) pauseMs *= 2;
  if (pauseMs > MOST_PAUSE_MS) pauseMs = MOST_PAUSE_MS;
  const sinceMs = charger.uptimeMs - access.missedAtMs;
  return sinceMs < 0 ? pauseMs : pauseMs - sinceMs;
}

function eightDigits(value: number): string {
  const digits = `0000000${value.toString(16)}`;
  return digits.substring(digits.length - 8);
}

/** A challenge: the number of the start, and of the challenge since. It is never given twice. */
function challenge(console: Console, charger: Charger, role: Role): void {
  const access = charger.access;
  const leftMs = pauseLeftMs(charger);
  if (leftMs > 0) {
    say(console, `error too many wrong answers: wait ${Math.floor((leftMs + 999) / 1000)} s`);
    return;
  }
  if (!hasKey(access, role)) {
    const other = role === Role.Owner ? 'hold Start for 10 s' : 'set the service jumper';
    say(console, `error the ${roleWords[role]} has no key: ${other}`);
    return;
  }
  if (access.challenges === 0) {
    access.starts++;
    keepAccess(access);
  }
  access.challenges++;
  access.challenge = access.challenges;
  access.asked = role;
  const number = eightDigits(access.starts) + eightDigits(access.challenge);
  say(console, `ok challenge ${roleWords[role]} ${number}`);
}

export function role(console: Console, charger: Charger, words: readonly string[]): void {
  if (words.length < 2) {
    const open = charger.access.isCommissioned ? '' : ': commissioning has not ended';
    say(console, `ok role ${roleWords[roleNow(charger)]}${open}`);
    return;
  }
  const asked = roleWords.indexOf(words[1] as string);
  if (asked < 0) say(console, 'error role expects driver | owner | installer');
  else if (asked === Role.Driver) {
    grant(charger, Role.Driver);
    say(console, 'ok role driver');
  } else if (isOpen(charger)) say(console, `ok role ${words[1]}`);
  else challenge(console, charger, asked as Role);
}

/** The answer to the last challenge: it is compared when the hash has been computed, a slice a round. */
export function answer(console: Console, charger: Charger, words: readonly string[]): void {
  const access = charger.access;
  const digits = words.length === 2 ? (words[1] as string) : '';
  if (!isHex(digits, 16) || access.challenge === 0 || access.hash !== null) {
    say(console, 'error answer expects 16 hexadecimal digits, after role');
    return;
  }
  const text = access.keys[access.asked] as string;
  const key = [wordAt(text, 0), wordAt(text, 8), wordAt(text, 16), wordAt(text, 24)];
  access.answerHigh = wordAt(digits, 0);
  access.answerLow = wordAt(digits, 8);
  access.hash = startHash(key, access.challenge, access.starts, access.asked);
  access.challenge = 0;
}

function compare(console: Console, charger: Charger): void {
  const access = charger.access;
  const hash = access.hash;
  if (hash === null) return;
  goOnHashing(hash);
  if (hash.slices < SLICES) return;
  access.hash = null;
  if (halfOf(hash, 1) === access.answerHigh && halfOf(hash, 0) === access.answerLow) {
    access.misses = 0;
    grant(charger, access.asked);
    say(console, `ok role ${roleWords[access.asked]} for ${GRANTED_MS / 60000} min`);
    return;
  }
  access.misses++;
  access.missedAtMs = charger.uptimeMs;
  say(console, `error wrong answer: wait ${Math.floor((pauseLeftMs(charger) + 999) / 1000)} s`);
}

/** Sets or deletes a key. Keys are said on the line once, during commissioning, and never told. */
export function key(console: Console, charger: Charger, words: readonly string[]): void {
  const whose = words.length === 3 ? roleWords.indexOf(words[1] as string) : 0;
  const digits = words.length === 3 ? (words[2] as string) : '';
  if (whose < Role.Owner || !(isHex(digits, 32) || digits === 'none')) {
    say(console, 'error key expects owner | installer, and 32 hexadecimal digits or none');
    return;
  }
  if (!mayCommand(console, charger, whose as Role)) return;
  charger.access.keys[whose] = digits === 'none' ? '-' : digits;
  keepAccess(charger.access);
  say(console, `ok key ${words[1]}`);
}

/** Commissioning ends: from now on roles count. */
export function commission(console: Console, charger: Charger, words: readonly string[]): void {
  const isEnd = words[1] === 'end';
  if (words.length !== 2 || !(isEnd || words[1] === 'begin')) {
    say(console, 'error commission expects begin | end');
    return;
  }
  charger.access.isCommissioned = isEnd;
  keepAccess(charger.access);
  say(console, `ok commission ${words[1]}`);
}

/** What the held button opens: the owner's commands, and with the jumper set it clears lost keys. */
function followHeldStart(console: Console, charger: Charger, access: Access): void {
  if ((charger.quietWindow.levels & Level.StartButton) === 0) access.heldAtMs = NOT_SO;
  else if (access.heldAtMs === NOT_SO) access.heldAtMs = charger.uptimeMs;
  else if (access.heldAtMs >= 0 && charger.uptimeMs - access.heldAtMs >= HELD_MS) {
    // Once for each time it is held.
    access.heldAtMs = HELD_LONG;
    if (isJumpered(charger)) {
      forgetKeys(access);
      keepAccess(access);
      noteEvent(charger.ledger, 'keys cleared', charger.uptimeMs, charger.limits.ageCapMs);
      say(console, 'warning the keys are cleared');
    } else if (access.isCommissioned && !hasKey(access, Role.Owner)) {
      grant(charger, Role.Owner);
      say(console, `ok role owner for ${GRANTED_MS / 60000} min`);
    }
  }
}

/** Whether a round must not be left out. */
export function isAttentive(charger: Charger): boolean {
  const access = charger.access;
  if (access.hash !== null) return true;
  const isHeld = (charger.quietWindow.levels & Level.StartButton) !== 0;
  return access.heldAtMs !== (isHeld ? HELD_LONG : NOT_SO);
}

/** Once in four rounds. */
export function serveRoles(console: Console, charger: Charger): void {
  const access = charger.access;
  const isHeld = (charger.quietWindow.levels & Level.StartButton) !== 0;
  if (!isHeld && access.hash === null && access.heldAtMs === NOT_SO) return;
  followHeldStart(console, charger, access);
  compare(console, charger);
}
