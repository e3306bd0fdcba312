/**
 * Trace: what has changed since the last call, one line each.
 *
 * A line is `~ <uptime ms> <name> <value>`, in the words of `words.ts`: the words of a scenario file.
 * Signals, state and orders only; what the nets really do is stamped outside of the firmware.
 */

import type { Charger } from '../charger.ts';
import { type FaultRow, faultRows } from '../control/faults.ts';
import { whyHeld } from '../control/hold-reason.ts';
import {
  contactsWords,
  driveWords,
  heatWords,
  latchWords,
  lightWords,
  mainsWords,
  motionWords,
  phaseWords,
  pilotWords,
  proximityWords,
  ruleWords,
  selfTestWords,
  sessionWords,
  tripWords,
  whyWords,
  yesNoWords,
} from '../control/words.ts';

const faultWords: string[] = [];

/** What is reported, in the order of `collect`; a list is the words of the value, a text its unit. */
export const tracedNames: readonly string[] = [
  'phase',
  'session',
  'fault',
  'why',
  'pilot',
  'proximity',
  'cable',
  'latch',
  'contacts',
  'supply',
  'lock-supply',
  'motion',
  'residual',
  'self-test',
  'over-current',
  'mains',
  'heat',
  'e-stop',
  'offer',
  'lock-drive',
  'light',
  'guard',
  'reflex',
];

const reportWords: readonly (readonly string[] | string)[] = [
  phaseWords,
  sessionWords,
  faultWords,
  whyWords,
  pilotWords,
  proximityWords,
  'mA',
  latchWords,
  contactsWords,
  yesNoWords,
  yesNoWords,
  motionWords,
  yesNoWords,
  selfTestWords,
  yesNoWords,
  mainsWords,
  heatWords,
  yesNoWords,
  'mA',
  driveWords,
  lightWords,
  ruleWords,
  tripWords,
];

export interface ConsoleTrace {
  on: boolean;
  readonly shown: number[];
  readonly values: number[];
  /** Lines that found no room; said in the next line that does. */
  lost: number;
}

export function createConsoleTrace(on: boolean): ConsoleTrace {
  const shown: number[] = [];
  const values: number[] = [];
  for (let i = 0; i < tracedNames.length; i++) {
    shown.push(-1);
    values.push(-1);
  }
  for (let i = 0; i < faultRows.length; i++) {
    faultWords[i] = (faultRows[i] as FaultRow).name;
  }
  return { on: on, shown: shown, values: values, lost: 0 };
}

function bit(value: boolean): number {
  return value ? 1 : 0;
}

function collect(charger: Charger, values: number[]): void {
  const state = charger.state;
  const seen = charger.seen;
  const outputs = charger.outputs;
  values[0] = state.phase;
  values[1] = state.session;
  values[2] = state.fault;
  values[3] = whyHeld(state, seen, charger.limits);
  values[4] = seen.pilot;
  values[5] = seen.proximity;
  values[6] = seen.cableMilliamps;
  values[7] = seen.latch;
  values[8] = seen.contacts;
  values[9] = bit(seen.supply);
  values[10] = bit(seen.lockSupply);
  values[11] = seen.motion;
  values[12] = bit(seen.residual);
  values[13] = seen.selfTest;
  values[14] = bit(seen.overCurrent);
  values[15] = seen.mains;
  values[16] = seen.heat;
  values[17] = bit(seen.eStop);
  values[18] = outputs.offerMilliamps;
  values[19] = outputs.drive;
  values[20] = outputs.light;
  values[21] = charger.guard.tripped;
  values[22] = charger.reflex.trip;
}

/** Marks every value as unreported, so that a new listener receives each once. */
export function reportEverything(trace: ConsoleTrace): void {
  for (let i = 0; i < trace.shown.length; i++) trace.shown[i] = -1;
}

/** A value in words. */
export function wordOf(index: number, value: number): string {
  const words = reportWords[index] as readonly string[] | string;
  if (typeof words === 'string') return `${value} ${words}`;
  return words[value] as string;
}

/**
 * Tells every change since the last look.
 *
 * @param say takes a line, or says false where there is no room
 */
export function reportChanges(
  trace: ConsoleTrace,
  charger: Charger,
  say: (line: string) => boolean,
): void {
  if (!trace.on) return;
  collect(charger, trace.values);
  // The last one is what hardware has opened, where there is any.
  const count = charger.board.reflex === null ? trace.values.length - 1 : trace.values.length;
  for (let i = 0; i < count; i++) {
    const value = trace.values[i] as number;
    if (value !== trace.shown[i]) {
      trace.shown[i] = value;
      const line = `~ ${charger.uptimeMs} ${tracedNames[i]} ${wordOf(i, value)}`;
      if (!say(line)) trace.lost++;
    }
  }
  if (trace.lost > 0 && say(`~ ${charger.uptimeMs} lost ${trace.lost}`)) trace.lost = 0;
}
