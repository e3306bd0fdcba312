/**
 * Rooms picture: docs/architecture.svg, the rooms in their layers with an arrow to what each one imports.
 */

import { frame, round, write } from '../../sim/bench/drawing.ts';
import { type Arrow, readArrows } from './arrows.ts';
import { type Placement, type Point, place, ROOM_HEIGHT } from './placement.ts';
import { type Part, parts } from './rooms.ts';

const MARGIN = 16;
const PANEL_TOP = 40;
const PADDING = 18;
/** A gap between two parts, for the arrows. */
const BETWEEN = 40;
const HEADER = 66;

const style = `<style>
.part{fill:none;stroke:var(--line)}.room{fill:var(--bg);stroke:var(--own);stroke-width:1.3}
.label{text-anchor:middle}.way{fill:none;stroke:var(--other);stroke-width:1.1}
.tip{fill:var(--other)}.broad{fill:none;stroke:var(--own);stroke-width:3}.broad-tip{fill:var(--own)}
</style>`.replaceAll('\n', '');

interface Panel extends Point {
  readonly part: Part;
  readonly placement: Placement;
  readonly width: number;
  readonly height: number;
}

/** An arrow's head; it points along `dx`, `dy`, one of which is 0. */
function tip(kind: string, { x, y }: Point, dx: number, dy: number, size: number): string {
  const [bx, by] = [x - dx * size * 2, y - dy * size * 2];
  const corner = (sign: number): string =>
    `${round(bx + sign * dy * size)} ${round(by + sign * dx * size)}`;
  return `<path class="${kind}" d="M${round(x)} ${round(y)}L${corner(1)}L${corner(-1)}Z"/>`;
}

/** Straight through the layers, bent between them. */
function drawWay(points: readonly Point[], { x, y }: Point): string {
  const at = points.map((point) => ({ x: point.x + x, y: point.y + y }));
  const steps = at.map((point, i) => {
    if (i === 0) return `M${round(point.x)} ${round(point.y)}`;
    if (i % 2 === 0) return `L${round(point.x)} ${round(point.y)}`;
    const before = at[i - 1] as Point;
    const middle = round((before.y + point.y) / 2);
    return `C${round(before.x)} ${middle} ${round(point.x)} ${middle} ${round(point.x)} ${round(point.y)}`;
  });
  return `<path class="way" d="${steps.join('')}"/>${tip('tip', at.at(-1) as Point, 0, 1, 3)}`;
}

function drawPanel({ part, placement, x, y, width, height }: Panel): string {
  const origin = { x: x + (width - placement.width) / 2, y: y + PANEL_TOP };
  const rooms = placement.rooms.map((room) => {
    const left = round(origin.x + room.x - room.width / 2);
    const top = round(origin.y + room.y);
    return (
      `<rect class="room" x="${left}" y="${top}" width="${room.width}" height="${ROOM_HEIGHT}" rx="5"/>` +
      write('label', origin.x + room.x, top + 18.5, room.room.name)
    );
  });
  return [
    `<rect class="part" x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="8"/>`,
    write('head', x + 14, y + 26, part.name),
    ...placement.ways.map((way) => drawWay(way, origin)),
    ...rooms,
  ].join('\n');
}

/** An arrow from part to part, across the gap where they stand side by side or one over the other. */
function drawBetween(from: Panel, to: Panel): string {
  const isBeside = from.y === to.y;
  const sign = Math.sign(isBeside ? to.x - from.x : to.y - from.y);
  const [dx, dy] = isBeside ? [sign, 0] : [0, sign];
  const start = {
    x: isBeside ? (sign > 0 ? from.x + from.width : from.x) : from.x + from.width / 2,
    y: isBeside ? from.y + Math.min(from.height, to.height) / 2 : from.y + from.height,
  };
  const end = { x: start.x + dx * BETWEEN, y: start.y + dy * BETWEEN };
  const line = `M${round(start.x)} ${round(start.y)}L${round(end.x - dx * 8)} ${round(end.y - dy * 8)}`;
  return `<path class="broad" d="${line}"/>${tip('broad-tip', end, dx, dy, 6)}`;
}

/** Position of each part: the arrows between them run around, from the command line to the firmware. */
const grid: readonly (readonly string[])[] = [['bin', 'bridge'], ['sim', 'hil'], ['firmware']];

function arrange(placements: ReadonlyMap<string, Placement>): Panel[] {
  const of = (name: string): Placement => placements.get(name) as Placement;
  const widths = [0, 1].map(
    (column) =>
      Math.max(
        ...grid.flatMap((row) => row.slice(column, column + 1)).map((name) => of(name).width),
      ) +
      2 * PADDING,
  );
  const heights = grid.map(
    (row) => Math.max(...row.map((name) => of(name).height)) + PANEL_TOP + PADDING,
  );
  return grid.flatMap((row, line) =>
    row.map((name, column) => ({
      part: parts.find((one) => one.name === name) as Part,
      placement: of(name),
      x: MARGIN + (column === 0 ? 0 : (widths[0] as number) + BETWEEN),
      y: HEADER + heights.slice(0, line).reduce((sum, height) => sum + height + BETWEEN, 0),
      width: widths[column] as number,
      height: heights[line] as number,
    })),
  );
}

/** @param root the folder of the project */
export function drawRooms(root: string): string {
  const arrows = readArrows(root);
  const placements = new Map(parts.map((part) => [part.name, place(part, arrows.within(part))]));
  const panels = arrange(placements);
  const panelOf = (part: Part): Panel => panels.find((panel) => panel.part === part) as Panel;
  const between = arrows.between.map(({ from, to }: Arrow<Part>) =>
    drawBetween(panelOf(from), panelOf(to)),
  );
  const width = Math.ceil(Math.max(...panels.map((panel) => panel.x + panel.width)) + MARGIN);
  const height = Math.ceil(Math.max(...panels.map((panel) => panel.y + panel.height)) + MARGIN);
  return frame(
    'The rooms of the project in their layers; arrows lead from a room to what it imports, and never up',
    height,
    [
      style,
      write('head', MARGIN, 30, 'The rooms, and what each one imports'),
      write(
        'note',
        MARGIN,
        50,
        'A broad arrow: this part imports from that one, and from those behind it. Arrows that a longer path implies are left out.',
      ),
      ...panels.map(drawPanel),
      ...between,
    ],
    width,
  );
}
