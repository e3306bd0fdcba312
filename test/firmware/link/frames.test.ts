/**
 * Line: whatever the way does to the characters, messages arrive in order, once, whole, or trouble is
 * named. In virtual time, with both ends in one process.
 */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  beginLine,
  createLine,
  FAULT_MS,
  FRAME_LIMIT,
  type Line,
  LineFault,
  lineFaultOf,
  MESSAGE_LIMIT,
  QUEUE_LIMIT,
  sendLine,
  serveLine,
} from '../../../firmware/link/frames.ts';
import { receive } from '../../../firmware/link/receive.ts';
import { crc16 } from '../../../firmware/storage/crc16.ts';
import { createRandom } from '../../../sim/random.ts';

test('the checksum is the published one: "123456789" gives 29b1', () => {
  expect(crc16('123456789')).toBe(0x29b1);
});

/** Two ends and the way between them. */
class Way {
  nowMs = 0;
  readonly heardByHost: string[] = [];
  readonly heardByBoard: string[] = [];
  readonly written: string[] = [];
  toHost = '';
  toBoard = '';
  boardReads = true;
  roomForBoard = 100000;
  readonly host: Line;
  readonly board: Line;

  constructor(private readonly spoil: (text: string) => string = (text) => text) {
    this.host = createLine(
      { write: (text) => this.put('board', text), nowMs: () => this.nowMs },
      true,
      (message) => this.heardByHost.push(message),
    );
    this.board = createLine(
      { write: (text) => this.put('host', text), nowMs: () => this.nowMs },
      false,
      (message) => this.heardByBoard.push(message),
    );
  }

  private put(to: 'host' | 'board', text: string): boolean {
    if (to === 'board' && this.toBoard.length + text.length > this.roomForBoard) return false;
    this.written.push(text);
    if (to === 'host') this.toHost += this.spoil(text);
    else this.toBoard += this.spoil(text);
    return true;
  }

  pass(ms: number): void {
    for (let i = 0; i < ms; i += 5) {
      this.nowMs += 5;
      const toHost = this.toHost;
      this.toHost = '';
      receive(this.host, toHost);
      if (this.boardReads) {
        const toBoard = this.toBoard;
        this.toBoard = '';
        receive(this.board, toBoard);
        serveLine(this.board);
      }
      serveLine(this.host);
    }
  }

  begin(): this {
    beginLine(this.host, '1');
    for (let i = 0; i < 1000 && !this.host.synced; i++) this.pass(50);
    return this;
  }
}

const printable = fc.string({
  unit: fc.integer({ min: 32, max: 126 }).map((c) => String.fromCharCode(c)),
  maxLength: 200,
});

test('over a way that drops, bends and doubles frames, every message arrives once and in order', () => {
  fc.assert(
    fc.property(
      fc.array(printable, { maxLength: 40 }),
      fc.array(printable, { maxLength: 40 }),
      fc.integer({ min: 1, max: 1000000 }),
      fc.integer({ min: 0, max: 40 }),
      (fromHost, fromBoard, seed, percent) => {
        const random = createRandom(seed);
        const way = new Way((text) => {
          const hit = random() * 100 < percent;
          if (!hit) return text;
          const how = Math.floor(random() * 4);
          if (how === 0) return '';
          if (how === 1) return text + text;
          if (how === 2) return `${text.slice(0, 5)}\x7f${text.slice(6)}`;
          return `garbage\n${text}`;
        }).begin();
        for (const message of fromHost) sendLine(way.host, message);
        for (const message of fromBoard) sendLine(way.board, message);
        way.pass(60000);
        expect(way.heardByBoard).toEqual(fromHost);
        expect(way.heardByHost).toEqual(fromBoard);
        for (const frame of way.written) {
          expect(frame.length).toBeLessThanOrEqual(FRAME_LIMIT + 1);
          expect(frame).toMatch(/^[ -~]+\n$/);
        }
      },
    ),
    { numRuns: 40 },
  );
});

test('ten thousand messages while one side floods and the other stalls: none lost, none out of order', () => {
  const way = new Way().begin();
  let next = 0;
  for (let turn = 0; next < 10000; turn++) {
    way.boardReads = turn % 7 !== 0;
    while (next < 10000 && sendLine(way.host, `step ${next}`)) next++;
    sendLine(way.board, `flood ${turn}`);
    way.pass(5);
  }
  way.boardReads = true;
  way.pass(2000);
  expect(way.heardByBoard).toEqual(Array.from({ length: 10000 }, (_, i) => `step ${i}`));
});

