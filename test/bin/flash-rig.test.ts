/**
 * Maps of a rig: reports name the pin map that a board was built for, where the rig file states it or its platform.
 */

import { expect, test } from 'vitest';
import { withMaps } from '../../bin/commands/hil/flash-rig.ts';
import { parseRig } from '../../hil/rig/read.ts';
import { resultsOf, suiteOf } from '../../hil/run/results.ts';

/** The property of a report for this line of the rig file. */
function mapIn(board: string, more = ''): string | undefined {
  const text = `{ "name": "desk", "board": { ${board} }${more} }`;
  const rig = withMaps(parseRig('desk.json', text));
  const facts = { build: 'b1', startedAt: '2026-01-02T03:04:05.678Z', shuffle: null };
  return suiteOf(resultsOf([], { ...facts, rig, broken: '', line: null, memory: [] })).properties[
    'map'
  ];
}

test('the map that is stated, else the usual one of the platform, else none', () => {
  const port = '"port": "/dev/a"';
  expect(mapIn(`${port}, "platform": "espruino", "map": "own-map"`)).toBe('own-map');
  expect(mapIn(`${port}, "map": "own-map"`)).toBe('own-map');
  expect(mapIn(`${port}, "platform": "kaluma"`)).toBe('pico');
  expect(mapIn(`${port}, "platform": "espruino"`)).toBe('pico-espruino');
  expect(mapIn(port)).toBeUndefined();
  expect(mapIn('"process": []')).toBeUndefined();
});

test('a jig has its own map, and the report names that of the board under test', () => {
  const jig =
    ', "kind": "jig", "lock": "hella-1", "jig": { "port": "/dev/b", "platform": "kaluma" }';
  const board = '"port": "/dev/a", "platform": "espruino"';
  expect(mapIn(board, jig)).toBe('pico-espruino');
  const rig = withMaps(parseRig('desk.json', `{ "name": "desk", "board": { ${board} }${jig} }`));
  expect(rig.jig?.map).toBe('jig-pico');
});
