/**
 * `holdfast hil bring-up`: drives one output at a time, and asks a person with a multimeter plain questions.
 * It drives the outputs of a board with the bench firmware, this computer's pins, or the relays of a jig.
 */

import { createInterface } from 'node:readline';
import { onEndSignal } from '../../../hil/line/end-signals.ts';
import { createComputerPinHolder } from '../../../hil/linux/pin-holder.ts';
import { readLinuxMap } from '../../../hil/linux/read-map.ts';
import { createRigHandDrive, type HandDrive } from '../../../hil/rig/hand-drive.ts';
import { RigError, readRig } from '../../../hil/rig/read.ts';
import { standInRig } from '../../../hil/rig/rig.ts';
import { paint } from '../../../sim/view/colours.ts';
import type { Print } from '../../context.ts';
import { ENVIRONMENT, INTERRUPTED, USAGE } from '../../exit-codes.ts';

export interface BringUpOptions {
  /** The rig's file. Without it and without a board, the stand-in runs, to try the command. */
  readonly rig?: string;
  /** A map of this computer's pins. */
  readonly board?: string;
  readonly sys: string;
}

/** Answers from a person or a pipe, one line each; 'stop' at the end of input. */
async function* answersFrom(input: NodeJS.ReadableStream): AsyncGenerator<string, string> {
  for await (const line of createInterface({ input })) yield line.trim().toLowerCase();
  return 'stop';
}

/** `yes`, `no`, `skip` or `stop`; the question is repeated after anything else. */
async function ask(
  question: string,
  answers: AsyncGenerator<string, string>,
  print: Print,
): Promise<'yes' | 'no' | 'skip' | 'stop'> {
  for (;;) {
    print(`${paint.bold(question)} ${paint.dim('[yes / no / skip / stop]')}`);
    const { value } = await answers.next();
    const word = (['yes', 'no', 'skip', 'stop'] as const).find(
      (known) => value !== '' && known.startsWith(value),
    );
    // "s" could mean either, so it is rejected.
    if (word !== undefined && value !== 's') return word;
  }
}

async function handOf(root: string, options: BringUpOptions, print: Print): Promise<HandDrive> {
  if (options.board === undefined) {
    return createRigHandDrive(options.rig === undefined ? standInRig : readRig(options.rig), root);
  }
  if (options.rig !== undefined) {
    throw new RigError('--rig is a rig and --board are the pins of this computer: one of them');
  }
  const read = await readLinuxMap(root, options.board);
  return createComputerPinHolder(read, options.sys, (line) => print(paint.dim(line)));
}

/** Runs one step after another, until the last or until the person stops. */
async function walk(
  hand: HandDrive,
  answers: AsyncGenerator<string, string>,
  print: Print,
): Promise<{ seen: number; wrong: number }> {
  let wrong = 0;
  let seen = 0;
  for (const step of hand.steps) {
    await hand.drive(step.drive);
    const answer = await ask(`${step.net}: ${step.question}`, answers, print);
    await hand.drive(step.rest);
    if (answer === 'stop') break;
    if (answer === 'yes') seen++;
    if (answer === 'no') wrong++;
    if (answer === 'no') print(paint.red(`${step.net}: look at the wiring and at the pin map`));
  }
  return { seen, wrong };
}

export async function bringUp(
  root: string,
  options: BringUpOptions,
  print: Print,
): Promise<number> {
  const hand = await handOf(root, options, print);
  const answers = answersFrom(process.stdin);
  if ((await ask(hand.before, answers, print)) !== 'yes') {
    print(paint.red(hand.otherwise));
    return USAGE;
  }
  // Nothing may stay driven when the person leaves early.
  const interrupt = (): void => {
    void hand.close().finally(() => process.exit(INTERRUPTED));
  };
  const off = onEndSignal(interrupt);
  try {
    const { seen, wrong } = await walk(hand, answers, print);
    print(`${seen} of ${hand.steps.length} outputs seen, ${wrong} wrong`);
    return seen === hand.steps.length ? 0 : ENVIRONMENT;
  } finally {
    off();
    await hand.close();
  }
}
