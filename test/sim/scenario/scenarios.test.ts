/**
 * Every scenario file, and every chapter of the story, in virtual time, under the eyes of the bench's
 * witness, who must find no rule broken; and that together they meet everything there is to meet.
 */

import pc from 'picocolors';
import { expect, test } from 'vitest';
import { faultRows } from '../../../firmware/control/faults.ts';
import { lightWords, phaseWords, whyWords } from '../../../firmware/control/words.ts';
import { WatchedTarget } from '../../../hil/rules/watched-target.ts';
import { explainFailure } from '../../../sim/scenario/explain.ts';
import { findFiles, readScenarios } from '../../../sim/scenario/library.ts';
import { type Result, runScenario } from '../../../sim/scenario/run.ts';
import { targetOf } from '../../../sim/scenario/targets.ts';

const plain = pc.createColors(false);

const DAY_LONG = 'test/scenarios/field/f24-no-wall-clock.scenario';

/** Values that any scenario has met, by name; and the faults that were over afterwards. */
const met = new Map<string, Set<string>>();
const cleared = new Set<string>();

function note(result: Result): void {
  let fault = 'none';
  for (const event of result.events) {
    const values = met.get(event.name) ?? new Set();
    met.set(event.name, values.add(event.value));
    if (event.name !== 'fault') continue;
    cleared.add(fault);
    fault = event.value;
  }
}

for (const file of findFiles(['test/scenarios', 'sim/story'])) {
  // 9 million ticks, and as much time as two hundred of the others: day-long.test.ts.
  if (file === DAY_LONG) continue;
  const scenarios = readScenarios(file);
  test(`${file}: ${scenarios[0]?.title}`, async () => {
    const failures: string[] = [];
    for (const scenario of scenarios) {
      const result = await runScenario(scenario, new WatchedTarget(targetOf(scenario)));
      note(result);
      if (!result.passed) failures.push(...explainFailure(result, plain));
    }
    expect(failures.join('\n')).toBe('');
  });
}

test('every fault is raised by some scenario, and over in some scenario', () => {
  const names = faultRows.map((row) => row.name);
  expect(names.filter((name) => !met.get('fault')?.has(name))).toEqual([]);
  expect(names.filter((name) => !cleared.has(name))).toEqual([]);
});

test('every phase, every reason and every light is met by some scenario', () => {
  expect(phaseWords.filter((word) => !met.get('phase')?.has(word))).toEqual([]);
  expect(whyWords.filter((word) => !met.get('why')?.has(word))).toEqual([]);
  expect(lightWords.filter((word) => word !== 'dark' && !met.get('light')?.has(word))).toEqual([]);
});
