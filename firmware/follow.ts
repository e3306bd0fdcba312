/**
 * Follow: what of a tick's decisions is worth remembering, as events and counters of the ledger.
 */

import type { Charger } from './charger.ts';
import { Fault, type FaultRow, faultRows } from './control/faults.ts';
import { Drive } from './control/outputs.ts';
import { Pilot } from './control/signals.ts';
import { Phase, Session, Wake } from './control/state.ts';
import { Trip } from './hal.ts';
import { Count, count, countLap, noteEvent } from './storage/ledger.ts';

/** What the last look saw. */
export interface Followed {
  phase: Phase;
  session: Session;
  fault: Fault;
  wake: Wake;
  drive: Drive;
  isHeld: boolean;
  /** Who has opened in the last tick that decided, which is not told yet; empty otherwise. */
  opener: string;
}

export function createFollowed(): Followed {
  return {
    phase: Phase.Restart,
    session: Session.None,
    fault: Fault.None,
    wake: Wake.Rest,
    drive: Drive.Off,
    isHeld: false,
    opener: '',
  };
}

function nameOf(fault: Fault): string {
  return (faultRows[fault] as FaultRow).name;
}

/** Who or what has stopped the session. */
function stopperOf(charger: Charger): string {
  if (charger.requests.stopper !== '') return charger.requests.stopper;
  return charger.state.fault === Fault.None ? 'driver' : nameOf(charger.state.fault);
}

/** Who or what has opened the contactor. @param isHot the vehicle asks for energy */
function openerOf(charger: Charger, isHot: boolean): string {
  const state = charger.state;
  if (state.fault !== Fault.None) return nameOf(state.fault);
  if (!charger.seen.supply) return 'power';
  if (state.session !== Session.Permitted) return 'stop';
  // Hardware has opened, and the vehicle still asks for energy: no limit was the cause, though nothing is offered now.
  if (isHot && charger.reflex.trip !== Trip.None) return 'reflex';
  // A vehicle that has gone ends the offer in the same tick: no limit was the cause.
  return state.offerMilliamps === 0 && state.pilot !== Pilot.A ? 'manager' : 'car';
}

function tell(charger: Charger, what: string): void {
  noteEvent(charger.ledger, what, charger.uptimeMs, charger.limits.ageCapMs);
}

/** The tick that opens has the most to do: the next one tells. It decides, because the guard has seen it open. */
function noteOpening(charger: Charger, followed: Followed): void {
  const pilot = charger.state.pilot;
  const isHot = pilot === Pilot.C || pilot === Pilot.D;
  count(charger.ledger, isHot ? Count.HotOpenings : Count.ColdOpenings, charger.uptimeMs);
  followed.opener = openerOf(charger, isHot);
}

function followPhase(charger: Charger, followed: Followed): void {
  const phase = charger.state.phase;
  if (phase === Phase.Energized) tell(charger, 'charging');
  if (followed.phase === Phase.Energized) {
    tell(charger, `opened ${followed.opener}`);
    followed.opener = '';
  }
  followed.phase = phase;
}

function followSession(charger: Charger, followed: Followed): void {
  const session = charger.state.session;
  if (session === Session.Stopped) tell(charger, `stopped ${stopperOf(charger)}`);
  else if (session === Session.Unlocking) tell(charger, 'unlocked');
  else if (session === Session.None) tell(charger, 'ended');
  else if (followed.session === Session.None) tell(charger, 'began');
  else if (session === Session.Permitted) tell(charger, 'started');
  followed.session = session;
}

/** After every deciding tick. */
export function followTick(charger: Charger, followed: Followed): void {
  const state = charger.state;
  const outputs = charger.outputs;
  countLap(charger.ledger, charger.worstLapMs);
  const hasOpened = followed.phase === Phase.Energized && state.phase !== Phase.Energized;
  if (hasOpened && followed.opener === '') {
    noteOpening(charger, followed);
    return;
  }
  if (state.fault !== followed.fault) {
    followed.fault = state.fault;
    if (state.fault !== Fault.None) tell(charger, `fault ${nameOf(state.fault)}`);
  }
  if (state.phase !== followed.phase) followPhase(charger, followed);
  if (state.session !== followed.session) followSession(charger, followed);
  charger.requests.stopper = '';
  if (state.wake !== followed.wake) {
    if (followed.wake === Wake.Rest) count(charger.ledger, Count.WakeUps, charger.uptimeMs);
    followed.wake = state.wake;
  }
  if (outputs.drive !== followed.drive) {
    followed.drive = outputs.drive;
    const isStroke = outputs.drive === Drive.Extend || outputs.drive === Drive.Retract;
    if (isStroke) count(charger.ledger, Count.Strokes, charger.uptimeMs);
  }
  if (outputs.coilPermille > 0 !== followed.isHeld) {
    followed.isHeld = !followed.isHeld;
    if (followed.isHeld) count(charger.ledger, Count.Strokes, charger.uptimeMs);
  }
}
