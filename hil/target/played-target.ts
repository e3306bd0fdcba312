/**
 * Played target: the firmware under test runs by its own clock, and does not wait for the host.
 *
 * The simulated world of car, cable, person and mains runs a few milliseconds behind the rig's clock. What is
 * judged is stamped at the rig: when an input had changed there, when an output was written or sensed there.
 * How the world's inputs reach the firmware, and how its outputs come back, is defined by the subclasses.
 */

import type { Fittings } from '../../firmware/charger.ts';
import type { Limits } from '../../firmware/control/limits.ts';
import type { Arg } from '../../sim/scenario/pattern.ts';
import { type PreconditionLine, setupOf } from '../../sim/scenario/precondition-lines.ts';
import type { Verb } from '../../sim/scenario/rows.ts';
import { performIn, type Target } from '../../sim/scenario/target.ts';
import type { Trace } from '../../sim/trace.ts';
import type { SimBoard } from '../../sim/world/board.ts';
import type { Runner } from '../../sim/world/processor.ts';
import type { Setup } from '../../sim/world/setup.ts';
import { World } from '../../sim/world/world.ts';
import { BenchError } from '../line/bench-error.ts';
import type { RigConnection } from '../line/rig-connection.ts';
import { BoardClock } from './board-clock.ts';
import { Feeding } from './feeding.ts';
import { Lateness } from './lateness.ts';
import { pause } from './pause.ts';
import { MOST_PER_SECOND, StampedInbox, type StampedMessage } from './stamped-inbox.ts';

/** The resolution of the stamps, and the time between a pin and its stamp. */
export const STAMP_US = 1000;
const PING_EVERY_MS = 500;
const FIRST_PINGS = 16;
const ANSWER_MS = 1800;

export abstract class PlayedTarget implements Target {
  /** The world's board, while its processor runs. */
  protected board: SimBoard | null = null;
  protected readonly clock: BoardClock;
  /** The delay of the world behind the rig, so that the rig's messages arrive before their instant. */
  protected readonly lagUs: number = 8000;
  private made: World | null = null;
  private readonly inbox = new StampedInbox();
  private zeroMs = 0;
  private instantUs = 0;
  private acknowledgedUs = 0;
  private pingedAtMs = 0;
  private readonly feeding = new Feeding();
  private readonly onMessage = (message: string): void => this.receive(message);

  constructor(
    protected readonly connection: RigConnection,
    protected readonly lateness = new Lateness(),
  ) {
    this.clock = new BoardClock(connection);
    connection.emitter.on('message', this.onMessage);
  }

  /** The firmware starts in the world: the messages that it needs first. */
  protected abstract begun(board: SimBoard, fittings: Fittings, limits: Limits): void;
  /** The world's processor has stopped, so the firmware must stop too. */
  protected abstract ended(): void;
  /** Sends the changed inputs of the firmware. @returns whether there were any */
  protected abstract tellInputs(board: SimBoard): boolean;
  /** Applies a message of the rig to the world. */
  protected abstract apply(board: SimBoard, message: string): void;
  /** An action that is more than a change of inputs. */
  protected performed(_verb: Verb, _args: readonly Arg[]): void {}
  abstract type(line: string): Promise<void>;
  abstract begin(preconditions: readonly PreconditionLine[]): Promise<void>;

  protected get world(): World {
    if (this.made === null) throw new Error('the target has not begun');
    return this.made;
  }

  get setup(): Setup {
    return this.world.setup;
  }

  get trace(): Trace {
    return this.world.trace;
  }

  get nowUs(): number {
    return Math.max(this.instantUs, this.world.clock.nowUs);
  }

  /** Both ends of a window are stamped by the same clock, so its offset cancels out. */
  uncertaintyUs(_names: readonly string[], _isSo = false): number {
    return STAMP_US + this.lateness.extraUs;
  }

  /** A clock that cannot be trusted ends the run: every judged instant is stamped by it. */
  private stopOnClockFault(): void {
    const { fault } = this.clock;
    if (fault === '') return;
    const todo = 'look at its crystal and its build; no stamp of this run counts';
    void this.connection.abort(new BenchError(this.connection.name, fault, todo), 'off');
  }

  /** The error of the rig. */
  protected get down(): BenchError | null {
    return this.connection.down;
  }

  protected async learnClock(): Promise<void> {
    for (let i = 0; i < FIRST_PINGS; i++) await this.clock.ping();
  }

  /** A time of the rig's clock, in the world's time. */
  private usOf(boardMs: number): number {
    return Math.round((boardMs - this.zeroMs) * 1000);
  }

  /** The instant on the rig's clock, in the world's time. */
  protected get rigNowUs(): number {
    return (this.clock.nowMs - this.zeroMs) * 1000;
  }

  /** Creates the world; its time begins now. */
  protected makeWorld(
    preconditions: readonly PreconditionLine[],
    adjust: (setup: Setup) => void,
  ): Setup {
    const setup = setupOf(preconditions);
    adjust(setup);
    // Messages of an earlier run arrived before the answers to the pings, and are discarded.
    this.inbox.clear();
    this.clock.forgetStamps();
    this.zeroMs = this.clock.nowMs;
    this.made = new World(setup, (board, fittings, limits) => this.start(board, fittings, limits));
    return setup;
  }

