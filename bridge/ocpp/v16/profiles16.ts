/**
 * Profiles of OCPP 1.6: charging profiles as it writes them.
 */

import type { ChargingProfile, Purpose, Stretch } from '../charging-profile.ts';
import type { Fields } from '../dialect.ts';

export const purposes: Readonly<Record<string, Purpose>> = {
  ChargePointMaxProfile: 'station',
  TxDefaultProfile: 'default',
  TxProfile: 'transaction',
};

function dateOf(value: unknown): number | null {
  return value === undefined ? null : Date.parse(String(value));
}

function numberOf(value: unknown): number | null {
  return value === undefined ? null : Number(value);
}

/** @param fields checked against the schema already */
export function readProfile(fields: Fields): ChargingProfile {
  const schedule = fields['chargingSchedule'] as Fields;
  const periods = schedule['chargingSchedulePeriod'] as readonly Fields[];
  const recurrence = fields['recurrencyKind'];
  return {
    id: Number(fields['chargingProfileId']),
    stack: Number(fields['stackLevel']),
    purpose: purposes[String(fields['chargingProfilePurpose'])] as Purpose,
    kind: String(fields['chargingProfileKind']).toLowerCase() as ChargingProfile['kind'],
    recurrence: recurrence === undefined ? null : recurrence === 'Weekly' ? 'weekly' : 'daily',
    validFromMs: dateOf(fields['validFrom']),
    validToMs: dateOf(fields['validTo']),
    startMs: dateOf(schedule['startSchedule']),
    durationSeconds: numberOf(schedule['duration']),
    unit: schedule['chargingRateUnit'] as 'A' | 'W',
    periods: periods.map((period) => ({
      fromSeconds: Number(period['startPeriod']),
      limit: Number(period['limit']),
      phases: numberOf(period['numberPhases']),
    })),
  };
}

/**
 * @param most what is offered where nothing limits, in A
 * @param ampere what an ampere is in the unit
 */
export function writePeriods(
  stretches: readonly Stretch[],
  most: number,
  ampere: number,
): Fields[] {
  const begin = stretches[0]?.fromMs ?? 0;
  return stretches.map(({ fromMs, amps }) => ({
    startPeriod: Math.round((fromMs - begin) / 1000),
    limit: Math.round((amps ?? most) * ampere * 10) / 10,
  }));
}
