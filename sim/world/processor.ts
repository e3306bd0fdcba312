/**
 * Processor: powers, boots, ticks and resets the firmware, like a board would.
 *
 * The firmware that ships runs in here; nothing of it is re-implemented. While the processor is off or
 * in reset, every output stands at its pull-down.
 */

import type { Fittings } from '../../firmware/charger.ts';
import type { Limits } from '../../firmware/control/limits.ts';
import { createController } from '../../firmware/controller.ts';
import type { QuietWindow } from '../../firmware/drivers/quiet-window.ts';
import { ResetCause, Trip } from '../../firmware/hal.ts';
import type { Loop } from '../../firmware/loop.ts';
import { type Clock, ms, NEVER_US } from '../clock.ts';
import type { PilotLine } from '../plant/pilot-line.ts';
import type { Plant } from '../plant/plant.ts';
import { noiseAt } from '../random.ts';
import { type BoardOutside, SimBoard } from './board.ts';
import { type Decider, DecisionWatch } from './decision-watch.ts';
import type { Schematic } from './schematic.ts';
import { limitsOf, type Setup } from './setup.ts';

/** How long a reset keeps the processor from booting. */
const RESET_MS = 20;
/** Every input has been looked at twice after this many ticks: two rounds of four turns of eight. */
const SLOWEST_TURN_TICKS = 64;

interface Windows {
  readonly quietWindow: QuietWindow;
}

/** What the processor runs: the firmware in here, or its stand-in for one behind a serial line. */
export type Runner = Pick<Loop, 'tick' | 'hurry' | 'idleTicks' | 'skip'> & {
  /** The windows of the fast readings, and in this process what is decided, where they can be looked at. */
  readonly charger?: Windows | (Windows & Decider);
};

/** Starts the firmware over a board; `limits` are as shipped, with the setup's changes. */
export type StartFirmware = (board: SimBoard, fittings: Fittings, limits: Limits) => Runner;

/** The firmware that ships, in this process. */
export const startFirmware: StartFirmware = (board, fittings, limits) =>
  createController(board, fittings, limits, true);

/** The surroundings of a processor. */
export interface ProcessorParts {
  readonly clock: Clock;
  readonly plant: Plant;
  readonly setup: Setup;
  readonly schematic: Schematic;
  readonly fittings: Fittings;
  /** What the board reaches outside of the plant; fresh at every start. */
  readonly outside: () => BoardOutside;
  readonly tell: (name: string, value: string) => void;
  /** Told what a decision has broken, in words. */
  readonly complain: (words: string) => void;
  readonly start: StartFirmware;
}

export class Processor {
  loop: Runner | null = null;
  ticks = 0;
  /** The next tick; NEVER_US while none is to come. */
  tickAtUs = NEVER_US;
  private tickBaseUs = 0;
  private calmFromTick = 0;
  private fedAtUs = 0;
  private busyUs = 0;
  private board: SimBoard | null = null;
  private tickMs = 10;
  private hasClock = true;

  private readonly clock: Clock;
  private readonly plant: Plant;
  private readonly setup: Setup;
  private readonly decisions: DecisionWatch;

  constructor(private readonly parts: ProcessorParts) {
    this.decisions = new DecisionWatch(parts.complain);
    this.clock = parts.clock;
    this.plant = parts.plant;
    this.setup = parts.setup;
  }

  get on(): boolean {
    return this.board !== null;
  }

  /** The rail is there, or a reset is over. */
  boot(cause: ResetCause): void {
    const limits = limitsOf(this.setup);
    this.parts.tell('processor', 'on');
    const board = new SimBoard(this.plant, this.parts.schematic, this.parts.outside(), cause);
    this.board = board;
    // The platform needs time before the firmware's first line; the nets are at their pull-downs.
    this.clock.after(ms(this.setup.bootMs) + this.setup.phaseUs, () => {
      if (this.board === board && this.hasClock) this.begin(board, limits);
    });
  }

  private begin(board: SimBoard, limits: Limits): void {
    board.beginTime();
    this.tickMs = limits.tickMs;
    this.loop = this.parts.start(board, this.parts.fittings, limits);
    const { charger } = this.loop;
    if (charger !== undefined && 'state' in charger) this.decisions.follow(charger);
    this.fedAtUs = this.clock.nowUs;
    this.tickBaseUs = this.clock.nowUs;
    this.scheduleTick();
  }

  /** The rail is gone. */
  kill(): void {
    const board = this.board;
    this.board = null;
    this.loop = null;
    this.tickAtUs = NEVER_US;
    if (board !== null) board.die();
    this.parts.tell('processor', 'off');
  }

  /** Starts again: watchdog, brown-out of the core, a finger on the reset pin. */
  reset(cause: ResetCause): void {
    if (this.board === null) return;
    this.kill();
    this.clock.after(ms(RESET_MS), () => {
      if (this.plant.rail.on && this.board === null) this.boot(cause);
    });
  }

  /** The interpreter stalls for a while, from the next tick on. */
  stall(us: number): void {
    if (this.tickAtUs === NEVER_US) return;
    this.tickAtUs += us;
    this.checkReflex();
    this.checkWatchdog();
  }

