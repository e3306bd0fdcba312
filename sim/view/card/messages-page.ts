/**
 * Messages page: every message of the display with its steps, in every language, in one file that needs nothing
 * else. It is where a card's code leads: `messages.html#de` opens it in German.
 */

import { type FaultName, faultRows } from '../../../firmware/control/faults.ts';
import { type DriverDisplay, displayOf } from '../driver-display.ts';
import { carPluggedIn, faultAlone } from '../fault-alone.ts';
import { escapeHtml } from '../report/html.ts';
import { type Language, languageNames, type Words, wordsIn } from '../words/language.ts';
import { lampText } from './card.ts';
import { lampRhythms } from './lamp-rhythm.ts';

/** Reasons in the order in which people meet them; a fault has its own part of the page. */
const told: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['ready', { why: 'free', proximity: 'absent', latch: 'unlocked' }],
  ['plug-in-car', { why: 'free', phase: 'idle', pilot: 'A', latch: 'unlocked' }],
  ['locking', { why: 'locking' }],
  ['unauthorized', { why: 'unauthorized' }],
  ['waiting-for-vehicle', { why: 'waiting-for-vehicle' }],
  ['waking-vehicle', { why: 'waking-vehicle' }],
  ['charging', { why: 'charging' }],
  ['paused', { why: 'paused' }],
  ['holding-off', { why: 'holding-off' }],
  ['finished', { why: 'finished' }],
  ['stopping', { why: 'stopping' }],
  ['proving-dead', { why: 'proving-dead' }],
  ['releasing', { why: 'releasing' }],
  ['free', { why: 'free', latch: 'unlocked' }],
  ['stuck', { why: 'stuck' }],
  ['permanent', { why: 'permanent' }],
  ['restarting', { why: 'restarting' }],
  ['dark', { processor: 'off' }],
];

function list(steps: readonly string[]): string {
  if (steps.length === 0) return '';
  return `<ol>${steps.map((step) => `<li>${escapeHtml(step)}</li>`).join('')}</ol>`;
}

/** What an article tells of a message. */
type Told = Pick<DriverDisplay, 'headline' | 'detail' | 'steps' | 'leaving'>;

function article(id: string, display: Told, mark: string, words: Words): string {
  const { headline, detail, steps, leaving } = display;
  const away =
    leaving.length === 0
      ? ''
      : `<p class="leave">${escapeHtml(words.labels.leave)}:</p>${list(leaving)}`;
  return (
    `<details id="${id}"><summary><b>${escapeHtml(headline)}</b> <code>${escapeHtml(mark)}</code></summary>` +
    `${detail === '' ? '' : `<p>${escapeHtml(detail)}</p>`}${list(steps)}${away}</details>`
  );
}

function displayWith(values: Readonly<Record<string, string>>, language: Language): DriverDisplay {
  const all = { ...carPluggedIn, ...values };
  return displayOf((name) => all[name], language);
}

/** What holds the plug behind a fault is told by the charger's display; the page tells the fault alone. */
function faultArticle(fault: FaultName, language: Language): string {
  const alone = faultAlone(fault, language);
  const mark = [...alone.codes, fault].join(' · ');
  return article(`${language}-${fault}`, alone, mark, wordsIn(language));
}

function lamps(words: Words): string {
  const rows = lampRhythms.map((lamp) => {
    const { name, means, todo } = words.lights[lamp.light];
    const text = `<b>${escapeHtml(name)}.</b> ${escapeHtml(means)} ${escapeHtml(todo)}`;
    return `<tr><th scope="row">${escapeHtml(lampText(lamp, words))}</th><td>${text}</td></tr>`;
  });
  return `<table>${rows.join('')}</table>`;
}

function part(language: Language): string {
  const words = wordsIn(language);
  const reasons = told.map(([name, values]) =>
    article(`${language}-${name}`, displayWith(values, language), name, words),
  );
  const faults = faultRows.slice(1).map(({ name }) => faultArticle(name as FaultName, language));
  const mark = words.reviewed ? '' : `<p class="mark">${escapeHtml(words.labels.unreviewed)}</p>`;
  return (
    `<section id="${language}" lang="${language}"><h1>${escapeHtml(words.card.title)}</h1>${mark}${lamps(words)}` +
    `<h2>${escapeHtml(words.card.scan)}</h2>${reasons.join('')}` +
    `<h2>${escapeHtml(words.labels.code)}</h2>${faults.join('')}</section>`
  );
}

const style = `
:root { color-scheme: light dark; background: Canvas; color: CanvasText }
body { font: 16px/1.45 system-ui, sans-serif; max-width: 44rem; margin: 0 auto; padding: 1rem }
nav { display: flex; flex-wrap: wrap; gap: 1rem } nav a { padding: 0.4rem 0 }
h1 { font-size: 1.5rem } h2 { font-size: 1.2rem; margin-top: 2rem }
table { border-collapse: collapse; width: 100% } tr { border-top: 1px solid #8886 }
th { text-align: left; font-weight: 400; width: 9rem; padding: 0.4rem 0.8rem 0.4rem 0; vertical-align: top } td { padding: 0.4rem 0 }
details { border-top: 1px solid #8886 } summary { padding: 0.7rem 0; cursor: pointer }
summary code { font-size: 0.8rem } .leave { font-weight: 600 } .mark { font-size: 0.9rem }
body.chosen section { display: none } body.chosen section.shown { display: block }`;

/** One language is shown: the one in the address, else the one that the browser asks for. Without it all are. */
const script = `
const names = ${JSON.stringify(languageNames)};
function show() {
  const asked = location.hash.slice(1).split('-')[0];
  const name = names.includes(asked) ? asked : names.find((one) => navigator.language.startsWith(one)) || names[0];
  document.body.classList.add('chosen');
  for (const one of names) document.getElementById(one).classList.toggle('shown', one === name);
  document.documentElement.lang = name;
  const open = document.getElementById(location.hash.slice(1));
  if (open && open.tagName === 'DETAILS') { open.open = true; open.scrollIntoView(); }
}
addEventListener('hashchange', show);
show();`;

/** The page as one file. */
export function drawMessages(): string {
  const links = languageNames.map(
    (name) => `<a href="#${name}" lang="${name}">${escapeHtml(wordsIn(name).name)}</a>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(wordsIn('en').card.title)}</title>
<style>${style}</style>
</head>
<body>
<nav aria-label="Language">${links.join('')}</nav>
<main>${languageNames.map(part).join('')}</main>
<script>${script}</script>
</body>
</html>
`;
}
