/**
 * Placement: the position of each room of one part, and the course of its arrows, so that no arrow passes
 * behind a room.
 *
 * An arrow that crosses a layer takes a slot there. Within its layer each room and slot moves towards the
 * middle of its neighbours.
 */

import type { Arrow } from './arrows.ts';
import type { Part, Room } from './rooms.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface PlacedRoom extends Point {
  readonly room: Room;
  readonly width: number;
}

export interface Placement {
  readonly width: number;
  readonly height: number;
  /** `x` is the middle, `y` the top. */
  readonly rooms: readonly PlacedRoom[];
  /** From the room that imports to the room that is imported. */
  readonly ways: readonly (readonly Point[])[];
}

export const ROOM_HEIGHT = 28;
const PITCH = 62;
const GAP = 14;
/** Width of the slot of an arrow that crosses a layer. */
const PASSING_WIDTH = 10;
const LETTER_WIDTH = 8;
const SWEEPS = 24;

/** A room, or the slot of an arrow that crosses a layer. */
interface Place {
  readonly room: Room | null;
  readonly width: number;
  readonly layer: number;
  readonly above: Place[];
  readonly below: Place[];
  x: number;
}

function createPlace(room: Room | null, layer: number, x: number): Place {
  const width = room === null ? PASSING_WIDTH : Math.round(room.name.length * LETTER_WIDTH) + 22;
  return { room, width, layer, above: [], below: [], x };
}

function tie(upper: Place, lower: Place): void {
  upper.below.push(lower);
  lower.above.push(upper);
}

/** Connects two rooms through a slot in every layer between them. */
function route(from: Place, to: Place, rows: readonly Place[][]): Place[] {
  const way = [from];
  for (let layer = from.layer - 1; layer > to.layer; layer--) {
    const x = (from.x + to.x) / 2;
    const passing = createPlace(null, layer, x);
    (rows[layer] as Place[]).push(passing);
    way.push(passing);
  }
  way.push(to);
  for (let i = 1; i < way.length; i++) tie(way[i - 1] as Place, way[i] as Place);
  return way;
}

const middleOf = (places: readonly Place[]): number =>
  places.reduce((sum, { x }) => sum + x, 0) / places.length;

/** Sorts a layer by its neighbours' positions, and spreads overlapping entries evenly to both sides. */
function settle(row: Place[], tiesOf: (place: Place) => readonly Place[]): void {
  const middle = middleOf(row);
  const wanted = new Map(
    row.map((place) => {
      const ties = tiesOf(place);
      // An entry without neighbours keeps its position; otherwise every sweep would push it a little.
      return [place, ties.length === 0 ? (place.x + middle) / 2 : middleOf(ties)];
    }),
  );
  const wish = (place: Place): number => wanted.get(place) ?? place.x;
  row.sort((a, b) => wish(a) - wish(b));
  const spread = (places: readonly Place[], sign: 1 | -1): number[] => {
    let edge = Number.NEGATIVE_INFINITY;
    return places.map((place) => {
      const x = Math.max(sign * wish(place), edge + GAP + place.width / 2);
      edge = x + place.width / 2;
      return sign * x;
    });
  };
  const rightwards = spread(row, 1);
  const leftwards = spread([...row].reverse(), -1).reverse();
  row.forEach((place, i) => {
    place.x = ((rightwards[i] as number) + (leftwards[i] as number)) / 2;
  });
}

/**
 * Where an arrow meets a room: spread over its width in the order of the other ends, so that no two cross
 * there.
 */
function portOf(place: Place, other: Place, others: readonly Place[]): number {
  if (place.room === null) return place.x;
  const order = [...others].sort((a, b) => a.x - b.x).indexOf(other);
  const step = Math.min(16, (place.width - 16) / others.length);
  return place.x + (order - (others.length - 1) / 2) * step;
}

function pointsOf(way: readonly Place[], topOf: (layer: number) => number): Point[] {
  const points: Point[] = [];
  for (let i = 1; i < way.length; i++) {
    const [upper, lower] = [way[i - 1] as Place, way[i] as Place];
    const from = portOf(upper, lower, upper.below);
    const to = portOf(lower, upper, lower.above);
    points.push({ x: from, y: topOf(upper.layer) + ROOM_HEIGHT });
    points.push({ x: to, y: topOf(lower.layer) });
  }
  return points;
}

export function place(part: Part, arrows: readonly Arrow<Room>[]): Placement {
  const rows = part.layers.map((rooms, layer) =>
    rooms.map((room, i) => createPlace(room, layer, (i - (rooms.length - 1) / 2) * 120)),
  );
  const placeOf = (room: Room): Place => rows.flat().find((one) => one.room === room) as Place;
  const ways = arrows.map(({ from, to }) => route(placeOf(from), placeOf(to), rows));
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (const row of [...rows].reverse()) settle(row, ({ above }) => above);
    for (const row of rows) settle(row, ({ below }) => below);
    for (const row of rows) settle(row, ({ above, below }) => [...above, ...below]);
  }
  const all = rows.flat();
  const left = Math.min(...all.map(({ x, width }) => x - width / 2));
  for (const one of all) one.x -= left;
  const topOf = (layer: number): number => (rows.length - 1 - layer) * PITCH;
  return {
    width: Math.max(...all.map(({ x, width }) => x + width / 2)),
    height: topOf(0) + ROOM_HEIGHT,
    rooms: all.flatMap(({ room, x, width, layer }) =>
      room === null ? [] : [{ room, x, y: topOf(layer), width }],
    ),
    ways: ways.map((way) => pointsOf(way, topOf)),
  };
}
