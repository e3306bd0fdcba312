/**
 * Contexts: in which phase of a charge, with which lock and which proofs a part fails.
 */

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
  /** Between the failure and Stop. */
  readonly after: readonly string[];
}

const charging = ['plug in', 'car in', 'expect contacts closed within 20 s', 'after 5 s'];

/** Each story goes on for 40 s after the failure, then a person presses Stop, and 40 s later all is looked at. */
export const phases = {
  idle: { before: ['after 1 s'], after: ['after 1 s plug in', 'car in', 'after 39 s'] },
  locking: {
    before: ['plug in', 'car in', 'expect phase locking within 5 s'],
    after: ['after 40 s'],
  },
  ready: {
    before: ['plug in', 'car in', 'car full', 'expect phase ready within 10 s', 'after 2 s'],
    after: ['after 1 s car wants', 'after 39 s'],
  },
  charging: { before: charging, after: ['after 40 s'] },
  opening: {
    before: [...charging, 'car full', 'expect contactor open within 5 s'],
    after: ['after 40 s'],
  },
  releasing: {
    before: [...charging, 'press stop', 'expect phase releasing within 10 s', 'after 60 ms'],
    after: ['after 40 s'],
  },
  'without mains': {
    before: [...charging, 'grid off', 'after 100 ms'],
    after: ['after 10 s grid on', 'after 30 s'],
  },
  restart: {
    before: [...charging, 'reset watchdog'],
    after: ['after 40 s'],
  },
} as const satisfies Record<string, Phase>;

export type PhaseName = keyof typeof phases;
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
