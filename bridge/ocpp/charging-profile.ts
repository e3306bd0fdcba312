/**
 * Charging profile: limits by the calendar, as every version of OCPP means them. Of each purpose the highest stack level
 * that says something counts; a profile of the station caps what the others allow.
 */

import { leastOf } from '../core/wanted-limits.ts';

export type Purpose = 'station' | 'default' | 'transaction';

export interface Period {
  readonly fromSeconds: number;
  /** In the unit of the schedule. */
  readonly limit: number;
}

/** The charger has one socket: 0 is the whole of it, as a back-end calls it, and 1 its socket. */
export type Place = 0 | 1;

export interface ChargingProfile {
  readonly id: number;
  /** Where it was set; an older journal does not say it. */
  readonly place?: Place;
  readonly stack: number;
  readonly purpose: Purpose;
  /** Of a transaction's profile: whose it is, by the number of this side; null while it waits for the one it came for. */
  readonly transactionId?: string | null;
  readonly kind: 'absolute' | 'recurring' | 'relative';
  readonly recurrence: 'daily' | 'weekly' | null;
  readonly validFromMs: number | null;
  readonly validToMs: number | null;
  readonly startMs: number | null;
  readonly durationSeconds: number | null;
  readonly unit: 'A' | 'W';
  readonly periods: readonly Period[];
}

/** What a limit in watts is in amperes. */
export interface Mains {
  readonly volts: number;
  readonly phases: number;
}

export interface Stretch {
  readonly fromMs: number;
  /** In A; null where nothing limits. */
  readonly amps: number | null;
}

const DAY_MS = 86400000;

export function placeOf({ place, purpose }: ChargingProfile): Place {
  return place ?? (purpose === 'station' ? 0 : 1);
}

function spanOf({ recurrence }: ChargingProfile): number {
  return recurrence === 'weekly' ? 7 * DAY_MS : DAY_MS;
}

/**
 * When the schedule begins that an instant belongs to, valid or not. One that counts from a transaction is at its beginning
 * until there is one: nobody begins with more.
 */
function scheduleOf(profile: ChargingProfile, atMs: number, transactionMs: number | null): number {
  const { kind, startMs, validFromMs } = profile;
  if (kind === 'relative') return transactionMs ?? atMs;
  const fromMs = startMs ?? validFromMs ?? transactionMs ?? atMs;
  if (kind === 'absolute') return fromMs;
  const span = spanOf(profile);
  return fromMs + Math.floor((atMs - fromMs) / span) * span;
}

/** When the schedule that runs at an instant has begun; null where none runs. */
function beginOf(
  profile: ChargingProfile,
  atMs: number,
  transactionMs: number | null,
): number | null {
  const { validFromMs, validToMs } = profile;
  if (validFromMs !== null && atMs < validFromMs) return null;
  if (validToMs !== null && atMs >= validToMs) return null;
  const beganMs = scheduleOf(profile, atMs, transactionMs);
  return atMs >= beganMs ? beganMs : null;
}

function periodAt(profile: ChargingProfile, beganMs: number, atMs: number): Period | null {
  const seconds = (atMs - beganMs) / 1000;
  if (profile.durationSeconds !== null && seconds >= profile.durationSeconds) return null;
  return profile.periods.filter(({ fromSeconds }) => fromSeconds <= seconds).at(-1) ?? null;
}

/** The charger cannot leave a phase out: in watts a limit is for all of them, on however few a back-end thinks to charge. */
function ampsOf({ unit }: ChargingProfile, { limit }: Period, mains: Mains): number {
  return unit === 'A' ? limit : limit / (mains.volts * mains.phases);
}

/** What one purpose allows at an instant. */
function allowedBy(
  purpose: Purpose,
  profiles: readonly ChargingProfile[],
  at: { readonly ms: number; readonly transactionMs: number | null; readonly mains: Mains },
): number | null {
  const ofPurpose = profiles.filter((profile) => profile.purpose === purpose);
  // Of one level what was set for the socket counts before what was set for the whole charger.
  const rank = (one: ChargingProfile): number => 2 * one.stack + placeOf(one);
  for (const profile of ofPurpose.sort((a, b) => rank(b) - rank(a))) {
    const beganMs = beginOf(profile, at.ms, at.transactionMs);
    const period = beganMs === null ? null : periodAt(profile, beganMs, at.ms);
    if (period !== null) return ampsOf(profile, period, at.mains);
  }
  return null;
}

/** Instants at which a profile may change what it says, within a time. */
function edgesOf(
  profile: ChargingProfile,
  fromMs: number,
  toMs: number,
  transactionMs: number | null,
): number[] {
  const edges = [profile.validFromMs, profile.validToMs].filter((edge) => edge !== null);
  const seconds = profile.periods.map(({ fromSeconds }) => fromSeconds);
  if (profile.durationSeconds !== null) seconds.push(profile.durationSeconds);
  const step = profile.kind === 'recurring' ? spanOf(profile) : Number.POSITIVE_INFINITY;
  // A schedule that begins within the time, or is valid within it, does not run yet at its start. One that recurs may
  // have begun ages ago: of it only what falls into the time is looked at.
  const first = scheduleOf(profile, fromMs, transactionMs);
  for (let beganMs = first; beganMs < toMs; beganMs += step) {
    edges.push(...seconds.map((second) => beganMs + second * 1000));
  }
  return edges;
}

/**
 * What is allowed within a time, stretch by stretch.
 *
 * @param transactionMs when the transaction has begun; null without one
 */
export function compose(
  profiles: readonly ChargingProfile[],
  fromMs: number,
  toMs: number,
  transactionMs: number | null,
  mains: Mains,
): Stretch[] {
  const edges = profiles.flatMap((profile) => edgesOf(profile, fromMs, toMs, transactionMs));
  const instants = [fromMs, ...edges.filter((edge) => edge > fromMs && edge < toMs)];
  const stretches: Stretch[] = [];
  for (const ms of [...new Set(instants)].sort((a, b) => a - b)) {
    const at = { ms, transactionMs, mains };
    const own = allowedBy('transaction', profiles, at);
    const amps = leastOf([
      allowedBy('station', profiles, at),
      own ?? allowedBy('default', profiles, at),
    ]);
    if (stretches.at(-1)?.amps !== amps || stretches.length === 0)
      stretches.push({ fromMs: ms, amps });
  }
  return stretches;
}

/** Nothing of what a profile says now will end or change by itself. */
function isLasting(profile: ChargingProfile, atMs: number, transactionMs: number | null): boolean {
  const { purpose, kind, validToMs, durationSeconds, periods } = profile;
  if (purpose === 'transaction' || validToMs !== null || durationSeconds !== null) return false;
  const last = periods.at(-1);
  if (kind === 'recurring') return periods.length === 1 && last?.fromSeconds === 0;
  const beganMs = beginOf(profile, atMs, transactionMs);
  return beganMs !== null && periodAt(profile, beganMs, atMs) === last;
}

/** What stands when everything is over that ends by itself; null where nothing limits then. */
export function lasting(
  profiles: readonly ChargingProfile[],
  atMs: number,
  transactionMs: number | null,
  mains: Mains,
): number | null {
  const kept = profiles.filter((profile) => isLasting(profile, atMs, transactionMs));
  const at = { ms: atMs, transactionMs, mains };
  return leastOf([allowedBy('station', kept, at), allowedBy('default', kept, at)]);
}
