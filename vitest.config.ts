import { defineConfig } from 'vitest/config';

/** They wait for processes behind pseudo-terminals by the clock on the wall. */
const realTime = [
  'test/hil/bring-up.test.ts',
  'test/hil/console-command.test.ts',
  'test/hil/bench/link-figures.test.ts',
  'test/hil/check/check-bench.test.ts',
  'test/hil/device/bench-engine.test.ts',
  'test/hil/gpio/gpio-jig.test.ts',
  'test/hil/linux/linux-{charger,plant}.test.ts',
  'test/hil/rules/trace-guard-planted.test.ts',
  'test/hil/run/hil-run.test.ts',
  'test/hil/target/{jig,live}-target.test.ts',
];

export default defineConfig({
  test: {
    // Two cores are the least that is promised: two tests at work, and one that waits.
    maxWorkers: 3,
    testTimeout: 60000,
    // What a test expects of printed text must not hang on who runs it: a terminal, a pipe, a CI server.
    env: { FORCE_COLOR: '0' },
    projects: [
      {
        extends: true,
        test: {
          name: 'virtual time',
          include: ['test/**/*.test.ts'],
          exclude: realTime,
          setupFiles: ['test/support/set-aside.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'real time',
          include: realTime,
          // As on a real bench: what the machine was too slow for is tried again, a wrong verdict never.
          retry: {
            count: 2,
            condition: /nothing has arrived for|this computer was away|ERROR {4}/,
          },
        },
      },
    ],
  },
});
