/**
 * Contexts: in which phase of a charge, with which lock and which proofs a part fails.
 */

import type { FaultName } from '../../../firmware/control/faults.ts';
import type { Timed } from '../case/timed-acts.ts';

export const locks = ['bistable', 'solenoid'] as const;
export type LockKind = (typeof locks)[number];

export const proofs = ['both', 'mirror', 'voltage'] as const;
export type ProofFitting = (typeof proofs)[number];

export interface Context {
  readonly phase: PhaseName;
  readonly lock: LockKind;
  readonly proof: ProofFitting;
}

interface Phase {
  /** Before the part fails. */
  readonly before: readonly string[];
  /** Between the failure and Stop; instants count from the failure. */
  readonly after: readonly Timed[];
  /** A fault of the phase's own, which may be told again whatever fails. */
  readonly fault?: FaultName;
}

function at(ms: number, line: string): Timed {
  return { atUs: ms * 1000, line };
}

const charging = ['plug in', 'car in', 'expect contacts closed within 20 s', 'after 5 s'];

export const phases = {
  idle: { before: ['after 1 s'], after: [at(1000, 'plug in'), at(1000, 'car in')] },
  locking: {
    before: ['plug in', 'car in', 'expect phase locking within 5 s'],
    after: [],
  },
  ready: {
    before: ['plug in', 'car in', 'car full', 'expect phase ready within 10 s', 'after 2 s'],
    after: [at(1000, 'car wants')],
  },
  charging: { before: charging, after: [] },
  opening: {
    before: [...charging, 'car full', 'expect contactor open within 5 s'],
    after: [],
  },
  releasing: {
    before: [...charging, 'press stop', 'expect phase releasing within 10 s', 'after 60 ms'],
    after: [],
  },
  'without mains': {
    before: [...charging, 'grid off', 'after 100 ms'],
    after: [at(10000, 'grid on')],
  },
  restart: {
    before: [...charging, 'reset watchdog'],
    after: [],
  },
  // The contactor may close again. A second failure comes 60 ms before the fault clears.
  'a fault clears': {
    before: [...charging, 'pilot-wire shorted', 'after 10 s'],
    after: [at(700, 'pilot-wire whole')],
    fault: 'pilot-short',
  },
} as const satisfies Record<string, Phase>;

export type PhaseName = keyof typeof phases;
/** The fault that the phase brings with it; empty for none. */
export function ownFaultOf(name: PhaseName): string {
  const phase: Phase = phases[name];
  return phase.fault ?? '';
}

export const phaseNames = Object.keys(phases) as PhaseName[];

/** Every context, the same order each time. */
export const contexts: readonly Context[] = phaseNames.flatMap((phase) =>
  locks.flatMap((lock) => proofs.map((proof) => ({ phase, lock, proof }))),
);

export function nameOfContext({ phase, lock, proof }: Context): string {
  return `${phase}, ${lock}, ${proof}`;
}

const parts: Readonly<Record<LockKind, string>> = {
  bistable: 'kuester-02s',
  solenoid: 'harting-magnetic',
};

/** What is fitted, as lines of a scenario. */
export function fittedIn({ lock, proof }: Context): string[] {
  return [`given lock ${parts[lock]}`, ...(proof === 'both' ? [] : [`given proof ${proof}`])];
}
