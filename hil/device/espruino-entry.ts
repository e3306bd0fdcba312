/**
 * Bench device in Espruino, on a board or on a computer: the bench's messages on the USB console, which is
 * disconnected from the interpreter, so that typed characters reach only the messages.
 */

import { createBenchMessages } from '../../firmware/bench/messages.ts';

declare const E: { setConsole(to: null): void };
declare const USB: {
  write(text: string): void;
  on(event: 'data', listener: (text: string) => void): void;
};
declare function getTime(): number;

const SERVE_MS = 5;

const messages = createBenchMessages(
  {
    write: (text: string) => {
      USB.write(text);
      return true;
    },
    nowMs: () => getTime() * 1000,
  },
  null,
  'espruino',
);

E.setConsole(null);
USB.on('data', (text: string) => messages.receive(text));
setInterval(() => messages.serve(), SERVE_MS);
