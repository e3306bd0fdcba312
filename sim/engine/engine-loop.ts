/**
 * Engine loop: the firmware's loop in another engine. The simulator's processor calls it like the loop in its
 * own; every tick is one exchange of texts.
 */

import { type Fittings, fitLimits } from '../../firmware/charger.ts';
import { createLimits, type Limits } from '../../firmware/control/limits.ts';
import type { Drive } from '../../firmware/control/outputs.ts';
import { createQuietWindow } from '../../firmware/drivers/quiet-window.ts';
import { type Board, type Readings, SLOTS } from '../../firmware/hal.ts';
import { putField, readField } from '../../firmware/storage/limit-field.ts';
import { createSettings } from '../../firmware/storage/settings.ts';
import type { Runner } from '../world/processor.ts';
import type { Engine } from './engine.ts';
import { inputsOf } from './engine-inputs.ts';

/** In the place of a `Stored`: the board cannot read its program. */
const NO_PROGRAM = -1;

function flag(on: boolean): number {
  return on ? 1 : 0;
}

/**
 * The tick and every setting: the limits that a scenario may change.
 *
 * @throws Error where another limit was changed, for which there is no setting
 */
function settingsOf(limits: Limits, fittings: Fittings, proofs: number): number[] {
  const settings = createSettings();
  const shipped = createLimits();
  shipped.tickMs = limits.tickMs;
  for (const setting of settings)
    putField(shipped, setting.field, readField(limits, setting.field));
  const fitted = { ...limits };
  fitLimits(shipped, fittings, proofs);
  fitLimits(fitted, fittings, proofs);
  const differing = (Object.keys(shipped) as (keyof Limits)[]).filter(
    (name) => shipped[name] !== fitted[name],
  );
  if (differing.length > 0) throw new Error(`no setting carries ${differing.join(', ')} over`);
  return [limits.tickMs, ...settings.map((setting) => readField(limits, setting.field))];
}

/** Starts the firmware in an engine. */
export class EngineLoop implements Runner {
  readonly charger = { quietWindow: createQuietWindow() };
  private idle = 0;
  private typed = '';
  private readonly readings: Readings = {
    pilotHighMillivolts: 0,
    pilotLowMillivolts: 0,
    latchMillivolts: 0,
    levels: 0,
  };

  constructor(
    private readonly engine: Engine,
    private readonly board: Board,
    fittings: Fittings,
    limits: Limits,
  ) {
    const part = fittings.bistablePart ?? fittings.holdToLockPart;
    const fitted = [
      board.resetCause,
      board.entropy,
      board.proofs,
      flag(board.lockCoil !== null),
      flag(board.thermometer !== null),
      flag(board.outgoingCurrent !== null),
      flag(board.supplyMeter !== null),
      flag(board.trip !== null),
      board.restedForMs,
      flag(board.pilotBreak !== null),
      board.reflex?.watches ?? 0,
      board.reflex?.patienceMs ?? 0,
      board.program?.stored() ?? NO_PROGRAM,
    ];
    const flags = [
      flag(fittings.coilHold),
      flag(fittings.storedEnergy),
      flag(fittings.residualFitted),
      fittings.residualIgnoreMs,
    ];
    const slots = Array.from({ length: SLOTS }, (_, slot) => board.storage.read(slot));
    const words = [
      'B',
      this.inputs(0),
      JSON.stringify(fitted),
      part?.name ?? '',
      JSON.stringify(flags),
      JSON.stringify(settingsOf(limits, fittings, board.proofs)),
      ...slots,
    ];
    this.exchange(words.join('\t'));
  }

  tick(): void {
    this.exchange(this.inputs(this.board.clock.lapMs()));
  }

  hurry(): void {
    this.exchange('H');
  }

  idleTicks(): number {
    return this.typed === '' ? this.idle : 0;
  }

  skip(ticks: number): void {
    this.exchange(`J${ticks}`);
  }

  /** Every input that the firmware may read in this tick. */
  private inputs(lapMs: number): string {
    const board = this.board;
    const readings = this.readings;
    board.inputs.sample(readings);
    if (this.typed === '') this.typed = board.console.read().trimEnd();
    const words: (number | string)[] = ['T', lapMs, ...inputsOf(board, readings)];
    if (this.typed !== '') words.push(this.typed);
    return words.join(' ');
  }

  private exchange(text: string): void {
    for (const word of this.engine.exchange(text).split('\t')) this.obey(word);
  }

  /** One output of the firmware. */
  private obey(word: string): void {
    const board = this.board;
    const rest = word.slice(1);
    const on = rest === '1';
    const what = word[0];
    if (what === 'C') board.contactor.write(on);
    else if (what === 'P') board.pilot.writePermille(Number(rest));
    else if (what === 'L') this.drive(rest);
    else if (what === 'K') board.lockCoil?.writePermille(Number(rest));
    else if (what === 'B') board.pilotBreak?.write(on);
    else if (what === 'R') board.trip?.write(on);
    else if (what === 'Q') board.residualTest?.write(on);
    else if (what === 'G') board.light?.write(Number(rest));
    else if (what === 'W') board.watchdog.feed();
    else if (what === 'F') board.reflex?.feed();
    else if (what === 'S') this.store(rest);
    else if (what === '>') board.console.write(`${rest}\n`);
    else if (what === '<') this.typed = '';
    else if (what === 'D') this.wait(Number(rest));
    else if (what === 'I') this.rest(rest.split(' ').map(Number));
    else throw new Error(`${this.engine.name} answered "${word}"`);
  }

  /** How long no event can occur, and within which windows. */
  private rest(numbers: readonly number[]): void {
    const [idle, highFrom, highTo, lowTo, latchFrom, latchTo, levels] = numbers as [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    this.idle = idle;
    const quietWindow = this.charger.quietWindow;
    quietWindow.pilotHighFromMillivolts = highFrom;
    quietWindow.pilotHighToMillivolts = highTo;
    quietWindow.pilotLowToMillivolts = lowTo;
    quietWindow.latchFromMillivolts = latchFrom;
    quietWindow.latchToMillivolts = latchTo;
    quietWindow.levels = levels;
  }

  /** The firmware has waited within its tick: on the board that time has passed. */
  private wait(busyMs: number): void {
    for (let i = 0; i < busyMs; i++) this.board.clock.lapMs();
  }

  /** The slot's number, which may have two digits, a comma, and the text. */
  private store(rest: string): void {
    const comma = rest.indexOf(',');
    this.board.storage.write(Number(rest.slice(0, comma)), rest.slice(comma + 1));
  }

  private drive(text: string): void {
    const [drive, limitMs] = text.split(',');
    this.board.lockBridge?.write(Number(drive) as Drive, Number(limitMs));
  }
}
