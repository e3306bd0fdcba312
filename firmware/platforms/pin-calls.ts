/**
 * Pin calls: what every platform can do with a pin, and each in its own way.
 */

import type { Pull } from '../drivers/digital-inputs.ts';

/** Makes what reads a channel of a converter, as 0…1 of full scale. */
export type Channels = (channel: number) => () => number;

/** What a platform does with a pin; a pin is what `open` made of its name. */
export interface PinCalls<Pin> {
  open(name: string): Pin;
  /** Makes it an output at a level. */
  asOutput(pin: Pin, high: boolean): void;
  /** Makes it an input, with the chip's own resistor or none. */
  asInput(pin: Pin, pull: Pull): void;
  write(pin: Pin, high: boolean): void;
  read(pin: Pin): boolean;
  /** Makes what writes all these outputs together, bit i to `pins[i]`: in one native call where there is one. */
  writeTogether(pins: readonly Pin[]): (bits: number) => void;
  /** Makes what reads all these inputs together, `pins[i]` as bit i: in one native call where there is one. */
  readTogether(pins: readonly Pin[]): () => number;
  /** 0…1 of full scale. */
  readShare(pin: Pin): number;
  /** Of a converter beside the chip, where there is one. */
  readonly channels: Channels | null;
  /** Starts a PWM of 1 kHz; what is returned sets the share of the time that the pin is high. */
  startPwm(pin: Pin, share: number): (share: number) => void;
  /** Ends a stroke after its longest time, by hardware or by a timer. */
  after(ms: number, act: () => void): void;
}
