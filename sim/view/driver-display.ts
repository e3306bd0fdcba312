/**
 * The driver's display: the text on a charger's screen, from the words of its trace.
 *
 * What is dangerous stands first; what happens by itself stands apart from how to leave. A fault says what is wrong,
 * and the lock's reason says what holds the plug: no text says both. Nothing here decides; it only shows what the
 * firmware has reported.
 */

import type { FaultName } from '../../firmware/control/faults.ts';
import { driverCodeOf } from '../../firmware/driver-code.ts';
import { faultNamed, faultSteps } from './words/fault-steps.ts';
import { type Language, type StepName, type Text, type Words, wordsIn } from './words/language.ts';
import { isEmpty, isStuck, leavingOf, type Said } from './words/leaving.ts';

/** The style of a message, never by colour alone. */
export type Mood = 'ready' | 'held' | 'charging' | 'moving' | 'free' | 'fault' | 'dark';

export interface DriverDisplay {
  readonly headline: string;
  readonly detail: string;
  /** What to do, in this order. */
  readonly steps: readonly string[];
  /** How to leave now, in this order; empty where nothing is held, or nothing may be pulled. */
  readonly leaving: readonly string[];
  /** Which end holds the plug, as far as it is known; '' without power, and where the detail says it. */
  readonly ends: string;
  /** A code for the hotline, '' without a fault. */
  readonly code: string;
  readonly mood: Mood;
  /** The lock's sense; null when it shows neither. */
  readonly held: boolean | null;
}

type Told = Omit<DriverDisplay, 'ends' | 'held'>;
type ReasonName = keyof Words['why'];

/** The style of a reason, and what to do about it. A reason that is missing is held, and needs nothing. */
const reasons: Readonly<Partial<Record<ReasonName, readonly [Mood, ...StepName[]]>>> = {
  ready: ['ready', 'plug-in'],
  'plug-in-car': ['free', 'plug-in-car'],
  free: ['free'],
  restarting: ['moving', 'wait-ready'],
  locking: ['moving'],
  charging: ['charging'],
  unauthorized: ['held', 'authorise'],
  stopping: ['moving', 'wait'],
  'proving-dead': ['moving', 'wait'],
  releasing: ['moving', 'wait-free'],
  stuck: ['fault'],
  welded: ['fault', 'do-not-pull', 'never-open', 'isolator-off', 'installer'],
  'welded-free': ['fault', 'do-not-pull', 'never-open', 'isolator-off', 'installer'],
  'sense-unproven': ['fault', 'plug-again-or-start'],
  'power-lost': ['held', 'wait-power'],
  dark: ['dark', 'wait-power'],
};

/** Reasons that say of a locked plug no more than that a fault stands. */
const onlyLocked: readonly string[] = [
  'charging',
  'unauthorized',
  'waiting-for-vehicle',
  'waking-vehicle',
  'paused',
  'holding-off',
  'finished',
  'stopping',
];

function isReason(name: string): name is ReasonName {
  return Object.hasOwn(wordsIn('en').why, name);
}

/** The reason that the display tells: an empty socket and a stuck pin have texts of their own. */
function reasonOf(said: Said): ReasonName {
  if (isStuck(said)) return 'stuck';
  const why = said('why') ?? 'restarting';
  if (why !== 'free') return isReason(why) ? why : 'fault-holds';
  if (isEmpty(said)) return 'ready';
  return said('phase') === 'idle' ? 'plug-in-car' : 'free';
}

function faultNameOf(name: string): FaultName | null {
  return Object.hasOwn(faultSteps, name) ? (name as FaultName) : null;
}

/** The fault stops nothing, or is over by itself. */
function isAsideOrOver(fault: FaultName): boolean {
  return faultSteps[fault].isAside === true || faultSteps[fault].resumes === true;
}

function codeOf(name: FaultName): string {
  return driverCodeOf(faultNamed(name));
}

/** What holds the plug behind a fault, in one sentence; '' where nothing is in the socket. */
function holdOf(reason: ReasonName, fault: FaultName, said: Said, words: Words): string {
  if (reason === 'ready') return '';
  // A power loss says in one word what is so.
  if (fault === 'power-loss' && (reason === 'free' || reason === 'plug-in-car')) {
    return words.asides.unlocked;
  }
  if (!onlyLocked.includes(reason)) return words.why[reason].detail;
  return said('latch') === 'locked' ? words.asides.locked : '';
}

/**
 * The reason in one line of a story. Behind a fault that does not end by itself it is no more than that the plug is
 * locked: no charge goes on, and no next try comes.
 *
 * @param fault in force, `none` without one
 */
export function reasonTold(why: string, fault: string, words: Words): string {
  const name = faultNameOf(fault);
  const isFinal = name !== null && !isAsideOrOver(name);
  if (isFinal && onlyLocked.includes(why)) return words.asides.locked;
  return isReason(why) ? words.why[why].detail : why;
}

