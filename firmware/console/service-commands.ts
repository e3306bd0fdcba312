/**
 * Service commands: what the console offers a person at the bench with a meter: present readings, what is fitted,
 * single strokes of the lock, and a real stall to see the watchdog reset the board.
 */

import type { Charger } from '../charger.ts';
import { isMoving, Refusal, refusalOf } from '../control/service.ts';
import { Service } from '../control/signals.ts';
import { Phase } from '../control/state.ts';
import { type DigitalInput, digitalInputs, Level, PROOFS } from '../drivers/digital-inputs.ts';
import { isJumperSet } from '../drivers/service-jumper.ts';
import type { Board } from '../hal.ts';
import { type Console, say } from './console-state.ts';

/** Longer than any watchdog of the supported boards (at most 8.3 s). */
const STALL_MS = 10000;

/** The asserted ones of a set of digital inputs, in words. */
export function levelsOf(levels: number): string {
  let text = '';
  for (let i = 0; i < digitalInputs.length; i++) {
    const input = digitalInputs[i] as DigitalInput;
    if ((levels & input.bit) !== 0) text += ` ${input.word}`;
  }
  return text === '' ? ' none' : text;
}

const NOT_FITTED = 'not fitted';

/** One reading of a meter that not every board has. */
function meterReading(board: Board, name: string): string {
  if (name === 'thermometer') {
    return board.thermometer === null ? NOT_FITTED : `${board.thermometer.readMillivolts()} mV`;
  }
  if (name === 'current') {
    return board.outgoingCurrent === null
      ? NOT_FITTED
      : `${board.outgoingCurrent.readMilliamps()} mA`;
  }
  const meter = board.supplyMeter;
  if (name === 'supply') {
    return meter === null || !meter.measuresSupply
      ? NOT_FITTED
      : `${meter.readSupplyDecivolts() / 10} V`;
  }
  if (name !== 'earth') return '';
  return meter === null || !meter.measuresEarth
    ? NOT_FITTED
    : `${meter.readEarthDecivolts() / 10} V`;
}

function reading(charger: Charger, name: string): string {
  const board = charger.board;
  if (name === 'latch') return `${charger.readings.latchMillivolts} mV`;
  if (name === 'proximity') return `${board.proximity.readMillivolts()} mV`;
  if (name === 'lock-supply') return `${board.lockSupply.readMillivolts()} mV`;
  return meterReading(board, name);
}

/** One reading for each line typed: a slow converter is read once in a tick. */
export function sense(console: Console, charger: Charger, words: readonly string[]): void {
  const name = words.length > 1 ? (words[1] as string) : '';
  if (name === 'levels') {
    const jumper = isJumperSet(charger.jumper) ? Level.Jumper : 0;
    say(console, `ok sense levels${levelsOf(charger.readings.levels | jumper)}`);
    return;
  }
  const found = reading(charger, name);
  if (found !== '') say(console, `ok sense ${name} ${found}`);
  else {
    say(console, 'error sense expects latch | levels | proximity | lock-supply |');
    say(console, 'error thermometer | current | supply | earth');
  }
}

/** The meters that a board has, or those that it has not: a fault that none of them measures is unseen. */
function metersOf(board: Board, areFitted: boolean): string {
  const meter = board.supplyMeter;
  let text = '';
  if ((board.thermometer !== null) === areFitted) text += ' thermometer';
  if ((board.outgoingCurrent !== null) === areFitted) text += ' current';
  if ((meter !== null && meter.measuresSupply) === areFitted) text += ' supply';
  if ((meter !== null && meter.measuresEarth) === areFitted) text += ' earth';
  return text;
}

/** Proofs and meters that are not fitted, in words; empty where nothing is missing. */
export function missingOf(charger: Charger): string {
  const proofs = PROOFS & ~charger.board.proofs;
  let text = proofs === 0 ? '' : levelsOf(proofs);
  if (!charger.fittings.residualFitted) text += ' residual';
  return text + metersOf(charger.board, false);
}

export function fitted(console: Console, charger: Charger): void {
  const bistable = charger.bistable;
  const holdToLock = charger.holdToLock;
  if (bistable !== null) {
    const part = bistable.part;
    say(console, `ok fitted lock ${part.name} stroke ${part.strokeMs} ms rest ${part.restRatio}`);
  }
  if (holdToLock !== null) {
    const part = holdToLock.part;
    say(console, `ok fitted solenoid ${part.name} in ${part.pullInMs} ms out ${part.returnMs} ms`);
  }
  const windows = charger.latch.windows;
  const locked = `locked ${windows.lockedFromMillivolts} ${windows.lockedToMillivolts} mV`;
  const unlocked = `unlocked ${windows.unlockedFromMillivolts} ${windows.unlockedToMillivolts} mV`;
  say(console, `ok fitted window ${locked} ${unlocked}`);
  say(console, `ok fitted proofs${levelsOf(charger.board.proofs)}`);
  say(console, `ok fitted residual ${charger.fittings.residualFitted ? 'yes' : 'no'}`);
  const meters = metersOf(charger.board, true);
  say(console, `ok fitted meters${meters === '' ? ' none' : meters}`);
}

/** Why a stroke in service is refused now; empty when it is not. */
function refusalWords(charger: Charger): string {
  const state = charger.state;
  if (isMoving(state)) return 'a stroke is under way, ask again';
  const refusal = refusalOf(state, charger.seen, charger.limits);
  if (refusal === Refusal.Busy) return 'a session goes on';
  if (refusal === Refusal.Plug) return 'a plug or a vehicle is there, or its contact says so';
  return refusal === Refusal.NotDead ? 'supply is missing, or not proven dead' : '';
}

/** Written in the first round after a stall that no watchdog has ended. */
function complainOfWatchdog(console: Console, charger: Charger): boolean {
  if (charger.uptimeMs === console.pendingAtMs) return false;
  say(console, `error service stall: ${STALL_MS} ms unfed, and no watchdog bit`);
  return true;
}

/** Stops like an interpreter that hangs. Every output is at rest meanwhile. */
function stall(console: Console, charger: Charger): void {
  const clock = charger.board.clock;
  let passedMs = 0;
  console.pending = complainOfWatchdog;
  console.pendingAtMs = charger.uptimeMs;
  while (passedMs < STALL_MS) passedMs += clock.lapMs();
}

export function service(console: Console, charger: Charger, words: readonly string[]): void {
  const asked = words.length === 2 ? (words[1] as string) : '';
  if (asked === 'end') {
    charger.requests.service = Service.End;
    say(console, 'ok service end');
    return;
  }
  if (asked !== 'extend' && asked !== 'retract' && asked !== 'stall') {
    say(console, 'error service expects extend | retract | stall | end');
    return;
  }
  const refusal = refusalWords(charger);
  if (refusal !== '') {
    say(console, `error service refused: ${refusal}`);
  } else if (asked !== 'stall') {
    charger.requests.service = asked === 'extend' ? Service.Extend : Service.Retract;
    say(console, `ok service ${asked}`);
  } else if (charger.state.phase !== Phase.Service) {
    say(console, 'error service refused: stall comes after a stroke in service');
  } else {
    say(console, 'ok service stall');
    stall(console, charger);
  }
}
