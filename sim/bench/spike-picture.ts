/**
 * Spike picture: the longest 12 V spike on the pilot without any effect, beside the published figures of
 * others.
 */

import { readFigures } from './answer.ts';
import { frame, LEFT, RIGHT, round, write } from './drawing.ts';
import { published } from './published.ts';
import type { SpikePoint } from './reaction.ts';

const MOST_MS = 60;
const TOP = 58;
const BASE = 208;
const ROW = 22;
/** The place on a curve at which its name is written. */
const LABEL_SHARE = 0.62;

const xOf = (ms: number): number => LEFT + (ms / MOST_MS) * (RIGHT - LEFT);
const yOf = (share: number): number => BASE - share * (BASE - TOP);

/** The longest spike that never has an effect, in ms. */
export function immunityOf(curve: readonly SpikePoint[]): number {
  let immuneMs = 0;
  for (const point of curve) {
    if (point.share > 0) break;
    immuneMs = point.lengthMs;
  }
  return immuneMs;
}

function drawCurve(curve: readonly SpikePoint[], kind: string): string {
  const points = curve.map(
    ({ lengthMs, share }) => `L${round(xOf(lengthMs))} ${round(yOf(share))}`,
  );
  return `<path class="curve${kind}" d="M${LEFT} ${yOf(0)}${points.join('')}"/>`;
}

/** A bar from 0 to the longest spike without an effect. */
function drawBar(name: string, answer: string, y: number, isOwn: boolean): string {
  const figures = readFigures(answer);
  const own = isOwn ? ' own' : '';
  const label = write(`name${own}`, LEFT - 10, y + 5, name);
  if (figures === null) return label + write('note', LEFT + 6, y + 5, answer);
  const width = Math.max(2, xOf(figures.least) - LEFT);
  const bar = `<rect class="bar${own}" x="${LEFT}" y="${y - 6}" width="${round(width)}" height="12" rx="2"/>`;
  const kind = figures.most === 0 ? 'bad' : isOwn ? 'own' : 'note';
  return label + bar + write(kind, LEFT + width + 8, y + 5, `${answer} ms`);
}

/** @param curves by tick, in ms */
export function drawSpikes(
  curves: ReadonlyMap<number, readonly SpikePoint[]>,
  phases: number,
): string {
  const parts = [
    write('head', 16, 26, 'A 12 V spike on the pilot while charging: does anything happen?'),
  ];
  const grid = [0, 10, 20, 30, 40, 50, 60];
  let y = BASE + 42;
  const rows = curves.size + published.length;
  const bottom = y + rows * ROW - 8;
  const lines = grid.map((ms) => `M${round(xOf(ms))} ${TOP}V${bottom}`).join('');
  parts.push(
    `<path class="grid" d="${lines}M${LEFT} ${yOf(1)}H${RIGHT}M${LEFT} ${yOf(0)}H${RIGHT}"/>`,
  );
  parts.push(write('note end', LEFT - 10, yOf(1) + 5, 'in every phase'));
  parts.push(write('note end', LEFT - 10, yOf(0.5) + 5, 'in half of them'));
  parts.push(write('note end', LEFT - 10, yOf(0) + 5, 'in none'));
  [...curves].forEach(([tickMs, curve], i) => {
    const kind = i === 0 ? '' : ' second';
    parts.push(drawCurve(curve, kind));
    const at = curve.find(({ share }) => share >= LABEL_SHARE);
    const x = xOf(at?.lengthMs ?? MOST_MS) - 10;
    parts.push(
      write(`${kind === '' ? 'own' : `text${kind}`} end`, x, yOf(LABEL_SHARE), `${tickMs} ms tick`),
    );
  });
  parts.push(write('note', LEFT, BASE + 24, 'The longest spike that never causes anything:'));
  for (const [tickMs, curve] of curves) {
    parts.push(drawBar(`Holdfast, ${tickMs} ms`, String(immunityOf(curve)), y + 6, true));
    y += ROW;
  }
  for (const { controller, answers } of published) {
    parts.push(drawBar(controller, answers.spike, y + 6, false));
    y += ROW;
  }
  for (const ms of grid) parts.push(write('axis', xOf(ms), y + 10, String(ms)));
  parts.push(write('axis', (LEFT + RIGHT) / 2, y + 28, 'length of the spike, milliseconds'));
  const notes = [
    `Holdfast: ${phases} phases of tick and pilot per length. Others: their own source against one stub`,
    'plant, in virtual time; newer versions of theirs may do better.',
  ];
  notes.forEach((note, i) => {
    parts.push(write('note', 16, y + 54 + i * 17, note));
  });
  const what =
    'Share of phases in which a spike causes anything, by its length, beside published figures.';
  return frame(what, y + 54 + notes.length * 17, parts);
}
