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
import type { Board, Readings } from '../../firmware/hal.ts';
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

export class ChipRunner implements Runner {
  private readonly readings: Readings = {
    pilotHighMillivolts: 0,
    pilotLowMillivolts: 0,
    latchMillivolts: 0,
    levels: 0,
  };
  private heard = '';
  private toType: number[] = [];
  private readonly fromNanos: number;
  private ticks = 0;
  /** The firmware has answered: it tells every change. */
  private isTracing = false;

  constructor(
    private readonly pico: Pico,
    private readonly board: Board,
    private readonly map: PinMap,
    isFirst: boolean,
  ) {
    if (!isFirst) pico.powerOff();
    pico.onStart = () => this.connect();
    pico.start(false);
    this.fromNanos = pico.nanos;
  }

  tick(): void {
    this.ticks++;
    this.board.clock.lapMs();
    this.setInputs();
    this.type();
    this.pico.runTo(this.fromNanos + this.ticks * NANOS_PER_MS);
    this.putOutputs();
    // The chip's own watchdog bites; the simulated one has nothing to do.
    this.board.watchdog.feed();
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

  /** After every start of the chip: its UART, its converter, its boot pin. */
  private connect(): void {
    const mcu = this.pico.mcu;
    this.isTracing = false;
    this.toType = [];
    const uart = mcu.uart[0];
    if (uart !== undefined) uart.onByte = (byte) => this.hear(byte);
    // Kaluma's recovery switch is open.
    mcu.gpio[22]?.setInputValue(true);
    mcu.gpio[numberOf(this.map.consoleRx)]?.setInputValue(true);
    const multiplexer = this.map.multiplexer;
    const read = mcu.adc.onADCRead;
    mcu.adc.onADCRead = (channel) => {
      if (multiplexer !== null && channel === numberOf(multiplexer.pin) - FIRST_ANALOG_PIN) {
        mcu.adc.channelValues[channel] = this.multiplexed(multiplexer.select);
      }
      read(channel);
    };
    this.setInputs();
  }

  private hear(byte: number): void {
    const character = String.fromCharCode(byte);
    if (character !== '\n') {
      this.heard += character;
      return;
    }
    if (this.heard === 'ok trace on') this.isTracing = true;
    else this.board.console.write(`${this.heard}\n`);
    this.heard = '';
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

  private putOutputs(): void {
    const { map, board } = this;
    const on = (net: LevelPin): boolean =>
      net.activeLow
        ? this.pico.mcu.gpio[numberOf(net.pin)]?.outputEnable === true && !this.isHigh(net.pin)
        : this.isHigh(net.pin);
    board.contactor.write(on(map.contactor));
    board.pilot.writePermille(this.dutyOf(map.pilotOut));
    if (map.bridge !== null) {
      const extend = this.isHigh(map.bridge.extend);
      const retract = this.isHigh(map.bridge.retract);
      let drive = Drive.Off;
      if (extend && retract) drive = Drive.Brake;
      else if (extend) drive = Drive.Extend;
      else if (retract) drive = Drive.Retract;
      // The chip ends its strokes itself: a limit far above any part's would only hide it.
      board.lockBridge?.write(drive, 60000);
    }
    if (map.trip !== null) board.trip?.write(on(map.trip));
    if (map.residualTest !== null) board.residualTest?.write(on(map.residualTest));
    let colour = 0;
    map.light.forEach((net, i) => {
      if (on(net)) colour |= 1 << i;
    });
    board.light?.write(colour);
  }
}
