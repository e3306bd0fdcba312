/**
 * ngspice: runs a deck over its corners in one process, and reads what was measured.
 */

import { spawnSync } from 'node:child_process';
import { type Corner, type Deck, measuresOf, writeDeck } from './spice-deck.ts';

export interface Measured {
  readonly corner: Corner;
  /** What was measured under this name. */
  readonly measured: (name: string) => number;
}

/** What is missing for a run, in words; null where ngspice is at hand. */
export function ngspiceMissing(): string | null {
  const found = spawnSync('ngspice', ['--version'], { encoding: 'utf8' });
  return found.error === undefined
    ? null
    : 'ngspice is not installed (Debian: apt-get install ngspice)';
}

/** @throws Error where ngspice ends with a complaint, or measures less than it was asked */
export function runDeck(deck: Deck, corners: readonly Corner[]): Measured[] {
  const run = spawnSync('ngspice', ['-s'], {
    input: writeDeck(deck, corners),
    encoding: 'utf8',
    timeout: 120000,
    maxBuffer: 1 << 26,
  });
  if (run.error !== undefined) throw new Error(`ngspice did not run: ${run.error.message}`);
  const found: Record<string, number>[] = corners.map(() => ({}));
  let values: Record<string, number> = {};
  for (const line of run.stdout.split('\n')) {
    const begun = line.match(/^corner (\d+)/);
    if (begun !== null) values = found[Number(begun[1])] ?? {};
    const measured = line.match(/^(\w+)\s+=\s+([-+.\deE]+)/);
    if (measured !== null) values[measured[1] as string] = Number(measured[2]);
  }
  return corners.map((corner, i) => {
    const own = found[i] as Record<string, number>;
    for (const name of Object.keys(measuresOf(deck, corner))) {
      if (Number.isFinite(own[name])) continue;
      throw new Error(
        `${deck.title}, ${corner.name}: ngspice measured no ${name}\n${run.stderr.slice(-600)}`,
      );
    }
    return { corner, measured: (name) => own[name] as number };
  });
}
