/**
 * Live target: the bench firmware runs by its own clock, and its inputs come over the line.
 */

import type { Fittings } from '../../firmware/charger.ts';
import type { Limits } from '../../firmware/control/limits.ts';
import { createReadings } from '../../firmware/drivers/quiet-window.ts';
import type { Arg } from '../../sim/scenario/pattern.ts';
import type { PreconditionLine } from '../../sim/scenario/precondition-lines.ts';
import type { Verb } from '../../sim/scenario/rows.ts';
import { REST_US } from '../../sim/scenario/target.ts';
import type { SimBoard } from '../../sim/world/board.ts';
import type { Setup } from '../../sim/world/setup.ts';
import type { RigConnection } from '../line/rig-connection.ts';
import { applyWord, prepareWords, slowWords } from './board-words.ts';
import { Lateness } from './lateness.ts';
import { PlayedTarget } from './played-target.ts';

/** A smaller change of the pilot is noise and is not sent. */
const PILOT_NEWS_MILLIVOLTS = 100;
/** The lock's supply changes slowly while its capacitor is charged; not every millivolt is sent. */
const SUPPLY_GRAIN_MILLIVOLTS = 50;

export class LiveTarget extends PlayedTarget {
  private readonly sent = new Map<string, string>();
  private readonly readings = createReadings();

  /** @param adjust changes every setup, after the scenario's own preconditions */
  constructor(
    connection: RigConnection,
    lateness = new Lateness(),
    private readonly adjust: (setup: Setup) => void = () => undefined,
  ) {
    super(connection, lateness);
  }

  async begin(preconditions: readonly PreconditionLine[]): Promise<void> {
    this.connection.send('clear live');
    await this.learnClock();
    const setup = this.makeWorld(preconditions, this.adjust);
    this.world.start();
    if (setup.startsRested) await this.advanceTo(REST_US, () => false);
  }

  protected begun(board: SimBoard, fittings: Fittings, limits: Limits): void {
    this.sent.clear();
    for (const word of prepareWords('live', board, fittings, limits)) this.connection.send(word);
    this.tellInputs(board);
    this.connection.send(`start ${board.resetCause} ${board.entropy}`);
  }

  protected ended(): void {
    this.connection.send('off');
  }

  protected tellInputs(board: SimBoard): boolean {
    const r = this.readings;
    board.inputs.sample(r);
    const before = (this.sent.get('pilot') ?? '').split(' ').map(Number);
    const moved = Math.max(
      Math.abs(r.pilotHighMillivolts - (before[0] ?? 0)),
      Math.abs(r.pilotLowMillivolts - (before[1] ?? Number.POSITIVE_INFINITY)),
    );
    let news = false;
    const tell = (name: string, value: string): void => {
      if (this.sent.get(name) === value) return;
      this.sent.set(name, value);
      this.connection.send(`set ${name} ${value}`);
      news = true;
    };
    if (!(moved < PILOT_NEWS_MILLIVOLTS)) {
      tell('pilot', `${r.pilotHighMillivolts} ${r.pilotLowMillivolts}`);
    }
    tell('latch', String(r.latchMillivolts));
    tell('levels', String(r.levels));
    for (const [name, value] of slowWords(board)) {
      const grain = name === 'lock-supply' ? SUPPLY_GRAIN_MILLIVOLTS : 1;
      tell(name, String(Math.round(value / grain) * grain));
    }
    return news;
  }

  protected override performed(verb: Verb, args: readonly Arg[]): void {
    if (verb.pattern.text.startsWith('stall'))
      this.connection.send(`stall ${Number(args[0]) / 1000}`);
  }

  protected apply(board: SimBoard, message: string): void {
    applyWord(board, message);
  }

  async type(line: string): Promise<void> {
    if (!this.world.lineCut) this.connection.send(`type ${line}`);
  }
}
