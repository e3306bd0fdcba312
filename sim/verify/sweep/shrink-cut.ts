/**
 * Shrink cut: the shortest story in which the same cut has the same effect, with the same requirements.
 *
 * The cut itself does not change. A story that has lost lines is first played without the cut: the
 * requirements follow from its state at that instant, and a story with fewer requirements shows nothing.
 */

import { parseScenario } from '../../scenario/parse.ts';
import type { Scenario } from '../../scenario/statement.ts';
import type { Setup } from '../../world/setup.ts';
import { type Act, type Case, kindOf, runCase, writeCase, writeTime } from '../case/case.ts';
import { shrink } from '../case/shrink.ts';
import { type Cut, cuts, tear } from './cuts.ts';
import { disturbances } from './disturbances.ts';
import { type Obligation, promiseAt } from './obligations.ts';
import { record } from './recording.ts';
import type { SweepFinding } from './sweep.ts';

/** Limit on the number of trials; each plays a story twice. */
const MOST_TRIALS = 600;

const TORN = /^journal torn after (\d+)$/;

function cutOf({ cut: name, case: { acts } }: SweepFinding): Cut {
  const torn = TORN.exec(name);
  if (torn !== null) return tear(Number(torn[1]));
  // How long the line is cut hangs on the story: the case says it.
  const ofLine: Cut = { name, acts: acts.slice(-2), isLoss: false, endsStory: true };
  return [...cuts, ...disturbances].find((cut) => cut.name === name) ?? ofLine;
}

/** Whether a story still ends with the whole cut; its instant may change. */
function endsWith(acts: readonly Act[], cut: Cut): boolean {
  const last = acts.slice(-cut.acts.length);
  return (
    last.length === cut.acts.length &&
    last.every(({ line, afterUs }, i) => {
      const own = cut.acts[i];
      return line === own?.line && (i === 0 || afterUs === own.afterUs);
    })
  );
}

/** The requirements on the remaining story; null where it does not pass even without the cut. */
async function promiseOf(one: Case, cut: Cut): Promise<Obligation | null> {
  const before = one.acts.slice(0, -cut.acts.length);
  const leftUs = one.acts[before.length]?.afterUs ?? 0;
  const text = writeCase({ ...one, acts: before, ending: null })
    .trimEnd()
    .split('\n');
  // The story runs to the instant of the cut, and ends there.
  const lines = [...text.slice(0, -1), ...(leftUs > 0 ? [`after ${writeTime(leftUs)}`] : [])];
  const atUs = one.acts.slice(0, before.length + 1).reduce((sum, act) => sum + act.afterUs, 0);
  try {
    const scenario = parseScenario('shrunk.scenario', lines.join('\n'))[0] as Scenario;
    return promiseAt(await record(scenario), cut, atUs, TORN.test(cut.name));
  } catch {
    return null;
  }
}

/** @param adjust changes every setup: tests plant a mistake with it */
export function shrinkCut(
  finding: SweepFinding,
  adjust: (setup: Setup) => void = () => undefined,
): Promise<Case> {
  const cut = cutOf(finding);
  const stillFails = async (one: Case): Promise<boolean> => {
    const { failure } = await runCase(one, adjust);
    if (failure === null || kindOf(failure) !== finding.kind) return false;
    // Hazards and broken rules are failures without any requirement.
    if (one.ending === null) return true;
    // A disturbance is part of the story, and the plug is owed whatever is left of either.
    if (!cut.endsStory) return true;
    return endsWith(one.acts, cut) && (await promiseOf(one, cut)) === finding.promise;
  };
  return shrink(finding.case, stillFails, MOST_TRIALS);
}
