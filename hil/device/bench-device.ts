/**
 * Bench device: the firmware as a separate process, over its standard input and output.
 *
 * With `socat PTY,link=/tmp/rig,raw,echo=0 EXEC:"node dist/bench-device.mjs"` it is a board on a serial line.
 * Messages and line are the same as on a board; only clock and characters come from Node.
 */

import { createBenchMessages } from '../../firmware/bench/messages.ts';
import { sendLine } from '../../firmware/link/frames.ts';

/** Limit on output that waits to be written, in bytes. */
const WRITE_LIMIT = 4096;
/** In live time the firmware's ticks are at most this late. */
const SERVE_MS = 1;
/** If this process did not run for this long, ticks are missing. */
const AWAY_MS = 50;
/** The process that started this one was killed and could not end it. */
const ALONE_MS = 600000;

const output = process.stdout;
let waiting = '';

function flush(): void {
  output.write(waiting, 'latin1');
  waiting = '';
}

const messages = createBenchMessages(
  {
    write: (text) => {
      if (output.writableLength + waiting.length + text.length > WRITE_LIMIT) return false;
      if (waiting === '') queueMicrotask(flush);
      waiting += text;
      return true;
    },
    nowMs: () => performance.now(),
  },
  null,
  'node',
);

process.stdin.setEncoding('latin1');
let heardAtMs = performance.now();
process.stdin.on('data', (text) => {
  heardAtMs = performance.now();
  messages.receive(String(text));
});
process.stdin.on('end', () => process.exit(0));
output.on('error', () => process.exit(0));
// A board has no signals; it ends when its supply is removed.
let servedAtMs = performance.now();
setInterval(() => {
  const nowMs = performance.now();
  const awayMs = Math.round(nowMs - servedAtMs);
  servedAtMs = nowMs;
  // On a board this would be the product's lateness; here the computer is merely busy.
  if (awayMs > AWAY_MS) sendLine(messages.line, `@${nowMs} away ${awayMs}`);
  messages.serve();
  if (nowMs - heardAtMs > ALONE_MS) process.exit(0);
}, SERVE_MS);
