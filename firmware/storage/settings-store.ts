/**
 * Settings store: the owner's choices in the slots beside the journal's.
 */

import { checkLimits, type Limits } from '../control/limits.ts';
import type { Storage } from '../hal.ts';
import { crc16 } from './crc16.ts';
import { findSetting, type Setting, Unit } from './settings.ts';

/** The settings are kept twice, because some platforms erase the old copy before writing the new. */
const FIRST_SLOT = 2;
const SECOND_SLOT = 3;

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
  const value = setting.read(limits);
  return setting.unit === Unit.Word ? (setting.words[value] as string) : `${value}`;
}

/** What a stored text means; outside the setting's range, or no number, where it means nothing today. */
function meaningOf(setting: Setting, stored: string): number {
  if (setting.unit !== Unit.Word) return Number(stored);
  const place = setting.words.indexOf(stored);
  if (place >= 0) return place;
  const word = firstWordsOf(setting.name)[Number(stored)];
  return word === undefined ? -1 : setting.words.indexOf(word);
}

/** Stores every setting. */
export function saveSettings(settings: readonly Setting[], limits: Limits, storage: Storage): void {
  const values: string[] = [];
  for (let i = 0; i < settings.length; i++) {
    const setting = settings[i] as Setting;
    values.push(`${setting.name}=${storedOf(setting, limits)}`);
  }
  const body = values.join(' ');
  const text = `${body} ${crc16(body)}`;
  storage.write(FIRST_SLOT, text);
  storage.write(SECOND_SLOT, text);
}

/** A stored copy without its checksum; empty if that does not hold. */
function bodyOf(text: string): string {
  const end = text.lastIndexOf(' ');
  if (end < 0 || `${crc16(text.substring(0, end))}` !== text.substring(end + 1)) return '';
  return text.substring(0, end);
}

/** Writes every value that this version knows and its range allows. */
function takeOver(settings: readonly Setting[], limits: Limits, body: string): void {
  const values = body.split(' ');
  for (let i = 0; i < values.length; i++) {
    const parts = (values[i] as string).split('=');
    const setting = findSetting(settings, parts[0] as string);
    if (setting === null) continue;
    const value = meaningOf(setting, parts[1] as string);
    if (value >= setting.least && value <= setting.most) setting.put(limits, value);
  }
}

/**
 * Takes over the stored settings, all together or not at all: one alone may contradict what the next
 * one brings.
 *
 * @returns why what was stored is not in force, in words; empty when it is, or nothing was stored
 */
export function loadSettings(
  settings: readonly Setting[],
  limits: Limits,
  storage: Storage,
): string {
  const first = storage.read(FIRST_SLOT);
  const second = storage.read(SECOND_SLOT);
  let body = bodyOf(first);
  if (body === '') body = bodyOf(second);
  if (body === '') return first === '' && second === '' ? '' : 'settings unreadable';
  const before: number[] = [];
  for (let i = 0; i < settings.length; i++) before.push((settings[i] as Setting).read(limits));
  takeOver(settings, limits, body);
  const wrong = checkLimits(limits);
  if (wrong === '') return '';
  for (let i = 0; i < settings.length; i++) {
    (settings[i] as Setting).put(limits, before[i] as number);
  }
  return `settings contradict what is fitted: ${wrong}`;
}
