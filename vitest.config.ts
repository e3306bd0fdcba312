import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Two cores are the least that is promised; more threads than that only slow each other down.
    maxWorkers: 2,
    testTimeout: 60000,
    // What a test expects of printed text must not hang on who runs it: a terminal, a pipe, a CI server.
    env: { FORCE_COLOR: '0' },
  },
});
