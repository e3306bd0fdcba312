/**
 * Missed: what the charger's events say of sessions, for a bridge that was not there. A session that was stopped and
 * one that its car has left are both over; one that charges has begun.
 */

import { type EndReason, reasonOfRestart, reasonOfStop } from './end-cause.ts';
import type { Mark, Memory, Remembered } from './remembered.ts';

/** A session was over, or charged. */
export interface Turn {
  readonly mark: Mark;
  /** Null where it charged. */
  readonly over: EndReason | null;
}

/** Who or what has stopped a session last; '' where the charger does not say. */
export function stopperIn(memory: Memory | null): string {
  const stops = (memory?.events ?? []).filter(({ what }) => what.startsWith('stopped '));
  return stops.at(-1)?.what.split(' ')[1] ?? '';
}

/** @param from what came after this mark */
export function turnsIn(memory: Memory, from: Mark, remembered: Remembered): Turn[] {
  const turns: Turn[] = [];
  let restart: EndReason | null = null;
  for (const event of memory.events) {
    const [verb = '', who = ''] = event.what.split(' ');
    if (verb === 'start') restart = reasonOfRestart(who);
    if (verb === 'charging') restart = null;
    const ends: Readonly<Record<string, EndReason>> = {
      stopped: reasonOfStop(who),
      unlocked: 'unlock',
      ended: restart ?? 'car-gone',
    };
    const over = ends[verb] ?? null;
    if (over === null && verb !== 'charging') continue;
    const dateMs = remembered.dateOf(event, memory, from);
    turns.push({ mark: { ...event, dateMs }, over });
  }
  return turns;
}

/** How many have charged, with the one that was open before. */
export function sessionsIn(turns: readonly Turn[], isOpen: boolean): number {
  let sessions = isOpen ? 1 : 0;
  let isOn = isOpen;
  for (const { over } of turns) {
    if (over === null && !isOn) sessions++;
    isOn = over === null;
  }
  return sessions;
}
