/**
 * Registers: the map of Modbus TCP, one row each. Numbers of faults are those of the firmware's table, which never
 * change; words of the trace are numbered in their lists. docs/bridge.md is written from this table.
 */

import { type FaultRow, faultRows } from '../../firmware/control/faults.ts';
import { pilotWords, whyWords } from '../../firmware/control/words.ts';
import type { Charger } from '../core/charger.ts';
import type { EndReason } from '../core/end-cause.ts';
import type { LockCommand } from '../core/lock-command.ts';
import { pictureOf } from '../core/picture.ts';
import { faultOf, isCarThere, isPlugged, type Status } from '../core/status.ts';

export interface Register {
  readonly address: number;
  readonly meaning: string;
  /** @param wh the energy at the instant of the reading */
  readonly read: (charger: Charger, orders: Orders, wh: number) => number;
  /** Without it the register is read only. */
  readonly write?: 'limit' | 'term' | 'enable' | 'order';
}

/** What an energy manager has written. */
export interface Orders {
  /** In 0.1 A; `NO_LIMIT` for none. */
  limit: number;
  /** After so many seconds without another write the limit ends; 0 for never. */
  term: number;
  isEnabled: boolean;
  unlock: 0 | 1 | 2 | 3;
}

export const NO_LIMIT = 0xffff;
export const MOST_LIMIT = 800;
const UNKNOWN = 0xffff;

/** In the order of their numbers. */
export const statusNumbers: readonly (Status | 'unknown')[] = [
  'unknown',
  'available',
  'preparing',
  'charging',
  'suspended-by-charger',
  'suspended-by-car',
  'finishing',
  'unavailable',
  'faulted',
];

const lockNumbers: readonly string[] = ['unknown', 'unlocked', 'locked'];
const energyNumbers: readonly string[] = ['none', 'estimate', 'metered'];
const commandNumbers: readonly LockCommand[] = ['none', 'lock', 'unlock'];
const orderNumbers: readonly string[] = ['none', 'start', 'stop', 'unlock'];
/** In the order of their numbers. */
export const reasonNumbers: readonly (EndReason | 'none')[] = [
  'none',
  'car-gone',
  'local',
  'remote',
  'manager',
  'unlock',
  'reset',
  'not-authorised',
  'emergency-stop',
  'power-loss',
  'reboot',
  'ground-fault',
  'over-current',
  'power-quality',
  'fault',
  'other',
];

function numbered(words: readonly string[]): string {
  return words.map((word, i) => `${i} ${word}`).join(', ');
}

function answerOf(answer: string): number {
  if (answer === 'none') return 0;
  if (answer === 'under-way') return 1;
  return answer === 'taken' || answer === 'free' ? 2 : 3;
}

function numberIn(words: readonly string[], word: string | undefined): number {
  const index = words.indexOf(word ?? '');
  return index < 0 ? UNKNOWN : index;
}

function bit(is: boolean): number {
  return is ? 1 : 0;
}

const low = (value: number): number => value % 0x10000;
const high = (value: number): number => Math.floor(value / 0x10000) % 0x10000;

export const registers: readonly Register[] = [
  { address: 0, meaning: 'version of this map: 2', read: () => 2 },
  { address: 1, meaning: '1 while the charger answers', read: (one) => bit(one.isKnown) },
  {
    address: 2,
    meaning: `status: ${numbered(statusNumbers)}`,
    read: (one) => numberIn(statusNumbers, pictureOf(one).status),
  },
  {
    address: 3,
    meaning: `pin, as sensed: ${numbered(lockNumbers)}`,
    read: (one) => (one.isKnown ? numberIn(lockNumbers, one.said('latch')) : 0),
  },
  {
    address: 4,
    meaning: 'why the plug is held: the place in the list of `why`; 0 free, 65535 unknown',
    read: (one) => (one.isKnown ? numberIn(whyWords, one.said('why')) : UNKNOWN),
  },
  {
    address: 5,
    meaning: 'fault: its number in docs/faults.md; 0 none',
    read: (one) => (one.isKnown ? (faultRows[faultOf(one.said)] as FaultRow).id : 0),
  },
  {
    address: 6,
    meaning: 'pilot: 0 A, 1 B, 2 C, 3 D, 4 E, 5 F, more is none of these',
    read: (one) => (one.isKnown ? numberIn(pilotWords, one.said('pilot')) : UNKNOWN),
  },
  {
    address: 7,
    meaning: '1 while plug and car are connected',
    read: (one) => bit(one.isKnown && isPlugged(one.said) && isCarThere(one.said)),
  },
  {
    address: 8,
    meaning: '1 while energy may flow to the car',
    read: (one) => bit(one.isKnown && one.said('phase') === 'energized'),
  },
  {
    address: 9,
    meaning: 'current that is offered to the car, in 0.1 A',
    read: (one) => Math.round(pictureOf(one).offeredAmps * 10),
  },
  {
    address: 10,
    meaning: 'limit that the charger has confirmed, in 0.1 A; 65535 none',
    read: (one) => {
      const amps = one.limits.confirmedAmps;
      return amps === null ? NO_LIMIT : Math.round(amps * 10);
    },
  },
  { address: 11, meaning: 'energy in Wh, high word', read: (_one, _orders, wh) => high(wh) },
  { address: 12, meaning: 'energy in Wh, low word', read: (_one, _orders, wh) => low(wh) },
  {
    address: 13,
    meaning: 'energy is: 0 not known, 1 an estimate (at most), 2 metered',
    read: (one) => numberIn(energyNumbers, one.energy.options.kind),
  },
  {
    address: 14,
    meaning: 'last unlock: 0 none, 1 under way, 2 free, 3 held',
    read: (_one, { unlock }) => unlock,
  },
  {
    address: 15,
    meaning: `last command to the lock: ${numbered(commandNumbers)}`,
    read: (one) => numberIn(commandNumbers, one.lockCommand),
  },
  {
    address: 16,
    meaning: `last order over the bridge: ${numbered(orderNumbers)}`,
    read: (one) => numberIn(orderNumbers, one.lastOrder.now.what),
  },
  {
    address: 17,
    meaning: 'its answer: 0 none, 1 under way, 2 taken or free, 3 refused or held',
    read: (one) => answerOf(one.lastOrder.now.answer),
  },
  {
    address: 18,
    meaning: `why the last session ended: ${numbered(reasonNumbers)}`,
    read: (one) => numberIn(reasonNumbers, one.ledger.endedBy ?? 'none'),
  },
  {
    address: 100,
    meaning: 'limit in 0.1 A, 0 to 800; below 60 pauses; 65535 none',
    read: (_one, { limit }) => limit,
    write: 'limit',
  },
  {
    address: 101,
    meaning: 'watchdog in s: so long after the last write to 100, 101 or 102 they end; 0 never',
    read: (_one, { term }) => term,
    write: 'term',
  },
  {
    address: 102,
    meaning: '1 charging is allowed, 0 paused',
    read: (_one, { isEnabled }) => bit(isEnabled),
    write: 'enable',
  },
  {
    address: 103,
    meaning: 'order: 1 start, 2 stop, 3 unlock; reads 0',
    read: () => 0,
    write: 'order',
  },
];
