/**
 * Board messages: every kind of message that a bench board or a jig may send, and the range of every number in
 * it. A message is checked here once, where it arrives; what uses it need not check again.
 */

import { Drive } from '../../firmware/control/outputs.ts';

/** What a word must be; empty where the found one is that, otherwise what was expected. */
type Check = (word: string) => string;

/** Some 30 years: no board's clock has counted further. */
const CLOCK_MOST_MS = 1e12;
/** Ticks that a board may leave out: some years of them. */
const IDLE_MOST = 1e9;
/** The longest time that one tick may take, and the longest stroke. */
const MINUTE_MS = 60000;
/** Supplies and senses; the largest converters read 16 bits. */
const MOST_MILLIVOLTS = 65535;
const MOST_FLOOD = 1e6;

const any: Check = () => '';

function whole(from: number, to: number): Check {
  return (word) => {
    const value = /^-?\d{1,15}$/.test(word) ? Number(word) : Number.NaN;
    return value >= from && value <= to ? '' : `a whole number from ${from} to ${to}`;
  };
}

/** An engine may print many digits, and a small number with an exponent. */
const clock: Check = (word) => {
  const value = /^\d+(\.\d+)?(e-\d+)?$/.test(word) ? Number(word) : Number.NaN;
  return value >= 0 && value <= CLOCK_MOST_MS ? '' : `a time from 0 to ${CLOCK_MOST_MS} ms`;
};

const sensed: Check = (word) =>
  word === 'none' ? '' : whole(-MOST_MILLIVOLTS, MOST_MILLIVOLTS)(word);
const pingName: Check = (word) => (/^(step-)?\d{1,9}$/.test(word) ? '' : 'the number of a ping');
const bit = whole(0, 1);
const permille = whole(0, 1000);

/** The values of a net, by its name. */
const nets: Readonly<Record<string, readonly Check[]>> = {
  contactor: [bit],
  duty: [permille],
  bridge: [whole(Drive.Off, Drive.Brake), whole(0, MINUTE_MS)],
  coil: [permille],
  trip: [bit],
  test: [bit],
  light: [whole(0, 7)],
  extend: [bit],
  retract: [bit],
  live: [bit],
};

/** The words behind the first one, by the first one. */
const kinds: Readonly<Record<string, readonly Check[]>> = {
  done: [whole(0, IDLE_MOST), bit, whole(0, MINUTE_MS)],
  slot: [whole(0, 10)],
  starving: [clock],
  away: [whole(0, IDLE_MOST)],
  pong: [pingName, clock],
  sense: [(word) => (word === 'latch' ? '' : '"latch"'), sensed],
  flood: [whole(0, MOST_FLOOD)],
  say: [],
  set: [any],
  fed: [],
  off: [],
  bench: [any],
  jig: [any],
  error: [any],
};

/** Words that may be missing at the end: a bridge that is driven by hand has no limit. */
function isOptional(words: readonly string[], at: number): boolean {
  return words[0] === 'net' && at === 3;
}

function whyNoWords(words: readonly string[], from: number, checks: readonly Check[]): string {
  for (const [i, check] of checks.entries()) {
    const at = from + i;
    const word = words[at] ?? '';
    if (word === '' && isOptional(words, at)) continue;
    const expected = check(word);
    if (expected !== '') {
      return `word ${at + 1} is ${word === '' ? 'missing' : `"${word}"`}, expected ${expected}`;
    }
    if (word === '') return `word ${at + 1} is missing`;
  }
  return '';
}

function whyNoNet(words: readonly string[]): string {
  const name = words[1] ?? '';
  const checks = Object.hasOwn(nets, name) ? nets[name] : undefined;
  if (checks === undefined) return `no net is called "${name}"`;
  return whyNoWords(words, 2, checks);
}

/**
 * Why a message is none that a board sends; empty where it is one.
 *
 * @param stamped the message, with the board's time before it where it runs by its own clock
 */
export function whyNoMessage(stamped: string): string {
  if (/[^ -~]/.test(stamped)) return 'it has characters that are not printable ASCII';
  const stamp = stamped.startsWith('@') ? (stamped.split(' ')[0] ?? '') : '';
  const wrong = stamp === '' ? '' : clock(stamp.slice(1));
  if (wrong !== '') return `its stamp is "${stamp}", expected "@" and ${wrong}`;
  const words = (stamp === '' ? stamped : stamped.slice(stamp.length + 1)).split(' ');
  const kind = words[0] ?? '';
  if (kind === 'net') return whyNoNet(words);
  const checks = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  if (checks === undefined) return `no message of a board begins with "${kind}"`;
  return whyNoWords(words, 1, checks);
}
