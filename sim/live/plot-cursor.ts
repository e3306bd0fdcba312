/**
 * Plot cursor: an instant that a person points at, its values, and the keys and gestures that zoom.
 */

import type uPlot from 'uplot';
import type { History } from './history.ts';
import { byId, make, setText } from './page-parts.ts';
import { clockText } from './page-texts.ts';
import type { Stretch } from './plot-stretch.ts';
import { nextChange, readAt, sayAt } from './reading.ts';

const KEYS =
  "Plots. Left and right move the cursor from change to change, plus and minus zoom, Enter goes to the cursor's instant, Escape follows the clock again.";
const ZOOM = 2;
/** A narrower drag was a click. */
const NARROWEST_PX = 6;
/** Scrolled this far, in px, is one zoom. */
const WHEEL_PX = 240;

export class PlotCursor {
  /** On the world's clock; null where nothing is pointed at. */
  private atUs: number | null = null;
  /** The pointer's place in a plot, while it is there: the instant under it moves with the plots. */
  private left = -1;
  private hovered: uPlot | null = null;
  private plots: readonly uPlot[] = [];
  private history: History | null = null;
  private startUs = 0;
  private nowUs = 0;
  private readonly span = byId('span') as HTMLSelectElement;

  /** @param seek goes to an instant of the story, in µs */
  constructor(
    private readonly stretch: Stretch,
    private readonly changed: () => void,
    private readonly seek: (us: number) => void,
  ) {
    const place = byId('plots');
    place.tabIndex = 0;
    place.setAttribute('role', 'application');
    place.setAttribute('aria-label', KEYS);
    place.setAttribute('aria-describedby', 'cursor-words');
    place.addEventListener('keydown', (event) => this.onKey(event));
    place.addEventListener('wheel', (event) => this.onWheel(event), { passive: false });
    byId('zoom-in').addEventListener('click', () => this.zoom(1 / ZOOM));
    byId('zoom-out').addEventListener('click', () => this.zoom(ZOOM));
    byId('cursor-go').addEventListener('click', () => this.go());
    this.span.addEventListener('change', () => {
      this.stretch.follow(Number(this.span.value) * 1000000);
      this.changed();
    });
  }

  /** For both plots: a line at the pointer, and a drag that selects a stretch. */
  get options(): uPlot.Cursor {
    const follow = (): null => {
      this.stretch.follow();
      this.changed();
      return null;
    };
    return {
      y: false,
      points: { show: false },
      drag: { x: true, y: false, setScale: false },
      bind: { dblclick: () => follow },
    };
  }

  get hooks(): uPlot.Hooks.Arrays {
    return { setSelect: [(plot) => this.select(plot)] };
  }

  attach(plots: readonly uPlot[]): void {
    this.plots = plots;
    for (const plot of plots) {
      plot.over.addEventListener('mousemove', (event) => this.point(event.offsetX, plot));
      plot.over.addEventListener('mouseleave', () => this.point(-1, null));
    }
  }

  private instantAt(px: number): number {
    const second = this.plots[0]?.posToVal(px, 'x') ?? 0;
    return Math.round(this.startUs + second * 1000000);
  }

  /** The pointer has moved; -1: it has left. */
  private point(left: number, plot: uPlot | null): void {
    this.left = left;
    this.hovered = plot;
    this.atUs = this.left < 0 ? null : this.instantAt(this.left);
    this.tell();
  }

  private select(plot: uPlot): void {
    const { left, width } = plot.select;
    if (width === 0) return;
    if (width >= NARROWEST_PX) {
      const [from, to] = [left, left + width].map((px) => this.instantAt(px) - this.startUs);
      this.stretch.select(from ?? 0, to ?? 0, this.nowUs - this.startUs);
    }
    plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    this.changed();
  }

  /** @param nowUs on the world's clock */
  draw(history: History, startUs: number, nowUs: number): void {
    this.history = history;
    this.startUs = startUs;
    this.nowUs = nowUs;
    if (this.left >= 0) this.atUs = this.instantAt(this.left);
    this.span.value = this.stretch.follows ? String(this.stretch.spanUs / 1000000) : '';
    this.tell();
  }

  /** Shows the line in both plots, and the values below them. */
  private tell(): void {
    const { atUs, history } = this;
    const isKnown = atUs !== null && history !== null && atUs >= this.startUs && atUs <= this.nowUs;
    for (const plot of this.plots) {
      // Where the pointer is, uPlot itself draws the line, and the selection of a drag.
      if (plot === this.hovered) continue;
      const second = ((atUs ?? 0) - this.startUs) / 1000000;
      plot.setCursor({ left: atUs === null ? -10 : plot.valToPos(second, 'x'), top: 0 }, false);
    }
    (byId('cursor-go') as HTMLButtonElement).disabled = !isKnown;
    const values = isKnown ? readAt(history, atUs) : [];
    const told = isKnown ? [['at', clockText(atUs - this.startUs)] as const, ...values] : [];
    const list = byId('cursor-values');
    const text = told.flat().join(' ');
    if (list.dataset['text'] === text) return;
    list.dataset['text'] = text;
    list.replaceChildren(
      ...told.map(([name, value]) => {
        const pair = make('div', '');
        pair.append(make('dt', '', name), make('dd', '', value));
        return pair;
      }),
    );
  }

  private zoom(factor: number): void {
    const now = this.nowUs - this.startUs;
    const about = this.atUs === null ? this.middle() : this.atUs - this.startUs;
    this.stretch.zoom(factor, about, now);
    this.changed();
  }

  /** Without a cursor, the clock stays in sight; zoomed, the middle does. */
  private middle(): number {
    const now = this.nowUs - this.startUs;
    const { fromUs, toUs } = this.stretch.shown(now);
    return this.stretch.follows ? Math.min(now, toUs) : (fromUs + toUs) / 2;
  }

  private go(): void {
    if (this.atUs !== null) this.seek(this.atUs - this.startUs);
  }

  /** Moves the cursor to the next change of anything that is read, and says what is there. */
  private step(step: 1 | -1): void {
    if (this.history === null) return;
    const from = this.atUs ?? (step > 0 ? this.startUs - 1 : this.nowUs + 1);
    const to = nextChange(this.history, from, step);
    if (to === null || to < this.startUs || to > this.nowUs) return;
    this.left = -1;
    this.hovered = null;
    this.atUs = to;
    this.stretch.reveal(to - this.startUs, this.nowUs - this.startUs);
    setText('cursor-words', sayAt(this.history, to, this.startUs));
    this.changed();
  }

  private onKey(event: KeyboardEvent): void {
    const keys: Record<string, () => void> = {
      ArrowRight: () => this.step(1),
      ArrowLeft: () => this.step(-1),
      '+': () => this.zoom(1 / ZOOM),
      '=': () => this.zoom(1 / ZOOM),
      '-': () => this.zoom(ZOOM),
      Enter: () => this.go(),
      Escape: () => {
        this.stretch.follow();
        this.atUs = null;
        this.left = -1;
        this.hovered = null;
        this.changed();
      },
    };
    const act = keys[event.key];
    if (act === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  }

  /** With Ctrl, or two fingers on a touch pad; without, the wheel scrolls the page as everywhere. */
  private onWheel(event: WheelEvent): void {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    this.zoom(ZOOM ** (event.deltaY / WHEEL_PX));
  }
}
