/**
 * Lock parts: the lock actuators of Type 2 socket-outlets, as data.
 *
 * All numbers are read from vendors' or integrators' documents, not measured here; confidence as in
 * `limits.ts`. Where a document gives one stroke time, it is taken as the rating too. The only
 * documented duty is 1 : 8 (rest eight times the stroke), and it is kept for every part.
 *
 * Sense windows are of the latch's line itself, ahead of the divider to the converter. It is pulled up to 5 V, by
 * 1.5 kΩ, with 100 Ω in series with the contact and 2.7 kΩ beside both at the lock's end of the wire; by 5.1 kΩ and
 * without these two for a part with its resistors inside. A part without feedback needs a separate latch switch, wired
 * like the first.
 */

/** The level of the sense line for locked and for unlocked; everything else is Unknown. */
export interface SenseWindows {
  readonly lockedFromMillivolts: number;
  readonly lockedToMillivolts: number;
  readonly unlockedFromMillivolts: number;
  readonly unlockedToMillivolts: number;
}

/** Pulse-driven, bistable: a motor or latching solenoid behind an H-bridge. */
export interface BistablePart {
  readonly name: string;
  /** A stroke that moves a rested, warm part, in ms. */
  readonly strokeMs: number;
  /** The longest stroke it is rated for, in ms; cold strokes take this long. */
  readonly ratedMs: number;
  /** A change of the sense before this, in ms, was not made by the pin. [D: a tenth of the stroke] */
  readonly leastTravelMs: number;
  /** Rest after a stroke, in multiples of that stroke. */
  readonly restRatio: number;
  /** Pause before the direction changes, in ms. */
  readonly reversalMs: number;
  /** An extend stroke may end when the latch reports locked. A retract stroke never does. */
  readonly stopsOnFeedback: boolean;
  /** Both low sides on for this long after a stroke, in ms; 0 = no brake. */
  readonly brakeMs: number;
  /** Null: no feedback in the part. */
  readonly sense: SenseWindows | null;
}

/** Spring-return: must be energised all the time to hold; unpowered = released. */
export interface HoldToLockPart {
  readonly name: string;
  /** Full current until the pin is in, in ms. */
  readonly pullInMs: number;
  /** Then this fraction of it holds, in permille. */
  readonly holdPermille: number;
  /** Time for the spring to bring the pin back, in ms. */
  readonly returnMs: number;
  /** A change of the sense before this, in ms, was not made by the pin. [D: a tenth of the pull-in] */
  readonly leastTravelMs: number;
  readonly sense: SenseWindows | null;
}

/**
 * Below this a sense line is shorted. A closed contact reads more, 0.3 V behind its 100 Ω, so that a shorted wire
 * differs from it.
 */
const SHORT_MILLIVOLTS = 100;

/** Low when locked, high when unlocked: a switch to ground with a pull-up. */
function lowWhenLocked(lockedTo: number, unlockedFrom: number): SenseWindows {
  return {
    lockedFromMillivolts: SHORT_MILLIVOLTS,
    lockedToMillivolts: lockedTo,
    unlockedFromMillivolts: unlockedFrom,
    unlockedToMillivolts: 3300,
  };
}

function bistable(name: string, strokeMs: number, sense: SenseWindows | null): BistablePart {
  return {
    name: name,
    strokeMs: strokeMs,
    ratedMs: strokeMs,
    leastTravelMs: Math.floor(strokeMs / 10),
    restRatio: 8,
    reversalMs: 50,
    stopsOnFeedback: true,
    brakeMs: 0,
    sense: sense,
  };
}

/** Every bistable part that is known by name. */
export function createBistableParts(): BistablePart[] {
  return [
    // ≤ 200 ms a stroke, ≤ 2.4 A stalled, rest 8 × the stroke, brake by shorting. [M]
    {
      name: 'harting-motor',
      strokeMs: 160,
      ratedMs: 200,
      leastTravelMs: 16,
      restRatio: 8,
      reversalMs: 50,
      stopsOnFeedback: true,
      brakeMs: 50,
      sense: lowWhenLocked(700, 2900),
    },
    // Also sold by Phoenix Contact. [H]
    bistable('kuester-02s', 600, lowWhenLocked(700, 2900)),
    // 1 kΩ closed, 11 kΩ open. [H]
    bistable('kuester-04s', 600, lowWhenLocked(1950, 2700)),
    // Walther, Bals, Mennekes; polarity differs between sockets: measure. [H]
    bistable('hella-1', 400, lowWhenLocked(950, 2900)),
    bistable('scame-200.23260BS', 500, lowWhenLocked(700, 2900)),
    bistable('scame-200.23261BS', 500, lowWhenLocked(700, 2900)),
    bistable('scame-200.23261BP', 500, lowWhenLocked(950, 2700)),
    // No feedback: a separate latch switch is needed. [H]
    bistable('scame-200.23261BL', 500, null),
    // Its feedback is not used in any source that was read. [M]
    bistable('mennekes-motor', 300, null),
    // Polarity differs between families; on ELB two wires are swapped. [H]
    bistable('dostar', 600, lowWhenLocked(700, 2900)),
    bistable('duosida-elb', 600, lowWhenLocked(700, 2900)),
    bistable('duosida-elm', 600, lowWhenLocked(700, 2900)),
    bistable('ratio', 600, lowWhenLocked(700, 2900)),
  ];
}

/** Every hold-to-lock part that is known by name. */
export function createHoldToLockParts(): HoldToLockPart[] {
  return [
    // Energised all the time to hold, micro-switch, the pin springs back. [H; times D]
    {
      name: 'harting-magnetic',
      pullInMs: 200,
      holdPermille: 300,
      returnMs: 150,
      leastTravelMs: 20,
      sense: lowWhenLocked(700, 2900),
    },
  ];
}

/** The windows of a plain latch switch to ground, for parts without feedback. */
export function latchSwitchWindows(): SenseWindows {
  return lowWhenLocked(700, 2900);
}

/** What senses the pin: the fitted part's own feedback, or a plain latch switch where it has none. */
export function senseOf(
  bistable: BistablePart | null,
  holdToLock: HoldToLockPart | null,
): SenseWindows {
  let sense = bistable === null ? null : bistable.sense;
  if (holdToLock !== null) sense = holdToLock.sense;
  return sense === null ? latchSwitchWindows() : sense;
}

export function findBistablePart(name: string): BistablePart | null {
  const parts = createBistableParts();
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i] as BistablePart;
    if (part.name === name) return part;
  }
  return null;
}

export function findHoldToLockPart(name: string): HoldToLockPart | null {
  const parts = createHoldToLockParts();
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i] as HoldToLockPart;
    if (part.name === name) return part;
  }
  return null;
}