  private start(board: SimBoard, fittings: Fittings, limits: Limits): Runner {
    this.board = board;
    this.feeding.isStarving = false;
    this.begun(board, fittings, limits);
    return {
      tick: () => {
        if (!this.feeding.isStarving) board.watchdog.feed();
      },
      hurry: () => undefined,
      idleTicks: () => 0,
      skip: () => undefined,
    };
  }

  private receive(message: string): void {
    const stamp = /^@(\S+) (.*)$/.exec(message);
    if (stamp === null) return;
    const stampMs = Number(stamp[1]);
    const atUs = this.usOf(stampMs);
    const said = stamp[2] as string;
    if (this.made !== null) {
      this.clock.seeStamp(stampMs);
      this.stopOnClockFault();
      if (this.connection.down !== null) return;
    }
    if (said.startsWith('set ')) this.acknowledgedUs = atUs;
    else this.tell(atUs, said);
  }

  /** A message that belongs to an instant; one that arrives after that instant is applied now. */
  protected tell(atUs: number, message: string): void {
    if (this.inbox.put(atUs, message)) return;
    const what = `the board sends without end: more than ${MOST_PER_SECOND} messages in a second`;
    const error = new BenchError(this.connection.name, what, 'is the same build on the board?');
    void this.connection.abort(error, 'off');
  }

  async perform(verb: Verb, args: readonly Arg[]): Promise<void> {
    this.acknowledgedUs = 0;
    performIn(this.world, verb, args);
    this.noticeEnd();
    this.performed(verb, args);
    if (this.board === null || !this.tellInputs(this.board)) return;
    const untilMs = performance.now() + ANSWER_MS;
    while (this.acknowledgedUs === 0) {
      if (this.down !== null) throw this.down;
      if (performance.now() > untilMs) {
        const what = 'an input was not acknowledged';
        throw new BenchError(this.connection.name, what, 'press reset', true);
      }
      await pause();
    }
    // The time of an action counts from its arrival at the rig, not from its sending.
    this.instantUs = this.acknowledgedUs;
  }

  async advanceTo(atUs: number, onInstant: () => boolean): Promise<boolean> {
    for (;;) {
      if (this.down !== null) throw this.down;
      const dueUs = this.rigNowUs - this.lagUs;
      const horizonUs = Math.min(atUs, dueUs);
      this.lateness.seeWorld(this.connection.name, horizonUs - this.world.clock.nowUs);
      if (this.runTo(horizonUs, onInstant)) return true;
      if (this.world.clock.nowUs >= atUs) return false;
      await this.keepTime();
      await pause();
    }
  }

  /** Runs the world up to an instant, and applies the rig's messages in their order. */
  private runTo(untilUs: number, onInstant: () => boolean): boolean {
    for (;;) {
      const next = this.inbox.due(untilUs);
      if (this.walkTo(next?.atUs ?? untilUs, onInstant)) return true;
      if (next === null) return false;
      this.inbox.drop();
      if (this.applyStamped(next) && onInstant()) return true;
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
      if (reached !== 'tick' && this.board !== null) this.tellInputs(this.board);
      this.instantUs = world.clock.nowUs;
      if (events.length > traced && onInstant()) return true;
      if (reached === 'end') break;
    }
    return false;
  }

  /** Whether the trace has grown. */
  private applyStamped(stamped: StampedMessage): boolean {
    const board = this.board;
    if (board === null) return false;
    const world = this.world;
    const traced = world.trace.events.length;
    if (this.lateness.receive(this.connection.name, stamped.message)) return false;
    if (stamped.message.startsWith('error ')) {
      const what = `the board said "${stamped.message}"`;
      throw new BenchError(this.connection.name, what, 'the same build?');
    }
    world.stampUs = stamped.atUs;
    const { atUs, message } = stamped;
    const isFeeding = this.feeding.receive(world, atUs, message, (ms) => this.usOf(ms));
    if (!isFeeding) this.apply(board, stamped.message);
    world.stampUs = null;
    this.noticeEnd();
    if (this.board !== null) this.tellInputs(this.board);
    this.instantUs = stamped.atUs;
    return world.trace.events.length > traced;
  }

  private noticeEnd(): void {
    if (this.board === null || this.world.processor.loop !== null) return;
    this.feeding.end(this.world, this.nowUs);
    this.board = null;
    this.ended();
  }

  private async keepTime(): Promise<void> {
    const nowMs = performance.now();
    if (nowMs - this.pingedAtMs < PING_EVERY_MS) return;
    this.pingedAtMs = nowMs;
    void this.look().catch((error) => {
      // Nobody waits for the answer any more when the run is over.
      if (this.made !== null) void this.connection.abort(error as BenchError, 'off');
    });
  }

  private async look(): Promise<void> {
    await this.clock.ping();
    if (this.made !== null) this.stopOnClockFault();
  }

  /**
   * The clock is read once more at the end: no verdict stands on a clock that has failed since the last look. Its
   * answer comes last: whatever was stamped before is here by then.
   *
   * @throws BenchError where the clock has failed, or something has come too late for any verdict
   */
  async close(): Promise<void> {
    const wasUp = this.made !== null && this.connection.down === null;
    try {
      if (wasUp) await this.look();
      if (wasUp && this.connection.down !== null) throw this.connection.down;
      if (wasUp) this.inbox.refuseLate(this.connection.name, this.world.clock.nowUs - this.lagUs);
    } finally {
      this.made = null;
      this.board = null;
      if (this.connection.down === null) this.connection.send('off');
      this.connection.emitter.off('message', this.onMessage);
      this.clock.leave();
    }
  }
}
