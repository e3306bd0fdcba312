/**
 * Chip runner: the firmware on an emulated Pico, with the plant at its pins.
 *
 * The simulator's processor calls `tick` every millisecond of its own time. The chip runs to that instant
 * with the voltages at the beginning of the millisecond, then its pins are copied to the simulated board. The
 * firmware's own tick, conversions, storage and watchdog are the chip's.
 */

import { type Board, ResetCause } from '../../firmware/hal.ts';
import type { PinMap } from '../../firmware/platforms/pin-map.ts';
import type { Runner } from '../world/processor.ts';
import type { ChipSide } from './chip-side.ts';
import { Pins, type Shown } from './pins.ts';

const NANOS_PER_MS = 1e6;
/** How often the firmware is asked to trace its changes, until it does. */
const ASK_EVERY_MS = 200;

/** The pins at the end of a millisecond, and the console lines in it. */
interface Moment {
  readonly shown: Shown;
  readonly lines: readonly string[];
}

/** A charger at rest: its pins and lines on the way there, and how to restore this state. */
export interface Rest {
  readonly way: readonly Moment[];
  /** Restores the chip to the end of it. */
  readonly put: () => void;
  readonly fromNanos: number;
  readonly received: string;
  readonly toType: readonly number[];
  readonly isTracing: boolean;
}

export class ChipRunner implements Runner {
  private readonly pins: Pins;
  private received = '';
  private toType: number[] = [];
  private fromNanos = 0;
  private ticks = 0;
  /** Lines of this millisecond. */
  private lines: string[] = [];
  /** Recorded until the charger is at rest. */
  private way: Moment[] | null = [];
  /** The firmware has confirmed that it traces every change. */
  private isTracing = false;
  /** From power to the firmware's first output, in ms; 0 until then. */
  startedAfterMs = 0;
  private resets: number;
  /** Called when the chip's own watchdog has reset it. */
  onReset: () => void = () => undefined;

  constructor(
    private readonly pico: ChipSide,
    private readonly board: Board,
    map: PinMap,
    /**
     * The same world has come to rest before: the chip starts from there, and its recorded outputs are
     * replayed.
     */
    private rest: Rest | null = null,
  ) {
    this.resets = pico.resets;
    this.pins = new Pins(pico, board, map);
    pico.onStart = () => this.connect();
    pico.onByte = (byte) => this.receive(byte);
    pico.onConvert = (channel) => this.pins.select(channel);
    pico.onLevel = (pin, isHigh) => this.pins.level(pin, isHigh);
    if (rest !== null) return;
    pico.start(board.resetCause === ResetCause.Watchdog);
    this.fromNanos = pico.nanos;
  }

  tick(): void {
    this.board.clock.lapMs();
    this.show(this.rest === null ? this.run() : this.repeat(this.rest));
    // The chip's own watchdog resets it; the simulated one is not used.
    this.board.watchdog.feed();
    if (this.pico.resets === this.resets) return;
    this.resets = this.pico.resets;
    this.onReset();
  }

  /** The story begins here. */
  keepRest(): Rest {
    const { fromNanos, received, isTracing } = this;
    const way = this.way ?? [];
    this.way = null;
    return { way, put: this.pico.keep(), fromNanos, received, isTracing, toType: [...this.toType] };
  }

  private run(): Moment {
    this.ticks++;
    this.pins.set();
    this.type();
    this.pico.runTo(this.fromNanos + this.ticks * NANOS_PER_MS);
    const moment = { shown: this.pins.look(), lines: this.lines };
    this.lines = [];
    this.way?.push(moment);
    return moment;
  }

  private repeat(rest: Rest): Moment {
    const moment = rest.way[this.ticks] as Moment;
    this.ticks++;
    if (this.ticks === rest.way.length) {
      rest.put();
      this.resets = this.pico.resets;
      this.rest = null;
      this.fromNanos = rest.fromNanos;
      this.received = rest.received;
      this.toType = [...rest.toType];
      this.isTracing = rest.isTracing;
      this.way = null;
    }
    return moment;
  }

  hurry(): void {
    // The chip skips its own idle time.
  }

  idleTicks(): number {
    return 0;
  }

  skip(): void {
    throw new Error('a chip cannot skip time');
  }

  /** After every start of the chip: its boot pin, and its console line at rest. */
  private connect(): void {
    this.isTracing = false;
    this.toType = [];
    this.pins.rest();
    this.pins.set();
  }

  private receive(byte: number): void {
    const character = String.fromCharCode(byte);
    if (character !== '\n') {
      this.received += character;
      return;
    }
    if (this.received === 'ok trace on') this.beginTrace();
    else this.lines.push(this.received);
    this.received = '';
  }

  /** An earlier request may be typed in part: the next input must not complete it. */
  private beginTrace(): void {
    if (!this.isTracing) this.toType = [...Buffer.from('\n')];
    this.isTracing = true;
  }

  /** Types the waiting text, one character per millisecond, so that no queue of the chip overflows. */
  private type(): void {
    // Input before the firmware runs is lost, which takes seconds where its text is parsed at every start.
    if (!this.isTracing && this.ticks % ASK_EVERY_MS === 0) {
      this.toType.push(...Buffer.from('trace on\n'));
    }
    this.toType.push(...Buffer.from(this.board.console.read()));
    for (let i = 0; i < 4; i++) {
      const next = this.toType.shift();
      if (next !== undefined) this.pico.mcu.uart[0]?.feedByte(next);
    }
  }

  private show({ shown, lines }: Moment): void {
    const { board } = this;
    if (shown.hasStarted && this.startedAfterMs === 0) this.startedAfterMs = this.ticks;
    for (const line of lines) board.console.write(`${line}\n`);
    board.contactor.write(shown.contactor);
    board.pilot.writePermille(shown.duty);
    // The chip ends its strokes itself: a limit far above any part's rating would only hide an error.
    board.lockBridge?.write(shown.drive, 60000);
    board.trip?.write(shown.trip);
    board.residualTest?.write(shown.test);
    board.light?.write(shown.colour);
  }
}
