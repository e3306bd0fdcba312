/**
 * Pin map: one schematic as plain data. Everything that differs between two boards of one platform
 * is here; `build.mjs` checks it before anything is built.
 *
 * Pins are named as they are printed on the board. Every pin is used once.
 */

import type { InputPin, LevelPin, LevelPins } from '../drivers/digital-inputs.ts';
import type { Poles } from '../drivers/poles.ts';

/** An analogue net: what the input reads at both ends of its range. */
export interface AnalogNet {
  /** The pin; null for a channel of the multiplexer or of a converter beside the chip. */
  readonly pin: string | null;
  /** Its channel there, 0…7; not looked at where there is a pin. */
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

/** An MCP3208: twelve bits, eight channels, on four pins of any choice. */
export interface ConverterPins {
  readonly clock: string;
  readonly select: string;
  /** To the converter, its DIN, and from it, its DOUT. */
  readonly command: string;
  readonly data: string;
}

/** The nets and what is fitted: what a schematic has on every kind of board. */
export interface NetMap extends LevelPins {
  readonly name: string;
  readonly tickMs: number;
  /**
   * Without feeding for this long the watchdog resets. Not above what the actuator tolerates energised, unless
   * hardware ends its strokes.
   */
  readonly watchdogMs: number;

  /** Name of the fitted lock part (drivers/lock-parts.ts). */
  readonly lock: string;
  /** Longest stroke, in ms; not above the part's rating. */
  readonly strokeMs: number;
  readonly storedEnergy: boolean;
  /**
   * The controller's own supply lasts for so long without mains, at least, in ms: 20 to 70 unless something
   * is added. Below what a release needs (hold-up.ts), `on-power-loss release` is refused.
   */
  readonly holdUpMs: number;
  /** The most that contactor, wires and socket-outlet bear, in mA: no role can raise it. 80 000 where it is left out. */
  readonly ceilingMilliamps?: number;
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
  /** The service jumper's line, in the place of the digital input `jumper`. May be left out. */
  readonly jumperVoltage?: AnalogNet | null;
  /** The conductors that the contactor switches, and by which proof each is seen; checked by the build. */
  readonly poles: Poles;
  /** In mA, of the only line, of the first, or of the one that has most. */
  readonly outgoingCurrent: AnalogNet | null;
  /** The other lines, each by a transformer of its own; the highest is judged. */
  readonly outgoingCurrentL2: AnalogNet | null;
  readonly outgoingCurrentL3: AnalogNet | null;
  /** In tenths of a volt, rms, between line and neutral ahead of the contactor. */
  readonly supplyVoltage: AnalogNet | null;
  /** In tenths of a volt, rms, between protective earth and a reference. */
  readonly earthVoltage: AnalogNet | null;
  /**
   * In the place of a voltage: the contact of a relay that watches it, closed while all is well, so that a
   * broken wire says "fault". One of the two, or neither.
   */
  readonly earthRelay: InputPin | null;

  readonly contactor: LevelPin;
  /**
   * What opens the contactor beside the program: 'pio', the state machines of an RP2040, with Kaluma, for a
   * contactor that is closed by a high level; 'timers', the utility timers of Espruino. Null where the platform has none.
   */
  readonly reflex: 'pio' | 'timers' | null;
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
  readonly chip: 'rp2040' | 'rp2350' | 'stm32f411re' | 'stm32f411ce' | 'esp32';
  /**
   * Comparators that the reflex watches: open collectors, low while all is well. The pilot's is high while its
   * held positive half is above 7.45 V: the vehicle has left C and D.
   */
  readonly pilotComparator: InputPin | null;
  /** High while the latch's sense line is above the fitted part's window of locked. */
  readonly latchComparator: InputPin | null;
  /** Beside the chip's own converter, on Kaluma; nets without a pin are its channels, in place of a multiplexer's. */
  readonly converter: ConverterPins | null;
  /** Where the platform's own prompt stays, so that it keeps away from the line to people. */
  readonly prompt: 'USB' | 'Serial1' | 'Serial2';
  /** The line to people: 115200 baud, 8N1. Serial1 is the chip's first UART. */
  readonly consolePort: 'Serial1' | 'Serial2';
  readonly consoleTx: string;
  readonly consoleRx: string;
}
