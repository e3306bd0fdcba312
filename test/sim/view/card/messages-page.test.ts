/** The page that a card's code leads to has every message, in every language, each with a place to link to. */

import { expect, test } from 'vitest';
import { faultRows } from '../../../../firmware/control/faults.ts';
import { drawMessages } from '../../../../sim/view/card/messages-page.ts';
import { languageNames, wordsIn } from '../../../../sim/view/words/language.ts';

const page = drawMessages();

test.each(languageNames)('every fault and every reason in %s, with its steps', (language) => {
  const words = wordsIn(language);
  const section = page.split(`<section id="${language}"`)[1]?.split('</section>')[0] ?? '';
  for (const { name } of faultRows.slice(1)) {
    const article = section.split(`<details id="${language}-${name}"`)[1]?.split('</details>')[0];
    const fault = words.faults[name as keyof typeof words.faults];
    expect(article, name).toContain(`<b>${fault.headline}</b>`);
    expect(article, name).toContain('<ol>');
  }
  expect(section).toContain(`<b>${words.why.finished.headline}</b>`);
  expect(section.includes(words.labels.unreviewed)).toBe(!words.reviewed);
});

test('it asks nothing of any other host, and every id is there once', () => {
  expect(page).not.toMatch(/(src|href)="(?!#)/);
  const ids = [...page.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]);
  expect(new Set(ids).size).toBe(ids.length);
  expect(page).not.toContain('undefined');
});

test('where the plug may be live, the page does not tell how to leave', () => {
  const welded = page.split('id="en-welded"')[1]?.split('</details>')[0] ?? '';
  expect(welded).not.toContain(wordsIn('en').labels.leave);
  expect(welded).toContain('ChargePortLocked · CX017 · welded');
});
