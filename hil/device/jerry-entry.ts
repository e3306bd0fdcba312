/**
 * Bench device in a JerryScript on a computer, whose host program offers three functions: `write` prints
 * text, `readline` waits the given number of ms for a line (undefined where none came, null at the end of
 * input), `millis` is a clock.
 */

import { createBenchMessages } from '../../firmware/bench/messages.ts';

declare function write(text: string): void;
declare function readline(withinMs: number): string | null | undefined;
declare function millis(): number;

const SERVE_MS = 5;

const messages = createBenchMessages(
  {
    write: (text: string) => {
      write(text);
      return true;
    },
    nowMs: () => millis(),
  },
  null,
  'jerry',
);

for (let line = readline(SERVE_MS); line !== null; line = readline(SERVE_MS)) {
  if (line !== undefined) messages.receive(`${line}\n`);
  messages.serve();
}