  /**
   * The crystal stops: interpreter, timers, watchdog, state machines and the pilot's PWM count the same one. The pins stay
   * as they are. Once it runs again, the processor starts anew.
   */
  setClock(runs: boolean): void {
    if (runs === this.hasClock) return;
    this.hasClock = runs;
    this.plant.reflexHealth = runs ? 'works' : 'fails';
    if (runs) this.reset(ResetCause.Unknown);
    else {
      this.tickAtUs = NEVER_US;
      this.board?.freeze();
    }
  }

  /** The firmware itself is busy for this long in the tick that runs. */
  busy(us: number): void {
    this.busyUs += us;
  }

  feed(): void {
    this.fedAtUs = this.clock.nowUs;
  }

  /** A firmware that runs elsewhere has not fed the watchdog since then. */
  starve(sinceUs: number): void {
    this.fedAtUs = sinceUs;
  }

  tick(): void {
    const loop = this.loop;
    if (loop === null) return;
    this.ticks++;
    if (this.setup.alwaysDeliberates) loop.hurry();
    loop.tick();
    this.scheduleTick();
  }

  private scheduleTick(): void {
    // A write that was cut off has ended the processor as well.
    if (this.loop === null) return;
    const periodUs = ms(this.tickMs);
    this.tickBaseUs += periodUs;
    const freeAtUs = this.clock.nowUs + this.busyUs;
    this.busyUs = 0;
    // After a stall the ticks continue at their own interval; missed ticks are not made up for.
    while (this.tickBaseUs <= freeAtUs) this.tickBaseUs += periodUs;
    let atUs = this.tickBaseUs;
    if (this.setup.jitterUs > 0) {
      atUs += Math.round(this.setup.jitterUs * noiseAt(this.setup.seed, this.tickBaseUs));
    }
    this.tickAtUs = Math.max(atUs, this.clock.nowUs + 1);
    this.checkReflex();
    this.checkWatchdog();
  }

  /** Lets the board's reflex open where the next tick comes too late to feed it. */
  private checkReflex(): void {
    const reflex = this.board?.reflex ?? null;
    if (reflex === null || this.tickAtUs <= reflex.opensAtUs) return;
    this.clock.at(Math.max(reflex.opensAtUs, this.clock.nowUs), () => {
      reflex.starve();
      // What was late in the tick may have fed it in between.
      if (this.board?.reflex === reflex && reflex.opensAtUs > this.clock.nowUs) this.checkReflex();
    });
  }

  /** The board's reflex opens without a cause. */
  openByReflex(): void {
    this.board?.reflex?.open(Trip.Unknown);
  }

  /** Lets the watchdog reset where the next tick comes too late to feed it. */
  private checkWatchdog(): void {
    const biteAtUs = this.fedAtUs + ms(this.setup.watchdogMs);
    if (this.tickAtUs <= biteAtUs) return;
    this.tickAtUs = NEVER_US;
    const bitten = this.board;
    this.clock.at(Math.max(biteAtUs, this.clock.nowUs), () => {
      if (this.board === bitten) this.reset(ResetCause.Watchdog);
    });
  }

  /** Something outside has changed: every slow input must have had its turn before ticks are skipped. */
  disturb(): void {
    this.calmFromTick = this.ticks + SLOWEST_TURN_TICKS;
  }

  /** Lets quiet ticks pass at once, up to an instant before which nothing else happens. */
  skip(untilUs: number): boolean {
    const loop = this.loop;
    const board = this.board;
    if (loop === null || board === null || this.setup.jitterUs > 0) return false;
    if (this.plant.isRestless) {
      // Whatever has come to rest must have been sampled again before ticks are skipped.
      this.disturb();
      return false;
    }
    if (this.ticks < this.calmFromTick) return false;
    const quietWindow = loop.charger?.quietWindow;
    if (quietWindow !== undefined && !staysWithin(this.plant.line, quietWindow)) return false;
    const tickUs = ms(this.tickMs);
    const fitting = Math.floor((untilUs - this.tickAtUs) / tickUs);
    const ticks = fitting < 1 ? 0 : Math.min(loop.idleTicks(), fitting);
    if (ticks < 1) return false;
    loop.skip(ticks);
    board.passTime(ticks * tickUs);
    this.ticks += ticks;
    this.tickBaseUs += ticks * tickUs;
    this.tickAtUs += ticks * tickUs;
    this.fedAtUs = this.tickAtUs - tickUs;
    return true;
  }
}

/** Whether noise cannot carry a sample of what stands on the pilot out of the firmware's windows. */
function staysWithin(line: PilotLine, quietWindow: QuietWindow): boolean {
  const noise = line.noiseMillivolts + 1;
  if (line.droopTauUs !== Number.POSITIVE_INFINITY) return false;
  return (
    line.highLevel - noise >= quietWindow.pilotHighFromMillivolts &&
    line.highLevel + noise <= quietWindow.pilotHighToMillivolts &&
    line.lowLevel + noise <= quietWindow.pilotLowToMillivolts
  );
}
