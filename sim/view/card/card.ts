/**
 * Card: a card to print for a charger without a display: what the lamp says, what to do, and where every message
 * stands. Two sides of A5 or A6; it needs nothing but itself.
 */

import { escapeHtml } from '../report/html.ts';
import { type Language, type StepName, type Words, wordsIn } from '../words/language.ts';
import { type CardSize, cardStyle } from './card-style.ts';
import { type LampRhythm, lampRhythms } from './lamp-rhythm.ts';

export interface CardOptions {
  readonly language: Language;
  readonly size: CardSize;
  /** Where every message stands; null without a code to scan. */
  readonly page: string | null;
  /** The code of that page, as an SVG. */
  readonly code: string;
  /** The installer's telephone number; '' leaves room to write it. */
  readonly phone: string;
}

/** The way out, in the order in which it is tried. */
const wayOut: readonly StepName[] = [
  'press-stop',
  'unlock-car',
  'pull-car',
  'pull',
  'relock-car',
  'push-stop',
  'cold',
  'isolator-reset',
  'leave-cable',
  'car-release',
];

/** Stands before the way out. */
const safety: readonly StepName[] = ['tingle', 'damage', 'no-force'];

/** One second of the lamp: a filled tenth is lit, and can be told from a dark one without colours. */
function strip({ tenths, colour }: LampRhythm): string {
  const cells = tenths.map((isLit, i) => {
    const kind = isLit ? `lit ${colour}` : 'unlit';
    return `<rect class="${kind}" x="${i * 10 + 1}" y="1" width="9" height="12"/>`;
  });
  return `<svg viewBox="0 0 101 14" aria-hidden="true">${cells.join('')}</svg>`;
}

/** `blue, slow blinking`: the colour, then the rhythm. */
export function lampText(lamp: LampRhythm, words: Words): string {
  const texts = [words.colours[lamp.colour], words.rhythms[lamp.rhythm]];
  return texts.filter((text) => text !== '').join(', ');
}

function lampRow(lamp: LampRhythm, words: Words): string {
  const { name, means, todo } = words.lights[lamp.light];
  return (
    `<tr><th scope="row">${strip(lamp)}<span>${escapeHtml(lampText(lamp, words))}</span></th>` +
    `<td><b>${escapeHtml(name)}.</b> ${escapeHtml(means)} <span>${escapeHtml(todo)}</span></td></tr>`
  );
}

function list(names: readonly StepName[], words: Words, tag: 'ol' | 'ul'): string {
  const items = names.map((name) => `<li>${escapeHtml(words.steps[name])}</li>`);
  return `<${tag}>${items.join('')}</${tag}>`;
}

function foot(options: CardOptions, words: Words): string {
  const { page, code, phone } = options;
  const scan =
    page === null
      ? ''
      : `<figure>${code}<figcaption>${escapeHtml(words.card.scan)}<br><small>${escapeHtml(page)}</small></figcaption></figure>`;
  const number = phone === '' ? '<i class="write"></i>' : `<b>${escapeHtml(phone)}</b>`;
  const mark = words.reviewed ? '' : `<p class="mark">${escapeHtml(words.labels.unreviewed)}</p>`;
  return `<footer>${scan}<p>☎ ${escapeHtml(words.card.call)}: ${number}</p>${mark}</footer>`;
}

/** The card as a page that a browser prints at its size. */
export function drawCard(options: CardOptions): string {
  const words = wordsIn(options.language);
  const rows = lampRhythms.map((lamp) => lampRow(lamp, words)).join('');
  return `<!doctype html>
<html lang="${options.language}" data-size="${options.size}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(words.card.title)}</title>
<style>${cardStyle(options.size)}</style>
</head>
<body>
<main>
<section class="side">
<h1>${escapeHtml(words.card.title)}</h1>
<table>${rows}</table>
<p class="mark">${escapeHtml(words.card.second)}: <svg viewBox="0 0 101 6" aria-hidden="true"><path d="M1 1v4M1 3h99M100 1v4"/></svg></p>
</section>
<section class="side">
<div class="safety"><h2>⚠ ${escapeHtml(words.card.safety)}</h2>${list(safety, words, 'ul')}</div>
<h2>${escapeHtml(words.card.leaving)}</h2>
${list(wayOut, words, 'ol')}
${foot(options, words)}
</section>
</main>
</body>
</html>
`;
}
