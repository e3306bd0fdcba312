/**
 * Plots: the pilot's wire and the timeline over virtual time.
 */

import uPlot from 'uplot';
import { type Change, type History, lastAt } from './history.ts';
import { byId } from './page-parts.ts';
import { PlotCursor } from './plot-cursor.ts';
import { type Lines, laneLines, lanes, phasesOf, pilotLines } from './plot-lines.ts';
import { colourOf, colours, FONT, paintActions, paintNow, paintPhases } from './plot-paint.ts';
import { Stretch } from './plot-stretch.ts';

const GUTTER = 74;
const PILOT_HEIGHT = 152;
const TIMELINE_HEIGHT = 178;
/** The meaning of the wire's levels. */
const pilotMarks: Readonly<Record<number, string>> = {
  12: 'A  12 V',
  9: 'B  9 V',
  6: 'C  6 V',
  3: 'D  3 V',
  [-12]: '−12 V',
};

export class Plots {
  private pilot: uPlot | null = null;
  private timeline: uPlot | null = null;
  private phases: readonly Change[] = [];
  private actions: readonly Change[] = [];
  private startUs = 0;
  private nowUs = 0;
  private readonly seconds = (us: number): number => (us - this.startUs) / 1000000;
  readonly stretch = new Stretch();
  private readonly cursor: PlotCursor;

  /** @param changed asks for the page to be drawn */
  constructor(changed: () => void, seek: (us: number) => void) {
    this.cursor = new PlotCursor(this.stretch, changed, seek);
    const rebuild = (): void => this.build();
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', rebuild);
    new ResizeObserver(() => this.fit()).observe(byId('pilot-plot'));
    rebuild();
  }

  private build(): void {
    colours.clear();
    this.pilot?.destroy();
    this.timeline?.destroy();
    const stepped = (uPlot.paths.stepped as uPlot.Series.SteppedPathBuilderFactory)({ align: 1 });
    const base = { legend: { show: false }, cursor: this.cursor.options, width: 400 };
    const grid = { stroke: colourOf('--line'), width: 1 };
    const axis = { stroke: colourOf('--ink-soft'), font: FONT, grid, ticks: { show: false } };
    const time = {
      ...axis,
      size: 22,
      values: (_: uPlot, at: number[]) => at.map((s) => `${Number(s.toFixed(3))} s`),
    };
    const noTime = { ...axis, size: 4, values: () => [] };
    const trace = { paths: stepped, width: 1.5, points: { show: false } };
    this.pilot = new uPlot(
      {
        ...base,
        height: PILOT_HEIGHT,
        padding: [18, null, null, null],
        scales: { x: { time: false }, y: { range: [-13.5, 13.5] } },
        axes: [
          noTime,
          {
            ...axis,
            size: GUTTER,
            splits: [-12, 3, 6, 9, 12],
            values: (_, at) => at.map((level) => pilotMarks[level] ?? ''),
          },
        ],
        series: [
          {},
          { ...trace, stroke: colourOf('--pilot') },
          { ...trace, stroke: colourOf('--pilot') },
        ],
        bands: [{ series: [1, 2], fill: colourOf('--pilot-band') }],
        hooks: { draw: [(plot) => this.paint(plot)], ...this.cursor.hooks },
      },
      [[], [], []],
      byId('pilot-plot'),
    );
    this.timeline = new uPlot(
      {
        ...base,
        height: TIMELINE_HEIGHT,
        scales: { x: { time: false }, y: { range: [0, lanes.length + 1] } },
        axes: [
          time,
          {
            ...axis,
            grid: { show: false },
            size: GUTTER,
            splits: [...lanes.keys(), lanes.length].map((i) => lanes.length - i + 0.4),
            values: () => ['phase', ...lanes.map((lane) => lane.label)],
          },
        ],
        series: [
          {},
          ...lanes.map((lane, i) => ({
            ...trace,
            stroke: colourOf(lane.colour),
            fill: `${colourOf(lane.colour)}33`,
            fillTo: lanes.length - 1 - i + 0.06,
          })),
        ],
        hooks: { draw: [(plot) => this.paint(plot)], ...this.cursor.hooks },
      },
      [[], ...lanes.map(() => [])] as unknown as uPlot.AlignedData,
      byId('timeline-plot'),
    );
    this.cursor.attach([this.pilot, this.timeline]);
    this.fit();
  }

  private fit(): void {
    const width = byId('pilot-plot').clientWidth;
    if (width === 0) return;
    this.pilot?.setSize({ width, height: PILOT_HEIGHT });
    this.timeline?.setSize({ width, height: TIMELINE_HEIGHT });
  }

  /**
   * @param startUs the story's beginning on the world's clock
   * @param nowUs on the world's clock
   */
  draw(history: History, startUs: number, nowUs: number): void {
    const shown = this.stretch.shown(nowUs - startUs);
    const fromUs = startUs + shown.fromUs;
    const toUs = Math.max(fromUs, Math.min(nowUs, startUs + shown.toUs));
    this.startUs = startUs;
    this.nowUs = nowUs;
    const pilot = pilotLines(history, fromUs, toUs);
    const lines = laneLines(history, fromUs, toUs);
    this.phases = phasesOf(history, fromUs, toUs);
    const actions = history.of('action');
    this.actions = actions.slice(lastAt(actions, fromUs - 1) + 1, lastAt(actions, toUs) + 1);
    this.put(this.pilot, pilot);
    this.put(this.timeline, lines);
    const range = { min: shown.fromUs / 1000000, max: shown.toUs / 1000000 };
    this.pilot?.setScale('x', range);
    this.timeline?.setScale('x', range);
    this.cursor.draw(history, startUs, nowUs);
  }

  private put(plot: uPlot | null, { times, rows }: Lines): void {
    plot?.setData([times.map(this.seconds), ...rows] as uPlot.AlignedData, false);
  }

  private paint(plot: uPlot): void {
    if (plot === this.pilot) paintActions(plot, this.actions, this.seconds);
    else paintPhases(plot, this.phases, lanes.length, this.seconds);
    if (!this.stretch.follows) paintNow(plot, this.seconds(this.nowUs));
  }
}
