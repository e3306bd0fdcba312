/**
 * Typing: lines typed on the console of a still charger, and what it answers.
 */

import { createCommands } from '../../firmware/console/commands.ts';
import { isOwing, serveConsole } from '../../firmware/console/console.ts';
import { createConsole } from '../../firmware/console/console-state.ts';
import { createConsoleTrace } from '../../firmware/console/trace.ts';
import { LockOrder } from '../../firmware/control/outputs.ts';
import { Contacts, Latch, Motion, Pilot, Proximity } from '../../firmware/control/signals.ts';
import { Phase } from '../../firmware/control/state.ts';
import { Level } from '../../firmware/drivers/digital-inputs.ts';
import type { Board } from '../../firmware/hal.ts';
import type { Setup } from '../../sim/world/setup.ts';
import { stillBoard, stillCharger } from './still-board.ts';

const ROUND_MS = 80;

/**
 * Roles do not count yet.
 *
 * @param over what of the board is another
 * @param change what is fitted otherwise
 */
export function typing(over: Partial<Board> = {}, change: Partial<Setup> = {}) {
  const still = stillBoard(over);
  const charger = stillCharger(still, change);
  charger.quietWindow.levels = Level.Supply;
  charger.access.isCommissioned = false;
  const said: string[] = [];
  /** How much the port takes, in lines. */
  const port = { room: Number.POSITIVE_INFINITY, typed: '' };
  const trace = createConsoleTrace(false);
  const console = createConsole(
    {
      read: () => {
        const text = port.typed;
        port.typed = '';
        return text;
      },
      write: (text) => {
        if (port.room <= 0) return false;
        port.room--;
        said.push(text.trim());
        return true;
      },
    },
    () => createCommands(trace),
  );
  /** One round. @returns whether a line was carried out, or a setting stored */
  const serve = (): boolean => {
    charger.uptimeMs += ROUND_MS;
    return serveConsole(console, charger);
  };
  /** Types lines, and waits for so many rounds at most. @returns what is said */
  const type = (text: string, rounds = 200): string[] => {
    said.length = 0;
    port.typed += `${text}\n`;
    serve();
    for (let i = 1; i < rounds && isOwing(console); i++) serve();
    return [...said];
  };
  return { ...still, charger, console, trace, port, said, serve, type };
}

/** No weld is believed, and the lock has let go. */
export function free({ charger }: ReturnType<typeof typing>): void {
  const isFree = { welded: false, isReleaseOwed: false, lockOrder: LockOrder.Rest };
  Object.assign(charger.state, { ...isFree, phase: Phase.Idle });
  Object.assign(charger.seen, {
    latch: Latch.Unlocked,
    contacts: Contacts.Open,
    motion: Motion.Rested,
    proximity: Proximity.Absent,
    pilot: Pilot.A,
    sensorsRead: true,
  });
}
