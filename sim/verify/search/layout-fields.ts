/**
 * Layout fields: the parts of a system's state that the search stores, field by field, with the range of
 * each.
 *
 * Every field that the next tick can depend on is here, and a test checks that every other field of the
 * records is named as left out. Ages saturate at the largest limit that they are compared with: larger values
 * have the same effect, so nothing is lost.
 */

import { faultRows } from '../../../firmware/control/faults.ts';
import type { Limits } from '../../../firmware/control/limits.ts';
import { Drive, DUTY_STEADY, LockOrder } from '../../../firmware/control/outputs.ts';
import { ALL_BARS } from '../../../firmware/control/reclose.ts';
import { Contacts, Hold, Latch, Motion, Pilot } from '../../../firmware/control/signals.ts';
import { Advert, Phase, Session, Stroke, Wake } from '../../../firmware/control/state.ts';
import {
  BREAK_DOUBT_MS,
  PILOT_DANGER_MS,
  PILOT_SETTLE_MS,
} from '../../../firmware/drivers/control-pilot.ts';
import { Level } from '../../../firmware/drivers/digital-inputs.ts';
import { LATCH_SETTLE_MS } from '../../../firmware/drivers/latch-sense.ts';
import { TERM_MS } from './drawn-signals.ts';
import { Permission } from './session-watch.ts';
import type { System } from './system.ts';

/** How a field is encoded as a small number. */
export interface Field {
  readonly record:
    | 'state'
    | 'guard'
    | 'seen'
    | 'outputs'
    | 'bistable'
    | 'holdToLock'
    | 'watch'
    | 'world';
  readonly name: string;
  /** Largest number after encoding. */
  readonly most: number;
  /** Added before, subtracted after: −1 means "not active". */
  readonly offset: number;
  /** Divided before, multiplied after. */
  readonly unit: number;
  readonly isFlag: boolean;
  /** Ages are cut here before they are packed; null for other fields. */
  readonly cap: number | null;
}

type Recorded = Field['record'];

/** A whole number from 0 on. */
function count(record: Recorded, name: string, most: number): Field {
  return { record, name, most, offset: 0, unit: 1, isFlag: false, cap: null };
}

/** One of an enum's values, from the enum's current size. */
function choice(record: Recorded, name: string, values: Readonly<Record<string, unknown>>): Field {
  const numbers = Object.values(values).filter((value) => typeof value === 'number');
  return count(record, name, Math.max(...numbers));
}

function flag(record: Recorded, name: string): Field {
  return { record, name, most: 1, offset: 0, unit: 1, isFlag: true, cap: null };
}

function scaled(record: Recorded, name: string, unit: number, most: number): Field {
  return { record, name, most: most / unit, offset: 0, unit, isFlag: false, cap: null };
}

/** An age that can be "not active", compared with these limits. */
function age(record: Recorded, name: string, ...limits: readonly number[]): Field {
  const cap = Math.max(...limits);
  return { record, name, most: cap + 1, offset: 1, unit: 1, isFlag: false, cap };
}

function stateFields(l: Limits): Field[] {
  return [
    choice('state', 'phase', Phase),
    choice('state', 'session', Session),
    count('state', 'fault', faultRows.length - 1),
    flag('state', 'welded'),
    flag('state', 'supplyLost'),
    choice('state', 'pilot', Pilot),
    flag('state', 'simplified'),
    flag('state', 'leftOffer'),
    choice('state', 'advert', Advert),
    scaled('state', 'offerMilliamps', 2000, 10000),
    choice('state', 'wake', Wake),
    count('state', 'wakeUps', l.wakeUps),
    choice('state', 'lockOrder', LockOrder),
    choice('state', 'stroke', Stroke),
    flag('state', 'isReleaseOwed'),
    count('state', 'strokes', 2 * l.coldBurstStrokes),
    count('state', 'holdOffMs', l.outageDelayMs),
    flag('state', 'testDue'),
    flag('state', 'isRecalled'),
    age('state', 'aheadForMs', l.authorizationMs),
    count('state', 'bars', ALL_BARS),
    flag('state', 'hasClosed'),
    age('state', 'releaseForMs', l.jamMs),
    age(
      'state',
      'phaseForMs',
      l.authorizationMs,
      l.pauseForMs,
      l.goneForMs,
      l.serviceMs,
      l.lockAgainMs,
      l.loadProofMs,
      l.retries === 0 ? 0 : l.retryMostMs,
    ),
    age('state', 'deadForMs', l.deadProofMs, l.releaseDelayMs, l.disproofMs),
    age('state', 'lockedForMs', l.latchProofMs, l.lockHeldMs),
    count('state', 'retries', l.retries),
    count('state', 'loadResets', l.loadResets),
    flag('state', 'isLoadInDoubt'),
    flag('state', 'isLoadNoted'),
    age('state', 'undeadForMs', l.unprovenMs),
    age('state', 'openForMs', l.minOpenMs, l.retries === 0 ? 0 : l.retryMostMs),
    age('state', 'unopenForMs', l.weldVerdictMs, l.tripMs),
    age('state', 'unclosedForMs', l.closeVerdictMs),
    age('state', 'supplyForMs', l.disproofMs),
    age(
      'state',
      'pilotForMs',
      l.wantForMs,
      l.goneForMs,
      l.pauseForMs,
      l.wakeAfterMs,
      l.wakeAgainMs,
      l.steadyMs,
    ),
    age(
      'state',
      'advertForMs',
      l.steadyMs,
      l.stopGraceMs,
      l.unavailableMs,
      l.diodeProofMs,
      l.wakeAfterMs,
      l.wakeAgainMs,
      l.wakeUnavailableMs,
      l.wakeBreakMs,
      l.wakeSteadyMs,
    ),
    age('state', 'offerForMs', l.offerChangeMs),
    age('state', 'termLeftMs', TERM_MS),
    age('state', 'effortForMs', l.pushPauseMs, l.slowRetryMs, l.strokeVerdictMs),
    age('state', 'testedForMs', l.slowRetryMs, l.selfTestEveryMs),
  ];
}

