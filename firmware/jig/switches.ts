/**
 * Switches: what a message can set a jig to, and which of its switches are closed then. The same table for
 * the jig's own board and for a computer that switches the lines itself.
 */

import {
  type DigitalInput,
  digitalInputs,
  Level,
  PRESSES,
  PROOFS,
} from '../drivers/digital-inputs.ts';

/** The switches of one jig. */
export interface JigSwitches {
  /** Whether this jig has such a switch. */
  has(name: string): boolean;
  /** Closes or opens a switch of `jigSwitches`. */
  write(name: string, on: boolean): void;
}

/** What can be set, to which word, and which switches are closed then; all its others are open. */
interface Part {
  readonly name: string;
  readonly words: readonly string[];
  /** By the word's place; blanks between several switches, '' for none. */
  readonly closed: readonly string[];
}

const own: readonly Part[] = [
  {
    name: 'car',
    words: ['A', 'B', 'C', 'D'],
    closed: ['', 'vehicle-2740', 'vehicle-2740 vehicle-1300', 'vehicle-2740 vehicle-270'],
  },
  { name: 'diode', words: ['whole', 'missing'], closed: ['', 'diode-bypass'] },
  { name: 'pilot', words: ['whole', 'shorted'], closed: ['', 'pilot-short'] },
  {
    name: 'proximity',
    words: ['none', '100', '220', '680', '1500', 'short'],
    closed: ['', 'cable-100', 'cable-220', 'cable-680', 'cable-1500', 'cable-short'],
  },
  { name: 'latch', words: ['unlocked', 'locked'], closed: ['', 'latch'] },
  { name: 'supply', words: ['off', 'on'], closed: ['', 'supply'] },
  { name: 'stop', words: ['released', 'pressed'], closed: ['', 'stop'] },
  { name: 'start', words: ['released', 'pressed'], closed: ['', 'start'] },
  { name: 'reset', words: ['released', 'pressed'], closed: ['', 'reset'] },
];

/** Inputs that are played by a part of another name, or by none. */
const PLAYED = PROOFS | PRESSES | Level.Supply | Level.Residual;

function createParts(): Part[] {
  const all: Part[] = [];
  for (let i = 0; i < own.length; i++) all.push(own[i] as Part);
  for (let i = 0; i < digitalInputs.length; i++) {
    const input = digitalInputs[i] as DigitalInput;
    if ((PLAYED & input.bit) !== 0) continue;
    all.push({ name: input.word, words: ['released', 'pressed'], closed: ['', input.word] });
  }
  return all;
}

const parts: readonly Part[] = createParts();

/** Every switch that a jig may have, once each. */
export function jigSwitches(): string[] {
  const names: string[] = [];
  for (let i = 0; i < parts.length; i++) {
    const closed = (parts[i] as Part).closed;
    for (let j = 0; j < closed.length; j++) {
      const switches = (closed[j] as string).split(' ');
      for (let k = 0; k < switches.length; k++) {
        const name = switches[k] as string;
        if (name !== '' && names.indexOf(name) < 0) names.push(name);
      }
    }
  }
  return names;
}

/** Opens what the word does not close before it closes what it does: no two resistors by accident. */
function setPart(switches: JigSwitches, part: Part, wanted: readonly string[]): void {
  for (let i = 0; i < part.closed.length; i++) {
    const others = (part.closed[i] as string).split(' ');
    for (let j = 0; j < others.length; j++) {
      const name = others[j] as string;
      if (name !== '' && wanted.indexOf(name) < 0 && switches.has(name))
        switches.write(name, false);
    }
  }
  for (let i = 0; i < wanted.length; i++) {
    const name = wanted[i] as string;
    if (name !== '') switches.write(name, true);
  }
}

function findPart(name: string): Part | null {
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i] as Part;
    if (part.name === name) return part;
  }
  return null;
}

/**
 * Makes one part what the word says.
 *
 * @returns why not, in words; nothing has moved then. Empty where it is done
 */
export function setJigPart(switches: JigSwitches, name: string, word: string): string {
  const part = findPart(name);
  if (part === null) return `no part ${name} of the jig`;
  const place = part.words.indexOf(word);
  if (place < 0) return `${name} is one of ${part.words.join(' ')}`;
  const wanted = (part.closed[place] as string).split(' ');
  for (let i = 0; i < wanted.length; i++) {
    const needed = wanted[i] as string;
    if (needed !== '' && !switches.has(needed)) return `this jig has no switch ${needed}`;
  }
  setPart(switches, part, wanted);
  return '';
}

/** No car, no cable, no supply, no button pressed. */
export function letJigGo(switches: JigSwitches): void {
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i] as Part;
    setJigPart(switches, part.name, part.words[0] as string);
  }
}