test('a message that is too long is refused whole, and so is one without room', () => {
  const way = new Way().begin();
  expect(sendLine(way.host, 'x'.repeat(MESSAGE_LIMIT + 1))).toBe(false);
  way.boardReads = false;
  for (let i = 0; i < QUEUE_LIMIT; i++) expect(sendLine(way.host, `${i}`)).toBe(true);
  expect(sendLine(way.host, 'one more')).toBe(false);
});

test('a board that was started again says so, and a new session begins', () => {
  const way = new Way().begin();
  way.board.synced = false;
  sendLine(way.host, 'lost with the board');
  way.pass(500);
  expect(way.host.restarts).toBe(1);
  expect(way.host.synced).toBe(true);
  sendLine(way.host, 'after');
  way.pass(100);
  expect(way.heardByBoard).toEqual(['after']);
});

test('an echo of our own frames is not taken for a board', () => {
  const way = new Way();
  beginLine(way.host, '1');
  for (let i = 0; i < 400; i++) {
    way.nowMs += 5;
    receive(way.host, way.toBoard);
    way.toBoard = '';
    serveLine(way.host);
  }
  expect(way.host.synced).toBe(false);
  expect(lineFaultOf(way.host)).toBe(LineFault.Unanswered);
});

test('a flood without a line end does not grow anything', () => {
  const way = new Way().begin();
  for (let i = 0; i < 1000; i++) receive(way.board, 'x'.repeat(1000));
  expect(way.board.partial.length).toBeLessThanOrEqual(FRAME_LIMIT);
  receive(way.board, '\n');
  sendLine(way.host, 'still there');
  way.pass(500);
  expect(way.heardByBoard).toEqual(['still there']);
});

/** Lets time pass until trouble is named; says when, from now. */
function namedAfterMs(way: Way, line: Line, wanted: LineFault): number {
  const fromMs = way.nowMs;
  while (lineFaultOf(line) === LineFault.None && way.nowMs < fromMs + 5000) way.pass(5);
  expect(lineFaultOf(line)).toBe(wanted);
  return way.nowMs - fromMs;
}

for (const [what, wanted, arrange] of [
  [
    'a board that hangs',
    LineFault.Silent,
    (way: Way) => {
      way.boardReads = false;
    },
  ],
  [
    'a board that cannot hear',
    LineFault.Unanswered,
    (way: Way) => {
      way.roomForBoard = 1000000;
      sendLine(way.host, 'x');
    },
  ],
] as const) {
  test(`${what} is named within two seconds`, () => {
    const deaf = wanted === LineFault.Unanswered;
    const way: Way = new Way((text) => (deaf && isLate && text.includes(':') ? '' : text));
    let isLate = false;
    way.begin();
    isLate = true;
    arrange(way);
    expect(namedAfterMs(way, way.host, wanted)).toBeLessThanOrEqual(2000);
  });
}

test('garbage is named within two seconds, and a line where nothing can be written', () => {
  const noisy = new Way((text) => (isLate ? `${text.slice(1)}` : text));
  let isLate = false;
  noisy.begin();
  isLate = true;
  expect(namedAfterMs(noisy, noisy.host, LineFault.Garbage)).toBeLessThanOrEqual(2000);
  const full = new Way().begin();
  full.boardReads = false;
  full.roomForBoard = 0;
  const named = namedAfterMs(full, full.host, LineFault.Silent);
  expect(named).toBeGreaterThanOrEqual(FAULT_MS - 250);
  expect(named).toBeLessThanOrEqual(2000);
});

test('the board names a host that has gone silent within two seconds', () => {
  const way = new Way().begin();
  const fromMs = way.nowMs;
  while (lineFaultOf(way.board) === LineFault.None && way.nowMs < fromMs + 5000) {
    way.nowMs += 5;
    serveLine(way.board);
  }
  expect(lineFaultOf(way.board)).toBe(LineFault.Silent);
  expect(way.nowMs - fromMs).toBeLessThanOrEqual(2000);
});
