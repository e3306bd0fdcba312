/**
 * Budgets: what is scarce on a board. The length of the program is not, as long as the platform holds it.
 */

/**
 * @typedef {object} Budget
 * @property {number} programBytes what the platform holds: a longer program is refused by the build
 * @property {number} [variables] that the charger takes at rest, as measured on an emulated chip
 * @property {number} freeHeapShare least share of the heap that is free while the charger is at rest
 * @property {number} firstOutputMs most time from power to the first output that the program drives
 * @property {{ reflex: number, quiet: number, worst: number }} instructions most of the engine's Linux
 *   build in one tick
 */

/**
 * Kaluma: its program region ends after 512 KB. Espruino: the smallest supported Storage is the Nucleo's,
 * one flash page of 128 KB, of which 16 KB are left for the journal and the settings.
 *
 * Reflex and worst tick are the times of `bench reaction --platform` (sim/world/board-costs.ts) multiplied by
 * the instructions per µs (docs/boards.md): with a slower tick those figures would be wrong.
 *
 * @type {Readonly<Record<string, Budget>>}
 */
export const budgets = {
  kaluma: {
    programBytes: 512 * 1024,
    freeHeapShare: 1 / 3,
    firstOutputMs: 1000,
    instructions: { reflex: 13000, quiet: 37500, worst: 346000 },
  },
  espruino: {
    programBytes: 112 * 1024,
    variables: 10700,
    freeHeapShare: 1 / 3,
    firstOutputMs: 1000,
    instructions: { reflex: 145000, quiet: 522000, worst: 4965000 },
  },
};

/**
 * The budgets that a measured board does not keep, in words; empty where it keeps all.
 *
 * @param {Budget} budget
 * @param {{ firstOutputMs: number, heapUsedBytes: number, heapTotalBytes: number }} found on a board, or on
 *   an emulated chip
 * @returns {string[]}
 */
export function missedAtRest(budget, found) {
  const missed = [];
  const { firstOutputMs, heapUsedBytes, heapTotalBytes } = found;
  // A figure that is not a number counts as missed.
  if (!(firstOutputMs <= budget.firstOutputMs)) {
    const limit = `at most ${budget.firstOutputMs} ms`;
    missed.push(`first output after ${firstOutputMs.toFixed(0)} ms, expected ${limit}`);
  }
  const free = 1 - heapUsedBytes / heapTotalBytes;
  if (!(free >= budget.freeHeapShare)) {
    const least = `at least ${Math.round(100 * budget.freeHeapShare)} %`;
    missed.push(`${Math.round(100 * free)} % of the heap free at rest, expected ${least}`);
  }
  return missed;
}
