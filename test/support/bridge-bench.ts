/**
 * Bridge bench: a simulated charger with the core of the bridge on its console, in one virtual time. Sockets are real:
 * between two steps of virtual time whatever has arrived is served.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Charger, type ChargerOptions } from '../../bridge/core/charger.ts';
import { type Event, Journal } from '../../bridge/core/journal.ts';
import type { Time } from '../../bridge/core/time.ts';
import { ms } from '../../sim/clock.ts';
import { readDoing } from '../../sim/live/tape.ts';
import { performIn } from '../../sim/scenario/target.ts';
import { createSetup, type Setup } from '../../sim/world/setup.ts';
import { World } from '../../sim/world/world.ts';

const STEP_MS = 20;
/** On a computer with much else to do. */
const OPEN_MS = 60000;
/** The calendar at the world's beginning. */
export const BEGAN_MS = Date.UTC(2026, 10, 29, 12);

export const bridgeOptions: ChargerOptions = {
  energy: { kind: 'estimate', phases: 1, volts: 230 },
  limits: { whenLost: 'go-on', safeAmps: 6, termSeconds: 60 },
  tag: 'driver',
  keys: new Map(),
};

export class BridgeBench {
  readonly world: World;
  readonly time: Time;
  readonly folder = mkdtempSync(join(tmpdir(), 'holdfast-bridge-'));
  /** Everything that was typed on the console. */
  readonly typed: string[] = [];
  journal: Journal;
  charger: Charger;
  private readonly type: (line: string) => void;
  /** The console's wire is whole. */
  isWhole = true;
  /** Half a line that somebody has left at the charger: it stands before the next one that is typed. */
  half = '';
  /** What of the console's lines arrives. */
  arrives: (line: string) => boolean = () => true;
  /** Called after every step of virtual time. */
  watch: () => void = () => undefined;
  /** Turns of the event loop between two steps: with sockets, as many as a message there and back takes. */
  turns = 1;

  constructor(
    private readonly options: ChargerOptions = bridgeOptions,
    adjust: (setup: Setup) => void = () => undefined,
  ) {
    const setup = createSetup();
    adjust(setup);
    this.world = new World(setup);
    const { clock } = this.world;
    // The key is the bridge's: the world itself answers no challenge here.
    this.type = this.world.type.bind(this.world);
    this.world.type = (line) => {
      if (!line.startsWith('answer ')) this.type(line);
    };
    this.time = {
      nowMs: () => clock.nowUs / 1000,
      dateMs: () => BEGAN_MS + Math.floor(clock.nowUs / 1000),
      after: (afterMs, act) => {
        const alarm = clock.after(ms(afterMs), act);
        return () => clock.cancel(alarm);
      },
    };
    this.world.start();
    this.world.advance(ms(5000));
    this.journal = this.openJournal();
    this.charger = this.openCharger();
    this.world.listener = (line) => {
      if (this.isWhole && this.arrives(line)) this.charger.console.receive(`${line}\r\n`);
    };
  }

  private openJournal(): Journal {
    const mayDrop = ({ kind }: Event): boolean => kind === 'status';
    return new Journal(join(this.folder, 'journal'), true, mayDrop);
  }

  private openCharger(): Charger {
    const write = (text: string): boolean => {
      this.typed.push(text.trimEnd());
      if (this.isWhole) this.type(this.half + text.trimEnd());
      this.half = '';
      return true;
    };
    return new Charger(write, this.journal, this.time, this.options);
  }

  async begin(): Promise<this> {
    this.charger.begin();
    this.charger.limits.complete();
    await this.pass(1000);
    return this;
  }

  /** The process ends as by `kill -9`, and another one begins. */
  restart(): void {
    this.charger.close();
    this.charger.emitter.removeAllListeners();
    this.journal.close();
    this.journal = this.openJournal();
    this.charger = this.openCharger();
    this.charger.begin();
    this.charger.limits.complete();
  }

  do(...lines: string[]): void {
    for (const line of lines) {
      const doing = readDoing(line);
      if (doing.kind === 'type') this.world.type(doing.text);
      else performIn(this.world, doing.verb, doing.args);
    }
  }

  async pass(forMs: number, stepMs = STEP_MS): Promise<void> {
    await this.until(() => false, forMs, stepMs);
  }

  /** @returns whether it has come about in time */
  async until(isSo: () => boolean, mostMs: number, stepMs = STEP_MS): Promise<boolean> {
    const untilUs = this.world.clock.nowUs + ms(mostMs);
    while (!isSo()) {
      if (this.world.clock.nowUs >= untilUs) return false;
      this.world.advance(ms(stepMs));
      this.watch();
      for (let i = 0; i < this.turns; i++) await new Promise((resolve) => setImmediate(resolve));
    }
    return true;
  }

  /** A socket opens in this computer's time, however busy it is: no virtual time passes meanwhile. */
  async opened(isOpen: () => boolean): Promise<void> {
    const untilMs = performance.now() + OPEN_MS;
    while (!isOpen()) {
      if (performance.now() > untilMs) throw new Error('no connection to the back-end');
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }

  /** What a promise gives, while virtual time passes, and how long that takes. */
  async settle<T>(promise: Promise<T>, mostMs = 20000): Promise<{ value: T; tookMs: number }> {
    const beganMs = this.time.nowMs();
    let isOver = false;
    const over = promise.finally(() => {
      isOver = true;
    });
    over.catch(() => undefined);
    await this.until(() => isOver, mostMs, STEP_MS / 2);
    if (!isOver) throw new Error(`not settled within ${mostMs} ms of virtual time`);
    return { value: await over, tookMs: this.time.nowMs() - beganMs };
  }

  /** What waits to be told, in short. */
  get events(): string[] {
    return this.journal.waiting.map(({ kind, data }) => {
      if (kind === 'status')
        return `${data['status']}${data['fault'] === 'none' ? '' : ` ${data['fault']}`}`;
      if (kind === 'fault') return `${data['isOn'] === true ? 'fault' : 'over'} ${data['fault']}`;
      return kind === 'ended' ? `ended ${data['reason']}` : kind;
    });
  }

  close(): void {
    this.charger.close();
    this.journal.close();
    rmSync(this.folder, { recursive: true });
  }
}
