/**
 * Arrows: which room imports which, found in the sources. An arrow that a longer path implies is left out.
 */

import { importsOf, sourcesIn } from './imports.ts';
import { type Part, parts, type Room, roomOf } from './rooms.ts';

export interface Arrow<Node> {
  readonly from: Node;
  readonly to: Node;
}

const folders = ['firmware', 'sim', 'hil', 'bridge', 'bin', 'build'];

/** Whether a path of two or more arrows leads from one to the other. */
function leadsRound<Node>(arrows: readonly Arrow<Node>[], { from, to }: Arrow<Node>): boolean {
  const leads = (here: Node): boolean =>
    arrows.some((arrow) => arrow.from === here && (arrow.to === to || leads(arrow.to)));
  return arrows.some((arrow) => arrow.from === from && arrow.to !== to && leads(arrow.to));
}

function reduce<Node>(pairs: readonly Arrow<Node>[]): Arrow<Node>[] {
  const arrows = pairs.filter(
    ({ from, to }, i) =>
      from !== to && pairs.findIndex((one) => one.from === from && one.to === to) === i,
  );
  return arrows.filter((arrow) => !leadsRound(arrows, arrow));
}

const partOf = (room: Room): Part | undefined =>
  parts.find(({ layers }) => layers.some((layer) => layer.includes(room)));

/** @param root the folder of the project */
function readPairs(root: string): Arrow<Room>[] {
  return folders
    .flatMap((folder) => sourcesIn(folder, root))
    .flatMap((file) => importsOf(file, root))
    .flatMap(({ file, target }) => {
      const [from, to] = [roomOf(file), roomOf(target)];
      return from === null || to === null ? [] : [{ from, to }];
    });
}

export interface Arrows {
  /** Between the rooms of one part. */
  within(part: Part): Arrow<Room>[];
  readonly between: readonly Arrow<Part>[];
}

/** @param root the folder of the project */
export function readArrows(root: string): Arrows {
  const pairs = readPairs(root);
  const between = pairs.flatMap(({ from, to }) => {
    const [upper, lower] = [partOf(from), partOf(to)];
    return upper === undefined || lower === undefined ? [] : [{ from: upper, to: lower }];
  });
  return {
    within: (part) =>
      reduce(pairs.filter(({ from, to }) => partOf(from) === part && partOf(to) === part)),
    between: reduce(between),
  };
}
