/**
 * Bench board over real pins: what is driven by hand is let go when the host is gone, the firmware's outputs
 * too, and the firmware is not disturbed by hand.
 */

import { expect, test } from 'vitest';
import { createBenchMessages } from '../../../firmware/bench/messages.ts';
import type { Board } from '../../../firmware/hal.ts';
import { beginLine, createLine, sendLine, serveLine } from '../../../firmware/link/frames.ts';
import { receive } from '../../../firmware/link/receive.ts';

/** The board with pins that remember, and the host's end of its line. */
class BoardUnderTest {
  nowMs = 0;
  contactor = false;
  duty = -1;
  readonly heard: string[] = [];
  hostLives = true;
  private toBoard = '';
  private toHost = '';
  private readonly pins = {
    contactor: { write: (on: boolean) => this.remember(on) },
    pilot: { writePermille: (duty: number) => this.tune(duty) },
    lockBridge: null,
    lockCoil: null,
    trip: null,
    residualTest: null,
    light: null,
    watchdog: { feed: () => undefined },
  } as unknown as Board;
  private readonly nets = { nowMs: () => this.nowMs };
  private readonly board = createBenchMessages(
    { ...this.nets, write: (text) => this.carry('toHost', text) },
    this.pins,
    'test',
  );
  private readonly host = createLine(
    { ...this.nets, write: (text) => this.carry('toBoard', text) },
    true,
    (message) => this.heard.push(message),
  );

  constructor() {
    beginLine(this.host, '1');
    this.pass(50);
  }

  private remember(on: boolean): void {
    this.contactor = on;
  }

  private tune(duty: number): void {
    this.duty = duty;
  }

  private carry(to: 'toHost' | 'toBoard', text: string): boolean {
    this[to] += text;
    return true;
  }

  pass(ms: number): void {
    for (let i = 0; i < ms; i += 5) {
      this.nowMs += 5;
      const { toBoard, toHost } = this;
      this.toBoard = '';
      this.toHost = '';
      this.board.receive(toBoard);
      this.board.serve();
      if (!this.hostLives) continue;
      receive(this.host, toHost);
      serveLine(this.host);
    }
  }

  /** The host begins anew: another one, or the same one after trouble. */
  begin(session: string): void {
    beginLine(this.host, session);
    this.pass(50);
  }

  get isRunning(): boolean {
    return this.board.loop() !== null;
  }

  say(...messages: string[]): void {
    for (const message of messages) sendLine(this.host, message);
    this.pass(50);
  }
}

test('an output that is driven by hand is let go within two seconds of the host', () => {
  const board = new BoardUnderTest();
  board.say('drive contactor 1', 'drive duty 0');
  expect([board.contactor, board.duty]).toEqual([true, 0]);
  board.pass(5000);
  expect(board.contactor).toBe(true);
  board.hostLives = false;
  board.pass(2000);
  expect([board.contactor, board.duty]).toEqual([false, 1000]);
});

test('firmware that runs is stopped within two seconds of the host', () => {
  const board = new BoardUnderTest();
  board.say('clear live', 'fit lock kuester-02s', 'start 0 1');
  board.pass(5000);
  expect(board.isRunning).toBe(true);
  board.hostLives = false;
  board.pass(1000);
  expect(board.isRunning).toBe(true);
  board.pass(1000);
  expect(board.isRunning).toBe(false);
});

test('a host that begins anew finds nothing running, and nothing driven by hand', () => {
  const board = new BoardUnderTest();
  board.say('drive contactor 1');
  board.begin('2');
  expect(board.contactor).toBe(false);
  board.say('clear stepped', 'fit lock kuester-02s', 'start 0 1');
  expect(board.isRunning).toBe(true);
  board.begin('3');
  expect(board.isRunning).toBe(false);
  board.say('hello');
  expect(board.heard.at(-1)).toBe('bench test off');
});

test('off lets everything go at once', () => {
  const board = new BoardUnderTest();
  board.say('drive contactor 1', 'off');
  expect(board.contactor).toBe(false);
});

test('while the firmware runs nothing is driven by hand', () => {
  const board = new BoardUnderTest();
  board.say('clear stepped', 'fit lock kuester-02s', 'start 0 1', 'drive contactor 1');
  expect(board.contactor).toBe(false);
  expect(board.heard).toContain('error the firmware runs: off comes before drive');
});

test('what cannot be is answered, and nothing is started', () => {
  const board = new BoardUnderTest();
  board.say('clear stepped', 'fit lock no-such', 'start 0 1', 'fit door 1', 'set wind 3', 'dance');
  expect(board.heard.filter((message) => message.startsWith('error'))).toEqual([
    expect.stringContaining('error no lock part no-such, expected one of: '),
    'error no such fitting: fit door 1',
    'error no input wind',
    'error not a message: dance',
  ]);
  board.say('fit lock kuester-02s', 'fit proofs 0', 'start 0 1');
  expect(board.heard.at(-1)).toContain('dead could never be proven');
});
