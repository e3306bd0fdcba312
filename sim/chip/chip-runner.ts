/**
 * Chip runner: the firmware on an emulated Pico, with the plant at its pins.
 *
 * The simulator's processor calls `tick` every millisecond of its own time; the chip runs on to that
 * instant with the voltages of its beginning, then what its pins show is put onto the simulated board.
 * The firmware's own beat, its conversions, its storage and its watchdog are the chip's.
 */

import {
  type AnalogNet,
  eachLevel,
  type LevelPin,
  type PinMap,
} from '../../firmware/boards/pin-map.ts';
import { Drive } from '../../firmware/control/image.ts';
import { type Board, type Readings, ResetCause } from '../../firmware/hal.ts';
import type { Runner } from '../processor.ts';
import type { Pico } from './pico.ts';

const FUNCTION_PWM = 4;
const FIRST_ANALOG_PIN = 26;
const FULL_SCALE = 4095;
const NANOS_PER_MS = 1e6;
/** How often the firmware is asked to tell its changes, until it does. */
const ASK_EVERY_MS = 200;

function numberOf(pin: string): number {
  return Number(pin.slice(2));
}

/** What the pins show at the end of a millisecond, and what was said in it. */
interface Shown {
  readonly contactor: boolean;
  readonly duty: number;
  readonly drive: Drive;
  readonly trip: boolean;
  readonly test: boolean;
  readonly colour: number;
  readonly lines: readonly string[];
}

/** A charger that has come to rest: what it showed on the way there, and how to be there again. */
export interface Rest {
  readonly way: readonly Shown[];
  /** Puts the chip back to the end of it. */
  readonly put: () => void;
  readonly fromNanos: number;
  readonly heard: string;
  readonly toType: readonly number[];
  readonly isTracing: boolean;
}

export class ChipRunner implements Runner {
  private readonly readings: Readings = {
    pilotHighMillivolts: 0,
    pilotLowMillivolts: 0,
    latchMillivolts: 0,
    levels: 0,
  };
  private heard = '';
  private toType: number[] = [];
  private fromNanos = 0;
  private ticks = 0;
  /** Lines of this millisecond. */
  private lines: string[] = [];
  /** Kept until it is rested. */
  private way: Shown[] | null = [];
  /** The firmware has answered: it tells every change. */
  private isTracing = false;

  constructor(
    private readonly pico: Pico,
    private readonly board: Board,
    private readonly map: PinMap,
    /** The same world has come to rest before: the chip begins there, and what it showed is shown again. */
    private rest: Rest | null = null,
  ) {
    pico.onStart = () => this.connect();
    pico.onByte = (byte) => this.hear(byte);
    pico.onConvert = (channel) => this.select(channel);
    if (rest !== null) return;
    pico.start(board.resetCause === ResetCause.Watchdog);
    this.fromNanos = pico.nanos;
  }

  tick(): void {
    this.board.clock.lapMs();
    this.show(this.rest === null ? this.run() : this.repeat(this.rest));
    // The chip's own watchdog bites; the simulated one has nothing to do.
    this.board.watchdog.feed();
  }

  /** The story begins here. */
  keepRest(): Rest {
    const { fromNanos, heard, isTracing } = this;
    const way = this.way ?? [];
    this.way = null;
    return { way, put: this.pico.keep(), fromNanos, heard, isTracing, toType: [...this.toType] };
  }

  private run(): Shown {
    this.ticks++;
    this.setInputs();
    this.type();
    this.pico.runTo(this.fromNanos + this.ticks * NANOS_PER_MS);
    const shown = this.look();
    this.way?.push(shown);
    return shown;
  }

  private repeat(rest: Rest): Shown {
    const shown = rest.way[this.ticks] as Shown;
    this.ticks++;
    if (this.ticks === rest.way.length) {
      rest.put();
      this.rest = null;
      this.fromNanos = rest.fromNanos;
      this.heard = rest.heard;
      this.toType = [...rest.toType];
      this.isTracing = rest.isTracing;
      this.way = null;
    }
    return shown;
  }

  hurry(): void {
    // The chip hurries by itself.
  }

  idleTicks(): number {
    return 0;
  }

  skip(): void {
    throw new Error('a chip cannot skip time');
  }

  /** After every start of the chip: its boot pin, its resting line. */
  private connect(): void {
    const mcu = this.pico.mcu;
    this.isTracing = false;
    this.toType = [];
    // Kaluma's recovery switch is open.
    mcu.gpio[22]?.setInputValue(true);
    mcu.gpio[numberOf(this.map.consoleRx)]?.setInputValue(true);
    this.setInputs();
  }

  /** A conversion begins: the multiplexer's channel is what its address lines say. */
  private select(channel: number): void {
    const { multiplexer } = this.map;
    if (multiplexer === null || channel !== numberOf(multiplexer.pin) - FIRST_ANALOG_PIN) return;
    this.pico.mcu.adc.channelValues[channel] = this.multiplexed(multiplexer.select);
  }

  private hear(byte: number): void {
    const character = String.fromCharCode(byte);
    if (character !== '\n') {
      this.heard += character;
      return;
    }
    if (this.heard === 'ok trace on') this.beginTrace();
    else this.lines.push(this.heard);
    this.heard = '';
  }

