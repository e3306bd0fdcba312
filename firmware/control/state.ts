/**
 * State: what control remembers from one step to the next.
 *
 * One flat record of small integers and booleans, made at start and changed in place. Everything that
 * control remembers is here, which is what lets the search visit all of it.
 */

import { type Due, NOT_SO } from './age.ts';
import { Fault } from './faults.ts';
import { LockOrder } from './outputs.ts';
import { Pilot } from './signals.ts';

/** The life of a session, from power-up on. */
export enum Phase {
  /** After power returns: position unknown, prove dead, release, verify. */
  Restart,
  Idle,
  Locking,
  /** Locked, not energized: before the charge, in a pause, or finished. */
  Ready,
  Energized,
  /** Open commanded, not yet proven. */
  Opening,
  Releasing,
  /** The plug is free but still in. */
  Released,
  Fault,
  /** A person at the bench works the lock, stroke by stroke; no plug is in. */
  Service,
}

/** Whether energy may flow, and who has decided so. */
export enum Session {
  None,
  /** Plugged in, not authorised yet. */
  Waiting,
  Permitted,
  /** Ended by a person or a fault; over when the vehicle goes. */
  Stopped,
  /** The owner's unlock: like Stopped, and the plug is let go under every policy. */
  Unlocking,
}

/** How far the stroke that control asked for has come. */
export enum Stroke {
  None,
  Asked,
  Moving,
  /** Over, or taken back. One order is one stroke: the driver must see the rest before the next. */
  Ended,
}

/** What the pilot tells the vehicle. */
export enum Advert {
  /** +12 V: nothing offered. */
  Steady,
  Offer,
  /** −12 V: not available. */
  Unavailable,
}

/** Waking a vehicle that sleeps through the offer: F, then steady, then the offer again. */
export enum Wake {
  /** No wake-up goes on. */
  Rest,
  Unavailable,
  /** F, and the pilot's wire is interrupted as well: some vehicles wake by nothing less. */
  Broken,
  Steady,
}

export interface State extends Due {
  phase: Phase;
  phaseForMs: number;
  session: Session;
  /**
   * A permission that was given, or recalled, before its vehicle was seen: for how long it has waited.
   * `NOT_SO` as soon as the vehicle is there.
   */
  aheadForMs: number;
  /** The permission comes from the journal, and nobody has looked yet whether it still holds. */
  isRecalled: boolean;
  fault: Fault;
  /** Commanded open, sensed not open; until disproved (R9). Survives power loss by the journal. */
  welded: boolean;
  /** Supply was lost since the last restart: its return runs the restart again. */
  supplyLost: boolean;

  /** Open commanded and every fitted proof dead. */
  deadForMs: number;
  /** Latch sensed locked. */
  lockedForMs: number;
  /** Open commanded, and not proven dead for the proof time since, or for so long again. */
  undeadForMs: number;
  /** Open commanded. */
  openForMs: number;
  /** Open commanded, and not every proof says open. */
  unopenForMs: number;
  /** Every proof has said closed since close was commanded. */
  hasClosed: boolean;
  /** Close commanded, and not every proof says closed. */
  unclosedForMs: number;
  supplyForMs: number;

  /** The pilot at the last step, and for how long. */
  pilot: Pilot;
  pilotForMs: number;
  /** The vehicle went from A to C without B: it does not read the PWM. */
  simplified: boolean;
  /** The vehicle drew energy and left it by itself, under the offer that still stands: finished, or pausing. */
  leftOffer: boolean;

  advert: Advert;
  advertForMs: number;
  offerMilliamps: number;
  offerForMs: number;
  wake: Wake;
  /** Wake-ups that were tried since the offer came, or came back. */
  wakeUps: number;

  lockOrder: LockOrder;
  stroke: Stroke;
  /** An extend stroke has begun, or power has come, and no whole stroke towards release has been driven since. */
  isReleaseOwed: boolean;
  /** Strokes done in this effort, saturating. */
  strokes: number;
  /** A release is worked at, since its first stroke began, and the pin is not seen back. */
  releaseForMs: number;
  /** Time since the last stroke of this effort. */
  effortForMs: number;

  /** Openings that nobody wished, one after the other; each doubles the time to the next close. */
  retries: number;
  /** Resets that came right after closing, one after the other (`load-proof.ts`). */
  loadResets: number;
  /** The last start cut a session off: whether the supply bears the load is to be shown. */
  isLoadInDoubt: boolean;
  /** The journal says that the contactor closes: a reset now is one under load. */
  isLoadNoted: boolean;
  /** What is left of the last limit's term: 0 when it is over, NOT_SO when it has none. */
  termLeftMs: number;
  /** Random delay after an outage that is still to pass; gates energy, never a release. */
  holdOffMs: number;
  /** Age of the last result of the residual-current self-test. */
  testedForMs: number;
  /** A charge has ended since the last self-test. */
  testDue: boolean;
  /** What bars the next closing, as bits of `Bar`. Survives power loss by the journal. */
  bars: number;
}

/** What survives power loss: the journal's content, as far as it is believed. */
export interface Recalled {
  session: Session;
  welded: boolean;
  bars: number;
}

/** State at power-up: nothing is known, least of all the position of the pin. */
export function createState(recalled: Recalled, holdOffMs: number): State {
  return {
    dueMs: 0,
    phase: Phase.Restart,
    phaseForMs: 0,
    session: recalled.session,
    aheadForMs: recalled.session === Session.Permitted ? 0 : NOT_SO,
    isRecalled: recalled.session === Session.Permitted,
    fault: Fault.None,
    welded: recalled.welded,
    supplyLost: false,
    deadForMs: NOT_SO,
    lockedForMs: NOT_SO,
    undeadForMs: NOT_SO,
    openForMs: NOT_SO,
    unopenForMs: NOT_SO,
    hasClosed: false,
    unclosedForMs: NOT_SO,
    supplyForMs: NOT_SO,
    pilot: Pilot.Invalid,
    pilotForMs: 0,
    simplified: false,
    leftOffer: false,
    advert: Advert.Steady,
    advertForMs: 0,
    offerMilliamps: 0,
    offerForMs: 0,
    wake: Wake.Rest,
    wakeUps: 0,
    lockOrder: LockOrder.Rest,
    stroke: Stroke.None,
    isReleaseOwed: true,
    strokes: 0,
    releaseForMs: NOT_SO,
    effortForMs: 0,
    retries: 0,
    loadResets: 0,
    isLoadInDoubt: recalled.session === Session.Permitted,
    isLoadNoted: false,
    termLeftMs: NOT_SO,
    holdOffMs: holdOffMs,
    testedForMs: 0,
    testDue: false,
    bars: recalled.bars,
  };
}

/** Something other than an age has changed: the next tick must decide again. */
export function touch(state: State): void {
  state.dueMs = 0;
}

export function enter(state: State, phase: Phase): void {
  // A latch that is lost again and again in Ready must not be locked for ever: those strokes count.
  const goesOnLocking =
    phase === Phase.Ready || (phase === Phase.Locking && state.phase === Phase.Ready);
  if (!goesOnLocking) state.strokes = 0;
  state.phase = phase;
  state.phaseForMs = 0;
  touch(state);
}
