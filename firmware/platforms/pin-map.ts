/**
 * Pin map: one schematic as plain data. Everything that differs between two boards of one platform
 * stands here; `build.mjs` checks it before anything is built.
 *
 * Pins are named as they are printed on the board. Every pin is used once.
 */

import type { LevelPin, LevelPins } from '../drivers/digital-inputs.ts';

/** An analogue net: what the input reads at both ends of its range. */
export interface AnalogNet {
  /** The pin; null for a channel of the multiplexer. */
  readonly pin: string | null;
  /** Channel of the multiplexer, 0…7; not looked at where there is a pin. */
  readonly channel: number;
  /** The net's value where the converter reads 0, in the net's unit (mV, mA). */
  readonly atZero: number;
  /** The net's value at full scale. */
  readonly atFull: number;
}

/** Several slow nets on one converter input. */
export interface Multiplexer {
  readonly pin: string;
  /** Address lines, the lowest first. */
  readonly select: readonly string[];
}

/** The bistable lock's bridge: one input per direction, both low = off, both high = brake. */
export interface BridgePins {
  readonly extend: string;
  readonly retract: string;
  /** A monostable in the bridge's enable line ends every stroke, whatever the processor does. */
  readonly endsInHardware: boolean;
}

/** The nets and what is fitted: what a schematic has on every kind of board. */
export interface NetMap extends LevelPins {
  readonly name: string;
  readonly tickMs: number;
  /**
   * Nobody feeds the watchdog for this long: reset. Not above what the actuator bears unattended, unless
   * hardware ends its strokes.
   */
  readonly watchdogMs: number;

  /** Name of the fitted lock part (drivers/parts.ts). */
  readonly lock: string;
  /** Longest stroke, in ms; not above the part's rating. */
  readonly strokeMs: number;
  readonly storedEnergy: boolean;
  readonly coilHold: boolean;
  readonly residualIgnoreMs: number;

  /** PWM to the ±12 V driver. */
  readonly pilotOut: LevelPin;
  /** The pilot's positive and negative half at the socket's CP pin, held for the converter. */
  readonly pilotHigh: AnalogNet;
  readonly pilotLow: AnalogNet;
  readonly multiplexer: Multiplexer | null;
  readonly latch: AnalogNet;
  readonly proximity: AnalogNet;
  readonly lockSupply: AnalogNet;
  readonly thermometer: AnalogNet | null;
  /** In mA. */
  readonly outgoingCurrent: AnalogNet | null;

  readonly contactor: LevelPin;
  readonly bridge: BridgePins | null;
  /** PWM to a hold-to-lock solenoid. */
  readonly coil: LevelPin | null;
  /** A switch in the pilot's wire that interrupts it; null where none is fitted. */
  readonly pilotBreak: LevelPin | null;
  readonly trip: LevelPin | null;
  readonly residualTest: LevelPin | null;
  /** Red, green, blue. */
  readonly light: readonly LevelPin[];
}

/** A schematic around a microcontroller. */
export interface PinMap extends NetMap {
  readonly chip: 'rp2040' | 'stm32f411re' | 'esp32';
  /** Where the platform's own prompt stays, so that it keeps away from the line to people. */
  readonly prompt: 'USB' | 'Serial1' | 'Serial2';
  /** The line to people: 115200 baud, 8N1. Serial1 is the chip's first UART. */
  readonly consolePort: 'Serial1' | 'Serial2';
  readonly consoleTx: string;
  readonly consoleRx: string;
}
