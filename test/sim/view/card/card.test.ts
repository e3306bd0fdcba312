/**
 * The card says what the lamp really plays, in the language that is asked for, and its code leads to the page.
 */

import { encodeQR } from 'qr';
import { decodeQR } from 'qr/decode.js';
import { expect, test } from 'vitest';
import { lightWords } from '../../../../firmware/control/words.ts';
import { drawCard } from '../../../../sim/view/card/card.ts';
import { lampRhythms } from '../../../../sim/view/card/lamp-rhythm.ts';
import { languageNames, wordsIn } from '../../../../sim/view/words/language.ts';

const usual = { language: 'en', size: 'a6', page: null, code: '', phone: '' } as const;

test('every light has a rhythm with a name, and no two look the same', () => {
  expect(lampRhythms.map(({ light }) => light)).toEqual(lightWords);
  const looks = lampRhythms.map(({ colour, rhythm }) => `${colour} ${rhythm}`);
  expect(new Set(looks).size).toBe(looks.length);
  expect(looks).toEqual([
    'none none',
    'green steady',
    'blue steady',
    'blue slow',
    'green slow',
    'amber quick',
    'amber double',
    'red hurried',
  ]);
  // The rhythms differ among lit lamps of one colour, for who cannot tell colours.
  const finished = lampRhythms.find(({ light }) => light === 'finished');
  expect(finished?.tenths.map(Number).join('')).toBe('1111100000');
});

for (const language of languageNames) {
  test(`the card in ${language} has every lamp, and what is dangerous before the way out`, () => {
    const words = wordsIn(language);
    const card = drawCard({ ...usual, language });
    expect(card).toContain(`<html lang="${language}"`);
    for (const { name, todo } of Object.values(words.lights)) {
      expect(card).toContain(name);
      expect(card).toContain(todo.replaceAll('"', '&quot;'));
    }
    const places = [words.card.safety, words.steps.tingle, words.steps['press-stop']];
    const at = places.map((text) => card.indexOf(text));
    expect(at).toEqual([...at].sort((a, b) => a - b));
    expect(at[0]).toBeGreaterThan(0);
    expect(card.includes(words.labels.unreviewed)).toBe(!words.reviewed);
    expect(card).not.toMatch(/undefined|\{\w+\}(?!\s*[.@\w{}])<|https?:/);
  });
}

test('the telephone is printed, or there is room to write it; what people type is escaped', () => {
  expect(drawCard(usual)).toContain('class="write"');
  const card = drawCard({
    ...usual,
    phone: '<1> 23',
    page: 'https://a.example/?a&b',
    code: '<svg/>',
  });
  expect(card).toContain('<b>&lt;1&gt; 23</b>');
  expect(card).toContain('https://a.example/?a&amp;b');
  expect(card).not.toContain('class="write"');
});

test('a page has its size, to print', () => {
  expect(drawCard(usual)).toContain('@page { size: 105mm 148mm');
  expect(drawCard({ ...usual, size: 'a5' })).toContain('@page { size: 148mm 210mm');
});

test('the code is read as the address that was asked for', () => {
  const address = 'https://charger.example.org/help/messages.html#de';
  const rows = encodeQR(address, 'raw', { ecc: 'quartile', border: 4 });
  const scale = 4;
  const size = rows.length * scale;
  const data = new Uint8Array(size * size * 3);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const isDark = rows[Math.floor(y / scale)]?.[Math.floor(x / scale)] === true;
      data.fill(isDark ? 0 : 255, 3 * (y * size + x), 3 * (y * size + x) + 3);
    }
  }
  expect(decodeQR({ width: size, height: size, data })).toBe(address);
});
