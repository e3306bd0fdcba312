/**
 * Limit command: the most that may be offered, of the operator or of a master that renews it.
 */

import type { Charger } from '../charger.ts';
import { NOT_SO } from '../control/age.ts';
import { Master, MOST_MILLIAMPS } from '../control/limits.ts';
import { allowedMilliamps, isUnled } from '../control/term.ts';
import { Role } from '../storage/access.ts';
import { scaleOf } from '../storage/setting-value.ts';
import { Unit } from '../storage/settings.ts';
import { type Console, say } from './console-state.ts';
import { mayCommand } from './roles.ts';

/** The longest term, in ms: a day. */
const MOST_TERM_MS = 86400000;
const NONE = -1;

/** A whole number of the unit's smallest parts; NONE if it is no number in that range. */
function amountOf(text: string, unit: string, kind: Unit, least: number, most: number): number {
  const scale = scaleOf(kind, unit);
  const amount = Math.floor(Number(text) * scale + 0.5);
  return text !== '' && scale > 0 && amount >= least && amount <= most ? amount : NONE;
}

function currentWords(milliamps: number): string {
  return milliamps === MOST_MILLIAMPS ? 'off' : `${milliamps / 1000} A`;
}

/** What stands now, and for how long. */
function tell(console: Console, charger: Charger): void {
  const leftMs = charger.state.termLeftMs;
  const words = currentWords(allowedMilliamps(leftMs, charger.seen, charger.limits));
  let until = '';
  if (leftMs > 0) until = `, ${Math.floor((leftMs + 999) / 1000)} s left`;
  else if (isUnled(leftMs, charger.limits)) until = ', the safe limit';
  say(console, `ok limit now ${words}${until}`);
}

/** What comes after a term, for whoever gives it. */
function afterTerm(charger: Charger): string {
  const isNone = charger.limits.master === Master.None;
  return currentWords(isNone ? charger.requests.externalMilliamps : charger.limits.safeMilliamps);
}

export function limit(console: Console, charger: Charger, words: readonly string[]): void {
  if (words.length === 1) {
    tell(console, charger);
    return;
  }
  if (!mayCommand(console, charger, Role.Owner)) return;
  const requests = charger.requests;
  const isOff = words[1] === 'off' && words.length === 2;
  const unit = words.length > 2 ? (words[2] as string) : '';
  let milliamps = MOST_MILLIAMPS;
  if (!isOff) milliamps = amountOf(words[1] as string, unit, Unit.Milliamps, 0, MOST_MILLIAMPS);
  let termMs = NOT_SO;
  let isGood = milliamps !== NONE && words.length <= 3;
  if (words.length === 6 && words[3] === 'for') {
    termMs = amountOf(
      words[4] as string,
      words[5] as string,
      Unit.Milliseconds,
      1000,
      MOST_TERM_MS,
    );
    isGood = milliamps !== NONE && termMs !== NONE;
  }
  if (!isGood) {
    const most = MOST_MILLIAMPS / 1000;
    const least = charger.limits.leastMilliamps / 1000;
    say(
      console,
      `error limit expects 0 A to ${most} A [for 1 s to 24 h], or off; below ${least} A pauses`,
    );
    return;
  }
  if (termMs === NOT_SO && charger.limits.master === Master.Required) {
    say(console, 'error a master is required: give a term, as in limit 16 A for 60 s');
    return;
  }
  requests.limited = true;
  requests.termMs = termMs;
  requests.termMilliamps = milliamps;
  if (termMs === NOT_SO) requests.externalMilliamps = milliamps;
  const then = termMs === NOT_SO ? '' : ` then ${afterTerm(charger)}`;
  say(console, `ok ${words.join(' ')}${then}`);
}
