/**
 * Obligations: the requirements of the owner's settings once power is back, from the state of the story at
 * the cut.
 *
 * A session that was charging continues, or has ended with the plug free, by `after-power-loss`. A session
 * that was stopped stays stopped. Where the story has introduced a fault, only the last requirement counts:
 * after the repair the plug is released on request.
 */

import { createLimits } from '../../../firmware/control/limits.ts';
import { Complaint } from '../../scenario/source.ts';
import { isHarm } from '../case/healing.ts';
import type { Cut } from './cuts.ts';
import type { Done, Recording } from './recording.ts';

/** Restart, rests, minimum open time, and a car that must be woken. */
const RESUMED_S = 120;
/** Weld disproved, strokes, rests, and a release delay of up to 10 s. */
const FREED_S = 40;

/** The values of the trace at an instant. */
export function valuesAt(story: Recording, atUs: number): Map<string, string> {
  const values = new Map<string, string>();
  for (const event of story.events) {
    if (event.atUs > atUs) break;
    values.set(event.name, event.value);
  }
  return values;
}

function settingOf(story: Recording, name: string): string {
  const given = story.preconditions.find((line) => line.startsWith(`${name} `));
  return given === undefined ? '' : given.slice(name.length + 1);
}

/** Seconds of a duration as it stands in a given. */
function secondsOf(text: string): number {
  const match = /^(\d+(?:\.\d+)?) ?(ms|s|min|h)$/.exec(text);
  if (match === null) return 0;
  const scale = { ms: 0.001, s: 1, min: 60, h: 3600 }[match[2] as 'ms' | 's' | 'min' | 'h'];
  return Number(match[1]) * scale;
}

/** Whether the owner keeps this cable locked. */
export function isPermanent(story: Recording): boolean {
  const lines = [...story.preconditions, ...story.done.map(({ line }) => line)];
  return lines.some((line) => line.includes('lock-policy permanent'));
}

/** An action is detected by then: debounce, and the reaction time of a car. */
const NOTICED_US = 500000;

/** An action so shortly before the cut that the charger may not have detected it; '' if there was none. */
function unnoticed(done: readonly Done[], atUs: number): string {
  const last = done[done.length - 1];
  return last !== undefined && atUs - last.atUs < NOTICED_US ? last.line : '';
}

/** Whether the car is present and requests energy, as far as the story shows. */
function carWants(done: readonly Done[]): boolean {
  const wishes = done.filter(({ line }) => /^car (wants|full|in|out|A|B|C|D)$/.test(line));
  const wish = wishes[wishes.length - 1]?.line ?? '';
  return /^car (wants|in|C|D)$/.test(wish) && !/full/.test(wishes[wishes.length - 2]?.line ?? '');
}

/** Whether a line breaks something. A precondition may begin like a verb and be none: `car sleepy`. */
function breaks(line: string): boolean {
  try {
    return isHarm(line);
  } catch (error) {
    if (error instanceof Complaint) return false;
    throw error;
  }
}

export type Obligation = 'resumed' | 'freed' | 'free when asked' | 'safe limit' | 'nothing';

/** The longest term of a limit that the story's master gives, in ms; 0 where it gives none. */
export function longestTermMs(story: Recording): number {
  const terms = story.done.map(({ line }) =>
    / for (.*)$/.exec(line.startsWith('limit ') ? line : ''),
  );
  return Math.max(0, ...terms.map((match) => 1000 * secondsOf(match?.[1] ?? '')));
}

/** Whether the master's silence leaves the safe limit, by the last limit before the instant. */
function isLed(story: Recording, done: readonly Done[]): boolean {
  const master = settingOf(story, 'master');
  const limits = done.filter(({ line }) => line.startsWith('limit '));
  const last = limits[limits.length - 1]?.line ?? '';
  return master === 'required' || (master === 'optional' && / for /.test(last));
}

/** Whether the last limit before the instant, which outlives a start, leaves no offer at all. */
function isLimitedToNothing(done: readonly Done[]): boolean {
  const limits = done.filter(({ line }) => line.startsWith('limit '));
  const match = /^limit (\d+(?:\.\d+)?) A$/.exec(limits[limits.length - 1]?.line ?? '');
  return match !== null && Number(match[1]) * 1000 < createLimits().leastMilliamps;
}

