/**
 * The picture of the rooms: what stands where, and which arrows are drawn.
 */

import { expect, test } from 'vitest';
import { readArrows } from '../../../bin/architecture/arrows.ts';
import { place, ROOM_HEIGHT } from '../../../bin/architecture/placement.ts';
import { parts, type Room, roomOf } from '../../../bin/architecture/rooms.ts';

const arrows = readArrows('.');

for (const part of parts) {
  const placed = place(part, arrows.within(part));

  test(`${part.name}: no two rooms overlap, and all are inside`, () => {
    expect(placed.rooms.length).toBe(part.layers.flat().length);
    for (const one of placed.rooms) {
      expect(one.x - one.width / 2).toBeGreaterThanOrEqual(0);
      expect(one.x + one.width / 2).toBeLessThanOrEqual(placed.width);
      for (const other of placed.rooms) {
        if (other === one || other.y !== one.y) continue;
        expect(Math.abs(other.x - one.x)).toBeGreaterThan((other.width + one.width) / 2);
      }
    }
  });

  test(`${part.name}: no arrow passes behind a room`, () => {
    for (const way of placed.ways) {
      // Between its ends a way has two points in each layer that it passes: they stand beside every room.
      for (const point of way.slice(1, -1)) {
        const hit = placed.rooms.filter(
          ({ x, y, width }) =>
            point.y >= y && point.y <= y + ROOM_HEIGHT && Math.abs(point.x - x) < width / 2,
        );
        expect(hit.map(({ room }) => room.name)).toEqual([]);
      }
    }
  });
}

test('an arrow that a longer way says is left out, and every other is drawn', () => {
  const drawn = arrows.within(parts[0] as (typeof parts)[number]);
  const has = (from: string, to: string): boolean =>
    drawn.some((arrow) => arrow.from === roomOf(from) && arrow.to === roomOf(to));
  expect(has('firmware/guard/rules.ts', 'firmware/control/age.ts')).toBe(true);
  expect(has('firmware/loop.ts', 'firmware/slow-work.ts')).toBe(true);
  // The loop imports control, and says so by every room below it.
  expect(has('firmware/loop.ts', 'firmware/control/age.ts')).toBe(false);
});

test('the longest path that fits decides where a file stands', () => {
  const nameOf = (file: string): string | undefined => (roomOf(file) as Room | null)?.name;
  expect(nameOf('sim/clock.ts')).toBe('clock, trace, random');
  expect(nameOf('sim/verify/search/explore.ts')).toBe('verify/search');
  expect(nameOf('elsewhere/file.ts')).toBeUndefined();
});
