/**
 * Hand drive: how bring-up drives one output after another, and which outputs there are.
 */

import { BenchClient } from '../line/client.ts';
import { type Output, outputs } from './outputs.ts';
import { relaysOf } from './relays.ts';
import type { Rig } from './rig.ts';
import { RigSession } from './session.ts';

export interface HandDrive {
  readonly steps: readonly Output[];
  /** The question that a person must answer with yes before anything is driven, and the message otherwise. */
  readonly before: string;
  readonly otherwise: string;
  /** Sets an output; it is set when this returns. @throws BenchError where it cannot be */
  drive(words: string): Promise<void>;
  /** Everything at rest; a second call does nothing. */
  close(): Promise<void>;
}

export const beforeOutputs = {
  before: 'Is mains disconnected from the rig, and is no plug in?',
  otherwise: 'Disconnect mains first: outputs are driven by hand, and no rule watches them.',
};

const beforeRelays = {
  before: 'Is mains disconnected from the rig, and the board under test without power?',
  otherwise: 'Disconnect both first: relays are switched by hand, and resistances measured.',
};

/** The outputs of a board with the bench firmware, or the relays of a jig. */
export function createRigHandDrive(rig: Rig, root: string): HandDrive {
  const session = new RigSession(rig, root);
  const isBench = rig.kind === 'bench';
  let client: BenchClient | null = null;
  const open = async (): Promise<BenchClient> => {
    await session.open();
    const made = new BenchClient(session.connection);
    made.send('off');
    return made;
  };
  return {
    ...(isBench ? beforeOutputs : beforeRelays),
    steps: isBench ? outputs : relaysOf(rig),
    drive: async (words) => {
      client ??= await open();
      const done = client.expect(words, (message) =>
        isBench ? message.startsWith('net ') : message === words,
      );
      client.send(words);
      await done;
    },
    close: () => session.close(),
  };
}
