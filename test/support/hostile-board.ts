/**
 * Hostile board: the bench device with a fault between it and its line, as a program of its own. The fault is
 * the first argument; it begins once the board has begun to work.
 */

import { createBenchMessages } from '../../firmware/bench/messages.ts';
import { createJig } from '../../firmware/jig/jig.ts';
import { QUEUE_LIMIT, roomOf, sendLine } from '../../firmware/link/frames.ts';
import { crc16 } from '../../firmware/storage/crc16.ts';
import { createRandom } from '../../sim/random.ts';

const mode = process.argv[2] ?? '';
const random = createRandom(11);
/** The fault begins after so many frames of the board. */
const SOUND_FRAMES = 20;
const AWAKE_MS = 100;

let framesOut = 0;
let clockShiftMs = 0;
let stoppedAtMs = 0;

const isActive = (): boolean => framesOut > SOUND_FRAMES;

function nowMs(): number {
  if (mode === 'clock-stops' && isActive()) {
    stoppedAtMs ||= performance.now();
    return stoppedAtMs;
  }
  if (isActive() && mode === 'clock-jumps') clockShiftMs = 3600000;
  // Not below zero: a stamp below zero is no stamp at all, and has its own name.
  if (isActive() && mode === 'clock-goes-back' && performance.now() > 1200) clockShiftMs = -900;
  return performance.now() + clockShiftMs;
}

const frame = (body: string): string => `${body} ${crc16(body).toString(16).padStart(4, '0')}`;

/** A message of the board with other words in it, in a frame that is valid. */
function forge(text: string, from: RegExp, to: string): string {
  const body = text.slice(0, -5);
  return from.test(body) ? frame(body.replace(from, to)) : text;
}

let held = '';
let last: string[] = [];

/** What the line makes of one frame. */
function mangle(text: string): string[] {
  switch (mode) {
    case 'loss':
      return random() < 0.1 ? [] : [text];
    case 'corruption':
      return [random() < 0.05 ? text.replace(/./, '~') : text];
    case 'swap': {
      const before = held;
      held = before === '' && random() < 0.3 ? text : '';
      if (held !== '') return [];
      return before === '' ? [text] : [text, before];
    }
    case 'duplicate':
      return random() < 0.3 ? [text, text] : [text];
    case 'replay':
      last = [...last, text].slice(-12);
      return random() < 0.2 ? [text, ...last.slice(0, 4)] : [text];
    case 'half-lines':
      return [text.slice(0, text.length / 2)];
    case 'silence':
      return [];
    case 'endless-stall':
      return [forge(text, /:done (\d+) (\d) \d+$/, ':done $1 $2 Infinity')];
    case 'wrong-net':
      return [forge(text, /:(@\S+ )?net \w+ .*$/, ':net bridge 99 -5')];
    case 'wrong-stamp':
      return [forge(text, /:@\S+ /, ':@-99999 ')];
    case 'no-stamp':
      return [forge(text, /:@\S+ /, ':@NaN ')];
    default:
      return [text];
  }
}

function write(text: string): boolean {
  for (const one of text.split('\n').slice(0, -1)) {
    framesOut++;
    const isSound = !isActive();
    for (const changed of isSound ? [one] : mangle(one))
      process.stdout.write(`${changed}\n`, 'latin1');
  }
  return true;
}

const port = { write, nowMs };
const pins = { has: () => true, write: () => undefined, levels: () => 0, dutyPermille: () => 1000 };
const desk =
  mode === 'wrong-role'
    ? createJig(port, pins, 'hostile')
    : createBenchMessages(port, null, 'hostile');

/** Valid frames of the board without end, as fast as the line takes them. */
function flood(): void {
  if (!isActive() || process.stdout.writableLength > 65536) return;
  const stamp = mode === 'flood-live' ? `@${nowMs()} ` : '';
  for (let i = 0; roomOf(desk.line) > QUEUE_LIMIT / 2; i++)
    sendLine(desk.line, `${stamp}net light ${i % 2}`);
}

process.stdin.setEncoding('latin1');
process.stdin.on('data', (text) => {
  if (mode === 'echo') process.stdout.write(String(text), 'latin1');
  else if (mode === 'product') process.stdout.write('error unknown command\n~ 17 phase idle\n');
  else desk.receive(String(text));
});
process.stdin.on('end', () => process.exit(0));
process.stdout.on('error', () => process.exit(0));
if (mode !== 'echo' && mode !== 'product') {
  setInterval(() => {
    desk.serve();
    if (mode.startsWith('flood')) flood();
  }, 1);
}
// A test that was killed leaves nobody behind.
setTimeout(() => process.exit(0), 300 * AWAKE_MS);
