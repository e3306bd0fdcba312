/**
 * Rig: the hardware on the bench, as its file describes it. The words are those of `rig.schema.json`.
 */

import { contacts } from '../../firmware/drivers/input-words.ts';
import type { Setup } from '../../sim/world/setup.ts';
import type { Platform } from '../flash/identity.ts';

export interface RigLine {
  readonly port?: string;
  readonly baudRate?: number;
  /** A program behind a pseudo-terminal instead of a port; an empty list is our own. */
  readonly process?: readonly string[];
  /** The interpreter on the board, where it is to be flashed before a run. */
  readonly platform?: Platform;
  /** The pin map that it is flashed for; by default the platform's usual one. */
  readonly map?: string;
}

/** Lines of this computer's header, by the names of a jig's switches and inputs. */
export interface RigPins {
  readonly chip: string;
  readonly lines: Readonly<Record<string, number>>;
}

/**
 * What drives the inputs of the firmware under test: `bench`: the bench firmware itself, whose inputs come
 * over the line. `jig`: a second board beside one with the firmware that ships. `gpio`: the pins of this
 * computer, in place of that second board.
 */
export type RigKind = 'bench' | 'jig' | 'gpio';

export interface Rig {
  readonly name: string;
  /** Where it was read from; '' for the built-in one. */
  readonly file: string;
  readonly kind: RigKind;
  /** The board under test: the bench's line, or the console of the firmware that ships. */
  readonly board: RigLine;
  /** The jig's line; null where there is none. */
  readonly jig: RigLine | null;
  /** The pins in place of a jig; null where there are none. */
  readonly gpio: RigPins | null;
  readonly time: 'stepped' | 'live';
  /** The lock part, null for any. */
  readonly lock: string | null;
  /** The inputs that the rig can change; null for every input that this kind of rig can change. */
  readonly fitted: readonly string[] | null;
  /** The longest time from the jig's message until its relay has switched, in ms. */
  readonly relayMs: number;
}

/** Without a rig file: the firmware as a process of its own behind a pseudo-terminal. */
export const standInRig: Rig = {
  name: 'stand-in',
  file: '',
  kind: 'bench',
  board: { process: [] },
  jig: null,
  gpio: null,
  time: 'stepped',
  lock: null,
  fitted: null,
  relayMs: 0,
};

/** A process in place of a board, or of board and jig. */
export function isStandIn(rig: Rig): boolean {
  return rig.board.process !== undefined;
}

/**
 * The firmware drives the part that is there: a scenario that names none leaves the choice to the rig, because the
 * strokes of another part may be too long for this one.
 */
export function fitLock({ lock }: Rig): (setup: Setup) => void {
  return (setup) => {
    if (lock !== null) setup.lock = lock;
  };
}

/** The words of `fitted` that a jig can serve, and the parts of the jig that each needs. */
const jigParts: Readonly<Record<string, readonly string[]>> = {
  car: ['car'],
  'pilot-faults': ['diode', 'pilot'],
  proximity: ['proximity'],
  latch: ['latch'],
  supply: ['supply'],
  buttons: ['stop', 'start', ...contacts.map(({ word }) => word)],
  processor: ['reset'],
  'outgoing-voltage': [],
};

/** Everything that a jig can be wired for. */
export const jigWords: readonly string[] = Object.keys(jigParts);

/** The lines that each word of `fitted` needs. */
const linesOfWord: Readonly<Record<string, readonly string[]>> = {
  car: ['vehicle-2740', 'vehicle-1300'],
  'pilot-faults': ['diode-bypass', 'pilot-short'],
  proximity: ['cable-220'],
  latch: ['latch'],
  supply: ['supply'],
  buttons: ['stop'],
  processor: ['reset'],
  'outgoing-voltage': ['live'],
};

/** The words of `fitted` that are wired; null where all of them are. */
export function fittedOf(rig: Rig): readonly string[] | null {
  if (rig.fitted !== null || rig.kind === 'bench') return rig.fitted;
  const { gpio } = rig;
  if (gpio === null) return jigWords;
  const isWired = (word: string): boolean =>
    linesOfWord[word]?.every((line) => gpio.lines[line] !== undefined) === true;
  return jigWords.filter(isWired);
}

/** A jig reads its inputs and its messages once in this time, in ms. */
const JIG_TURN_MS = 2;

/** The uncertainty of the jig's stamps, ± ms: its cycle, and the switching time of its relays. */
export function jigUncertaintyMs(rig: Rig): number {
  return JIG_TURN_MS + rig.relayMs;
}

/** The parts of the jig that are wired. */
export function partsOf(rig: Rig): ReadonlySet<string> {
  return new Set((fittedOf(rig) ?? []).flatMap((word) => jigParts[word] ?? []));
}