/** What happens by itself: a charge goes on, or the charger is ready again. */
function promiseOf(fault: FaultName, said: Said, words: Words): string {
  if (faultSteps[fault].resumes !== true) return '';
  if (said('session') === 'permitted') return words.asides.resumes;
  return isEmpty(said) ? words.asides['ready-again'] : '';
}

function sentences(...texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join(' ');
}

/** The same is not said twice: behind a weld and a jam, the reason says what the fault does. */
function textOf(fault: FaultName, said: Said, words: Words): Text {
  const { headline, detail } = words.faults[fault];
  const reason = reasonOf(said);
  const hold = holdOf(reason, fault, said, words);
  const isSaid = hold.startsWith(detail) || reason === 'welded' || reason === 'welded-free';
  const texts = [isSaid ? '' : detail, hold, promiseOf(fault, said, words), coldOf(said, words)];
  return { headline, detail: sentences(...texts) };
}

/** The lock moves, or has failed to, in the cold. */
function coldOf(said: Said, words: Words): string {
  const why = said('why') ?? '';
  const works =
    isStuck(said) || why === 'locking' || why === 'releasing' || said('fault') === 'lock-jam';
  return works && said('heat') === 'cold' ? words.asides.cold : '';
}

/** Steps that need a plug that comes out. */
const whenFree: readonly StepName[] = [
  'plug-again',
  'plug-again-or-start',
  'press-start',
  'push-in',
  'other-cable',
  'other-socket',
];

/** What to do, and how to leave; no step twice, and none that a stuck plug does not allow yet. */
function stepsOf(
  todo: readonly StepName[],
  isDanger: boolean,
  said: Said,
  words: Words,
): Pick<DriverDisplay, 'steps' | 'leaving'> {
  const leaving = isDanger ? [] : leavingOf(said);
  const isLater = (name: StepName): boolean =>
    isStuck(said) && !isDanger && whenFree.includes(name);
  const now = todo.filter((name) => !leaving.includes(name) && !isLater(name));
  const tell = (name: StepName): string => words.steps[name];
  return { steps: now.map(tell), leaving: leaving.map(tell) };
}

/** Which end of the cable holds it, as far as the charger can know. */
export function endsOf(said: Said, words: Words): string {
  if (said('latch') === 'locked') return words.labels.held;
  if (said('latch') !== 'unlocked') return words.labels.unsure;
  return isEmpty(said) ? words.labels.away : words.labels.free;
}

function heldOf(said: Said): boolean | null {
  const latch = said('latch');
  return latch === 'locked' || latch === 'unlocked' ? latch === 'locked' : null;
}

/** Without a fault, or with one that stops nothing. */
function ordinary(said: Said, words: Words, aside: FaultName | null): Told {
  const reason = reasonOf(said);
  const [mood, ...todo] = reasons[reason] ?? ['held'];
  const { headline, detail } = words.why[reason];
  const more =
    aside === null ? '' : `${words.faults[aside].headline}. ${words.faults[aside].detail}`;
  const steps = new Set(aside === null ? todo : [...todo, ...faultSteps[aside].todo]);
  const isDanger = reason === 'welded' || reason === 'welded-free';
  return {
    headline,
    detail: sentences(detail, coldOf(said, words), more),
    ...stepsOf([...steps], isDanger, said, words),
    code: aside === null ? '' : codeOf(aside),
    mood,
  };
}

/** With a fault that stops the charger, or keeps it from charging. */
function faulty(said: Said, words: Words, fault: FaultName): Told {
  const { todo, isDanger } = faultSteps[fault];
  return {
    ...textOf(fault, said, words),
    ...stepsOf(todo, isDanger === true, said, words),
    code: codeOf(fault),
    mood: 'fault',
  };
}

/**
 * @param said the newest value of a name in the trace; `processor` is `on`, `off`, or `silent` for a charger that
 *   does not answer a display beside it; `lock-policy` too, where it is known
 * @param language of the words
 */
export function displayOf(said: Said, language: Language = 'en'): DriverDisplay {
  const words = wordsIn(language);
  const power = said('processor');
  if (power !== 'on') {
    // A display of its own outlives the charger's power: it knows only that nothing answers.
    const text = power === 'silent' ? words.why.silent : words.why.dark;
    const steps = power === 'silent' ? [] : [words.steps['wait-power']];
    return { ...text, steps, leaving: [], ends: '', code: '', mood: 'dark', held: null };
  }
  const fault = faultNameOf(said('fault') ?? 'none');
  const isOrdinary = fault === null || faultSteps[fault].isAside === true;
  const told = isOrdinary ? ordinary(said, words, fault) : faulty(said, words, fault);
  const ends = endsOf(said, words);
  return { ...told, ends: told.detail.includes(ends) ? '' : ends, held: heldOf(said) };
}
