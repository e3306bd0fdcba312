/**
 * Not applicable: what a jig cannot switch, and what cannot be sensed on a rig with one.
 *
 * The firmware that ships has no test interface: inputs that relays do not switch cannot change, and values
 * that neither the jig senses nor the console reports are unknown. A scenario that needs them is skipped.
 */

import { findHoldToLockPart } from '../../firmware/drivers/lock-parts.ts';
import { createSettings } from '../../firmware/storage/settings.ts';
import { CABLE_OHMS } from '../../sim/scenario/fault-verbs.ts';
import type { Arg } from '../../sim/scenario/pattern.ts';
import type { Line } from '../../sim/scenario/source.ts';
import type { Condition, Scenario, Statement } from '../../sim/scenario/statement.ts';
import { observables } from '../../sim/scenario/vocabulary.ts';
import { fittedOf, type Rig } from './rig.ts';

/** The vehicle on a jig: 2740 Ohm, and beside it 1300 Ohm for C, behind a silicon diode. */
const JIG_OHMS = { B: 2740, C: 882 };
const JIG_DIODE_MILLIVOLTS = 700;

/** Givens of the simulated car and person, of the world's own accounts, and those that every board has. */
const preconditionsInReach: readonly (readonly [string, (args: readonly Arg[]) => boolean])[] = [
  // A reset of the board is not a return of its supply, so the history before it is another one.
  ['start', ([how]) => how === 'rested'],
  ['seed', () => true],
  // The phase between a rig's ticks and the world is random: every variant would be the same random
  // experiment.
  ['phase', () => true],
  ['idle skipping', () => true],
  ['lock capacitor', ([what]) => what === 'fitted'],
  ['lock', () => true],
  ['tick', () => true],
  ['proof', ([what]) => what === 'both'],
  ['residual sensor', ([what]) => what === 'fitted'],
  ['trip output', ([what]) => what === 'fitted'],
  ['car resistors', ([present, energy]) => present === JIG_OHMS.B && energy === JIG_OHMS.C],
  // Every diode drops what it drops: a jig has one, of about this voltage.
  ['car diode', ([millivolts]) => millivolts === JIG_DIODE_MILLIVOLTS],
  // What it draws beyond its offer is a current, and no jig plays one.
  ['car follows a duty', () => false],
  ['car', () => true],
  ['cable', ([ohms]) => (CABLE_OHMS as readonly unknown[]).includes(ohms)],
  ...createSettings().map(({ name }) => [name, () => true] as const),
];

/**
 * Names of the world and the nets that a rig with a jig can sense, and what each requires; the firmware's own
 * names are reported.
 */
const seenBeside: Readonly<Record<string, string>> = {
  contactor: '',
  duty: '',
  drive: '',
  grid: '',
  connector: '',
  socket: 'outgoing-voltage',
  plug: 'latch',
  pin: 'latch',
};

/** A line as it is played: with the value of the swept variable. */
function wordsOf(line: Line): string {
  return line.words.map((word) => word.text).join(' ');
}

function rowOf<T>(rows: readonly (readonly [string, T])[], text: string): T | undefined {
  const fits = (beginning: string): boolean =>
    text === beginning || text.startsWith(`${beginning} `);
  return rows.find(([beginning]) => fits(beginning))?.[1];
}

/** Pins of a computer measure no duty, and no jig has an input for a solenoid's coil. */
function isBlind(rig: Rig, name: string): boolean {
  if (name === 'drive') return findHoldToLockPart(rig.lock ?? '') !== null;
  return name === 'duty' && rig.kind === 'gpio';
}

/** Answers with numbers of the board's whole life: its starts, its uptime, what it has counted. */
const OF_A_LIFE = /^ok (event \d|counters )/;

function unseen(rig: Rig, condition: Condition): string {
  if (OF_A_LIFE.test(condition.answer ?? '')) {
    return `expects what the board on ${rig.name} has counted since it was made: "${condition.text}"`;
  }
  for (const { name } of condition.terms) {
    if (observables.get(name)?.from === 'firmware') continue;
    const need = isBlind(rig, name) ? undefined : seenBeside[name];
    if (need === undefined) return `looks at "${name}", which is not sensed on ${rig.name}`;
    if (need === '' || fittedOf(rig)?.includes(need)) continue;
    return `looks at "${name}", which takes "${need}", and ${rig.name} has it not`;
  }
  return '';
}

function beyondGiven(rig: Rig, statement: Extract<Statement, { kind: 'given' }>): string {
  const { given, args, line } = statement;
  const text = given.pattern.text;
  if (rowOf(preconditionsInReach, text)?.(args) !== true) {
    return `cannot be arranged on ${rig.name}: "${wordsOf(line)}"`;
  }
  return '';
}

function beyond(rig: Rig, statement: Statement): string {
  switch (statement.kind) {
    case 'given':
      return beyondGiven(rig, statement);
    case 'do': {
      const { relays } = statement.verb;
      const isDone = relays === undefined || relays.includes(statement.args[0] ?? null);
      return isDone ? '' : `no jig can do this: "${wordsOf(statement.line)}"`;
    }
    case 'expect':
    case 'hold':
      return unseen(rig, statement.condition);
    case 'never': {
      const { condition, until } = statement;
      return unseen(rig, condition) || (until === null ? '' : unseen(rig, until));
    }
    default:
      return '';
  }
}

function whyOf(rig: Rig, statements: readonly Statement[]): string {
  for (const statement of statements) {
    if (statement.kind === 'repeat') {
      const inner = whyOf(rig, statement.body);
      if (inner !== '') return inner;
      continue;
    }
    const why = beyond(rig, statement);
    if (why !== '') return `line ${statement.line.number} ${why}`;
  }
  return '';
}

/** Why no jig can play this scenario, or its checks cannot be sensed; empty where it can. */
export function whyBeyond(rig: Rig, scenario: Scenario): string {
  return rig.kind === 'bench' ? '' : whyOf(rig, scenario.statements);
}
