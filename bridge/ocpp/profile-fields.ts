/**
 * Profile fields: charging profiles as the versions of OCPP write them.
 */

import type { ChargingProfile, Place, Purpose, Stretch } from './charging-profile.ts';
import type { Fields } from './dialect.ts';

export const purposes: Readonly<Record<string, Purpose>> = {
  ChargePointMaxProfile: 'station',
  ChargingStationMaxProfile: 'station',
  TxDefaultProfile: 'default',
  TxProfile: 'transaction',
};

/** What is offered where nothing limits it, in A: as far as this side knows. */
export const MOST_AMPS = 80;

/** @returns null for a place that is none */
export function placeIn(number: unknown): Place | null {
  return number === 0 || number === 1 ? number : null;
}

function dateOf(value: unknown): number | null {
  return value === undefined ? null : Date.parse(String(value));
}

function numberOf(value: unknown): number | null {
  return value === undefined ? null : Number(value);
}

function readPeriods(schedule: Fields): ChargingProfile['periods'] {
  const periods = schedule['chargingSchedulePeriod'] as readonly Fields[];
  const read = periods.map((period) => ({
    fromSeconds: Number(period['startPeriod']),
    limit: Number(period['limit']),
  }));
  // Their order is not promised.
  return read.sort((a, b) => a.fromSeconds - b.fromSeconds);
}

/**
 * @param fields checked against the schema already
 * @param place where it is set
 * @returns null where its kind is none that a charger can follow
 */
export function readProfile(fields: Fields, place: Place): ChargingProfile | null {
  const schedules = [fields['chargingSchedule']].flat() as readonly Fields[];
  const [schedule = {}] = schedules;
  const purpose = purposes[String(fields['chargingProfilePurpose'])];
  const kind = String(fields['chargingProfileKind']).toLowerCase();
  const isKnown = ['absolute', 'recurring', 'relative'].includes(kind);
  if (purpose === undefined || !isKnown || schedules.length !== 1) return null;
  const periods = readPeriods(schedule);
  if (!periods.every(({ limit }) => limit >= 0)) return null;
  const recurrence = fields['recurrencyKind'];
  const profile: ChargingProfile = {
    id: Number(fields['chargingProfileId'] ?? fields['id']),
    place,
    stack: Number(fields['stackLevel']),
    purpose,
    kind: kind as ChargingProfile['kind'],
    recurrence: recurrence === undefined ? null : recurrence === 'Weekly' ? 'weekly' : 'daily',
    validFromMs: dateOf(fields['validFrom']),
    validToMs: dateOf(fields['validTo']),
    startMs: dateOf(schedule['startSchedule']),
    durationSeconds: numberOf(schedule['duration']),
    unit: schedule['chargingRateUnit'] as 'A' | 'W',
    periods,
  };
  // The schemas let dates through that no calendar has, as the second 60: a limit would have no end, or no beginning.
  const dates = [profile.validFromMs, profile.validToMs, profile.startMs];
  return dates.some((date) => Number.isNaN(date)) ? null : profile;
}

/**
 * Each in the whole second in which it begins; of two in one second the later one stays.
 *
 * @param most what is offered where nothing limits, in A
 * @param ampere what an ampere is in the unit
 */
export function writePeriods(
  stretches: readonly Stretch[],
  most: number,
  ampere: number,
): Fields[] {
  const begin = stretches[0]?.fromMs ?? 0;
  const periods = new Map<number, number>();
  for (const { fromMs, amps } of stretches) {
    const limit = Math.round(Math.min(amps ?? most, most) * ampere * 10) / 10;
    periods.set(Math.floor((fromMs - begin) / 1000), limit);
  }
  return [...periods].map(([startPeriod, limit]) => ({ startPeriod, limit }));
}

/**
 * The profile that comes with a request to start.
 *
 * @param fields undefined where none comes
 * @returns undefined where it is none that a start can have
 */
export function readStartProfile(fields: Fields | undefined): ChargingProfile | null | undefined {
  if (fields === undefined) return null;
  const profile = readProfile(fields, 1);
  return profile?.purpose === 'transaction' ? profile : undefined;
}
