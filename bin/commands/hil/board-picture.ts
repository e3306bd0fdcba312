/**
 * Board picture: the pins of a board with the nets of a map beside them, for a terminal and as SVG.
 */

import type { Colors } from 'picocolors/types.js';
import { type Header, type Layout, numberOf } from '../../../build/boards/headers.mjs';
import type { PinUse, Way } from '../../../build/boards/map-rows.mjs';
import { box, sheet, text } from '../../../hil/wiring/kit.ts';

/** Beside a pin on the right; on the left an arrow points the other way. */
const marks: Readonly<Record<Way, { readonly left: string; readonly right: string }>> = {
  in: { left: '→', right: '←' },
  out: { left: '←', right: '→' },
  pwm: { left: '⇐', right: '⇒' },
  analogue: { left: '⇝', right: '⇜' },
  console: { left: '↔', right: '↔' },
};

export const legend = '→ to the net, ← from it, ⇒ pulse width, ⇜ measured, ↔ console';

type Side = 'left' | 'right';
type Uses = ReadonlyMap<string, PinUse>;

function paintWay(paint: Colors, way: Way, words: string): string {
  if (way === 'in') return paint.cyan(words);
  if (way === 'analogue') return paint.green(words);
  return way === 'console' ? paint.blue(words) : paint.yellow(words);
}

/** What stands beside a pin: the net, and that it is asserted low. */
function wordsOf(use: PinUse | undefined): string {
  if (use === undefined) return '';
  return use.activeLow ? `${use.net} (low)` : use.net;
}

interface Columns {
  /** Of the longest net on the left. */
  readonly net: number;
  readonly pin: number;
}

/** A pin with its number on the inside, its net on the outside. */
function half(header: Header, side: Side, row: number, uses: Uses, at: Columns, paint: Colors) {
  const pin = header[side][row] ?? '';
  const use = uses.get(pin);
  const number = numberOf(header, side, row);
  const words = wordsOf(use);
  const mark = use === undefined ? ' ' : marks[use.way][side];
  const net = use === undefined ? '' : paintWay(paint, use.way, words);
  const name = use === undefined ? paint.dim : paint.bold;
  if (side === 'right') {
    return `│ ${number.padEnd(3)}${name(pin.padEnd(at.pin))} ${mark} ${net}`.trimEnd();
  }
  const room = ' '.repeat(Math.max(0, at.net - words.length));
  return `${room}${net} ${mark} ${name(pin.padStart(at.pin))}${number.padStart(3)} │`;
}

function widthOf(words: readonly string[]): number {
  return Math.max(0, ...words.map((word) => word.length));
}

/**
 * The pins as lines: both rows of a header side by side, or one below the other where the terminal is too
 * narrow for that.
 *
 * @param width of the terminal, in characters
 */
export function drawPins(
  layout: Layout,
  pins: readonly PinUse[],
  width: number,
  paint: Colors,
): string[] {
  const uses = new Map(pins.map((use) => [use.pin, use]));
  const beside = (header: Header, side: Side): number =>
    widthOf(header[side].map((pin) => wordsOf(uses.get(pin))));
  const lines = [layout.name];
  for (const header of layout.headers) {
    const pin = widthOf([...header.left, ...header.right]);
    const at = { net: beside(header, 'left'), pin };
    const whole = at.net + beside(header, 'right') + 2 * pin + 17;
    const isNarrow = whole > width;
    if (header.name !== '') lines.push('', paint.bold(header.name));
    const rows = header.left.map((_, row) => row);
    const draw = (side: Side, row: number): string => half(header, side, row, uses, at, paint);
    if (isNarrow) {
      const used = (side: Side): number[] =>
        rows.filter((row) => uses.has(header[side][row] ?? ''));
      lines.push(...used('left').map((row) => draw('left', row)));
      lines.push(...used('right').map((row) => draw('right', row)));
    } else lines.push(...rows.map((row) => `${draw('left', row)}     ${draw('right', row)}`));
  }
  return lines;
}

const ROW = 22;
const HEADER_WIDTH = 220;

function drawHeader(header: Header, uses: Uses, x: number, y: number): string[] {
  const height = header.left.length * ROW + 20;
  const parts = [box(x, y, HEADER_WIDTH, height, header.name)];
  for (const side of ['left', 'right'] as const) {
    const [edge, inside, out, anchor] =
      side === 'left'
        ? ([x, x + 10, x - 10, 'end'] as const)
        : ([x + HEADER_WIDTH, x + HEADER_WIDTH - 10, x + HEADER_WIDTH + 10, 'start'] as const);
    header[side].forEach((pin, row) => {
      const at = y + 26 + row * ROW;
      const number = numberOf(header, side, row);
      const use = uses.get(pin);
      const name = side === 'left' ? `${number} ${pin}` : `${pin} ${number}`;
      parts.push(text(inside, at, name.trim(), side === 'left' ? 'start' : 'end'));
      if (use === undefined) return;
      const mark = marks[use.way][side];
      const words = side === 'left' ? `${wordsOf(use)} ${mark}` : `${mark} ${wordsOf(use)}`;
      parts.push(text(out, at, words, anchor, 'n'));
      parts.push(`<circle class="f" cx="${edge}" cy="${at - 4}" r="3"/>`);
    });
  }
  return parts;
}

/** The same as one drawing in SVG. */
export function drawPinsSvg(layout: Layout, pins: readonly PinUse[], title: string): string {
  const uses = new Map(pins.map((use) => [use.pin, use]));
  const parts = [text(20, 30, title), text(20, 50, `${layout.name}. ${legend}`, 'start', 'r')];
  let y = 70;
  for (const header of layout.headers) {
    parts.push(...drawHeader(header, uses, 240, y));
    y += header.left.length * ROW + 50;
  }
  return sheet(720, y, title, parts);
}
