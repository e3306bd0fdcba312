/**
 * Bench device: the firmware as a process of its own, behind whatever standard input and output are.
 *
 * With `socat PTY,link=/tmp/rig,raw,echo=0 EXEC:"node dist/bench-device.mjs"` it is a board on a serial
 * line. They are the same messages and the same line as on a board; only clock and characters come from Node.
 */

import { createBenchMessages } from '../../firmware/bench/messages.ts';
import { sendLine } from '../../firmware/link/frames.ts';

/** Waiting to be written at most, in bytes. */
const WRITE_LIMIT = 4096;
/** Live, the firmware's ticks are this late at most. */
const SERVE_MS = 1;
/** This process was not run for so long: ticks are missing. */
const AWAY_MS = 50;
/** Whoever started us was killed and could not end us. */
const ALONE_MS = 600000;

const output = process.stdout;
let waiting = '';

function flush(): void {
  output.write(waiting, 'latin1');
  waiting = '';
}

const desk = createBenchMessages(
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
  desk.hear(String(text));
});
process.stdin.on('end', () => process.exit(0));
output.on('error', () => process.exit(0));
// A board has no use for signals; whoever ends it pulls the plug.
let servedAtMs = performance.now();
setInterval(() => {
  const nowMs = performance.now();
  const awayMs = Math.round(nowMs - servedAtMs);
  servedAtMs = nowMs;
  // On a board this would be the product's own lateness; here it is only a busy computer.
  if (awayMs > AWAY_MS) sendLine(desk.line, `@${nowMs} away ${awayMs}`);
  desk.serve();
  if (nowMs - heardAtMs > ALONE_MS) process.exit(0);
}, SERVE_MS);
