/**
 * Screen: the driver's display as lines of text, for a terminal or a small screen that shows one.
 */

import type { Colors } from 'picocolors/types.js';
import { lampText } from '../../sim/view/card/card.ts';
import { lampRhythms } from '../../sim/view/card/lamp-rhythm.ts';
import { type DriverDisplay, displayOf, type Mood } from '../../sim/view/driver-display.ts';
import { type Language, type Words, wordsIn } from '../../sim/view/words/language.ts';
import type { Said } from '../../sim/view/words/leaving.ts';

/** A sign beside every colour. */
const signs: Readonly<Record<Mood, string>> = {
  ready: '○',
  held: '■',
  charging: '▶',
  moving: '…',
  free: '○',
  fault: '!',
  dark: '·',
};

const moodColours: Readonly<Record<Mood, (c: Colors) => (text: string) => string>> = {
  ready: (c) => c.green,
  held: (c) => c.cyan,
  charging: (c) => c.cyan,
  moving: (c) => c.yellow,
  free: (c) => c.green,
  fault: (c) => c.red,
  dark: (c) => c.dim,
};

/** Breaks a text between words; what follows the first line stands below its words. */
export function wrap(text: string, width: number, first = ''): string[] {
  const indent = ' '.repeat(first.length);
  const lines: string[] = [];
  let line = first;
  for (const word of text.split(' ')) {
    const isBegun = line.length > indent.length;
    if (isBegun && line.length + 1 + word.length > width) {
      lines.push(line);
      line = indent;
    }
    line += line.length > indent.length ? ` ${word}` : word;
  }
  return [...lines, line];
}

function stepLines(steps: readonly string[], width: number): string[] {
  return steps.flatMap((step, i) => wrap(step, width, `${String(i + 1).padStart(2)}. `));
}

function leavingLines(display: DriverDisplay, words: Words, width: number, c: Colors): string[] {
  if (display.leaving.length === 0) return [];
  return ['', c.bold(`${words.labels.leave}:`), ...stepLines(display.leaving, width)];
}

/** What the lamp shows, and its name; '' where the charger has not said it. */
function lampLine(said: Said, words: Words): string {
  const lamp = lampRhythms.find(({ light }) => light === said('light'));
  if (lamp === undefined || said('processor') !== 'on') return '';
  return `${words.labels.lamp}: ${lampText(lamp, words)}`;
}

/** @param width in letters, at least 20 */
export function drawScreen(said: Said, language: Language, width: number, c: Colors): string[] {
  const words = wordsIn(language);
  const display = displayOf(said, language);
  const paint = moodColours[display.mood](c);
  const foot = [
    display.ends,
    lampLine(said, words),
    display.code === '' ? '' : `${words.labels.code}: ${display.code}`,
    words.reviewed ? '' : words.labels.unreviewed,
  ].filter((text) => text !== '');
  return [
    ...wrap(display.headline, width, `${signs[display.mood]} `).map((line) => c.bold(paint(line))),
    ...(display.detail === '' ? [] : wrap(display.detail, width)),
    ...(display.steps.length === 0 ? [] : ['', ...stepLines(display.steps, width)]),
    ...leavingLines(display, words, width, c),
    '',
    ...foot.flatMap((text) => wrap(text, width)).map((line) => c.dim(line)),
  ];
}
