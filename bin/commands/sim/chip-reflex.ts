/**
 * `holdfast bench reflex`: how soon hardware opens the contactor on an emulated chip, whatever the interpreter is
 * busy with.
 */

import {
  type Cause,
  causes,
  charge,
  feedGaps,
  measureOpening,
  works,
} from '../../../sim/chip/hardware-openings.ts';
import { install } from '../../../sim/chip/installed.ts';
import { EnvironmentError } from '../../../sim/errors.ts';
import { paint } from '../../../sim/view/colours.ts';
import { createProgress } from '../../progress.ts';

type Print = (line: string) => void;

/** Opening without a feed, and by a line, in ms at most. */
const HUNG_LIMIT_MS = 30;
const LINE_LIMIT_MS = 3;
/** Between two feeds, at most; the contactor is opened after 28 ms without one. */
const GAP_LIMIT_MS = 23;

function limitOf(cause: Cause): number {
  return cause.name === 'nothing' ? HUNG_LIMIT_MS : LINE_LIMIT_MS;
}

/** @returns the exit code: 1 where a limit is missed */
export async function benchReflex(name: string, root: string, print: Print): Promise<number> {
  const installed = await install(root, name);
  if (installed.map.reflex === null) {
    throw new EnvironmentError(`${name}: the map ${installed.map.name} declares no reflex`);
  }
  const progress = createProgress(`works on ${name}`, works.length);
  let missed = 0;
  const tell = (what: string, foundMs: number, limitMs: number): void => {
    const isKept = foundMs <= limitMs;
    if (!isKept) missed++;
    const word = isKept ? paint.green('kept') : paint.red('MISSED');
    print(`${what.padEnd(52)} ${foundMs.toFixed(1).padStart(6)} ms, limit ${limitMs} ${word}`);
  };
  for (const work of works) {
    const charging = charge(installed, work);
    progress.step();
    if (work.code === '') {
      tell('longest time between two feeds in a charge', feedGaps(charging), GAP_LIMIT_MS);
    }
    for (const cause of causes) {
      // Unless the interpreter hangs, it goes on to feed.
      if (cause.name === 'nothing' && work.name !== 'hung') continue;
      const what = cause.name === 'nothing' ? 'nothing but a hang' : cause.name;
      const openedMs = measureOpening(charging, installed, work, cause);
      tell(`${what}, while the interpreter is ${work.name}`, openedMs, limitOf(cause));
    }
  }
  progress.stop();
  return missed === 0 ? 0 : 1;
}
