/**
 * Jig: firmware for a second board beside the one under test. With relays and resistors it is the car, the
 * cable, the person and the isolator; what the board under test puts out is stamped where it is seen.
 *
 * It speaks the bench's line. Nothing is decided here: the host says who the car is, the jig says when
 * what happened. Left alone it lets everything go: no car, no cable, no supply.
 */

import {
  createLine,
  type Line,
  type LinePort,
  sendLine,
  serveLine,
  Trouble,
  troubleOf,
} from './line.ts';
import { receive } from './line-in.ts';

/** Bits of what a jig sees; a set bit means driven, or live. */
export enum JigLevel {
  Contactor = 1,
  Extend = 2,
  Retract = 4,
  /** Voltage on the outgoing side, behind its own isolation. */
  Live = 8,
}

export interface JigPins {
  /** Closes or opens a switch of `jigSwitches`. */
  write(name: string, on: boolean): void;
  /** `JigLevel` bits. */
  levels(): number;
  /** The pilot's duty as measured, in permille; 1000 is steady +12 V, 0 steady −12 V. */
  dutyPermille(): number;
}

/** What can be set, to which word, and which switches are closed then; all its others are open. */
interface Part {
  readonly name: string;
  readonly words: readonly string[];
  /** By the word's place; blanks between several switches, '' for none. */
  readonly closed: readonly string[];
}

const parts: readonly Part[] = [
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
];

const levelNames: readonly string[] = ['contactor', 'extend', 'retract', 'live'];

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
function setPart(pins: JigPins, part: Part, place: number): void {
  const wanted = (part.closed[place] as string).split(' ');
  for (let i = 0; i < part.closed.length; i++) {
    const others = (part.closed[i] as string).split(' ');
    for (let j = 0; j < others.length; j++) {
      const name = others[j] as string;
      if (name !== '' && wanted.indexOf(name) < 0) pins.write(name, false);
    }
  }
  for (let i = 0; i < wanted.length; i++) {
    const name = wanted[i] as string;
    if (name !== '') pins.write(name, true);
  }
}

function findPart(name: string): Part | null {
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i] as Part;
    if (part.name === name) return part;
  }
  return null;
}

/** No car, no cable, no supply, nobody at the button. */
function letGo(pins: JigPins): void {
  for (let i = 0; i < parts.length; i++) setPart(pins, parts[i] as Part, 0);
}

export interface Jig {
  readonly line: Line;
  hear(text: string): void;
  /** To be called every ms or so; an edge is stamped when it is seen here. */
  serve(): void;
}

/** @param platform who answers, in one word */
export function createJig(port: LinePort, pins: JigPins, platform: string): Jig {
  let levels = 0;
  let dutyPermille = -1;
  let isPlaying = false;

  const tell = (message: string): void => {
    sendLine(line, `@${Math.floor(port.nowMs() * 1000) / 1000} ${message}`);
  };

  const set = (name: string, word: string): void => {
    const part = findPart(name);
    if (part === null) {
      tell(`error no part ${name} of the jig`);
      return;
    }
    const place = part.words.indexOf(word);
    if (place < 0) {
      tell(`error ${name} is one of ${part.words.join(' ')}`);
      return;
    }
    isPlaying = true;
    setPart(pins, part, place);
    tell(`set ${name} ${word}`);
  };

  const obey = (message: string): void => {
    const words = message.split(' ');
    const name = words[0];
    if (name === 'set') set(words[1] as string, words[2] as string);
    else if (name === 'off') {
      letGo(pins);
      isPlaying = false;
      tell('off');
    } else if (name === 'ping') {
      sendLine(line, `pong ${words[1]} ${port.nowMs()}`);
    } else if (name === 'hello') sendLine(line, `jig ${platform}`);
    else tell(`error not a message: ${message}`);
  };

  const line = createLine(port, false, obey);

  /** Whatever has moved since the last look. */
  const look = (): void => {
    const now = pins.levels();
    const moved = now ^ levels;
    levels = now;
    for (let i = 0; i < levelNames.length; i++) {
      if ((moved & (1 << i)) !== 0) tell(`net ${levelNames[i]} ${(now & (1 << i)) !== 0 ? 1 : 0}`);
    }
    const duty = pins.dutyPermille();
    if (duty !== dutyPermille) tell(`net duty ${duty}`);
    dutyPermille = duty;
  };

  letGo(pins);
  return {
    line: line,
    hear: (text: string) => receive(line, text),
    serve: () => {
      look();
      serveLine(line);
      if (isPlaying && troubleOf(line) !== Trouble.None) {
        isPlaying = false;
        letGo(pins);
      }
    },
  };
}
