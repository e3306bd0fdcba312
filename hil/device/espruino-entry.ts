/**
 * Bench device in Espruino, on a board or on a computer: the desk on the USB console, which is taken from
 * the interpreter. What is typed reaches the desk and nobody else.
 */

import { createBenchMessages } from '../../firmware/bench/messages.ts';

declare const E: { setConsole(to: null): void };
declare const USB: {
  write(text: string): void;
  on(event: 'data', hear: (text: string) => void): void;
};
declare function getTime(): number;

const SERVE_MS = 5;

const desk = createBenchMessages(
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
USB.on('data', (text: string) => desk.hear(text));
setInterval(() => desk.serve(), SERVE_MS);
