/**
 * The board contract: one small interface per kind of net, one field per net of the schematic.
 *
 * A board is injected, never imported by a driver. Millivolts and booleans cross this line, never
 * counts of a converter. Every output has its safe level from construction on, before the first tick:
 * contactor open, bridge off, coil off, trip not asserted. An output has no `read`: what was asked of a
 * pin is not what the pin does. Polarity and dividers are the board's business.
 */

import type { Drive } from './control/outputs.ts';

/**
 * The nets that can demand an open contactor, read together at the start of every tick. They are the
 * whole cost of looking, so a board may read them in one native call.
 */
export interface Readings {
  /** Positive and negative half of the control pilot, as they were last, at the socket's CP pin. */
  pilotHighMillivolts: number;
  pilotLowMillivolts: number;
  /** The lock's sense line. */
  latchMillivolts: number;
  /** Every digital input, one bit each (`Level`, digital-inputs.ts): one comparison shows that none has moved. */
  levels: number;
}

export interface FastInputs {
  /** Fills `readings`; takes no longer than the converter needs, allocates nothing. */
  sample(readings: Readings): void;
}

export interface AnalogInput {
  readMillivolts(): number;
}

/** A meter of the outgoing current. */
export interface CurrentInput {
  readMilliamps(): number;
}

/** A meter of the supply: rms voltages in tenths of a volt. */
export interface SupplyMeter {
  /** Which of the two is wired; the other reads as if all were well. */
  readonly measuresSupply: boolean;
  readonly measuresEarth: boolean;
  readSupplyDecivolts(): number;
  /** Protective earth against neutral or a reference electrode. */
  readEarthDecivolts(): number;
}

export interface DigitalOutput {
  write(on: boolean): void;
}

/** The control pilot's source: 0 = steady −12 V, 1000 = steady +12 V, between them 1 kHz PWM. */
export interface PilotOutput {
  writePermille(dutyPermille: number): void;
}

/** The H-bridge of a bistable lock. */
export interface LockBridge {
  /**
   * @param drive what the bridge does from now on
   * @param limitMs the board ends a stroke by itself after this time, in hardware where it can, so that
   *   a stalled interpreter does not burn the actuator; 0 with Off and Brake
   */
  write(drive: Drive, limitMs: number): void;
}

/** The coil of a hold-to-lock solenoid. */
export interface LockCoil {
  writePermille(currentPermille: number): void;
}

/** The indicator: a colour, as bits 1 red, 2 green, 4 blue; 0 dark. */
export interface ColourLight {
  write(colour: number): void;
}

/**
 * Slots that are in use: journal 0 and 1, settings 2 and 3, the last failure 4, the limit 5 and 6, access 7
 * and 8, the ledger 9 and 10. */
export const SLOTS = 11;

/** What survives power loss: a few short texts, each in a slot of its own. */
export interface Storage {
  /** The slot's text, or '' where nothing readable was ever written. */
  read(slot: number): string;
  write(slot: number, text: string): void;
  /** A checksum of a text, 0 to 65535, by a call of the engine where it has one. */
  sum(text: string): number;
}

/** The serial line to people and tools. Neither call ever waits. */
export interface ConsolePort {
  /** What has arrived since the last call, '' for nothing. */
  read(): string;
  /** Takes the text if there is room for it whole; otherwise takes nothing and says false. */
  write(text: string): boolean;
}

export interface Clock {
  /** Whole milliseconds since the last call; the remainder is carried, so nothing is lost. */
  lapMs(): number;
}

export interface Watchdog {
  feed(): void;
}

/** Why hardware has opened the contactor. */
export enum Trip {
  None,
  /** It was not fed in time. */
  Loop,
  EmergencyStop,
  Residual,
  /** The pilot has left C and D. */
  Pilot,
  Latch,
  /** The contactor's pin is not as it was written, and no watcher says why. */
  Unknown,
  /** The hardware itself does not answer any more. */
  Stopped,
}

/**
 * Hardware that opens the contactor by itself, whatever the interpreter does. It is armed by closing, and by
 * nothing else; it cannot close; writing closed again what it has opened changes nothing.
 */
export interface Reflex {
  /** Its watchers, as bits `1 << Trip`; what is missing is left to the interpreter. */
  readonly watches: number;
  /** The contactor may stay closed for so long without another feed, in ms. */
  readonly patienceMs: number;
  /** Called while the contactor is to stay closed. It feeds no watchdog. */
  feed(): void;
  /**
   * What has opened since the contactor was closed; asked before a feed, while closed. When this is not None,
   * the contactor is open for certain, and stays so until it is written open and then closed.
   */
  trip(): Trip;
}

/** What is known of the program as it is stored. */
export enum Stored {
  /** Not all of it has been read since the start. */
  Reading,
  Whole,
  /** It is not what was built. */
  Damaged,
}

/** The program as it is stored, read again piece by piece after every start. */
export interface Program {
  stored(): Stored;
}

/** The engine's memory for data. */
export interface Heap {
  readonly totalBytes: number;
  /** Asked by a person at the console only: it may take a collection. */
  usedBytes(): number;
}

/** Why the processor started. Only a power-on counts as an isolator cycle. */
export enum ResetCause {
  PowerOn,
  BrownOut,
  Watchdog,
  Unknown,
}

/** One charger. A net that the schematic does not have is null. */
export interface Board {
  readonly name: string;
  readonly resetCause: ResetCause;
  /**
   * How long every output has been at its safe level for certain before the first tick, in ms; 0 where the
   * board cannot tell. Not looked at after a power-on.
   */
  readonly restedForMs: number;
  /** A random number 0…999 999 from a source that differs at every start. */
  readonly entropy: number;

  readonly inputs: FastInputs;
  /** Which proofs of the outgoing side are fitted: Level.Mirror, Level.Outgoing or both. */
  readonly proofs: number;
  readonly proximity: AnalogInput;
  readonly lockSupply: AnalogInput;
  readonly thermometer: AnalogInput | null;
  /** The service jumper's line; null where it is a digital input, or not fitted. */
  readonly jumper: AnalogInput | null;
  readonly outgoingCurrent: CurrentInput | null;
  readonly supplyMeter: SupplyMeter | null;

  readonly contactor: DigitalOutput;
  readonly pilot: PilotOutput;
  readonly lockBridge: LockBridge | null;
  readonly lockCoil: LockCoil | null;
  /** A switch in the pilot's wire, in front of the vehicle: on interrupts it. */
  readonly pilotBreak: DigitalOutput | null;
  readonly trip: DigitalOutput | null;
  readonly residualTest: DigitalOutput | null;
  readonly light: ColourLight | null;

  readonly clock: Clock;
  readonly watchdog: Watchdog;
  /** Absent where the platform has none. */
  readonly reflex: Reflex | null;
  readonly storage: Storage;
  readonly console: ConsolePort;
  /** Absent where a program cannot read its own text: then nothing waits for it. */
  readonly program: Program | null;
  /** Absent where the engine does not tell. */
  readonly heap: Heap | null;
}
