/**
 * Flip process: bits of a program changed in a process of its own. A changed program can end the engine itself, by an
 * array that grows without end for instance, and with it the whole bench.
 */

import { fork } from 'node:child_process';
import { MISSED, type Outcome } from '../../../sim/chip/flips.ts';

/** So many bits in a row do not all end an engine: the process does not work. */
const MOST_ENDED = 5;

/** To the process: the bits. From it: the outcome of each, in turn. */
interface Bits {
  readonly bits: readonly number[];
}

/** In the process: changes each bit that it is sent, and tells what has become of it. */
export function changeForParent(change: (bit: number) => Outcome): Promise<void> {
  return new Promise((resolve) => {
    process.once('message', ({ bits }: Bits) => {
      for (const bit of bits) process.send?.(change(bit));
      process.disconnect();
      resolve();
    });
  });
}

/** Settles when the process has ended, which may be before it has told of every bit. */
function changeInProcess(
  script: string,
  args: readonly string[],
  bits: readonly number[],
  told: (outcome: Outcome) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    // The engine's last words are not part of the bench's output.
    const child = fork(script, [...args], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    child.on('message', (outcome) => told(outcome as Outcome));
    child.on('error', reject);
    // Not at its exit: what it has told may still be on the way then.
    child.on('disconnect', () => resolve());
    child.send({ bits } satisfies Bits);
  });
}

/**
 * Changes every bit of a list. One that ends the process counts as missed: where the emulated chip is asked as well
 * (`--check`), that one tells what it is.
 *
 * @param script with these arguments it is the process, and calls `changeForParent`
 * @param step told after each
 * @throws Error where the process tells nothing at all
 */
export async function changeApart(
  script: string,
  args: readonly string[],
  bits: readonly number[],
  step: () => void,
): Promise<Outcome[]> {
  const found: Outcome[] = [];
  const add = (outcome: Outcome): void => {
    found.push(outcome);
    step();
  };
  let ended = 0;
  while (found.length < bits.length) {
    const before = found.length;
    await changeInProcess(script, args, bits.slice(before), add);
    if (found.length === bits.length) break;
    ended = found.length === before ? ended + 1 : 0;
    if (ended > MOST_ENDED) throw new Error(`${script} ${args.join(' ')} tells no outcome`);
    add(MISSED);
  }
  return found;
}
