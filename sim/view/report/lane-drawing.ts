/**
 * Lane drawing: one lane of a timeline as compact SVG: words as boxes, voltages as steps.
 */

import type { Signal } from '../export/signals.ts';
import { type Axis, writeInstant } from './axis.ts';
import { escapeHtml } from './html.ts';
import { type Lane, toneOf } from './lanes.ts';

/** About one letter of a box's text. */
const LETTER = 7;
/** A text keeps clear of the wedge that may mark its box's beginning. */
const INDENT = 6;
/** Narrower boxes are drawn together. */
const THINNEST = 1.2;

export const round = (value: number): number => Math.round(value * 10) / 10;

interface Box {
  fromX: number;
  toX: number;
  fromUs: number;
  toUs: number;
  readonly word: string;
  /** The number of changes that were too fast to be drawn one by one. */
  changes: number;
}

/** The intervals of each word; fast changes become one interval. */
function boxesOf(signal: Signal, axis: Axis, lengthUs: number): Box[] {
  const boxes: Box[] = [];
  signal.changes.forEach(({ atUs, word }, i) => {
    const toUs = signal.changes[i + 1]?.atUs ?? lengthUs;
    const fromX = axis.xOf(atUs);
    const toX = axis.xOf(toUs);
    const last = boxes[boxes.length - 1];
    const isThin = toX - fromX < THINNEST;
    if (last !== undefined && isThin && last.changes > 0) {
      last.toX = toX;
      last.toUs = toUs;
      last.changes++;
    } else boxes.push({ fromX, toX, fromUs: atUs, toUs, word, changes: isThin ? 1 : 0 });
  });
  return boxes;
}

function drawBox(name: string, box: Box, height: number): string {
  const width = Math.max(box.toX - box.fromX, THINNEST);
  const isFlicker = box.changes > 1;
  const tone = isFlicker ? 'active' : toneOf(name, box.word);
  const word = isFlicker ? `${box.changes} changes` : box.word;
  const x = round(box.fromX);
  const title = `${name} ${word}, ${writeInstant(box.fromUs)} to ${writeInstant(box.toUs)}`;
  const shape =
    `<path class="b ${tone}" d="M${x} 3h${round(width)}v${height - 6}h-${round(width)}z">` +
    `<title>${escapeHtml(title)}</title></path>`;
  if (width < word.length * LETTER + INDENT + 2) return shape;
  return `${shape}<text x="${round(x + INDENT)}" y="${height / 2 + 4}">${escapeHtml(word)}</text>`;
}

/** A step curve; of several values in one half pixel, the extremes and the last are drawn. */
function stepPath(signal: Signal, axis: Axis, yOf: (value: number) => number): string {
  let path = '';
  let columnX = -1;
  let least = 0;
  let most = 0;
  let lastY = 0;
  const flush = (): void => {
    if (columnX < 0) return;
    path += path === '' ? `M${columnX} ${lastY}` : `H${columnX}`;
    if (least < lastY) path += `V${least}`;
    if (most > lastY) path += `V${most}`;
    path += `V${lastY}`;
  };
  for (const { atUs, value } of signal.changes) {
    if (Number.isNaN(value)) continue;
    const x = Math.round(axis.xOf(atUs) * 2) / 2;
    const y = round(yOf(value));
    if (x !== columnX) {
      flush();
      columnX = x;
      least = y;
      most = y;
    }
    least = Math.min(least, y);
    most = Math.max(most, y);
    lastY = y;
  }
  flush();
  return path === '' ? '' : `${path}H${round(axis.width)}`;
}

/** The firmware's value of a curve, as text along it, where there is room. */
function tellAlong(signal: Signal | undefined, axis: Axis, lengthUs: number, y: number): string {
  if (signal === undefined) return '';
  return boxesOf(signal, axis, lengthUs)
    .filter(({ word, fromX, toX }) => toX - fromX > word.length * LETTER + INDENT + 2)
    .map(
      ({ word, fromX }) => `<text class="t" x="${round(fromX + INDENT)}" y="${y}">${word}</text>`,
    )
    .join('');
}

function drawCurves(
  lane: Lane,
  curves: readonly Signal[],
  signals: readonly Signal[],
  axis: Axis,
  lengthUs: number,
): string {
  const [least, most] = lane.range ?? [0, 1];
  const yOf = (value: number): number =>
    3 + (lane.height - 6) * (1 - (value - least) / (most - least));
  const zero = `<path class="z" d="M0 ${round(yOf(0))}H${axis.width}"/>`;
  const paths = curves.map(
    (signal, i) => `<path class="c c${i}" d="${stepPath(signal, axis, yOf)}"/>`,
  );
  const told = signals.find((signal) => signal.name === lane.told);
  return zero + paths.join('') + tellAlong(told, axis, lengthUs, lane.height / 2 + 14);
}

export function drawLane(
  lane: Lane,
  signals: readonly Signal[],
  axis: Axis,
  lengthUs: number,
): string {
  const curves = signals.filter((signal) => lane.curves?.includes(signal.name));
  if (curves.length > 0) return drawCurves(lane, curves, signals, axis, lengthUs);
  for (const name of lane.words ?? []) {
    const signal = signals.find((other) => other.name === name);
    if (signal === undefined) continue;
    const boxes = boxesOf(signal, axis, lengthUs);
    return boxes.map((box) => drawBox(name, box, lane.height)).join('');
  }
  return '';
}
