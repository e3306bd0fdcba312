import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Two cores are the least that is promised; more threads than that only slow each other down.
    maxWorkers: 2,
    testTimeout: 60000,
  },
});
