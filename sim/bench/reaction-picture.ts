/**
 * Reaction picture: every measured reaction as a dot, beside the published figures of others.
 *
 * A logarithmic axis, because the answers range from nothing to half a second.
 */

import { readFigures } from './answer.ts';
import { frame, LEFT, RIGHT, round, WIDTH, write } from './drawing.ts';
import { published } from './published.ts';
import type { RowResult } from './reaction.ts';

/** The measurements for which others have published figures, or what they do instead. */
const questions: readonly (readonly [id: string, heading: string])[] = [
  ['c-to-b', 'The car opens its switch (C to B): contactor-off command'],
  ['pilot-short', 'The pilot is shorted while charging: contactor-off command'],
  ['latch-lost', 'The latch is lost while the socket is live: contactor-off command'],
];
const ROW = 21;
const HEAD = 30;
const GAP = 18;
/** Approximate width of a letter of a note. */
const LETTER = 7;
const LEAST_MS = 1;
const MOST_MS = 1000;
const GRID_MS = [1, 3, 10, 30, 100, 300, 1000];

/** Values under a millisecond are drawn at the left end. */
function xOf(ms: number): number {
  const share = Math.log(Math.max(ms, LEAST_MS)) / Math.log(MOST_MS);
  return LEFT + Math.min(1, share) * (RIGHT - LEFT);
}

/** Every phase is a dot; dots at the same millisecond overlap and look darker. */
function drawOwn(result: RowResult, y: number): string {
  const dots = result.valuesMs.map(
    (ms, i) =>
      `<circle class="dot" cx="${round(xOf(ms))}" cy="${round(y - 4 + ((i * 0.618) % 1) * 8)}" r="2.4"/>`,
  );
  const limitX = round(xOf(result.limitMs));
  const { min, median, max } = result.spread;
  const told = [min, median, max].map((ms) => ms.toFixed(0)).join(' / ');
  return [
    write('name own', LEFT - 10, y + 5, `Holdfast, ${result.tickMs} ms`),
    ...dots,
    `<path class="limit" d="M${limitX} ${y - 9}v18"/>`,
    write('note', limitX + 6, y + 4, `${told} (≤ ${result.limitMs})`),
  ].join('');
}

/** Right of the range, or left of it where there is no room. */
function writeBeside(from: number, to: number, text: string, y: number): string {
  const fits = to + 10 + text.length * LETTER < WIDTH - 8;
  return fits ? write('note', to + 10, y + 5, text) : write('note end', from - 10, y + 5, text);
}

function drawOther(controller: string, answer: string, y: number): string {
  const name = write('name', LEFT - 10, y + 5, controller);
  const figures = readFigures(answer);
  if (figures === null) {
    const kind = /stays on|blind|undetected/.test(answer) ? 'bad' : 'note';
    return name + write(kind, LEFT + 4, y + 5, answer === '' ? 'not measured' : answer);
  }
  const { least, middle, most } = figures;
  const from = round(xOf(least));
  const to = round(xOf(most));
  const dot = `<circle class="middle" cx="${round(xOf(middle ?? (least + most) / 2))}" cy="${y}" r="4"/>`;
  const ends = `M${from} ${y - 5}v10M${to} ${y - 5}v10`;
  const line = least === most ? '' : `<path class="range" d="M${from} ${y}H${to}${ends}"/>`;
  return name + line + dot + writeBeside(from, to, answer.replaceAll('/', ' / '), y);
}

function drawGrid(top: number, bottom: number): string {
  const lines = GRID_MS.map((ms) => `M${round(xOf(ms))} ${top}V${bottom}`).join('');
  return `<path class="grid" d="${lines}"/>`;
}

/** @param results of all ticks; those of the questions above are drawn */
export function drawReactions(results: readonly RowResult[], phases: number): string {
  const parts: string[] = [];
  let y = 12;
  for (const [id, heading] of questions) {
    const own = results.filter((result) => result.id === id);
    const rows = own.length + published.length;
    parts.push(write('head', 16, y + 14, heading));
    y += HEAD;
    parts.push(drawGrid(y - 4, y + rows * ROW));
    for (const result of own) {
      parts.push(drawOwn(result, y + ROW / 2));
      y += ROW;
    }
    for (const { controller, answers } of published) {
      parts.push(drawOther(controller, answers[id] ?? '', y + ROW / 2));
      y += ROW;
    }
    y += GAP;
  }
  for (const ms of GRID_MS) parts.push(write('axis', xOf(ms), y, ms === 1 ? '≤ 1' : String(ms)));
  parts.push(write('axis', (LEFT + RIGHT) / 2, y + 18, 'milliseconds, logarithmic'));
  const notes = [
    `Holdfast: each of ${phases} phases of tick and pilot is a dot; the dashed line is what it must keep.`,
    'Others: least, middle, most; their own source against one stub plant, in virtual time.',
    'Newer versions of theirs may do better.',
  ];
  notes.forEach((note, i) => {
    parts.push(write('note', 16, y + 44 + i * 17, note));
  });
  const what =
    'Reaction times of Holdfast in every phase, beside published figures of other controllers.';
  return frame(what, y + 44 + notes.length * 17, parts);
}
