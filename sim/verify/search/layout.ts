/**
 * Layout: a system's memory as a few 32-bit words.
 *
 * Every field that the next tick can depend on has its bits here, and a test looks that none of the
 * records has a field that is neither here nor named as left out. Ages saturate at the largest limit
 * they are compared with: above it nobody can tell them apart, so nothing is lost.
 */

import type { Limits } from '../../../firmware/control/limits.ts';
import { PILOT_SETTLE_MS } from '../../../firmware/drivers/control-pilot.ts';
import { LATCH_SETTLE_MS } from '../../../firmware/drivers/latch-sense.ts';
import type { System } from './system.ts';

/** How a field becomes a small number. */
export interface Field {
  readonly record: 'state' | 'guard' | 'seen' | 'outputs' | 'bistable' | 'holdToLock' | 'world';
  readonly name: string;
  /** Largest number after encoding. */
  readonly most: number;
  /** Added before, subtracted after: −1 stands for "not so". */
  readonly offset: number;
  /** Divided before, multiplied after. */
  readonly unit: number;
  readonly isFlag: boolean;
  /** Ages are cut here before they are packed; null for what is no age. */
  readonly cap: number | null;
}

type Recorded = Field['record'];

function enumeration(record: Recorded, name: string, most: number): Field {
  return { record, name, most, offset: 0, unit: 1, isFlag: false, cap: null };
}

function flag(record: Recorded, name: string): Field {
  return { record, name, most: 1, offset: 0, unit: 1, isFlag: true, cap: null };
}

function scaled(record: Recorded, name: string, unit: number, most: number): Field {
  return { record, name, most: most / unit, offset: 0, unit, isFlag: false, cap: null };
}

/** An age that can be "not so", compared with these limits. */
function age(record: Recorded, name: string, ...limits: readonly number[]): Field {
  const cap = Math.max(...limits);
  return { record, name, most: cap + 1, offset: 1, unit: 1, isFlag: false, cap };
}

function stateFields(l: Limits): Field[] {
  return [
    enumeration('state', 'phase', 9),
    enumeration('state', 'session', 4),
    enumeration('state', 'fault', 25),
    flag('state', 'welded'),
    flag('state', 'supplyLost'),
    enumeration('state', 'pilot', 7),
    flag('state', 'simplified'),
    flag('state', 'charged'),
    enumeration('state', 'advert', 2),
    scaled('state', 'offerMilliamps', 2000, 10000),
    enumeration('state', 'wake', 3),
    enumeration('state', 'lockOrder', 2),
    enumeration('state', 'stroke', 3),
    enumeration('state', 'strokes', 2 * l.coldBurstStrokes),
    enumeration('state', 'holdOffMs', l.outageDelayMs),
    flag('state', 'testDue'),
    flag('state', 'acknowledged'),
    age('state', 'phaseForMs', l.authorizationMs, l.pauseForMs, l.goneForMs, l.serviceMs),
    age('state', 'deadForMs', l.deadProofMs, l.releaseDelayMs, l.disproofMs),
    age('state', 'lockedForMs', l.latchProofMs),
    age('state', 'openForMs', l.minOpenMs),
    age('state', 'unopenForMs', l.weldVerdictMs, l.tripMs),
    age('state', 'unclosedForMs', l.closeVerdictMs),
    age('state', 'supplyForMs', l.disproofMs),
    age('state', 'pilotForMs', l.wantForMs, l.goneForMs, l.pauseForMs, l.wakeAfterMs),
    age(
      'state',
      'advertForMs',
      l.steadyMs,
      l.stopGraceMs,
      l.unavailableMs,
      l.diodeProofMs,
      l.wakeAfterMs,
      l.wakeUnavailableMs,
      l.wakeSteadyMs,
    ),
    age('state', 'offerForMs', l.offerChangeMs),
    age('state', 'effortForMs', l.pushPauseMs, l.slowRetryMs, l.strokeVerdictMs),
    age('state', 'testedForMs', l.slowRetryMs, l.selfTestEveryMs),
  ];
}

/** A late tick can let a stroke end this much too late. */
export const LATE_MS = 3;

function guardFields(l: Limits): Field[] {
  const rest = (l.strokeRatedMs + LATE_MS) * l.restRatio;
  return [
    flag('guard', 'welded'),
    flag('guard', 'restarted'),
    flag('guard', 'released'),
    flag('guard', 'closed'),
    scaled('guard', 'coilPermille', 100, 1000),
    enumeration('guard', 'drive', 3),
    enumeration('guard', 'lastStroke', 2),
    enumeration('guard', 'lastStrokeMs', l.strokeRatedMs + LATE_MS),
    age('guard', 'driveForMs', rest, l.reversalMs, l.strokeRatedMs),
    age('guard', 'deadForMs', l.deadProofMs, l.disproofMs),
    age('guard', 'lockedForMs', l.latchProofMs),
    age('guard', 'openForMs', l.minOpenMs),
    age('guard', 'unopenForMs', l.guardWeldMs),
    age('guard', 'supplyForMs', l.disproofMs),
    age('guard', 'pilotForbidsForMs', l.openingMs),
    age('guard', 'inputForbidsForMs', l.openingMs),
    age('guard', 'offerForbiddenForMs', l.openingMs),
    age('guard', 'offerTooHighForMs', l.offerChangeMs + l.openingMs),
  ];
}

