/**
 * The story tells reasons as they are: behind a fault that only a person or a restart ends, nothing goes on by itself.
 */

import { createColors } from 'picocolors';
import { expect, test } from 'vitest';
import type { FaultName } from '../../../firmware/control/faults.ts';
import { parseScenario } from '../../../sim/scenario/parse.ts';
import { runScenario } from '../../../sim/scenario/run.ts';
import { targetOf } from '../../../sim/scenario/targets.ts';
import { Narrator } from '../../../sim/view/narrator.ts';
import { faultSteps } from '../../../sim/view/words/fault-steps.ts';
import { wordsIn } from '../../../sim/view/words/language.ts';

const { why: whys, asides } = wordsIn('en');

/** What is told of these values of `fault` and `why`, one after the other. */
function told(...changes: readonly (readonly [string, string])[]): (string | null)[] {
  const narrator = new Narrator(createColors(false), 0);
  return changes.map(([name, value]) => narrator.newsOf({ atUs: 0, name, value }));
}

test('a reflex that has stopped: no line promises that charging resumes or is tried again', async () => {
  const lines = [
    'scenario S',
    'given reflex fitted',
    'plug in',
    'car in',
    'expect contacts closed within 5 s',
    'reflex stops',
    'expect fault reflex-stopped within 2 s',
    'expect contactor open for 60 s',
  ];
  const [scenario] = parseScenario('reflex.scenario', lines.join('\n'));
  if (scenario === undefined) throw new Error('expected a scenario');
  const { events, startUs } = await runScenario(scenario, targetOf(scenario));
  const story = new Narrator(createColors(false), startUs).tell(events);
  const since = story.slice(story.findIndex((line) => line.includes('reflex-stopped')));
  expect(since.join('\n')).toContain(asides.locked);
  expect(since.join('\n')).not.toMatch(/resume|try again/);
});

test('a reason says "by itself" without a fault, and behind one that is over by itself', () => {
  expect(told(['why', 'paused'])).toEqual([`· ${whys.paused.detail}`]);
  for (const fault of Object.keys(faultSteps) as FaultName[]) {
    const { resumes, isAside } = faultSteps[fault];
    const goesOn = resumes === true || isAside === true;
    const [, reason] = told(['fault', fault], ['why', 'holding-off']);
    expect(reason, fault).toBe(`· ${goesOn ? whys['holding-off'].detail : asides.locked}`);
  }
  const after = told(['fault', 'self-test-failed'], ['fault', 'none'], ['why', 'paused']);
  expect(after.at(-1)).toBe(`· ${whys.paused.detail}`);
});
