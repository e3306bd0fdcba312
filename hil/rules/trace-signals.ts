/**
 * Trace signals: the board's state as the host knows it, from the trace alone: the signals as the firmware
 * reports them, the outputs as they were stamped.
 *
 * A signal that is never reported has the value that forbids nothing; a caller that judges checks `isSeen`
 * first.
 */

import { createOutputs, type Drive, type Outputs } from '../../firmware/control/outputs.ts';
import {
  Contacts,
  createSignals,
  type Heat,
  Latch,
  type Mains,
  Pilot,
  Proximity,
  type Signals,
} from '../../firmware/control/signals.ts';
import {
  contactsWords,
  driveWords,
  heatWords,
  latchWords,
  mainsWords,
  pilotWords,
  proximityWords,
} from '../../firmware/control/words.ts';
import { believe, forbidding } from '../../firmware/drivers/input-words.ts';
import { thermalMilliampsAt } from '../../firmware/drivers/thermometer.ts';
import { writeDuration } from '../../sim/scenario/quantity.ts';
import type { TraceEvent } from '../../sim/trace.ts';

/** More than any rule requires of a cable. */
const UNLIMITED_MILLIAMPS = 1000000;

type Take = (seen: Signals, outputs: Outputs, word: string) => void;

const amount = (word: string): number => Number.parseInt(word, 10);

const inputTakes = forbidding.map(({ name, word }): [string, Take] => [
  word,
  (seen, _, value) => believe(seen, name, value === 'yes'),
]);

/** How a word of the trace enters the records that the rules read, by its name in the trace. */
const takes: Readonly<Record<string, Take>> = {
  ...Object.fromEntries(inputTakes),
  pilot: (seen, _, word) => {
    seen.pilot = pilotWords.indexOf(word) as Pilot;
  },
  proximity: (seen, _, word) => {
    seen.proximity = proximityWords.indexOf(word) as Proximity;
  },
  cable: (seen, _, word) => {
    seen.cableMilliamps = amount(word);
  },
  latch: (seen, _, word) => {
    seen.latch = latchWords.indexOf(word) as Latch;
  },
  contacts: (seen, _, word) => {
    seen.contacts = contactsWords.indexOf(word) as Contacts;
  },
  supply: (seen, _, word) => {
    seen.supply = word === 'yes';
  },
  'over-current': (seen, _, word) => {
    seen.overCurrent = word === 'yes';
  },
  mains: (seen, _, word) => {
    seen.mains = mainsWords.indexOf(word) as Mains;
  },
  heat: (seen, _, word) => {
    seen.heat = heatWords.indexOf(word) as Heat;
    seen.thermalMilliamps = thermalMilliampsAt(seen.heat);
  },
  contactor: (_, outputs, word) => {
    outputs.contactorClosed = word === 'closed';
  },
  duty: (_, outputs, word) => {
    outputs.dutyPermille = amount(word);
  },
  drive: (_, outputs, word) => {
    outputs.drive = driveWords.indexOf(word) as Drive;
  },
  coil: (_, outputs, word) => {
    outputs.coilPermille = amount(word);
  },
};

export class TraceSignals {
  readonly seen = createSignals();
  readonly outputs = createOutputs();
  private readonly told = new Map<string, { readonly word: string; readonly atUs: number }>();

  constructor() {
    this.seen.pilot = Pilot.C;
    this.seen.proximity = Proximity.Seated;
    this.seen.cableMilliamps = UNLIMITED_MILLIAMPS;
    this.seen.latch = Latch.Locked;
    this.seen.contacts = Contacts.Open;
    this.seen.supply = true;
    this.seen.thermalMilliamps = UNLIMITED_MILLIAMPS;
  }

  /** Takes a value that the rules use. @returns whether they use it */
  take({ name, value, atUs }: TraceEvent): boolean {
    const take = takes[name];
    this.told.set(name, { word: value, atUs });
    take?.(this.seen, this.outputs, value);
    // Contacts whose command is not sensed do not show a weld.
    if (!this.isSeen('contactor')) this.seen.contacts = Contacts.Open;
    return take !== undefined;
  }

  /** Whether a value was reported under this name. */
  isSeen(name: string): boolean {
    return this.told.has(name);
  }

  wordOf(name: string): string | undefined {
    return this.told.get(name)?.word;
  }

  /** `contactor closed for 120 ms, pilot B for 90 ms`: the current values of these names. */
  describe(names: readonly string[], nowUs: number): string {
    const parts = names.flatMap((name) => {
      const told = this.told.get(name);
      if (told === undefined) return [];
      const since = nowUs > told.atUs ? ` for ${writeDuration(nowUs - told.atUs)}` : ' just now';
      return [`${name} ${told.word}${since}`];
    });
    return parts.join(', ');
  }
}
