import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** They run programs of others: browsers, a circuit simulator, viewers, other engines, npm. The longest comes first. */
export const peers = [
  'test/sim/view/report/report-browser.test.ts',
  'test/sim/live/live-looks.test.ts',
  'test/sim/live/live-page.test.ts',
  'test/hil/wiring/spice-agreement.test.ts',
  'test/sim/live/live-editor.test.ts',
  'test/sim/engine/spawned.test.ts',
  'test/sim/engine/engines.test.ts',
  'test/sim/api/reuse.test.ts',
  'test/bin/engine-bench.test.ts',
  'test/sim/verify/evidence/evidence-browser.test.ts',
  'test/bridge/simulated/demo.test.ts',
  'test/bridge/page/state-page.test.ts',
  'test/sim/view/card/card-print.test.ts',
  'test/sim/view/export/speedscope.test.ts',
  'test/sim/view/export/second-readers.test.ts',
  'test/bridge/ocpp/link-tls.test.ts',
  'test/sim/view/export/viewer-tools.test.ts',
  'test/bridge/mqtt/mosquitto.test.ts',
  'test/bin/completion.test.ts',
  'test/bridge/modbus/mbpoll.test.ts',
];

/** They wait for processes behind pseudo-terminals by the clock on the wall: nothing else runs beside them. */
export const realTime = [
  'test/hil/bring-up.test.ts',
  'test/hil/console-command.test.ts',
  'test/hil/bench/link-figures.test.ts',
  'test/hil/check/check-bench.test.ts',
  'test/hil/device/bench-engine.test.ts',
  'test/hil/flash/flash-run.test.ts',
  'test/hil/flash/flash-terminal.test.ts',
  'test/hil/gpio/gpio-jig.test.ts',
  'test/hil/linux/linux-charger.test.ts',
  'test/hil/linux/linux-plant.test.ts',
  'test/hil/rig/restart-by-jig.test.ts',
  'test/hil/rules/trace-guard-planted.test.ts',
  'test/hil/run/hil-run.test.ts',
  'test/hil/run/hostile-line.test.ts',
  'test/hil/run/stuck-watch.test.ts',
  'test/hil/target/jig-target.test.ts',
  'test/hil/target/live-target.test.ts',
  'test/hil/target/stepped-target.test.ts',
];

/** They try many cases of what the other tests try some of, or build many programs. The longest comes first. */
export const long = [
  'test/firmware/quiet-ticks-everywhere.test.ts',
  'test/sim/verify/search/plain-search.test.ts',
  'test/sim/verify/fmea/fmea-run.test.ts',
  'test/sim/verify/fuzz/fuzz-planted.test.ts',
  'test/sim/verify/coverage/coverage-run.test.ts',
  'test/sim/verify/search/search-runs.test.ts',
  'test/sim/verify/search/reductions.test.ts',
  'test/sim/chip/desk/desk-flips.test.ts',
  'test/sim/bench/reaction-picture.test.ts',
  'test/bridge/ocpp/ocpp-fuzz-long.test.ts',
  'test/sim/verify/sweep/sweep-planted.test.ts',
  'test/firmware/storage/journal-damage.test.ts',
  'test/hil/target/jig-library.test.ts',
  'test/build/program-file.test.ts',
  'test/build/schematics.test.ts',
  'test/sim/verify/search/search-threads.test.ts',
  'test/bridge/core/journal-killed.test.ts',
  'test/sim/verify/mutants/named-mistakes.test.ts',
  'test/sim/verify/fuzz/fuzz-worlds.test.ts',
  'test/sim/verify/sweep/sweep-session.test.ts',
  'test/sim/bench/steps-of-records.test.ts',
  'test/sim/verify/sweep/sweep-found.test.ts',
  'test/sim/verify/search/search-planted.test.ts',
  'test/bin/without-packages.test.ts',
  'test/sim/bench/steps.test.ts',
  'test/sim/scenario/day-long.test.ts',
  'test/bin/driver-commands.test.ts',
  'test/hil/wiring/pilot-corners.test.ts',
  'test/docs-injections.test.ts',
  'test/build/roles.test.ts',
  'test/bin/package.test.ts',
];

/** They replace a module by `vi.mock`, so they need modules of their own. */
export const mocking = [
  'test/hil/flash/flash-without-package.test.ts',
  'test/sim/verify/fmea/fmea-planted.test.ts',
  'test/sim/verify/sweep/sweep-hazard.test.ts',
];

const ranked = [...long, ...peers];

/** A long test that began last would be waited for by itself. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const rankOf = ({ moduleId }: TestSpecification): number => {
      const rank = ranked.findIndex((name) => moduleId.endsWith(name));
      return rank < 0 ? ranked.length : rank;
    };
    return sorted.sort((a, b) => rankOf(a) - rankOf(b));
  }
}

/** `npm test` runs the first two of these projects, `.ci/run` all. A test file in no list belongs to the first. */
export default defineConfig({
  test: {
    // What a source is transformed to is kept by its content: a fifth of the work of a run.
    experimental: { fsModuleCache: true, fsModuleCachePath: 'node_modules/.cache/vitest' },
    // Two cores are the least that is promised: two tests at work, and one that waits.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    // They end a test that hangs. A computer with eight times as much to do must not reach them.
    testTimeout: 300000,
    hookTimeout: 300000,
    // What a test expects of printed text must not hang on who runs it: a terminal, a pipe, a CI server.
    env: { FORCE_COLOR: '0' },
    globalSetup: 'test/support/temporary-folder.ts',
    projects: [
      {
        extends: true,
        test: {
          name: 'virtual time',
          include: ['test/**/*.test.ts'],
          exclude: [...mocking, ...peers, ...realTime, ...long],
          // Modules keep nothing between tests, so one set of them serves every file of a worker.
          isolate: false,
        },
      },
      { extends: true, test: { name: 'mocks', include: mocking } },
      { extends: true, test: { name: 'long', include: long, testTimeout: 900000 } },
      { extends: true, test: { name: 'peers', include: peers } },
      {
        extends: true,
        test: {
          name: 'real time',
          include: realTime,
          // As on a real bench: what the machine was too slow for is tried again, a wrong verdict never.
          retry: {
            count: 2,
            condition:
              /nothing has arrived for|has not started|this computer is too busy|ERROR {4}/,
          },
        },
      },
    ],
  },
});
