/**
 * Plots: the pilot's wire and the timeline, scrolling with virtual time.
 */

import uPlot from 'uplot';
import { type Change, type History, lastAt } from './history.ts';
import { byId } from './page-parts.ts';

/** One lane of the timeline: the height of each word of a name, from 0 to 1. */
interface Lane {
  readonly label: string;
  readonly name: string;
  readonly levels: Readonly<Record<string, number>>;
  readonly colour: string;
}

const lanes: readonly Lane[] = [
  { label: 'mains', name: 'grid', levels: { on: 1 }, colour: '--ink-soft' },
  { label: 'contactor', name: 'contactor', levels: { closed: 1 }, colour: '--act' },
  { label: 'socket live', name: 'socket', levels: { live: 1 }, colour: '--live' },
  {
    label: 'lock drive',
    name: 'drive',
    levels: { extend: 1, retract: 0.5, brake: 0.15 },
    colour: '--act',
  },
  { label: 'pin', name: 'pin', levels: { between: 0.5, extended: 1 }, colour: '--hold' },
  { label: 'latch', name: 'latch', levels: { unknown: 0.5, locked: 1 }, colour: '--hold' },
  { label: 'plug', name: 'plug', levels: { half: 0.5, in: 1 }, colour: '--ink-soft' },
];

const LANE_HEIGHT = 0.66;
const GUTTER = 74;
const PILOT_HEIGHT = 124;
const TIMELINE_HEIGHT = 178;
/** The meaning of the wire's levels. */
const pilotMarks: Readonly<Record<number, string>> = {
  12: 'A  12 V',
  9: 'B  9 V',
  6: 'C  6 V',
  3: 'D  3 V',
  [-12]: '−12 V',
};

/** The page's colours, read once per theme, because reading a style is slow. */
const colours = new Map<string, string>();

function colourOf(name: string): string {
  const known = colours.get(name);
  if (known !== undefined) return known;
  const colour = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  colours.set(name, colour);
  return colour;
}

/** Entries between two instants, including the one in force at the first. */
function slice<Entry extends { readonly atUs: number }>(
  entries: readonly Entry[],
  fromUs: number,
  toUs: number,
): readonly Entry[] {
  return entries.slice(Math.max(0, lastAt(entries, fromUs)), lastAt(entries, toUs) + 1);
}

/** Every instant at which one of these changes, from the first to the last. */
function instantsOf(shown: readonly (readonly Change[])[], fromUs: number, toUs: number): number[] {
  const instants = new Set<number>([fromUs, toUs]);
  for (const changes of shown) {
    for (const change of changes) instants.add(Math.max(change.atUs, fromUs));
  }
  return [...instants].sort((a, b) => a - b);
}

/** A function for the value at each instant. */
function follow(
  changes: readonly Change[],
  instants: readonly number[],
  worth: (value: string) => number,
): number[] {
  let at = -1;
  return instants.map((us) => {
    while (at + 1 < changes.length && (changes[at + 1] as Change).atUs <= us) at++;
    return worth(changes[at]?.value ?? '');
  });
}

/** The phases, and the times at which the firmware did not run. */
function phasesOf(history: History, fromUs: number, toUs: number): Change[] {
  const phases = history.of('phase');
  const powered = slice(history.of('processor'), fromUs, toUs).map(({ atUs, value }) => {
    const before = phases[lastAt(phases, atUs)]?.value ?? '';
    return { atUs, value: value === 'off' ? 'off' : before };
  });
  return [...slice(phases, fromUs, toUs), ...powered].sort((a, b) => a.atUs - b.atUs);
}

export class Plots {
  private pilot: uPlot | null = null;
  private timeline: uPlot | null = null;
  private phases: readonly Change[] = [];
  private actions: readonly Change[] = [];
  private startUs = 0;

