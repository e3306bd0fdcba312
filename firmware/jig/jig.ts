/**
 * Jig: firmware for a second board beside the one under test. With relays and resistors it is the car, the
 * cable, the person and the isolator; what the board under test puts out is stamped where it is seen.
 *
 * It uses the bench's line. Nothing is decided here: the host sets the car's state, the jig reports what happened
 * and when. Without a host it opens everything: no car, no cable, no supply.
 */

import {
  createLine,
  type Line,
  LineFault,
  type LinePort,
  lineFaultOf,
  sendLine,
  serveLine,
} from '../link/frames.ts';
import { receive } from '../link/receive.ts';
import { type JigSwitches, letJigGo, setJigPart } from './switches.ts';

/** Bits of what a jig sees; a set bit means driven, or live. */
export enum JigLevel {
  Contactor = 1,
  Extend = 2,
  Retract = 4,
  /** Voltage on the outgoing side, behind its own isolation. */
  Live = 8,
}

/** The names of the levels in the jig's messages, from the lowest bit on. */
export const jigLevelNames: readonly string[] = ['contactor', 'extend', 'retract', 'live'];

export interface JigPins extends JigSwitches {
  /** `JigLevel` bits. */
  levels(): number;
  /** The pilot's duty as measured, in permille; 1000 is steady +12 V, 0 steady −12 V. */
  dutyPermille(): number;
}

export interface Jig {
  readonly line: Line;
  receive(text: string): void;
  /** Call about every ms; an edge is stamped when it is seen here. */
  serve(): void;
}

/** What a jig keeps between two readings of its pins. */
interface JigLook {
  levels: number;
  dutyPermille: number;
  /** Every value is reported as it stands, whether or not it has changed. */
  isAsked: boolean;
}

/** Reports whatever has changed since the last look. */
function lookAt(pins: JigPins, look: JigLook, report: (message: string) => void): void {
  const now = pins.levels();
  const moved = look.isAsked ? -1 : now ^ look.levels;
  look.levels = now;
  for (let i = 0; i < jigLevelNames.length; i++) {
    const bit = 1 << i;
    if ((moved & bit) !== 0) report(`net ${jigLevelNames[i]} ${(now & bit) !== 0 ? 1 : 0}`);
  }
  const duty = pins.dutyPermille();
  if (duty !== look.dutyPermille || look.isAsked) report(`net duty ${duty}`);
  look.dutyPermille = duty;
  look.isAsked = false;
}

/** @param platform the name that the jig answers with, in one word */
export function createJig(port: LinePort, pins: JigPins, platform: string): Jig {
  const look: JigLook = { levels: 0, dutyPermille: -1, isAsked: false };
  let isPlaying = false;

  const report = (message: string): void => {
    sendLine(line, `@${Math.floor(port.nowMs() * 1000) / 1000} ${message}`);
  };

  const set = (name: string, word: string): void => {
    const complaint = setJigPart(pins, name, word);
    if (complaint !== '') report(`error ${complaint}`);
    else {
      isPlaying = true;
      report(`set ${name} ${word}`);
    }
  };

  const obey = (message: string): void => {
    const words = message.split(' ');
    const name = words[0];
    if (name === 'set') set(words[1] as string, words[2] as string);
    else if (name === 'off') {
      letJigGo(pins);
      isPlaying = false;
      report('off');
    } else if (name === 'look') look.isAsked = true;
    else if (name === 'ping') {
      sendLine(line, `pong ${words[1]} ${port.nowMs()}`);
    } else if (name === 'hello') sendLine(line, `jig ${platform}`);
    else report(`error not a message: ${message}`);
  };

  const line = createLine(port, false, obey);

  letJigGo(pins);
  return {
    line: line,
    receive: (text: string) => receive(line, text),
    serve: () => {
      lookAt(pins, look, report);
      serveLine(line);
      if (isPlaying && lineFaultOf(line) !== LineFault.None) {
        isPlaying = false;
        letJigGo(pins);
      }
    },
  };
}
