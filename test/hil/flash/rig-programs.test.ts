/**
 * Rig programs: the bench firmware for a bench rig, the firmware that ships beside a jig.
 */

import { expect, test } from 'vitest';
import { programsOf } from '../../../hil/flash/rig-programs.ts';
import { parseRig } from '../../../hil/rig/read.ts';

const kaluma = '"port": "/dev/a", "platform": "kaluma"';

test('every board whose port and platform are stated has its program', () => {
  const bench = parseRig('a.json', `{ "name": "a", "board": { ${kaluma}, "map": "pico" } }`);
  expect(programsOf(bench)).toEqual([
    { port: '/dev/a', platform: 'kaluma', role: 'bench', map: 'pico' },
  ]);
  const jig = '"jig": { "port": "/dev/b", "platform": "espruino" }';
  const both = `{ "name": "a", "kind": "jig", "lock": "hella-1", "board": { ${kaluma} }, ${jig} }`;
  expect(programsOf(parseRig('a.json', both)).map(({ role }) => role)).toEqual(['charger', 'jig']);
});

test('a board without a platform is left as it is', () => {
  expect(programsOf(parseRig('a.json', '{ "name": "a", "board": { "port": "/dev/a" } }'))).toEqual(
    [],
  );
  expect(programsOf(parseRig('a.json', '{ "name": "a", "board": { "process": [] } }'))).toEqual([]);
});
