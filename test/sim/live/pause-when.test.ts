/**
 * Pause when: time stops at the very instant at which a condition comes true, and the tape that is left there
 * still plays to the same trace.
 */

import { expect, test } from 'vitest';
import { PauseWhen, readPause } from '../../../sim/live/pause-when.ts';
import { Show } from '../../../sim/live/show.ts';
import { blankTape, tapeScenario, writeTape } from '../../../sim/live/tape.ts';
import { readScenarios } from '../../../sim/scenario/library.ts';
import { parseScenario } from '../../../sim/scenario/parse.ts';
import { runScenario } from '../../../sim/scenario/run.ts';
import type { Scenario } from '../../../sim/scenario/statement.ts';
import { SimTarget } from '../../../sim/scenario/target.ts';

/** Plays on until the condition comes true. @returns the clock there; null where it does not */
function playUntil(show: Show, pause: PauseWhen, us: number): number | null {
  pause.watch(show.world.trace);
  return show.advance(us, () => pause.look(show.world.trace)) ? show.nowUs : null;
}

function pausing(text: string): PauseWhen {
  const pause = new PauseWhen();
  pause.set(text);
  return pause;
}

const traceOf = (show: Show): string => JSON.stringify(show.world.trace.events);

test('it stops where the trace has the change, and goes on behind it', () => {
  const show = new Show(blankTape('Pause'));
  const pause = pausing('contactor closed');
  show.do('plug in');
  show.do('car in');
  const atUs = playUntil(show, pause, 20000000);
  const change = show.world.trace.events.filter((e) => e.name === 'contactor').at(-1);
  expect(change).toMatchObject({ value: 'closed', atUs: show.world.clock.nowUs });
  expect(show.endUs).toBe(atUs);
  expect(playUntil(show, pause, 5000000)).toBe(null);
  expect(show.nowUs).toBe((atUs ?? 0) + 5000000);
});

test('what is done at the pause is played again to the same trace', async () => {
  const show = new Show(blankTape('Pause'));
  show.do('plug in');
  show.do('car in');
  for (const condition of ['drive extend', 'latch locked', 'socket live']) {
    expect(playUntil(show, pausing(condition), 20000000), condition).not.toBe(null);
  }
  show.do('press stop');
  expect(playUntil(show, pausing('contacts open and socket dead'), 20000000)).not.toBe(null);
  show.do('pull');
  show.advance(8000000);
  const scenario = parseScenario('saved', writeTape(show.tape))[0] as Scenario;
  const result = await runScenario(scenario, new SimTarget());
  expect(JSON.stringify(result.events)).toBe(traceOf(show));
});

test('a story that is paused everywhere leaves the trace of one that is not', async () => {
  for (const file of ['1-a-whole-session', '3-under-tension', '5-a-weld']) {
    const scenario = readScenarios(`sim/story/${file}.scenario`)[0] as Scenario;
    const { tape, result } = await tapeScenario(scenario);
    const show = new Show(tape);
    let stops = 0;
    while (show.nowUs < show.endUs) {
      if (show.advance(show.endUs - show.nowUs, () => true)) stops++;
    }
    show.advance(0);
    expect(stops, file).toBeGreaterThan(20);
    expect(traceOf(show), file).toBe(JSON.stringify(result.events));
  }
});

test('what holds already does not pause, and neither does another world in which it holds', () => {
  const show = new Show(blankTape('Pause'));
  const pause = pausing('plug out');
  expect(playUntil(show, pause, 3000000)).toBe(null);
  show.do('plug in');
  show.advance(100000);
  pause.look(show.world.trace);
  show.do('pull');
  expect(playUntil(show, pause, 3000000)).not.toBe(null);
  show.seek(0);
  expect(playUntil(show, pause, 50000)).toBe(null);
});

test('an answer of the console pauses each time that it is given', () => {
  const show = new Show(blankTape('Pause'));
  const pause = pausing('answer ok limit');
  pause.watch(show.world.trace);
  for (const line of ['limit 10 A', 'limit 12 A']) {
    show.do(line);
    expect(playUntil(show, pause, 1000000), line).not.toBe(null);
    expect(playUntil(show, pause, 1000000), line).toBe(null);
  }
});

test('what is no condition is told with its place, and the one before stays', () => {
  const pause = pausing('latch locked');
  expect(() => pause.set('latch lockd')).toThrow('did you mean "locked"?');
  expect(() => pause.set('latch locked for 5 s')).toThrow('expected the end of the line');
  expect(() => readPause('')).toThrow('expected something to look at');
  expect(pause.text).toBe('latch locked');
  pause.set('');
  expect(pause.text).toBe('');
});
