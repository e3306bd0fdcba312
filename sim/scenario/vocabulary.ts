/**
 * Vocabulary: everything that a scenario can look at, with the values it can have. The same names as in
 * the trace.
 */

import { faultRows } from '../../firmware/control/faults.ts';
import * as words from '../../firmware/control/words.ts';
import { forbidding, inputWords } from '../../firmware/drivers/input-words.ts';
import type { Kind } from './quantity.ts';

export interface Observable {
  /** The words of its values, or the kind of its quantity. */
  readonly values: readonly string[] | Kind;
  /** Its source: the firmware, the board's nets, the world itself, or a probe in it. */
  readonly from: 'firmware' | 'board' | 'world' | 'probe';
  readonly meaning: string;
}

const onOff = ['off', 'on'];
const openClosed = ['open', 'closed'];

/** What the firmware believes and wants. */
const firmware: Record<string, [readonly string[] | Kind, string]> = {
  phase: [words.phaseWords, 'the state of the session'],
  session: [words.sessionWords, 'whether energy may flow'],
  fault: [faultRows.map((row) => row.name), 'the gravest fault that stands'],
  why: [words.whyWords, 'why the plug is held, or that it is free'],
  pilot: [words.pilotWords, 'the control pilot as believed'],
  proximity: [words.proximityWords, 'the plug as believed'],
  cable: ['current', "the cable's rating"],
  latch: [words.latchWords, 'the pin as sensed'],
  contacts: [words.contactsWords, 'the outgoing side by all fitted proofs'],
  supply: [words.yesNoWords, 'mains as believed'],
  'lock-supply': [words.yesNoWords, "the lock's supply is ready"],
  motion: [words.motionWords, "the lock's driver"],
  'self-test': [words.selfTestWords, "the residual-current sensor's self-test"],
  'over-current': [words.yesNoWords, 'more is drawn than was offered'],
  mains: [words.mainsWords, 'supply quality as believed'],
  heat: [words.heatWords, 'temperature class'],
  offer: ['current', 'the current that is offered'],
  'lock-drive': [words.driveWords, 'what the firmware drives the bridge to'],
  light: [words.lightWords, 'what the indicator tells'],
  guard: [words.ruleWords, 'the rule that the guard saw broken'],
  reflex: [words.tripWords, 'why hardware beside the interpreter has opened the contactor'],
};

for (const { name, word } of forbidding)
  firmware[word] = [words.yesNoWords, inputWords[name].meaning];

const board: Record<string, [readonly string[] | Kind, string]> = {
  contactor: [openClosed, "the contactor's coil, as commanded"],
  duty: ['duty', "the pilot's duty"],
  drive: [words.driveWords, "the bridge's nets"],
  coil: ['duty', "the solenoid's current"],
  'pilot-break': [openClosed, "the charger's switch in the pilot's wire"],
  trip: [onOff, 'the trip output'],
  test: [onOff, "the residual-current sensor's test current"],
  lamp: [['dark', 'red', 'green', 'amber', 'blue'], 'the lamp'],
};

const world: Record<string, [readonly string[] | Kind, string]> = {
  socket: [['dead', 'live'], 'voltage at the outlet'],
  pin: [['withdrawn', 'between', 'extended'], 'where the pin really is'],
  plug: [['out', 'half', 'in'], 'where the plug really is'],
  isolator: [onOff, 'the switch between grid and charger'],
  grid: [onOff, "mains at the charger's terminals"],
  rail: [onOff, "the controller's own supply"],
  processor: [onOff, 'the firmware runs'],
  breaker: [openClosed, 'the upstream breaker'],
  connector: [['free', 'held'], "the vehicle connector in the car's inlet"],
};

/** Sampled, and thinned to what can be drawn. */
const probes: Record<string, [readonly string[] | Kind, string]> = {
  'pilot-high': ['voltage', "the pilot's upper level"],
  'pilot-low': ['voltage', "the pilot's lower level"],
  outgoing: ['voltage', 'peak voltage of the outgoing side'],
  'pin-position': ['duty', 'where the pin really is: 0 withdrawn, 1000 fully out'],
  stored: ['voltage', "the lock capacitor's voltage"],
  drawn: ['current', 'what the car draws'],
};

function collect(): Map<string, Observable> {
  const all = new Map<string, Observable>();
  const add = (table: typeof firmware, from: Observable['from']): void => {
    for (const [name, [values, meaning]] of Object.entries(table)) {
      all.set(name, { values, from, meaning });
    }
  };
  add(firmware, 'firmware');
  add(board, 'board');
  add(world, 'world');
  add(probes, 'probe');
  return all;
}

export const observables: ReadonlyMap<string, Observable> = collect();
