/**
 * `holdfast bench flips`: single bits of the stored program are changed, on an emulated chip or on this computer in its
 * place.
 */

import { fileURLToPath } from 'node:url';
import { deskBench } from '../../../sim/chip/desk/desk-flips.ts';
import {
  benchOf,
  bitsOf,
  type FlipBench,
  MISSED,
  type Outcome,
  outcomes,
} from '../../../sim/chip/flips.ts';
import { contactorPinOf, install } from '../../../sim/chip/installed.ts';
import { UsageError } from '../../../sim/errors.ts';
import { createRandom } from '../../../sim/random.ts';
import type { Print } from '../../context.ts';
import { readWhole } from '../../options.ts';
import { createProgress } from '../../progress.ts';
import { changeApart, changeForParent } from './flip-process.ts';

export interface FlipOptions {
  readonly chip: string;
  readonly flips: string;
  readonly seed: string;
  /** Only this one. */
  readonly bit?: string;
  /** By this computer's own JavaScript, with Kaluma's calls in place. */
  readonly desk?: boolean;
  /** How many of those are changed on the emulated chip as well. */
  readonly check?: string;
  /** This is the process that changes the bits (`flip-process.ts`). */
  readonly apart?: boolean;
}

async function chipBench(root: string, name: string): Promise<FlipBench> {
  const installed = await install(root, name);
  const chip = installed.chip();
  return benchOf(chip, bitsOf(chip), contactorPinOf(installed));
}

/** Changes every bit of a list. */
function changeAll(bench: FlipBench, bits: readonly number[], what: string): Outcome[] {
  const progress = createProgress(what, bits.length);
  const found = bits.map((bit) => {
    const outcome = bench.change(bit);
    progress.step();
    return outcome;
  });
  progress.stop();
  return found;
}

/** The same on this computer, apart from this process. */
async function changeOnDesk(
  root: string,
  name: string,
  bits: readonly number[],
): Promise<Outcome[]> {
  const progress = createProgress('flips on this computer', bits.length);
  const script = fileURLToPath(new URL('bin/holdfast.mjs', root));
  const args = ['bench', 'flips', '--chip', name, '--desk', '--apart'];
  try {
    return await changeApart(script, args, bits, () => progress.step());
  } finally {
    progress.stop();
  }
}

/** The first so many, and all that were missed, on the emulated chip. @returns how many were missed there */
function checkOnChip(
  bench: FlipBench,
  most: number,
  bits: readonly number[],
  found: readonly Outcome[],
  print: Print,
): number {
  const again = bits.flatMap((_, i) => (i < most || found[i] === MISSED ? [i] : []));
  const onChip = changeAll(
    bench,
    again.map((i) => bits[i] as number),
    'flips on the chip',
  );
  const pairs = new Map<string, number>();
  for (const [k, i] of again.entries()) {
    const [here, there] = [found[i] as Outcome, onChip[k] as Outcome];
    const words =
      here === there ? 'the same outcome' : `${nameOf(here)} here, ${nameOf(there)} there`;
    pairs.set(words, (pairs.get(words) ?? 0) + 1);
  }
  print(`${again.length} of them on the emulated chip as well:`);
  for (const [words, times] of pairs) print(`  ${String(times).padStart(5)}  ${words}`);
  return onChip.filter((outcome) => outcome === MISSED).length;
}

function nameOf(outcome: Outcome): string {
  return (outcomes[outcome] as string).split(':')[0] as string;
}

/** @throws UsageError where there is no such bit */
function bitsFor({ flips, seed, bit }: FlipOptions, among: number): number[] {
  if (bit !== undefined) return [readWhole('--bit', bit, 0, among - 1)];
  const random = createRandom(Number(seed));
  return Array.from({ length: Number(flips) }, () => Math.floor(random() * among));
}

/** Bits are drawn from the seed alone: with another seed the count goes on where this one ends. */
export async function benchFlips(
  options: FlipOptions,
  root: string,
  print: Print,
): Promise<number> {
  const { chip: name, seed } = options;
  const isDesk = options.desk === true;
  if (!isDesk && options.check !== undefined)
    throw new UsageError('--check: expected beside --desk');
  const bench = isDesk ? await deskBench(root, name) : await chipBench(root, name);
  if (options.apart === true) {
    await changeForParent(bench.change);
    return 0;
  }
  // Whether there is a chip is known before the long work begins.
  const beside = options.check === undefined ? null : await chipBench(root, name);
  const bits = bitsFor(options, bench.bits);
  const found = isDesk
    ? await changeOnDesk(root, name, bits)
    : changeAll(bench, bits, `flips on ${name}`);
  const where = isDesk ? 'by the JavaScript of this computer, with the calls of' : 'on';
  const drawn = options.bit === undefined ? `seed ${seed}` : `bit ${options.bit}`;
  print(`${bits.length} single bits of ${bench.bits} changed ${where} ${name}, ${drawn}`);
  for (const [i, words] of outcomes.entries()) {
    const times = found.filter((outcome) => outcome === i).length;
    print(`  ${String(times).padStart(5)}  ${words}`);
  }
  for (const [i, bit] of bits.entries()) {
    if (found[i] === MISSED) print(`missed: bit ${bit}`);
  }
  const most = Number(options.check);
  const missedThere = beside === null ? 0 : checkOnChip(beside, most, bits, found, print);
  const missed = found.filter((outcome) => outcome === MISSED).length;
  return Math.max(missed, missedThere) * 100 <= bits.length ? 0 : 1;
}
