/**
 * A tape leaves the trace of its scenario, to the byte: played in any slices, wound back, saved as a file
 * and run again.
 */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Show } from '../../../sim/live/show.ts';
import {
  blankTape,
  readDoing,
  tapeScenario,
  writeExactly,
  writeTape,
} from '../../../sim/live/tape.ts';
import { findFiles, readScenarios } from '../../../sim/scenario/library.ts';
import { parseScenario } from '../../../sim/scenario/parse.ts';
import { type Result, runScenario } from '../../../sim/scenario/run.ts';
import type { Scenario } from '../../../sim/scenario/statement.ts';
import { SimTarget } from '../../../sim/scenario/target.ts';

const traceOf = (show: Show): string => JSON.stringify(show.world.trace.events);

function runText(text: string): Promise<Result> {
  return runScenario(parseScenario('saved', text)[0] as Scenario, new SimTarget());
}

/** Plays a tape to its end as a page would: in frames, looking closely every time. */
function playInFrames(show: Show, frameUs: number): void {
  const endUs = show.endUs;
  while (show.nowUs < endUs) {
    show.look();
    show.advance(Math.min(frameUs, endUs - show.nowUs));
  }
  show.advance(0);
}

const files = findFiles(['sim/story', 'test/scenarios/supply', 'test/scenarios/policy']);

/** Nobody looks at more of a story frame by frame, nor does this test. */
const LONGEST_US = 600000000;

test.for(files.filter((_, i) => i % 3 === 0))('%s', async (file, { skip }) => {
  const scenario = readScenarios(file)[0] as Scenario;
  const { tape, result } = await tapeScenario(scenario);
  if (result.endUs > LONGEST_US) skip('longer than ten minutes');
  const wanted = JSON.stringify(result.events);
  const show = new Show(tape);
  playInFrames(show, 16667);
  expect(traceOf(show)).toBe(wanted);
  show.seek(show.endUs / 2);
  show.seek(show.endUs);
  expect(traceOf(show)).toBe(wanted);
  const again = await runText(writeTape(show.tape));
  expect(JSON.stringify(again.events)).toBe(wanted);
});

const clicks = [
  'plug in',
  'pull',
  'car in',
  'car out',
  'car full',
  'press stop',
  'unlock',
  'start',
  'isolator off',
  'isolator on',
  'grid dip for 30 ms',
  'tension on',
  'tension off',
  'push',
  'lock jammed',
  'lock freed',
  'latch wire cut',
  'latch wire whole',
  'spike 12 V for 20 ms',
  'temperature -20 C',
  'emergency-stop press',
  'emergency-stop release',
];

test('what is clicked at any moment is saved as a file that leaves the same trace', async () => {
  const click = fc.record({
    afterUs: fc.oneof(fc.integer({ min: 0, max: 6000000 }), fc.constant(0), fc.constant(10000)),
    line: fc.constantFrom(...clicks),
  });
  const story = fc.array(click, { minLength: 1, maxLength: 14 });
  await fc.assert(
    fc.asyncProperty(story, fc.integer({ min: 3000, max: 70000 }), async (told, frameUs) => {
      const show = new Show(blankTape('Clicked'));
      for (const { afterUs, line } of told) {
        show.advance(afterUs);
        show.do(line);
      }
      show.advance(3000000);
      const trace = traceOf(show);
      const result = await runText(writeTape(show.tape));
      expect(result.failure).toBe(null);
      expect(JSON.stringify(result.events)).toBe(trace);
      const replay = new Show(show.tape);
      playInFrames(replay, frameUs);
      expect(traceOf(replay)).toBe(trace);
    }),
    { numRuns: 25, seed: 6 },
  );
});

test('what is done cuts off what would have come after it', async () => {
  const scenario = readScenarios('sim/story/1-a-whole-session.scenario')[0] as Scenario;
  const { tape } = await tapeScenario(scenario);
  const show = new Show(tape);
  show.seek(10000000);
  show.do('press stop');
  expect(show.endUs).toBe(10000000);
  show.advance(8000000);
  expect(show.world.trace.valueOf('pin')).toBe('withdrawn');
  const result = await runText(writeTape(show.tape));
  expect(JSON.stringify(result.events)).toBe(traceOf(show));
});

test('a step back leaves the world as it was', () => {
  const show = new Show(blankTape('There and back'));
  show.do('plug in');
  show.do('car in');
  show.advance(6000000);
  expect(show.world.trace.valueOf('socket')).toBe('live');
  show.seek(0);
  expect(show.world.trace.valueOf('socket')).toBe('dead');
  expect(show.world.trace.valueOf('plug')).toBe('in');
  show.seek(6000000);
  expect(show.world.trace.valueOf('socket')).toBe('live');
  expect(show.endUs).toBe(6000000);
});

test('wherever one goes, the records of the firmware are of that moment', () => {
  const show = new Show(blankTape('Ages'));
  show.do('plug in');
  show.do('car in');
  show.advance(90000000);
  for (const us of [60000000, 7000000, 89000000]) {
    show.seek(us);
    const phases = show.world.trace.events.filter(({ name }) => name === 'phase');
    const since = phases.at(-1)?.atUs ?? 0;
    const wantedMs = (show.world.clock.nowUs - since) / 1000;
    const shownMs = show.charger?.state.phaseForMs ?? -1;
    expect(Math.abs(shownMs - wantedMs), `at ${us} us`).toBeLessThanOrEqual(40);
  }
});

test('one tick is one tick of the firmware', () => {
  const show = new Show(blankTape('Ticks'));
  const ticks = show.world.processor.ticks;
  show.tick();
  show.tick();
  expect(show.world.processor.ticks - ticks).toBe(2);
});

test('a line that is not in the language does nothing', () => {
  const show = new Show(blankTape('Nothing'));
  for (const line of ['plug sideways', 'after 1 s plug in', 'expect plug in within 1 s', '']) {
    expect(() => show.do(line)).toThrow();
  }
  expect(show.tape.steps).toEqual([]);
});

test('times are written to the microsecond', () => {
  expect([3000000, 1500, 1501, 0].map(writeExactly)).toEqual(['3 s', '1500 us', '1501 us', '0 s']);
  expect(readDoing('plug in').kind).toBe('do');
});
