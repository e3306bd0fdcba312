/**
 * Live target: the firmware runs by its own clock and stamps what it does; nothing waits for the host.
 *
 * The world plays car, cable, person and mains a few milliseconds behind the board. What is judged is
 * stamped at the board: when an input had changed there, when an output was written there.
 */

import type { Fittings } from '../../firmware/charger.ts';
import type { Limits } from '../../firmware/control/limits.ts';
import { createReadings } from '../../firmware/drivers/steady.ts';
import type { SimBoard } from '../../sim/board.ts';
import type { Runner } from '../../sim/processor.ts';
import { type GivenLine, setupOf } from '../../sim/scenario/given-lines.ts';
import type { Arg } from '../../sim/scenario/pattern.ts';
import { REST_US, type Target } from '../../sim/scenario/target.ts';
import type { Verb } from '../../sim/scenario/verbs.ts';
import type { Trace } from '../../sim/trace.ts';
import { World } from '../../sim/world.ts';
import { BenchClient } from '../line/client.ts';
import type { Link } from '../line/link.ts';
import { BenchError } from '../line/trouble.ts';
import { BoardClock } from './board-clock.ts';
import { applyWord, prepareWords, slowWords } from './board-words.ts';

/** The world stays this far behind the board, so that what the board says arrives before its instant. */
const LAG_US = 8000;
/** A pilot that moves by less than this is noise, not news. */
const PILOT_NEWS_MILLIVOLTS = 100;
/** The lock's supply creeps up while its capacitor is charged; nobody needs every millivolt. */
const SUPPLY_GRAIN_MILLIVOLTS = 50;
/** What is played may come so late; later, the bench has failed and not the product. */
const LATE_US = 100000;
/** The stamps' own grain, and what passes between a pin and its stamp. */
const STAMP_US = 1000;
const PING_EVERY_MS = 500;

interface Told {
  readonly atUs: number;
  readonly message: string;
}

export class LiveTarget implements Target {
  private made: World | null = null;
  private board: SimBoard | null = null;
  private readonly client: BenchClient;
  private readonly clock: BoardClock;
  private readonly inbox: Told[] = [];
  private readonly sent = new Map<string, string>();
  private readonly readings = createReadings();
  private zeroMs = 0;
  private instantUs = 0;
  private acknowledgedUs = 0;
  private pingedAtMs = 0;
  private readonly onMessage = (message: string): void => this.hear(message);

  constructor(private readonly link: Link) {
    this.client = new BenchClient(link);
    this.clock = new BoardClock(this.client);
    link.emitter.on('message', this.onMessage);
  }

  private get world(): World {
    if (this.made === null) throw new Error('the target has not begun');
    return this.made;
  }

  get trace(): Trace {
    return this.world.trace;
  }

  get nowUs(): number {
    return Math.max(this.instantUs, this.world.clock.nowUs);
  }

  /** Both ends of a window are stamped by the same clock, so its offset is of no matter. */
  get uncertaintyUs(): number {
    return STAMP_US;
  }

  async begin(givens: readonly GivenLine[]): Promise<void> {
    const setup = setupOf(givens);
    this.link.send('clear live');
    for (let i = 0; i < 16; i++) await this.clock.ping();
    // What an earlier run has still said came before the answers to the pings, and is none of this one's.
    this.inbox.length = 0;
    this.zeroMs = this.clock.nowMs;
    this.made = new World(setup, (board, fittings, limits) => this.start(board, fittings, limits));
    this.made.start();
    if (setup.startsRested) await this.advanceTo(REST_US, () => false);
  }

  /** The firmware's first line, as the world sees it. */
  private start(board: SimBoard, fittings: Fittings, limits: Limits): Runner {
    this.board = board;
    this.sent.clear();
    for (const word of prepareWords('live', board, fittings, limits)) this.link.send(word);
    this.tellReadings();
    this.link.send(`start ${board.resetCause} ${board.entropy}`);
    return {
      tick: () => board.watchdog.feed(),
      hurry: () => undefined,
      idleTicks: () => 0,
      skip: () => undefined,
    };
  }

  private hear(message: string): void {
    const stamp = /^@(\S+) (.*)$/.exec(message);
    if (stamp === null) return;
    const atUs = Math.round((Number(stamp[1]) - this.zeroMs) * 1000);
    const said = stamp[2] as string;
    if (said.startsWith('set ')) this.acknowledgedUs = atUs;
    else this.inbox.push({ atUs, message: said });
  }

