/**
 * `holdfast hil bring-up`: one output at a time, with plain questions for a person with a multimeter.
 */

import { createInterface } from 'node:readline';
import { paint } from '../../sim/colours.ts';
import { BenchClient } from '../line/client.ts';
import { outputs } from '../rig/outputs.ts';
import { RigError, readRig } from '../rig/read.ts';
import { standInRig } from '../rig/rig.ts';
import { RigSession } from '../rig/session.ts';

type Print = (line: string) => void;

/** Answers by person or pipe, one line each; 'stop' at the end of input. */
async function* answersFrom(input: NodeJS.ReadableStream): AsyncGenerator<string, string> {
  for await (const line of createInterface({ input })) yield line.trim().toLowerCase();
  return 'stop';
}

/** `yes`, `no`, `skip` or `stop`; anything else is asked again. */
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
    // "s" could mean either; it is taken for neither.
    if (word !== undefined && value !== 's') return word;
  }
}

/** @param file the rig's; without it the stand-in, to see how it goes */
export async function bringUp(
  root: string,
  file: string | undefined,
  print: Print,
): Promise<number> {
  const rig = file === undefined ? standInRig : readRig(file);
  if (rig.kind !== 'bench') {
    const what = `it is a ${rig.kind} rig, and the firmware that ships lets nobody drive an output`;
    throw new RigError(`${file}: ${what}; bring a board up with the bench firmware on it`);
  }
  const answers = answersFrom(process.stdin);
  const isSafe = await ask(
    'Is mains disconnected from the rig, and is no plug in?',
    answers,
    print,
  );
  if (isSafe !== 'yes') {
    print(
      paint.red('Disconnect mains first: outputs are driven by hand, and no rule watches them.'),
    );
    return 2;
  }
  const session = new RigSession(rig, root);
  let wrong = 0;
  let seen = 0;
  try {
    await session.open();
    const client = new BenchClient(session.link);
    client.send('off');
    for (const output of outputs) {
      const driven = client.expect(output.net, (message) => message.startsWith('net '));
      client.send(output.drive);
      await driven;
      const answer = await ask(`${output.net}: ${output.question}`, answers, print);
      client.send(output.rest);
      if (answer === 'stop') break;
      if (answer === 'yes') seen++;
      if (answer === 'no') wrong++;
      if (answer === 'no') print(paint.red(`${output.net}: look at the wiring and at the pin map`));
    }
  } finally {
    await session.close();
  }
  print(`${seen} of ${outputs.length} outputs seen, ${wrong} wrong`);
  return seen === outputs.length ? 0 : 3;
}
