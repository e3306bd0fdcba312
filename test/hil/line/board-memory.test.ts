/**
 * What a board remembers at the end of a run is asked over its own console, and stands in every report.
 */

import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { BenchError } from '../../../hil/line/bench-error.ts';
import { recallBoard } from '../../../hil/line/board-memory.ts';
import type { ProductConsole } from '../../../hil/line/product-console.ts';
import { standInRig } from '../../../hil/rig/rig.ts';
import { aboutOf, resultsOf } from '../../../hil/run/results.ts';
import { writeSummary } from '../../../hil/run/summary.ts';

/** A console that answers with these lines, one after the other. */
function consoleThatSays(answers: Readonly<Record<string, readonly string[]>>): ProductConsole {
  const emitter = new EventEmitter();
  const type = (line: string): void => {
    for (const said of answers[line] ?? []) setImmediate(() => emitter.emit('message', said));
  };
  return { emitter, down: null, type } as unknown as ProductConsole;
}

const events = ['~ 12 why free', 'ok event 3 41 stopped manager', 'ok events 1, start 3'];
const counters = ['ok counters strokes 12 wake-ups 0', 'ok counters worst-lap 400 ms'];

test('events and counters are told in words, with what is remarkable', async () => {
  const told = await recallBoard(consoleThatSays({ events, counters }));
  expect(told.join('\n')).toMatch(/strokes of the lock 12/);
  expect(told).toContain('start 3, 41 s after it: stopped over the line, by a manager of energy');
  expect(told.at(-1)).toMatch(/a tick came 400 ms after/);
});

test('a board that does not tell is said not to', async () => {
  expect(await recallBoard(consoleThatSays({ events }), 60)).toEqual([
    'the board does not tell what it remembers',
  ]);
  const gone = consoleThatSays({});
  gone.type = () => {
    throw new BenchError('desk', 'the port is gone', 'plug it in');
  };
  expect((await recallBoard(gone, 60))[0]).toMatch(/its console is gone/);
});

test('it stands in the results, at the head of the page and in the summary', async () => {
  const memory = await recallBoard(consoleThatSays({ events, counters }));
  const facts = { rig: standInRig, build: 'b1', startedAt: '2026-01-02T03:04:05.678Z' };
  const results = resultsOf([], { ...facts, shuffle: null, broken: '', line: null, memory });
  expect(JSON.parse(JSON.stringify(results)).memory).toEqual(memory);
  expect(aboutOf(results)).toEqual(expect.arrayContaining([...memory]));
  expect(writeSummary('run', [], aboutOf(results))).toContain('strokes of the lock 12');
});