/** The largest delay of a stroke's end in a late tick. */
export const LATE_MS = 3;

function guardFields(l: Limits): Field[] {
  const rest = (l.strokeRatedMs + LATE_MS) * l.restRatio;
  return [
    flag('guard', 'welded'),
    flag('guard', 'restarted'),
    flag('guard', 'released'),
    flag('guard', 'closed'),
    flag('guard', 'live'),
    count('guard', 'bars', ALL_BARS),
    age('guard', 'awayForMs', l.goneForMs),
    scaled('guard', 'coilPermille', 100, 1000),
    choice('guard', 'hold', Hold),
    choice('guard', 'drive', Drive),
    choice('guard', 'lastStroke', Drive),
    count('guard', 'lastStrokeMs', l.strokeRatedMs + LATE_MS),
    age('guard', 'driveForMs', rest, l.reversalMs, l.strokeRatedMs, l.strokeVerdictMs),
    age('guard', 'deadForMs', l.deadProofMs, l.disproofMs),
    age('guard', 'lockedForMs', l.latchProofMs),
    age('guard', 'openForMs', l.minOpenMs),
    age('guard', 'unopenForMs', l.guardWeldMs),
    age('guard', 'supplyForMs', l.disproofMs),
    age('guard', 'pilotForbidsForMs', l.openingMs),
    age('guard', 'inputForbidsForMs', l.openingMs),
    age('guard', 'offerForbiddenForMs', l.openingMs),
    age('guard', 'offerTooHighForMs', l.offerChangeMs + l.openingMs),
    age('guard', 'termLeftMs', TERM_MS),
    age('guard', 'offerUnledForMs', l.offerChangeMs + l.openingMs),
  ];
}

function lockFields(system: System): Field[] {
  const l = system.limits;
  const rest = (l.strokeRatedMs + LATE_MS) * l.restRatio;
  const bistable = system.bistable;
  if (bistable !== null) {
    return [
      choice('bistable', 'drive', Drive),
      choice('bistable', 'lastStroke', Drive),
      choice('bistable', 'served', LockOrder),
      flag('bistable', 'beganLocked'),
      count('bistable', 'restMs', rest),
      age('bistable', 'driveForMs', rest, l.reversalMs, l.strokeRatedMs, l.strokeVerdictMs),
    ];
  }
  const part = system.holdToLock?.part;
  const pullInMs = part?.pullInMs ?? 0;
  return [
    flag('holdToLock', 'held'),
    choice('holdToLock', 'served', LockOrder),
    age('holdToLock', 'switchedForMs', pullInMs + l.strokeVerdictMs, part?.returnMs ?? 0),
  ];
}

/** The digital inputs that the model's plant has. */
const LEVELS = Level.Mirror | Level.Outgoing | Level.Supply;

/** The drivers of the fast readings, their signals to control, and the model plant. */
function worldFields(system: System): Field[] {
  const world = system.world;
  if (world === null) return [];
  const nets = world.nets.map((net, i) => age('world', `nets[${i}].forMs`, net.riseMs, net.fallMs));
  return [
    choice('world', 'pilot.believed', Pilot),
    choice('world', 'pilot.candidate', Pilot),
    age('world', 'pilot.candidateForMs', PILOT_SETTLE_MS, PILOT_DANGER_MS + world.limits.waitInBMs),
    age('world', 'pilot.sinceBreakMs', BREAK_DOUBT_MS),
    count('world', 'pilot.dutyPermille', DUTY_STEADY),
    choice('world', 'latch.believed', Latch),
    choice('world', 'latch.candidate', Latch),
    age('world', 'latch.candidateForMs', LATCH_SETTLE_MS),
    count('world', 'quietWindow.levels', LEVELS),
    count('world', 'quietWindow.doubted', LEVELS),
    ...nets,
    flag('world', 'plant.closed'),
    flag('world', 'plant.mainsBefore'),
    flag('world', 'plant.outgoingBefore'),
    count('world', 'plant.pin', world.travel),
    choice('seen', 'pilot', Pilot),
    choice('seen', 'latch', Latch),
    choice('seen', 'contacts', Contacts),
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
  'bistable.settleMs': 'constant',
  'holdToLock.dueMs': 'written in every run',
  'holdToLock.part': 'constant',
  'holdToLock.settleMs': 'constant',
  'outputs.contactorClosed': 'as guard.closed',
  'outputs.coilPermille': 'as guard.coilPermille',
  'outputs.drive': 'as guard.drive',
  'outputs.lockOrder': 'as state.lockOrder',
  'outputs.offerMilliamps': 'as state.offerMilliamps',
  'outputs.dutyPermille': 'written in every step',
  'outputs.pilotBroken': 'written in every step',
  'outputs.tripped': 'written in every step',
  'outputs.light': 'written in every step',
  'outputs.testCurrent': 'not read by what is searched',
};

/** What control's half of a tick remembers. */
export function controlFields(system: System): Field[] {
  return [...stateFields(system.limits), flag('outputs', 'selfTest')];
}

/** What control has put out: the guard remembers it as well. */
export const contactorField: Field = flag('outputs', 'contactorClosed');

/** What the other half remembers. */
export function followerFields(system: System): Field[] {
  return [
    ...guardFields(system.limits),
    ...lockFields(system),
    choice('seen', 'motion', Motion),
    choice('seen', 'hold', Hold),
    choice('watch', 'permission', Permission),
    ...worldFields(system),
  ];
}