  /** What the inputs read now, as far as it is news. */
  private tellReadings(): boolean {
    const board = this.board;
    if (board === null) return false;
    const r = this.readings;
    board.inputs.sample(r);
    const before = (this.sent.get('pilot') ?? '').split(' ').map(Number);
    const moved = Math.max(
      Math.abs(r.pilotHighMillivolts - (before[0] ?? 0)),
      Math.abs(r.pilotLowMillivolts - (before[1] ?? Number.POSITIVE_INFINITY)),
    );
    let news = false;
    const tell = (name: string, value: string): void => {
      if (this.sent.get(name) === value) return;
      this.sent.set(name, value);
      this.link.send(`set ${name} ${value}`);
      news = true;
    };
    if (!(moved < PILOT_NEWS_MILLIVOLTS)) {
      tell('pilot', `${r.pilotHighMillivolts} ${r.pilotLowMillivolts}`);
    }
    tell('latch', String(r.latchMillivolts));
    tell('levels', String(r.levels));
    for (const [name, value] of slowWords(board)) {
      const grain = name === 'lock-supply' ? SUPPLY_GRAIN_MILLIVOLTS : 1;
      tell(name, String(Math.round(value / grain) * grain));
    }
    return news;
  }

  async perform(verb: Verb, args: readonly Arg[]): Promise<void> {
    this.acknowledgedUs = 0;
    verb.perform(this.world, args);
    this.world.plant.settle();
    this.noticeEnd();
    if (verb.pattern.text.startsWith('stall')) this.link.send(`stall ${Number(args[0]) / 1000}`);
    if (!this.tellReadings()) return;
    const untilMs = performance.now() + 1800;
    while (this.acknowledgedUs === 0) {
      if (this.link.down !== null) throw this.link.down;
      if (performance.now() > untilMs) {
        throw new BenchError(this.link.name, 'an input was not acknowledged', 'press reset');
      }
      await pause();
    }
    // What was done counts from when it had arrived at the board, not from when it was sent.
    this.instantUs = this.acknowledgedUs;
  }

  async type(line: string): Promise<void> {
    this.link.send(`type ${line}`);
  }

  async advanceTo(atUs: number, onInstant: () => boolean): Promise<boolean> {
    for (;;) {
      if (this.link.down !== null) throw this.link.down;
      const dueUs = (this.clock.nowMs - this.zeroMs) * 1000 - LAG_US;
      const lateUs = Math.min(atUs, dueUs) - this.world.clock.nowUs;
      if (lateUs > LATE_US) {
        const late = `this computer was away for ${Math.round(lateUs / 1000)} ms`;
        throw new BenchError(
          this.link.name,
          late,
          'let nothing else run on it, or use stepped time',
        );
      }
      const horizonUs = Math.min(atUs, dueUs);
      if (this.runTo(horizonUs, onInstant)) return true;
      if (this.world.clock.nowUs >= atUs) return false;
      await this.keepTime();
      await pause();
    }
  }

  /** Runs the world up to an instant, with what the board has said in its order. */
  private runTo(untilUs: number, onInstant: () => boolean): boolean {
    for (;;) {
      const next = this.inbox[0];
      const isDue = next !== undefined && next.atUs <= untilUs;
      if (this.walkTo(isDue ? next.atUs : untilUs, onInstant)) return true;
      if (!isDue) return false;
      this.inbox.shift();
      if (this.apply(next) && onInstant()) return true;
    }
  }

  /** The world alone. */
  private walkTo(untilUs: number, onInstant: () => boolean): boolean {
    const world = this.world;
    const events = world.trace.events;
    while (world.clock.nowUs < untilUs) {
      const traced = events.length;
      const reached = world.goOn(untilUs);
      if (reached === 'tick') world.processor.tick();
      this.noticeEnd();
      if (reached !== 'tick') this.tellReadings();
      this.instantUs = world.clock.nowUs;
      if (events.length > traced && onInstant()) return true;
      if (reached === 'end') break;
    }
    return false;
  }

  /** Says whether the trace has grown. */
  private apply(told: Told): boolean {
    const board = this.board;
    if (board === null) return false;
    const world = this.world;
    const traced = world.trace.events.length;
    if (told.message.startsWith('away ')) {
      const what = `the process that stands in for a board was away for ${told.message.slice(5)} ms`;
      throw new BenchError(this.link.name, what, 'let nothing else run here, or use stepped time');
    }
    if (told.message.startsWith('error ')) {
      throw new BenchError(this.link.name, `the board said "${told.message}"`, 'the same build?');
    }
    world.stampUs = told.atUs;
    applyWord(board, told.message);
    world.stampUs = null;
    this.noticeEnd();
    this.tellReadings();
    this.instantUs = told.atUs;
    return world.trace.events.length > traced;
  }

  /** The world's processor has gone: so does the firmware. */
  private noticeEnd(): void {
    if (this.board === null || this.world.processor.loop !== null) return;
    this.board = null;
    this.link.send('off');
  }

  private async keepTime(): Promise<void> {
    const nowMs = performance.now();
    if (nowMs - this.pingedAtMs < PING_EVERY_MS) return;
    this.pingedAtMs = nowMs;
    void this.clock.ping().catch(() => undefined);
  }

  async close(): Promise<void> {
    this.made = null;
    this.board = null;
    if (this.link.down === null) this.link.send('off');
    this.link.emitter.off('message', this.onMessage);
    this.client.leave();
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1));
}
