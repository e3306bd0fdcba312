/**
 * Languages: none lacks a text, each names the same numbers as the English one, and the firmware says nothing that
 * has no words.
 */

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { faultRows } from '../../../../firmware/control/faults.ts';
import { lightWords, whyWords } from '../../../../firmware/control/words.ts';
import { faultSteps } from '../../../../sim/view/words/fault-steps.ts';
import {
  isLanguage,
  languageNames,
  nearestLanguage,
  numbers,
  wordsIn,
} from '../../../../sim/view/words/language.ts';

type Texts = { readonly [name: string]: string | boolean | Texts };

/** As it stands in the file, with the names of its numbers. */
function fileOf(language: string): Texts {
  return JSON.parse(readFileSync(`sim/view/words/${language}.json`, 'utf8'));
}

/** Every text by its path: `steps.pull`. */
function textsOf(texts: Texts, path = ''): [string, string][] {
  return Object.entries(texts).flatMap(([name, value]) => {
    if (typeof value === 'boolean') return [];
    const here = path === '' ? name : `${path}.${name}`;
    return typeof value === 'string' ? [[here, value] as [string, string]] : textsOf(value, here);
  });
}

const namesIn = (text: string): string[] => (text.match(/\{[^}]*\}/g) ?? []).sort();
const english = new Map(textsOf(fileOf('en')));

/** Words that are the same in two languages. */
const sameOnPurpose: readonly string[] = ['nl labels.lamp', 'rhythms.none', 'fr card.call'];

test('there are English, German, French and Dutch', () => {
  expect(languageNames).toEqual(['en', 'de', 'fr', 'nl']);
  expect(english.size).toBeGreaterThan(180);
});

for (const language of languageNames) {
  const texts = textsOf(fileOf(language));

  test(`${language} has every text, and no other`, () => {
    expect(texts.map(([path]) => path)).toEqual([...english.keys()]);
    const isEmpty = (path: string, text: string): boolean =>
      (text === '') !== (english.get(path) === '');
    expect(texts.filter(([path, text]) => isEmpty(path, text))).toEqual([]);
  });

  test(`${language} names the same numbers, and states none of its own`, () => {
    for (const [path, text] of texts) {
      expect(namesIn(text), path).toEqual(namesIn(english.get(path) ?? ''));
      expect(text.replace(/\{\w+\}/g, ''), path).not.toMatch(/\d/);
    }
    expect(JSON.stringify(wordsIn(language))).not.toMatch(/[{]\w+[}]/);
  });

  test(`${language}: a headline has no full stop, what stands below it has one`, () => {
    for (const [path, text] of texts.filter(([, one]) => one !== '')) {
      if (/\.(headline|name)$/.test(path)) expect(text, path).not.toMatch(/[.!]$/);
      if (/\.(detail|means|todo)$|^(steps|asides)\./.test(path) && !path.startsWith('labels')) {
        expect(text, path).toMatch(/\.$/);
      }
    }
  });

  if (language !== 'en') {
    test(`${language} is translated, and says that no native reader has reviewed it`, () => {
      const left = texts.filter(
        ([path, text]) =>
          text !== '' &&
          text === english.get(path) &&
          !sameOnPurpose.some((one) => `${language} ${path}`.endsWith(one)),
      );
      expect(left).toEqual([]);
      expect(wordsIn(language).reviewed).toBe(false);
      expect(wordsIn(language).labels.unreviewed).not.toBe('');
    });
  }
}

test('whatever the firmware says has words', () => {
  const words = wordsIn('en');
  expect(Object.keys(words.why)).toEqual(expect.arrayContaining([...whyWords]));
  expect(Object.keys(words.lights)).toEqual(lightWords);
  const names = faultRows.slice(1).map(({ name }) => name);
  expect(Object.keys(words.faults)).toEqual(names);
  expect(Object.keys(faultSteps)).toEqual(names);
});

test('every step that explain names on the console is one with words', () => {
  const source = readFileSync('firmware/console/commands.ts', 'utf8');
  const body = source.split('function nextStep(')[1]?.split('\n}')[0] ?? '';
  const named = [...body.matchAll(/'([\w-]+)'/g), ...source.matchAll(/isDangerous \? '([\w-]+)'/g)];
  const steps = named.map((match) => match[1] ?? '');
  expect(steps.length).toBeGreaterThan(8);
  expect(steps.filter((step) => !Object.hasOwn(wordsIn('en').steps, step))).toEqual([]);
});

test('every step is told somewhere', () => {
  const users = ['driver-display', 'words/fault-steps', 'words/leaving', 'card/card'];
  const sources = users.map((name) => readFileSync(`sim/view/${name}.ts`, 'utf8')).join();
  const unused = Object.keys(wordsIn('en').steps).filter((name) => {
    return (
      !sources.includes(`'${name}'`) && !new RegExp(`\\b${name}: \\[|\\.${name}\\b`).test(sources)
    );
  });
  expect(unused).toEqual([]);
});

test('the numbers in the texts are the limits that they tell', () => {
  expect(numbers).toEqual({ stopSeconds: 6, waitSeconds: 10, isolatorSeconds: 30 });
  expect(wordsIn('fr').why.stopping.detail).toContain('6 s');
});

test('a language is found by what a system or a browser asks for', () => {
  const asked = ['de-AT', 'fr_FR.UTF-8', 'NL', 'en', 'it', 'C', '', undefined].map(nearestLanguage);
  expect(asked).toEqual(['de', 'fr', 'nl', 'en', 'en', 'en', 'en', 'en']);
  expect(isLanguage('de')).toBe(true);
  expect(isLanguage('toString')).toBe(false);
});
