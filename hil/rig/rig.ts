/**
 * Rig: what stands on the bench, as its file says. The words are those of `rig.schema.json`.
 */

import { contacts } from '../../firmware/drivers/input-words.ts';

export interface RigLine {
  readonly port?: string;
  readonly baudRate?: number;
  /** A program behind a pseudo-terminal instead of a port; empty is our own. */
  readonly process?: readonly string[];
}

/** Lines of this computer's header, by the names of a jig's switches and inputs. */
export interface RigPins {
  readonly chip: string;
  readonly lines: Readonly<Record<string, number>>;
}

/**
 * What plays the surroundings of the firmware under test: `bench`: the bench firmware itself, whose inputs
 * come over the line. `jig`: a second board beside one with the firmware that ships. `gpio`: the pins of
 * this computer, in the place of that second board.
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
  /** The pins in its place; null where there are none. */
  readonly gpio: RigPins | null;
  readonly time: 'stepped' | 'live';
  /** The lock part, null for any. */
  readonly lock: string | null;
  /** What can be done to the board; null for everything that this kind of rig can do. */
  readonly fitted: readonly string[] | null;
  /** A relay of the jig has switched so long after it is said, at most, in ms. */
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

/** What a jig can do, in the words of `fitted`, and which of its parts that takes. */
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

/** The lines without which a word of `fitted` is not wired. */
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

/** What is wired, in the words of `fitted`; null where everything that one can ask for is. */
export function fittedOf(rig: Rig): readonly string[] | null {
  if (rig.fitted !== null || rig.kind === 'bench') return rig.fitted;
  const { gpio } = rig;
  if (gpio === null) return jigWords;
  const isWired = (word: string): boolean =>
    linesOfWord[word]?.every((line) => gpio.lines[line] !== undefined) === true;
  return jigWords.filter(isWired);
}

/** A jig looks at its inputs every so many ms, and takes its messages then. */
const JIG_TURN_MS = 2;

/** What a jig stamps is known to ± so many ms: its turns, and how long its relays take. */
export function jigUncertaintyMs(rig: Rig): number {
  return JIG_TURN_MS + rig.relayMs;
}

/** The parts of the jig that are wired. */
export function partsOf(rig: Rig): ReadonlySet<string> {
  return new Set((fittedOf(rig) ?? []).flatMap((word) => jigParts[word] ?? []));
}
