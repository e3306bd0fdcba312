/**
 * Picture: everything that is known about the charger, for people: on the page, in the terminal, over MQTT.
 */

import { displayOf } from '../../sim/view/driver-display.ts';
import type { Charger } from './charger.ts';
import type { EndReason } from './end-cause.ts';
import type { EnergyKind } from './energy.ts';
import { outOfServiceDisplay } from './out-of-service.ts';
import { faultCodeOf, offeredMilliamps, type Status } from './status.ts';

export interface Picture {
  /** The charger answers. */
  readonly isThere: boolean;
  readonly status: Status | 'unknown';
  readonly phase: string;
  /** The pin, as sensed: locked, unlocked, unknown. */
  readonly lock: string;
  /** Why the plug is held, or free. */
  readonly why: string;
  /** What the lock was told last: lock, unlock, none. */
  readonly lockCommand: string;
  /** What was ordered last over this bridge, and what came of it, by the sensed pin where that was an unlock. */
  readonly lastOrder: string;
  readonly lastAnswer: string;
  readonly fault: string;
  readonly code: string;
  /** What a driver is told. */
  readonly headline: string;
  readonly detail: string;
  readonly steps: readonly string[];
  /** How a driver leaves now; apart from what there is to do. */
  readonly leaving: readonly string[];
  readonly offeredAmps: number;
  /** What the charger has confirmed to be limited to, by whomever; null where nothing limits it. */
  readonly limitAmps: number | null;
  /** Why limits come to nothing from here, and what to do about it; empty where they do not. */
  readonly missing: string;
  readonly transaction: string | null;
  /** Why the last one has ended; null before the first. */
  readonly endedBy: EndReason | null;
  readonly energyWh: number;
  readonly energyKind: EnergyKind;
  readonly isOperative: boolean;
  /** Events that wait for the back-end. */
  readonly waiting: number;
}

export function pictureOf(charger: Charger): Picture {
  const { said, ledger, energy } = charger;
  const isClosed = charger.status === 'unavailable' && !ledger.isOperative;
  const display = displayOf(said);
  const { headline, detail, steps, leaving } = isClosed
    ? outOfServiceDisplay(display, said)
    : display;
  const isThere = said('processor') === 'on';
  return {
    isThere,
    status: charger.status ?? (charger.isKnown ? (ledger.status ?? 'unknown') : 'unknown'),
    phase: isThere ? (said('phase') ?? 'unknown') : 'unknown',
    lock: isThere ? (said('latch') ?? 'unknown') : 'unknown',
    why: isThere ? (said('why') ?? 'unknown') : 'unknown',
    lockCommand: charger.lockCommand,
    lastOrder: charger.lastOrder.now.what,
    lastAnswer: charger.lastOrder.now.answer,
    fault: isThere ? (said('fault') ?? 'none') : 'none',
    code: isThere ? faultCodeOf(said) : '',
    headline,
    detail,
    steps,
    leaving,
    offeredAmps: isThere ? offeredMilliamps(said) / 1000 : 0,
    limitAmps: charger.limits.confirmedAmps,
    missing: charger.missing,
    transaction: ledger.transaction?.id ?? null,
    endedBy: ledger.endedBy,
    energyWh: energy.wh,
    energyKind: energy.options.kind,
    isOperative: ledger.isOperative,
    waiting: charger.journal.waiting.length,
  };
}
