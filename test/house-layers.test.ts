/**
 * House rules of direction: imports go down the layers of the rooms, types included.
 */

import { expect, test } from 'vitest';
import { importsOf, sourcesIn } from '../bin/architecture/imports.ts';
import { layerOf, parts, roomOf } from '../bin/architecture/rooms.ts';

const folders = ['firmware', 'sim', 'hil', 'bridge', 'bin', 'build'];
const all = folders.flatMap((folder) => sourcesIn(folder));
const isOurs = (file: string): boolean => /^(firmware|sim|hil|bridge|bin|build)\//.test(file);

test('every source has its room, and every room has sources', () => {
  expect(all.filter((file) => roomOf(file) === null)).toEqual([]);
  const filled = new Set(all.map(roomOf));
  const rooms = parts.flatMap(({ layers }) => layers.flat());
  expect(rooms.filter((room) => !filled.has(room))).toEqual([]);
});

test('no import runs back up', () => {
  const up = all
    .flatMap((file) => importsOf(file))
    .filter(({ target }) => isOurs(target))
    .filter(({ file, target }) => roomOf(file) !== roomOf(target))
    .filter(({ file, target }) => layerOf(roomOf(file)) <= layerOf(roomOf(target)));
  expect(up.map(({ file, target }) => `${file} imports ${target}`)).toEqual([]);
});

/** Everything that a file imports, directly or through others. */
function reachOf(file: string): ReadonlySet<string> {
  const reached = new Set<string>();
  const open = [file];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const { target } of importsOf(next)) {
      if (!isOurs(target) || reached.has(target)) continue;
      reached.add(target);
      open.push(target);
    }
  }
  return reached;
}

test("the guard never imports the controller's state, nor anything that does", () => {
  const guard = sourcesIn('firmware/guard');
  expect(guard.length).toBeGreaterThan(1);
  expect(reachOf('firmware/loop.ts')).toContain('firmware/control/state.ts');
  const guilty = guard.filter((file) => reachOf(file).has('firmware/control/state.ts'));
  expect(guilty).toEqual([]);
});