  /** Of what was asked until then, the half of a line may be left: what is typed next must not end it. */
  private beginTrace(): void {
    if (!this.isTracing) this.toType = [...Buffer.from('\n')];
    this.isTracing = true;
  }

  /** Types what waits, one character per millisecond, so that no queue of the chip is ever full. */
  private type(): void {
    // What is typed before the firmware runs is lost: seconds, where its text is read at every start.
    if (!this.isTracing && this.ticks % ASK_EVERY_MS === 0) {
      this.toType.push(...Buffer.from('trace on\n'));
    }
    this.toType.push(...Buffer.from(this.board.console.read()));
    for (let i = 0; i < 4; i++) {
      const next = this.toType.shift();
      if (next !== undefined) this.pico.mcu.uart[0]?.feedByte(next);
    }
  }

  private countOf(net: AnalogNet, value: number): number {
    const share = (value - net.atZero) / (net.atFull - net.atZero);
    return Math.round(Math.min(1, Math.max(0, share)) * FULL_SCALE);
  }

  private multiplexed(select: readonly string[]): number {
    let channel = 0;
    select.forEach((pin, i) => {
      if (this.isHigh(pin)) channel |= 1 << i;
    });
    const { map, board, readings } = this;
    const nets: [AnalogNet | null, () => number][] = [
      [map.latch, () => readings.latchMillivolts],
      [map.proximity, () => board.proximity.readMillivolts()],
      [map.lockSupply, () => board.lockSupply.readMillivolts()],
      [map.thermometer, () => board.thermometer?.readMillivolts() ?? 0],
      [map.outgoingCurrent, () => board.outgoingCurrent?.readMilliamps() ?? 0],
    ];
    for (const [net, read] of nets) {
      if (net !== null && net.pin === null && net.channel === channel) {
        return this.countOf(net, read());
      }
    }
    return 0;
  }

  private setInputs(): void {
    const { map, readings } = this;
    this.board.inputs.sample(readings);
    const values = this.pico.mcu.adc.channelValues;
    const analog = (net: AnalogNet, value: number): void => {
      if (net.pin !== null) values[numberOf(net.pin) - FIRST_ANALOG_PIN] = this.countOf(net, value);
    };
    analog(map.pilotHigh, readings.pilotHighMillivolts);
    analog(map.pilotLow, readings.pilotLowMillivolts);
    eachLevel(map, (net, bit) => {
      const asserted = (readings.levels & bit) !== 0;
      this.pico.mcu.gpio[numberOf(net.pin)]?.setInputValue(asserted !== net.activeLow);
    });
  }

  private isOutput(pin: string): boolean {
    return this.pico.mcu.gpio[numberOf(pin)]?.outputEnable === true;
  }

  /** Driven high; a pin that is no output lies at its pull-down. */
  private isHigh(pin: string): boolean {
    const gpio = this.pico.mcu.gpio[numberOf(pin)];
    return gpio?.outputEnable === true && gpio.outputValue;
  }

  /** The share of the time that the pin is high, in permille; +12 V where nobody drives it. */
  private dutyOf(net: LevelPin): number {
    const number = numberOf(net.pin);
    const gpio = this.pico.mcu.gpio[number];
    if (gpio === undefined || !gpio.outputEnable) return 1000;
    if (gpio.functionSelect !== FUNCTION_PWM) return gpio.outputValue !== net.activeLow ? 1000 : 0;
    const slice = this.pico.mcu.pwm.channels[(number >> 1) & 7];
    if (slice === undefined || (slice.csr & 1) === 0) return 1000;
    const compare = (number & 1) === 0 ? slice.cc & 0xffff : slice.cc >>> 16;
    const share = Math.min(1, compare / (slice.top + 1));
    return Math.round((net.activeLow ? 1 - share : share) * 1000);
  }

  private look(): Shown {
    const { map } = this;
    const on = (net: LevelPin | null): boolean => {
      if (net === null) return false;
      if (!net.activeLow) return this.isHigh(net.pin);
      return this.isOutput(net.pin) && !this.isHigh(net.pin);
    };
    let drive = Drive.Off;
    if (map.bridge !== null) {
      const extend = this.isHigh(map.bridge.extend);
      const retract = this.isHigh(map.bridge.retract);
      if (extend && retract) drive = Drive.Brake;
      else if (extend) drive = Drive.Extend;
      else if (retract) drive = Drive.Retract;
    }
    let colour = 0;
    map.light.forEach((net, i) => {
      if (on(net)) colour |= 1 << i;
    });
    const { lines } = this;
    this.lines = [];
    return {
      contactor: on(map.contactor),
      duty: this.dutyOf(map.pilotOut),
      drive,
      trip: on(map.trip),
      test: on(map.residualTest),
      colour,
      lines,
    };
  }

  private show(shown: Shown): void {
    const { board } = this;
    for (const line of shown.lines) board.console.write(`${line}\n`);
    board.contactor.write(shown.contactor);
    board.pilot.writePermille(shown.duty);
    // The chip ends its strokes itself: a limit far above any part's would only hide it.
    board.lockBridge?.write(shown.drive, 60000);
    board.trip?.write(shown.trip);
    board.residualTest?.write(shown.test);
    board.light?.write(shown.colour);
  }
}
