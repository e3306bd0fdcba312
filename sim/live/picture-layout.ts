/**
 * Picture layout: where parts and words stand: the car beside the charger, or below it where the page has less
 * room. Letters are as large as the eye needs, whatever the picture's scale.
 */

import { put } from './page-parts.ts';

export interface Layout {
  /** The car stands below the charger. */
  readonly isStacked: boolean;
  /** Units of the picture from side to side. */
  readonly width: number;
  readonly tail: { readonly x: number; readonly y: number };
  readonly ground: { readonly x: number; readonly y: number };
  /** Direction from the connector along its cable. */
  readonly away: 1 | -1;
  /** Attributes, by element. */
  readonly places: Readonly<Record<string, Readonly<Record<string, string | number>>>>;
}

const start = { 'text-anchor': 'start' };
const middle = { 'text-anchor': 'middle' };
const end = { 'text-anchor': 'end' };

const wide: Layout = {
  isStacked: false,
  width: 1100,
  tail: { x: 848, y: 263 },
  ground: { x: 838, y: 390 },
  away: -1,
  places: {
    picture: { viewBox: '0 0 1100 420', 'data-layout': 'wide' },
    case: { height: 336 },
    car: { transform: 'translate(62 0)' },
    'car-text': { x: 1088, y: 306, ...end },
    scope: { transform: 'translate(-14 0)' },
    'scope-glass': { y: 284, height: 96 },
    'scope-text': { y: 304 },
    chip: { y: 286, height: 70 },
    'chip-name': { y: 307 },
    'phase-text': { y: 328 },
    'pilot-text': { y: 347 },
    'drive-text': { x: 508, y: 89, ...middle },
    'latch-text': { x: 580, y: 60, ...start },
    'weather-text': { x: 580, y: 82, ...start },
    'hand-text': { x: 655, ...middle },
    'stop-shape': { transform: '' },
    'stop-label': { x: 486, y: 362, ...middle },
    'estop-shape': { transform: '' },
    'estop-label': { x: 539, y: 362, ...middle },
    'screen-text': { y: 91 },
    'socket-text': { x: 512, y: 284 },
  },
};

/** Larger buttons in a row of their own, with their names beside them. */
const stacked: Layout = {
  isStacked: true,
  width: 720,
  tail: { x: 264, y: 599 },
  ground: { x: 300, y: 724 },
  away: 1,
  places: {
    picture: { viewBox: '0 -14 720 770', 'data-layout': 'stacked' },
    case: { height: 426 },
    car: { transform: 'translate(1050 336) scale(-1 1)' },
    'car-text': { x: 14, y: 646, ...start },
    scope: { transform: 'translate(-98 356)' },
    'scope-glass': { y: 262, height: 124 },
    'scope-text': { y: 291 },
    chip: { y: 274, height: 102 },
    'chip-name': { y: 302 },
    'phase-text': { y: 333 },
    'pilot-text': { y: 364 },
    'drive-text': { x: 508, y: 62, ...middle },
    'latch-text': { x: 712, y: 16, ...end },
    'weather-text': { x: 8, y: 16, ...start },
    'hand-text': { x: 710, ...end },
    'stop-shape': { transform: 'translate(232 420) scale(1.6) translate(-486 -322)' },
    'stop-label': { x: 272, y: 428, ...start },
    'estop-shape': { transform: 'translate(404 420) scale(1.5) translate(-539 -322)' },
    'estop-label': { x: 444, y: 428, ...start },
    'screen-text': { y: 105 },
    'socket-text': { x: 512, y: 288 },
  },
};

/** Narrower than this, in px, the car goes below: beside the charger, letters to read would not find room. */
const NARROWEST_WIDE_PX = 790;
/** The smallest letters, in px, with a margin against rounding. */
const LETTER_PX = 12.1;
/** Letters of a large picture, in its units. */
const LETTER = 16.5;

/** The layout for a picture of this width, in px, put in place. */
export function layOut(widthPx: number): Layout {
  const layout = widthPx < NARROWEST_WIDE_PX ? stacked : wide;
  for (const [id, attributes] of Object.entries(layout.places)) {
    for (const [name, value] of Object.entries(attributes)) put(id, name, String(value));
  }
  return layout;
}

/** The letters' size in units of the picture. @param widthPx how wide the picture is drawn */
export function letterOf(layout: Layout, widthPx: number): number {
  return Math.max(LETTER, (LETTER_PX * layout.width) / Math.max(1, widthPx));
}
