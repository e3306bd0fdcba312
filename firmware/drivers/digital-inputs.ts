/**
 * Digital inputs: one table. The name of each input, its pin, and how long a level must last.
 *
 * Debounce, sampling on every platform, and the console's words come from these rows; what people read
 * about an input stands in `input-words.ts`, which is not flashed. An input is named once, by its bit:
 * `Level.EStop` is `eStop` in a pin map. A dangerous level is accepted quickly, a safe one only after it has lasted.
 */

import type { LevelNet } from './debounce.ts';

/** Bits of `Readings.levels`. A set bit means asserted, whatever the net's polarity. */
export enum Level {
  /** The contactor's mirror contact says closed. */
  Mirror = 1,
  /** The outgoing side has voltage. */
  Outgoing = 2,
  /** Mains reaches the charger, ahead of the power supply's own storage. */
  Supply = 4,
  /** The residual-current sensor's fault output. */
  Residual = 8,
  EStop = 16,
  StopButton = 32,
  StartButton = 64,
  /** A jumper that only an installer reaches. */
  Jumper = 128,
}

/** The bits that prove the outgoing side; a board has at least one of them. */
export const PROOFS = Level.Mirror | Level.Outgoing;
/** Events, at the press; every other input is a level, for as long as it lasts. */
export const PRESSES = Level.StopButton | Level.StartButton;

/** An input by its name in the pin maps. */
export type InputName = Uncapitalize<keyof typeof Level>;

/** A digital net. */
export interface LevelPin {
  readonly pin: string;
  /** Asserted means low. */
  readonly activeLow: boolean;
}

/** What holds an input where nothing drives it: a resistor of the chip's own, or 'none' for one that is drawn. */
export type Pull = 'up' | 'down' | 'none';

/** A digital input. */
export interface InputPin extends LevelPin {
  readonly pull: Pull;
}

/** Inputs that every pin map must list, if only as null. */
type DeclaredName =
  | 'mirror'
  | 'outgoing'
  | 'supply'
  | 'residual'
  | 'eStop'
  | 'stopButton'
  | 'startButton';

/** The digital inputs of one schematic; null where it has none. The build adds what a map leaves out. */
export type LevelPins = {
  readonly [name in DeclaredName]: name extends 'supply' ? InputPin : InputPin | null;
} & { readonly [name in Exclude<InputName, DeclaredName>]?: InputPin | null };

export interface DigitalInput {
  readonly bit: Level;
  /** On the console. */
  readonly word: string;
  readonly pinOf: (pins: LevelPins) => InputPin | null | undefined;
  /** Asserted for this long before it is believed, in ms. */
  readonly riseMs: number;
  /** Not asserted for this long before it is believed, in ms. */
  readonly fallMs: number;
  /** Which of the two is the danger; null where neither is. */
  readonly danger: 'asserted' | 'not-asserted' | null;
}

/** A loss of mains of at most this long is ridden through, in ms. [M] */
export const RIDE_THROUGH_MS = 40;

/** In the order of the bits; a test holds the two together. */
export const digitalInputs: readonly DigitalInput[] = [
  // Contacts bounce for a few ms. [H: debounce 10 ms] The wiring of both proofs: contactor.ts. A mirror
  // contact is normally closed and pulls the input low: high is a closed main contact, or a broken wire.
  {
    bit: Level.Mirror,
    word: 'mirror',
    pinOf: (pins) => pins.mirror,
    riseMs: 10,
    fallMs: 10,
    danger: 'asserted',
  },
  {
    bit: Level.Outgoing,
    word: 'outgoing',
    pinOf: (pins) => pins.outgoing,
    riseMs: 10,
    fallMs: 10,
    danger: 'asserted',
  },
  // An optocoupler on the mains side of the power supply, ahead of its storage, so that the loss is seen
  // while the controller still runs. It must bridge the zero crossings by itself. Whatever lasts no
  // longer than 40 ms is not a loss (half or full missing cycles, IEC 61000-4-11, M); a longer one is,
  // and is acted on by 65 ms. Supply counts as back when it has lasted: an isolator bounces.
  {
    bit: Level.Supply,
    word: 'supply',
    pinOf: (pins) => pins.supply,
    riseMs: 200,
    fallMs: RIDE_THROUGH_MS,
    danger: 'not-asserted',
  },
  // [D; the output is valid after 50 ms of power, H] An open collector that pulls low while all is well: high
  // is a trip, a sensor without supply, or a broken wire. The wiring: residual-current.ts. A burst of 15 ms
  // (IEC 61000-4-4) meets two samples of a tick of 10 ms, and must trip nothing: 20 ms take three. [D]
  {
    bit: Level.Residual,
    word: 'residual',
    pinOf: (pins) => pins.residual,
    riseMs: 20,
    fallMs: 10,
    danger: 'asserted',
  },
  // Two normally closed contacts, one of them to ground: high is pressed, or a broken wire. Believed at once,
  // but for a single disturbed sample. [D] It is a level: it says stop for as long as it is pressed.
  {
    bit: Level.EStop,
    word: 'e-stop',
    pinOf: (pins) => pins.eStop,
    riseMs: 20,
    fallMs: 200,
    danger: 'asserted',
  },
  // Both close to ground. Contacts bounce, and static on a wet panel is short. [G] A press is one request,
  // however long it lasts.
  {
    bit: Level.StopButton,
    word: 'stop-button',
    pinOf: (pins) => pins.stopButton,
    riseMs: 30,
    fallMs: 30,
    danger: null,
  },
  {
    bit: Level.StartButton,
    word: 'start-button',
    pinOf: (pins) => pins.startButton,
    riseMs: 30,
    fallMs: 30,
    danger: null,
  },
  // Closes to ground while it is set.
  {
    bit: Level.Jumper,
    word: 'jumper',
    pinOf: (pins) => pins.jumper,
    riseMs: 30,
    fallMs: 30,
    danger: null,
  },
];

function netOf(input: DigitalInput): LevelNet {
  let safe: number | null = null;
  if (input.danger !== null) safe = input.danger === 'asserted' ? 0 : input.bit;
  return { bit: input.bit, riseMs: input.riseMs, fallMs: input.fallMs, safe: safe, forMs: -1 };
}

/**
 * The nets to debounce, of these inputs.
 *
 * @param bits of `Level`; a proof that the board does not have is never looked at
 */
export function createLevelNets(bits: number): LevelNet[] {
  const nets: LevelNet[] = [];
  for (let i = 0; i < digitalInputs.length; i++) {
    const input = digitalInputs[i] as DigitalInput;
    if ((bits & input.bit) === 0) continue;
    nets.push(netOf(input));
  }
  return nets;
}

/** Calls with every digital input that is fitted, and its bit. */
export function eachLevel(pins: LevelPins, see: (net: InputPin, bit: Level) => void): void {
  for (let i = 0; i < digitalInputs.length; i++) {
    const input = digitalInputs[i] as DigitalInput;
    const net = input.pinOf(pins);
    if (net !== null && net !== undefined) see(net, input.bit);
  }
}