/** The safe limit of the story, in mA. */
function safeMilliamps(story: Recording): number {
  const amps = Number.parseFloat(settingOf(story, 'safe-limit'));
  return Number.isNaN(amps) ? createLimits().safeMilliamps : amps * 1000;
}

/**
 * Whether a permission ends with the cut: it was for the plug that was in, and the plug is let go while the
 * charger's own supply lasts.
 */
function isAskedAgain(story: Recording, cut: Cut): boolean {
  return cut.letsGo === true && settingOf(story, 'authorization') === 'on';
}

/** Whether the contactor takes so long to open that it is told as a weld. */
function isTooSlow(story: Recording): boolean {
  return secondsOf(settingOf(story, 'drop-out')) * 1000 >= createLimits().weldVerdictMs;
}

/** Whether the pin stays locked over a cut, and nobody may release it to prove that it is. */
function isHeldUnproven(story: Recording): boolean {
  const afterLoss = settingOf(story, 'after-power-loss');
  return settingOf(story, 'relock') === 'off' && afterLoss === 'resume-locked';
}

/** Whether a charge that ran need not go on. */
function mayStayOpen(story: Recording, cut: Cut, done: readonly Done[]): boolean {
  return (
    isLimitedToNothing(done) ||
    isAskedAgain(story, cut) ||
    isTooSlow(story) ||
    isHeldUnproven(story) ||
    (isLed(story, done) && safeMilliamps(story) === 0)
  );
}

/** Whether a permanent cable is the owner's, and the console a driver's. */
function isOwners(story: Recording): boolean {
  return isPermanent(story) && settingOf(story, 'role') === 'driver';
}

/** What a board does that no repair in the story mends: its supply fails under load, a vehicle refuses. */
const UNMENDED = /^(set|type) |^journal|^pin |^car refuses|^rail fails/;

/** The requirements after this cut at this instant. */
export function promiseAt(story: Recording, cut: Cut, atUs: number, isTorn: boolean): Obligation {
  // A program that is not what was built, or cannot be read, works nothing, not even towards release.
  if (story.preconditions.some((line) => line.startsWith('program '))) return 'nothing';
  if (isOwners(story)) return 'nothing';
  // Whether a charge outlives a failure for a while hangs on the failure.
  if (!cut.endsStory) return 'free when asked';
  const done = story.done.filter((one) => one.atUs <= atUs);
  if (cut.name === 'line cut') return isLed(story, done) ? 'safe limit' : 'free when asked';
  const lines = [...story.preconditions, ...done.map(({ line }) => line)];
  const isChanged = lines.some((line) => breaks(line) || UNMENDED.test(line));
  if (isChanged || isPermanent(story) || mayStayOpen(story, cut, done)) return 'free when asked';
  const values = valuesAt(story, atUs);
  const session = values.get('session');
  const last = unnoticed(done, atUs);
  const isStopped = session === 'stopped' || session === 'unlocking';
  if (isTorn || (isStopped && (last === '' || /stop|unlock/.test(last)))) return 'freed';
  if (session !== 'permitted' || last !== '') return 'free when asked';
  if (settingOf(story, 'after-power-loss') === 'release') {
    return cut.isLoss && values.get('phase') === 'energized' ? 'freed' : 'free when asked';
  }
  const isCharging = values.get('phase') === 'energized' && carWants(done);
  return isCharging ? 'resumed' : 'free when asked';
}

/** The requirements as lines of a scenario, before the plug is asked for. */
export function obligationsOf(story: Recording, promise: Obligation): string[] {
  if (promise === 'safe limit') {
    return [`expect offer below ${safeMilliamps(story) + 1} mA within 0 ms`];
  }
  if (promise === 'freed') return [`expect why free and pin withdrawn within ${FREED_S} s`];
  if (promise !== 'resumed') return [];
  const delayS = secondsOf(settingOf(story, 'outage-delay'));
  const openS = secondsOf(settingOf(story, 'minimum-open'));
  return [`expect phase energized within ${RESUMED_S + Math.ceil(delayS + openS)} s`];
}

/** The longest time from a request to the release, in µs. */
export function freeWithinUs(story: Recording): number {
  const delayS = secondsOf(settingOf(story, 'release-delay'));
  return Math.round((30 + delayS) * 1000000);
}
