/**
 * Setup check: a line that the world of a file cannot do is refused with its place, before anything runs.
 */

import { expect, test } from 'vitest';
import { createWorld } from '../../../sim/api/sim.ts';
import { Show } from '../../../sim/live/show.ts';
import { blankTape } from '../../../sim/live/tape.ts';
import { parseScenario } from '../../../sim/scenario/parse.ts';
import { runScenario } from '../../../sim/scenario/run.ts';
import { targetOf } from '../../../sim/scenario/targets.ts';
import { verbs } from '../../../sim/scenario/verbs.ts';
import { complaintOf } from '../../support/scenario-complaint.ts';

const SEARCH = 'given search base journal none welded no bars 0 hold-off 0 ms rested yes';

test('a conductor that is not switched is told with its column, and those that are', () => {
  const found = '"given phases 3" fits all of them';
  expect(complaintOf('contactor pole L2 welds')).toBe(
    `f:2:16: expected L1 | N, found "L2"; ${found}`,
  );
  expect(complaintOf('plug in', 'after 2 s supply L2 lost')).toBe(
    `f:3:18: expected L1 | N, found "L2"; ${found}`,
  );
  expect(complaintOf('repeat 2 times', 'after 1 s', '  excess L3 20 A', 'end')).toBe(
    `f:4:10: expected L1, found "L3"; ${found}`,
  );
  for (const line of ['contactor pole L2 welds', 'supply L3 lost', 'excess L3 20 A']) {
    expect(complaintOf('given phases 3', line)).toBe('');
  }
});

test('every variant of a sweep is checked in the world that it builds', () => {
  const swept = ['sweep p over 3 1', 'given phases {p}', 'supply L2 lost'];
  expect(complaintOf(...swept)).toMatch(/^f:4:8: expected L1 \| N, found "L2"/);
  expect(complaintOf('sweep pole over L1 N L3', 'supply {pole} lost')).toMatch(/^f:3:8: .*"L3"/);
  expect(complaintOf('sweep p over 3 3', ...swept.slice(1))).toBe('');
});

test('what is given wrongly is told alone, and not once more where it is used', () => {
  expect(complaintOf('given tick 15 ms', 'supply L2 lost')).toBe(
    'f:2:7: tick expects 10 ms or 20 ms',
  );
});

test('a tick of a search needs a search, and a search knows nothing else', () => {
  expect(complaintOf('plug in', 'see nothing new')).toMatch(/^f:3:1: .*expected "given search …"/);
  expect(complaintOf(SEARCH, 'see nothing new', 'see pilot C contacts open')).toBe('');
  expect(complaintOf(SEARCH, 'see')).toMatch(/^f:3:1: expected "nothing new", or inputs/);
  expect(complaintOf(SEARCH, 'see pilot C contcats open')).toMatch(
    /^f:3:13: expected .*found "contcats"/,
  );
  expect(complaintOf(SEARCH, 'see pilot Q')).toMatch(/^f:3:5: expected .* for pilot, found "Q"/);
  expect(complaintOf(SEARCH, 'after 1 s plug in')).toMatch(/^f:3:11: .*found "plug"/);
  expect(complaintOf(SEARCH, 'hello')).toMatch(/^f:3:1: .*found "hello"/);
});

test('a line that is done in a running world is checked by what that has', () => {
  const world = createWorld(['given phases 3']);
  world.perform('contactor pole L2 welds');
  expect(() => createWorld().perform('contactor pole L2 welds')).toThrow(/^line:1:16: expected/);
  const show = new Show(blankTape('Three', ['given phases 3']));
  show.do('supply L2 lost');
  expect(() => new Show(blankTape('One')).do('supply L2 lost')).toThrow(/:2:8: expected L1 \| N/);
});

/** A line of each verb with these in its places; the words of a choice one by one. */
function linesOf(pattern: string, quantity: string): string[] {
  const open = pattern.replace(/\[([^\]]*)\]/g, '$1').replaceAll('<text>', 'nothing new');
  const choice = /<(\w[^<>]*\|[^<>]*)>/.exec(open);
  if (choice !== null) {
    const words = (choice[1] as string).split('|');
    return words.flatMap((word) => linesOf(open.replace(choice[0], word), quantity));
  }
  const units: Record<string, string> = {
    duration: 'ms',
    voltage: 'V',
    current: 'A',
    resistance: 'Ohm',
    temperature: 'C',
    duty: 'percent',
    count: '',
  };
  return [open.replace(/<(\w+)>/g, (_, kind: string) => `${quantity} ${units[kind]}`.trim())];
}

/** Every world with one line that it may have, each once: a line without a quantity is the same with every one. */
function storiesOf(quantities: readonly string[], givens: readonly string[]): Set<string> {
  const lines = quantities.flatMap((quantity) =>
    verbs.flatMap(({ pattern }) => linesOf(pattern.text, quantity)),
  );
  return new Set(givens.flatMap((given) => lines.map((line) => `${given}\n${line}\nafter 20 ms`)));
}

test('no verb that a file may have fails in the world that it is done to', async () => {
  const givens = ['given phases 1', 'given phases 3\ngiven lock hella-1', SEARCH];
  for (const text of storiesOf(['0', '1', '100000'], givens)) {
    if (complaintOf(text) !== '') continue;
    const [scenario] = parseScenario('f', `scenario Title\n${text}`);
    if (scenario === undefined) throw new Error('expected a scenario');
    await expect(runScenario(scenario, targetOf(scenario)), text).resolves.toBeDefined();
  }
});