  constructor() {
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
    const base = { legend: { show: false }, cursor: { show: false }, width: 400 };
    const font = '11px system-ui, sans-serif';
    const grid = { stroke: colourOf('--line'), width: 1 };
    const axis = { stroke: colourOf('--ink-soft'), font, grid, ticks: { show: false } };
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
        hooks: { draw: [(plot) => this.drawActions(plot)] },
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
        hooks: { draw: [(plot) => this.drawPhases(plot)] },
      },
      [[], ...lanes.map(() => [])] as unknown as uPlot.AlignedData,
      byId('timeline-plot'),
    );
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
   * @param nowUs on the world's clock: the right edge
   */
  draw(history: History, startUs: number, nowUs: number, spanUs: number): void {
    const fromUs = Math.max(startUs, nowUs - spanUs);
    const toUs = Math.max(nowUs, fromUs + Math.min(spanUs, 1000000));
    this.startUs = startUs;
    this.drawPilot(history, fromUs, nowUs);
    this.drawLanes(history, fromUs, nowUs);
    this.phases = phasesOf(history, fromUs, nowUs);
    const actions = history.of('action');
    this.actions = actions.slice(lastAt(actions, fromUs) + 1, lastAt(actions, nowUs) + 1);
    const range = { min: (fromUs - startUs) / 1000000, max: (toUs - startUs) / 1000000 };
    this.pilot?.setScale('x', range);
    this.timeline?.setScale('x', range);
  }

  private seconds(us: number): number {
    return (us - this.startUs) / 1000000;
  }

  private drawPilot(history: History, fromUs: number, nowUs: number): void {
    const names = ['pilot-high', 'pilot-low'];
    const shown = names.map((name) => slice(history.of(name), fromUs, nowUs));
    const times = instantsOf(shown, fromUs, nowUs);
    const levels = shown.map((changes) =>
      follow(changes, times, (value) => Number.parseFloat(value) / 1000),
    );
    this.pilot?.setData([times.map((us) => this.seconds(us)), ...levels], false);
  }

  private drawLanes(history: History, fromUs: number, nowUs: number): void {
    const shown = lanes.map((lane) => slice(history.of(lane.name), fromUs, nowUs));
    const times = instantsOf(shown, fromUs, nowUs);
    const rows = lanes.map((lane, i) => {
      const base = lanes.length - 1 - i + 0.06;
      const heightOf = (value: string): number => base + (lane.levels[value] ?? 0) * LANE_HEIGHT;
      return follow(shown[i] as readonly Change[], times, heightOf);
    });
    this.timeline?.setData([times.map((us) => this.seconds(us)), ...rows], false);
  }

  /** Marks the actions at their instants. */
  private drawActions(plot: uPlot): void {
    const context = plot.ctx;
    const { left, top, width, height } = plot.bbox;
    const letter = 11 * devicePixelRatio;
    context.save();
    context.font = `${letter}px system-ui, sans-serif`;
    context.textAlign = 'left';
    context.textBaseline = 'bottom';
    context.fillStyle = colourOf('--ink-soft');
    let freeFrom = left;
    for (const action of this.actions) {
      const x = plot.valToPos(this.seconds(action.atUs), 'x', true);
      context.fillRect(x, top, devicePixelRatio, height);
      if (x < freeFrom) continue;
      const words = action.value;
      const wide = context.measureText(words).width;
      context.fillText(words, Math.min(x, left + width - wide), top - 2 * devicePixelRatio);
      freeFrom = x + wide + letter;
    }
    context.restore();
  }

  /** The phases are words, so they are drawn as words in their own lane. */
  private drawPhases(plot: uPlot): void {
    const context = plot.ctx;
    const { left, width } = plot.bbox;
    const top = plot.valToPos(lanes.length + 0.82, 'y', true);
    const bottom = plot.valToPos(lanes.length + 0.06, 'y', true);
    context.save();
    context.beginPath();
    context.rect(left, 0, width, bottom + 2);
    context.clip();
    context.font = `${11 * devicePixelRatio}px system-ui, sans-serif`;
    context.textBaseline = 'middle';
    context.textAlign = 'left';
    this.phases.forEach((phase, i) => {
      const from = Math.max(left, plot.valToPos(this.seconds(phase.atUs), 'x', true));
      const next = this.phases[i + 1];
      const end =
        next === undefined ? left + width : plot.valToPos(this.seconds(next.atUs), 'x', true);
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
}
