/**
 * Greeting: who answers at the other end of a rig's line. Bench firmware and jig speak the same protocol.
 */

import { BenchError } from '../line/bench-error.ts';
import { BenchClient } from '../line/client.ts';
import type { RigConnection } from '../line/rig-connection.ts';

/** A process in place of a board is still starting. */
const GREETED_MS = 5000;

type Role = 'bench' | 'jig';

const words: Readonly<Record<Role, string>> = { bench: 'the bench firmware', jig: 'a jig' };

/** @throws BenchError where nobody answers, or the wrong one */
export async function greet(connection: RigConnection, wanted: Role): Promise<void> {
  const client = new BenchClient(connection);
  try {
    const isGreeting = (said: string): boolean => /^(bench|jig) /.test(said);
    const answer = client.expect('hello', isGreeting, GREETED_MS);
    client.send('hello');
    const found: Role = (await answer).startsWith('jig ') ? 'jig' : 'bench';
    if (found === wanted) return;
    const what = `${words[found]} answers here, expected ${words[wanted]}`;
    throw new BenchError(connection.name, what, 'are two ports interchanged in the rig file?');
  } finally {
    client.leave();
  }
}
