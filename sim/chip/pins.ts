/**
 * Pins: connects the pins of an emulated chip to a board's nets, in both directions.
 */

import { Drive } from '../../firmware/control/outputs.ts';
import { eachLevel, Level, type LevelPin } from '../../firmware/drivers/digital-inputs.ts';
import { EARTH_DECIVOLTS } from '../../firmware/drivers/supply-meter.ts';
import type { Board, Readings } from '../../firmware/hal.ts';
import type { AnalogNet, PinMap } from '../../firmware/platforms/pin-map.ts';
import { LATCH_COMPARED_MILLIVOLTS, LEFT_C_MILLIVOLTS } from '../world/comparators.ts';
import type { ChipSide } from './chip-side.ts';
import { Mcp3208 } from './mcp3208.ts';

const FUNCTION_PWM = 4;
const FIRST_ANALOG_PIN = 26;
const FULL_SCALE = 4095;
const RAIL_MILLIVOLTS = 3300;
/** The service jumper's line, with 1.5 kΩ to ground. */
const JUMPERED_MILLIVOLTS = 430;

/** The state of the outputs. */
export interface Shown {
  /** The firmware drives the contactor's pin, which is the first that it does. */
  readonly hasStarted: boolean;
  readonly contactor: boolean;
  readonly duty: number;
  readonly drive: Drive;
  readonly trip: boolean;
  readonly test: boolean;
  readonly colour: number;
}

function numberOf(pin: string): number {
  return Number(pin.slice(2));
}

export class Pins {
  private readonly readings: Readings = {
    pilotHighMillivolts: 0,
    pilotLowMillivolts: 0,
    latchMillivolts: 0,
    levels: 0,
  };

  /** Beside the chip, where the map has one. */
  private readonly converter: Mcp3208 | null;

  constructor(
    private readonly pico: ChipSide,
    private readonly board: Board,
    private readonly map: PinMap,
  ) {
    const pins = map.converter;
    this.converter =
      pins === null
        ? null
        : new Mcp3208(
            pins,
            (channel) => this.countsOn(channel),
            (high) => pico.mcu.gpio[numberOf(pins.data)]?.setInputValue(high),
          );
  }

  /** A conversion begins: the multiplexer's channel is set by its address lines. */
  select(channel: number): void {
    const { multiplexer } = this.map;
    if (multiplexer === null || channel !== numberOf(multiplexer.pin) - FIRST_ANALOG_PIN) return;
    const lines = multiplexer.select;
    const selected = lines.reduce((sum, pin, i) => sum + (this.isHigh(pin) ? 1 << i : 0), 0);
    this.pico.mcu.adc.channelValues[channel] = this.countsOn(selected);
  }

  /** A state machine has changed the level of a pin. */
  level(pin: number, isHigh: boolean): void {
    this.converter?.level(pin, isHigh);
  }

  /** Inputs without a driver are at rest: Kaluma's recovery switch, and the console's line. */
  rest(): void {
    this.pico.mcu.gpio[22]?.setInputValue(true);
    this.pico.mcu.gpio[numberOf(this.map.consoleRx)]?.setInputValue(true);
  }

  private countOf(net: AnalogNet, value: number): number {
    const share = (value - net.atZero) / (net.atFull - net.atZero);
    return Math.round(Math.min(1, Math.max(0, share)) * FULL_SCALE);
  }

  private get nets(): readonly (readonly [AnalogNet | null, () => number])[] {
    const { map, board, readings } = this;
    return [
      [map.pilotHigh, () => readings.pilotHighMillivolts],
      [map.pilotLow, () => readings.pilotLowMillivolts],
      [map.latch, () => readings.latchMillivolts],
      [map.proximity, () => board.proximity.readMillivolts()],
      [map.lockSupply, () => board.lockSupply.readMillivolts()],
      [map.thermometer, () => board.thermometer?.readMillivolts() ?? 0],
      [map.jumperVoltage ?? null, () => (this.isJumpered ? JUMPERED_MILLIVOLTS : RAIL_MILLIVOLTS)],
      [map.outgoingCurrent, () => board.outgoingCurrent?.readMilliamps() ?? 0],
      [map.supplyVoltage, () => board.supplyMeter?.readSupplyDecivolts() ?? 2300],
      [map.earthVoltage, () => board.supplyMeter?.readEarthDecivolts() ?? 0],
    ];
  }

  private get isJumpered(): boolean {
    return (this.readings.levels & Level.Jumper) !== 0;
  }

  /** Of a channel of the multiplexer, or of the converter beside the chip. */
  private countsOn(channel: number): number {
    for (const [net, read] of this.nets) {
      if (net !== null && net.pin === null && net.channel === channel) {
        return this.countOf(net, read());
      }
    }
    return 0;
  }

  /** Sets the inputs to the board's current readings. */
  set(): void {
    const { map, readings } = this;
    this.board.inputs.sample(readings);
    const values = this.pico.mcu.adc.channelValues;
    for (const [net, read] of this.nets) {
      if (net !== null && net.pin !== null) {
        values[numberOf(net.pin) - FIRST_ANALOG_PIN] = this.countOf(net, read());
      }
    }
    this.setComparator(map.pilotComparator, readings.pilotHighMillivolts > LEFT_C_MILLIVOLTS);
    this.setComparator(map.latchComparator, readings.latchMillivolts > LATCH_COMPARED_MILLIVOLTS);
    const relay = map.earthRelay;
    if (relay !== null) {
      const isBad = (this.board.supplyMeter?.readEarthDecivolts() ?? 0) > EARTH_DECIVOLTS;
      this.pico.mcu.gpio[numberOf(relay.pin)]?.setInputValue(isBad !== relay.activeLow);
    }
    eachLevel(map, (net, bit) => {
      const asserted = (readings.levels & bit) !== 0;
      this.pico.mcu.gpio[numberOf(net.pin)]?.setInputValue(asserted !== net.activeLow);
    });
  }

  private setComparator(net: LevelPin | null, isBad: boolean): void {
    if (net !== null) this.pico.mcu.gpio[numberOf(net.pin)]?.setInputValue(isBad !== net.activeLow);
  }

  private isOutput(pin: string): boolean {
    return this.pico.mcu.gpio[numberOf(pin)]?.outputEnable === true;
  }

  /** Driven high; a pin that is no output lies at its pull-down. */
  private isHigh(pin: string): boolean {
    const gpio = this.pico.mcu.gpio[numberOf(pin)];
    return gpio?.outputEnable === true && gpio.outputValue;
  }

  /** The share of the time that the pin is high, in permille; +12 V where it is not driven. */
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

  look(): Shown {
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
    return {
      hasStarted: this.isOutput(map.contactor.pin),
      contactor: on(map.contactor),
      duty: this.dutyOf(map.pilotOut),
      drive,
      trip: on(map.trip),
      test: on(map.residualTest),
      colour,
    };
  }
}
