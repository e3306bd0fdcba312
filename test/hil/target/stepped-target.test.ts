/**
 * Stepped: the same scenario files, the firmware as a separate process behind a pseudo-terminal; and
 * event for event the simulator's own trace.
 */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type StandIn, whyNoStandIn } from '../../../hil/device/stand-in.ts';
import type { Link } from '../../../hil/line/link.ts';
import { SteppedTarget } from '../../../hil/target/stepped-target.ts';
import { findFiles, readScenarios } from '../../../sim/scenario/library.ts';
import { runScenario } from '../../../sim/scenario/run.ts';
import type { Scenario } from '../../../sim/scenario/statement.ts';
import { SimTarget } from '../../../sim/scenario/target.ts';
import { startDevice } from '../../support/bench-device.ts';
import { playUnlessBusy, TOO_BUSY } from '../../support/rig-device.ts';

const why = whyNoStandIn();
const files = [
  ...findFiles(['sim/story']),
  'test/scenarios/console/hello-and-help.scenario',
  'test/scenarios/console/bad-input.scenario',
  'test/scenarios/service/a-real-stall.scenario',
  'test/scenarios/fault/journal-torn.scenario',
  'test/scenarios/fault/jittering-ticks.scenario',
  'test/scenarios/field/f23-frozen-firmware.scenario',
  'test/scenarios/policy/settings-survive-power.scenario',
  'test/scenarios/policy/hold-to-lock-jam.scenario',
  'test/scenarios/supply/brown-out-of-the-controller.scenario',
  'test/scenarios/supply/release-from-stored-energy.scenario',
];

describe.skipIf(why !== '')(`the firmware behind a pseudo-terminal ${why}`, () => {
  let device: StandIn;
  let link: Link;

  beforeAll(async () => {
    ({ device, link } = await startDevice());
  });
  afterAll(async () => {
    await link?.close();
    device?.stop();
  });

  for (const file of files) {
    test(`${file}: the trace is the simulator's`, async (context) => {
      const scenario = readScenarios(file)[0] as Scenario;
      const simulated = await runScenario(scenario, new SimTarget());
      const remote = await playUnlessBusy(link, () =>
        runScenario(scenario, new SteppedTarget(link)),
      );
      if (remote === null) return context.skip(TOO_BUSY);
      expect(remote.events).toEqual(simulated.events);
      expect(remote.passed).toBe(true);
      expect(link.line.badFrames).toBe(0);
    });
  }
});
