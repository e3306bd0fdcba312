/**
 * Modes: what a failure is at the charger's terminals, as lines of a scenario. Many parts fail in the same way: the
 * tables of the sheets name one of these for each failure of each part.
 *
 * Expected of each: the worst that people may find, and the faults that may be told. Anything else fails.
 */

import type { FaultName } from '../../../firmware/control/faults.ts';
import { brokenFor, type Timed } from '../case/timed-acts.ts';
import type { Context } from './contexts.ts';

/** What people find at the socket, the mildest first. */
export const effects = ['nothing', 'no energy', 'stuck', 'a broken rule', 'live and free'] as const;
export type Effect = (typeof effects)[number];

export interface Mode {
  readonly lines: readonly string[];
  /** It goes by itself after this long; else it stays. */
  readonly forMs?: number;
  /** As lines of a scenario, beside what the context fits. */
  readonly given?: readonly string[];
  /** Where it can be at all. */
  readonly where?: (context: Context) => boolean;
  /** The worst that people may find, 40 s after Stop or at any instant. */
  readonly worst: Effect;
  /** The faults that may be told; none of them must be. */
  readonly told: readonly FaultName[];
  /** Why people may find more than "no energy". */
  readonly because?: string;
}

/** What happens, and what makes it go, on a clock that starts with the failure. */
export function happeningOf({ lines, forMs }: Mode): Timed[] {
  return forMs === undefined
    ? lines.map((line) => ({ atUs: 0, line }))
    : brokenFor(lines, 0, forMs * 1000);
}

export const isBistable = ({ lock }: Context): boolean => lock === 'bistable';
export const isSolenoid = ({ lock }: Context): boolean => lock === 'solenoid';
export const hasMirror = ({ proof }: Context): boolean => proof !== 'voltage';
export const hasVoltage = ({ proof }: Context): boolean => proof !== 'mirror';
export const hasBoth = ({ proof }: Context): boolean => proof === 'both';
