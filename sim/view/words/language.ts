/**
 * Language: every text that a driver is shown, in one data file per language. The firmware says identifiers and
 * numbers; only what shows them to a person adds the words.
 *
 * To add a language: copy `en.json`, translate what stands right of the colons, and add one line here. What is
 * missing does not compile, and a test compares the names in braces. `reviewed` is true in
 * English, from which the others are translated, and in a translation once a native reader has gone through it.
 */

import { createLimits } from '../../../firmware/control/limits.ts';
import de from './de.json' with { type: 'json' };
import en from './en.json' with { type: 'json' };
import fr from './fr.json' with { type: 'json' };
import nl from './nl.json' with { type: 'json' };

export type Words = typeof en;
export type StepName = keyof Words['steps'];
/** A title and what stands below it. */
export interface Text {
  readonly headline: string;
  readonly detail: string;
}

const languages = { en, de, fr, nl } satisfies Record<string, Words>;

/** As in the `lang` of a page: `en`, `de`, `fr`, `nl`. */
export type Language = keyof typeof languages;

export const languageNames = Object.keys(languages) as readonly Language[];

/** What a person waits after pressing Stop, and with the isolator off, in s: advice, no limit of the firmware. */
const WAIT_SECONDS = 10;
const ISOLATOR_SECONDS = 30;

/** The numbers in the texts, by their names in braces. */
export const numbers: Readonly<Record<string, number>> = {
  stopSeconds: createLimits().stopGraceMs / 1000,
  waitSeconds: WAIT_SECONDS,
  isolatorSeconds: ISOLATOR_SECONDS,
};

/** Puts the numbers into every text of a language's file. */
function fill<T>(texts: T): T {
  const text = JSON.stringify(texts).replace(/\{(\w+)\}/g, (whole, name: string) => {
    return name in numbers ? String(numbers[name]) : whole;
  });
  return JSON.parse(text) as T;
}

const filled = fill(languages);

/** The texts of a language, with their numbers. */
export function wordsIn(language: Language): Words {
  return filled[language];
}

export function isLanguage(name: string): name is Language {
  return Object.hasOwn(languages, name);
}

/** What the person's system or browser asks for, as `de-AT` or `fr_FR.UTF-8`; English for any other. */
export function nearestLanguage(asked: string | undefined): Language {
  const name = (asked ?? '').slice(0, 2).toLowerCase();
  return isLanguage(name) ? name : 'en';
}