function lockFields(system: System): Field[] {
  const l = system.limits;
  const rest = (l.strokeRatedMs + LATE_MS) * l.restRatio;
  const bistable = system.bistable;
  if (bistable !== null) {
    return [
      enumeration('bistable', 'drive', 3),
      enumeration('bistable', 'lastStroke', 2),
      enumeration('bistable', 'served', 2),
      flag('bistable', 'beganLocked'),
      enumeration('bistable', 'restMs', rest),
      age('bistable', 'driveForMs', rest, l.reversalMs, l.strokeRatedMs),
    ];
  }
  const part = system.holdToLock?.part;
  return [
    flag('holdToLock', 'held'),
    enumeration('holdToLock', 'served', 2),
    age('holdToLock', 'switchedForMs', part?.pullInMs ?? 0, part?.returnMs ?? 0),
  ];
}

/** The drivers of the fast readings, what they have told control, and the little plant. */
function worldFields(system: System): Field[] {
  const world = system.world;
  if (world === null) return [];
  const nets = world.nets.map((net, i) => age('world', `nets[${i}].forMs`, net.riseMs, net.fallMs));
  return [
    enumeration('world', 'pilot.believed', 7),
    enumeration('world', 'pilot.candidate', 7),
    age('world', 'pilot.candidateForMs', PILOT_SETTLE_MS),
    enumeration('world', 'pilot.dutyPermille', 1000),
    enumeration('world', 'latch.believed', 2),
    enumeration('world', 'latch.candidate', 2),
    age('world', 'latch.candidateForMs', LATCH_SETTLE_MS),
    enumeration('world', 'quietWindow.levels', 7),
    enumeration('world', 'quietWindow.doubted', 7),
    ...nets,
    flag('world', 'plant.closed'),
    flag('world', 'plant.mainsBefore'),
    flag('world', 'plant.outgoingBefore'),
    enumeration('world', 'plant.pin', world.travel),
    enumeration('seen', 'pilot', 7),
    enumeration('seen', 'latch', 2),
    enumeration('seen', 'contacts', 2),
    flag('seen', 'supply'),
  ];
}

/** Fields of the records that the next tick does not depend on, with the reason. */
export const leftOut: Readonly<Record<string, string>> = {
  'state.dueMs': 'written at the start of every step',
  'guard.dueMs': 'written at the start of every watch',
  'guard.tripped': 'a state in which it is set is a violation, and is not expanded',
  'bistable.dueMs': 'written at the start of every run',
  'bistable.part': 'constant',
  'bistable.tickMs': 'constant',
  'holdToLock.dueMs': 'written in every run',
  'holdToLock.part': 'constant',
  'outputs.contactorClosed': 'as guard.closed',
  'outputs.coilPermille': 'as guard.coilPermille',
  'outputs.drive': 'as guard.drive',
  'outputs.lockOrder': 'as state.lockOrder',
  'outputs.offerMilliamps': 'as state.offerMilliamps',
  'outputs.dutyPermille': 'written in every step',
  'outputs.tripped': 'written in every step',
  'outputs.light': 'written in every step',
  'outputs.testCurrent': 'not read by what is searched',
};

export interface Layout {
  readonly fields: readonly Field[];
  /** 32-bit words per system. */
  readonly words: number;
  pack(system: System, words: Int32Array, at: number): void;
  unpack(system: System, words: Int32Array, at: number): void;
}

export function fieldsOf(system: System): Field[] {
  return [
    ...stateFields(system.limits),
    ...guardFields(system.limits),
    ...lockFields(system),
    enumeration('seen', 'motion', 2),
    flag('outputs', 'selfTest'),
    ...worldFields(system),
  ];
}

function bitsFor(most: number): number {
  return Math.max(1, Math.ceil(Math.log2(most + 1)));
}

/** Writes the two functions as straight code: they run hundreds of millions of times. */
export function createLayout(system: System): Layout {
  const fields = fieldsOf(system);
  const pack: string[] = [];
  const unpack: string[] = [];
  let word = 0;
  let bit = 0;
  const parts: string[] = [];
  const flush = (): void => {
    pack.push(`words[at+${word}]=${parts.join('|')};`);
    parts.length = 0;
  };
  for (const field of fields) {
    const bits = bitsFor(field.most);
    if (bit + bits > 32) {
      flush();
      word++;
      bit = 0;
    }
    const place = `system.${field.record}.${field.name}`;
    const { encode, decode } = codeOf(field, place);
    parts.push(`(${encode}<<${bit})`);
    const mask = 2 ** bits - 1;
    unpack.push(`${place}=${decode(`(words[at+${word}]>>>${bit}&${mask})`)};`);
    bit += bits;
  }
  flush();
  unpack.push(
    'system.guard.tripped=0;system.outputs.contactorClosed=system.guard.closed;',
    'system.outputs.coilPermille=system.guard.coilPermille;system.outputs.drive=system.guard.drive;',
    'system.outputs.offerMilliamps=system.state.offerMilliamps;',
    'system.outputs.lockOrder=system.state.lockOrder;',
  );
  const make = (body: readonly string[]): Layout['pack'] =>
    new Function('system', 'words', 'at', body.join('\n')) as Layout['pack'];
  return { fields, words: word + 1, pack: make(pack), unpack: make(unpack) };
}

function codeOf(field: Field, place: string): { encode: string; decode: (bits: string) => string } {
  if (field.isFlag) return { encode: `(${place}?1:0)`, decode: (bits) => `${bits}===1` };
  const capped = field.cap === null ? place : `(${place}>${field.cap}?${field.cap}:${place})`;
  if (field.unit !== 1) {
    return { encode: `(${place}/${field.unit})`, decode: (bits) => `${bits}*${field.unit}` };
  }
  if (field.offset === 0) return { encode: capped, decode: (bits) => bits };
  return { encode: `(${capped}+${field.offset})`, decode: (bits) => `${bits}-${field.offset}` };
}
