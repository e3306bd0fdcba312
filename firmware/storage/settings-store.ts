/**
 * Settings store: the owner's choices in the slots beside the journal's.
 */

import { checkLimits } from '../control/limit-check.ts';
import type { Limits } from '../control/limits.ts';
import type { Storage } from '../hal.ts';
import { putField, readField } from './limit-field.ts';
import { applySetting, type Setting, Unit } from './settings.ts';
import { summedText, withSum } from './summed-text.ts';

/** The settings are kept twice, because some platforms erase the old copy before writing the new. */
const FIRST_SLOT = 2;

const firstOffOn: readonly string[] = ['off', 'on'];
const firstPolicies: readonly string[] = ['while-connected', 'while-charging', 'permanent'];
const firstOnLoss: readonly string[] = ['release', 'hold'];
const firstAfterLoss: readonly string[] = ['reset-then-resume', 'release', 'resume-locked'];

/** Version 0.1 stored a word by its place among these. They never change, whatever the words are today. */
function firstWordsOf(name: string): readonly string[] {
  if (name === 'lock-policy') return firstPolicies;
  if (name === 'on-power-loss') return firstOnLoss;
  return name === 'after-power-loss' ? firstAfterLoss : firstOffOn;
}

/** A setting's value as it is stored: a word, so that it keeps its meaning when words come or move. */
function storedOf(setting: Setting, limits: Limits): string {
  const value = readField(limits, setting.field);
  return setting.unit === Unit.Word ? (setting.words[value] as string) : `${value}`;
}

/** The value of a stored text; outside the setting's range, or no number, where the text has no meaning now. */
function meaningOf(setting: Setting, stored: string): number {
  if (setting.unit !== Unit.Word) return Number(stored);
  const place = setting.words.indexOf(stored);
  if (place >= 0) return place;
  const word = firstWordsOf(setting.name)[Number(stored)];
  return word === undefined ? -1 : setting.words.indexOf(word);
}

/** Number of copies. */
export const COPIES = 2;

/**
 * Stores one copy of every setting.
 *
 * @param copy 0 or 1; the first is the one that is recalled if both can be read
 */
export function saveSettings(
  settings: readonly Setting[],
  limits: Limits,
  storage: Storage,
  copy: number,
): void {
  const values: string[] = [];
  for (let i = 0; i < settings.length; i++) {
    const setting = settings[i] as Setting;
    values.push(`${setting.name}=${storedOf(setting, limits)}`);
  }
  storage.write(FIRST_SLOT + copy, withSum(storage, values.join(' ')));
}

/** Version 0.2 stored as many characters as there were settings for. */
const MOST_OLD_SETTINGS = 1000;

/** Where the value of this name is stored: as a rule at its own place, because a save writes all in their order. */
function placeOf(name: string, values: readonly string[], place: number): number {
  const start = `${name}=`;
  const length = start.length;
  for (let i = 0; i < values.length; i++) {
    const at = (place + i) % values.length;
    if ((values[at] as string).substring(0, length) === start) return at;
  }
  return -1;
}

/** The value that is stored for a setting; `least - 1` if there is none in its range. */
function storedValue(setting: Setting, values: readonly string[], place: number): number {
  const nothing = setting.least - 1;
  const at = placeOf(setting.name, values, place);
  if (at < 0) return nothing;
  const value = meaningOf(setting, (values[at] as string).substring(setting.name.length + 1));
  return value >= setting.least && value <= setting.most ? value : nothing;
}

/**
 * Takes all of them over: as a rule they fit together, and then the limits are checked once.
 *
 * @returns whether they do; nothing is taken over otherwise
 */
function takeTogether(
  settings: readonly Setting[],
  limits: Limits,
  values: readonly string[],
): boolean {
  const before: number[] = [];
  for (let i = 0; i < settings.length; i++) {
    const setting = settings[i] as Setting;
    const value = storedValue(setting, values, i);
    before.push(readField(limits, setting.field));
    if (value >= setting.least) putField(limits, setting.field, value);
  }
  if (checkLimits(limits) === '') return true;
  for (let i = 0; i < settings.length; i++) {
    putField(limits, (settings[i] as Setting).field, before[i] as number);
  }
  return false;
}

/**
 * Takes over one value after the other, and repeats while that helps: one alone may contradict what the next one
 * brings.
 *
 * @returns what is left out, by name, and why; empty if nothing is
 */
function takeOver(settings: readonly Setting[], limits: Limits, body: string): string {
  const values = body.split(' ');
  if (takeTogether(settings, limits, values)) return '';
  const isTaken: boolean[] = [];
  let wrong = '';
  let leadsOn = true;
  do {
    leadsOn = false;
    wrong = '';
    for (let i = 0; i < settings.length; i++) {
      const setting = settings[i] as Setting;
      const value = isTaken[i] === true ? setting.least - 1 : storedValue(setting, values, i);
      if (value >= setting.least) {
        const reason = applySetting(setting, limits, value);
        if (reason === '') {
          isTaken[i] = true;
          leadsOn = true;
        } else {
          wrong = `${setting.name} contradicts what is fitted: ${reason}`;
        }
      }
    }
  } while (leadsOn && wrong !== '');
  return wrong;
}

/** What applies when the owner's choices are lost. */
function takeLeast(limits: Limits): void {
  limits.installationMilliamps = limits.leastMilliamps;
  limits.authorization = true;
}

export interface Loaded {
  /** They were stored and cannot be read: the lowest values apply. */
  readonly isLost: boolean;
  /** What is not in force, and why, in words; empty if all is. */
  readonly left: string;
}

/**
 * Takes over the stored settings. One that no longer fits the hardware keeps its default; if none can
 * be read, current and permission fall to the least, until they are set again.
 */
export function loadSettings(
  settings: readonly Setting[],
  limits: Limits,
  storage: Storage,
): Loaded {
  const first = storage.read(FIRST_SLOT);
  const second = storage.read(FIRST_SLOT + 1);
  let body = summedText(storage, first, MOST_OLD_SETTINGS);
  if (body === '') body = summedText(storage, second, MOST_OLD_SETTINGS);
  const isLost = body === '' && (first !== '' || second !== '');
  if (!isLost) return { isLost: false, left: body === '' ? '' : takeOver(settings, limits, body) };
  takeLeast(limits);
  return { isLost: true, left: 'settings unreadable: 6 A and authorization on' };
}
