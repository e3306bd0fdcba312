/**
 * Plot paint: what uPlot does not draw: actions, the phases as words, the instant of the page.
 */

import type uPlot from 'uplot';
import type { Change } from './history.ts';

export const LETTER_PX = 12;
export const FONT = `${LETTER_PX}px system-ui, "DejaVu Sans", sans-serif`;

/** The page's colours, read once per theme, because reading a style is slow. */
export const colours = new Map<string, string>();

export function colourOf(name: string): string {
  const known = colours.get(name);
  if (known !== undefined) return known;
  const colour = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  colours.set(name, colour);
  return colour;
}

/** Marks the actions at their instants. @param seconds of an instant, on the plot's axis */
export function paintActions(
  plot: uPlot,
  actions: readonly Change[],
  seconds: (us: number) => number,
): void {
  const context = plot.ctx;
  const { left, top, width, height } = plot.bbox;
  const letter = LETTER_PX * devicePixelRatio;
  context.save();
  context.font = `${letter}px system-ui, sans-serif`;
  context.textAlign = 'left';
  context.textBaseline = 'bottom';
  context.fillStyle = colourOf('--ink-soft');
  let freeFrom = left;
  for (const action of actions) {
    const x = plot.valToPos(seconds(action.atUs), 'x', true);
    context.fillRect(x, top, devicePixelRatio, height);
    if (x < freeFrom) continue;
    const words = action.value;
    const wide = context.measureText(words).width;
    const from = Math.max(freeFrom, Math.min(x, left + width - wide));
    if (from + wide > left + width) continue;
    context.fillText(words, from, top - 2 * devicePixelRatio);
    freeFrom = from + wide + letter;
  }
  context.restore();
}

/** The instant that the page shows, where the plots show later ones as well. */
export function paintNow(plot: uPlot, second: number): void {
  const { left, top, width, height } = plot.bbox;
  const x = plot.valToPos(second, 'x', true);
  if (x < left || x > left + width) return;
  plot.ctx.save();
  plot.ctx.fillStyle = colourOf('--act');
  plot.ctx.fillRect(x - devicePixelRatio, top, 2 * devicePixelRatio, height);
  plot.ctx.restore();
}

/** The phases are words, so they are drawn as words in their own lane, the one with this number from below. */
export function paintPhases(
  plot: uPlot,
  phases: readonly Change[],
  lane: number,
  seconds: (us: number) => number,
): void {
  const context = plot.ctx;
  const { left, width } = plot.bbox;
  const top = plot.valToPos(lane + 0.82, 'y', true);
  const bottom = plot.valToPos(lane + 0.06, 'y', true);
  context.save();
  context.beginPath();
  context.rect(left, 0, width, bottom + 2);
  context.clip();
  context.font = `${LETTER_PX * devicePixelRatio}px system-ui, sans-serif`;
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  phases.forEach((phase, i) => {
    const from = Math.max(left, plot.valToPos(seconds(phase.atUs), 'x', true));
    const next = phases[i + 1];
    const end = next === undefined ? left + width : plot.valToPos(seconds(next.atUs), 'x', true);
    const isFault = phase.value === 'fault';
    context.fillStyle = `${colourOf(isFault ? '--live' : '--act')}22`;
    context.fillRect(from, top, end - from - devicePixelRatio, bottom - top);
    context.fillStyle = colourOf('--ink');
    if (context.measureText(phase.value).width + 10 * devicePixelRatio < end - from) {
      context.fillText(phase.value, from + 5 * devicePixelRatio, (top + bottom) / 2);
    }
  });
  context.restore();
}
