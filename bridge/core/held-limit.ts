/**
 * Held limit: what the charger holds: a limit that stands, and one with a term that counts instead of it until the term
 * is over. The charger is asked which of them is in force; nothing is taken for granted that it has not said.
 */

import { type ChargerConsole, NotDone } from './charger-console.ts';
import type { Journal } from './journal.ts';
import type { Time } from './time.ts';

/** The most that the console takes: no limit of ours. */
const MOST_AMPS = 80;
/** The longest term that the charger takes, in s. */
export const LONGEST_SECONDS = 86400;
/** The charger stores a limit once a minute at most: after a power cut an earlier one of so long ago may be back. */
const MAY_COME_BACK_MS = 120000;
const NOW = /^ok limit now (?:off|(\d+(?:\.\d+)?) A)(?:, (?:(\d+) s left|(the safe limit)))?$/;

interface Termed {
  /** In A; null limits nothing. */
  readonly amps: number | null;
  /** When the charger ends it, on `Time.nowMs`. */
  readonly untilMs: number;
  readonly isOurs: boolean;
}

/** A limit without a term that this bridge has told; null took it back. */
interface Told {
  readonly amps: number | null;
  readonly dateMs: number;
}

/** Never more than is wanted: in tenths, as the charger is told. Its highest limit limits nothing. */
export function roundAmps(amps: number | null): number | null {
  if (amps === null || amps >= MOST_AMPS) return null;
  return Math.floor(Math.max(amps, 0) * 10 + 1e-6) / 10;
}

export class HeldLimit {
  /** The charger has said what is in force. */
  isKnown = false;
  /** In A; null where nothing stands. Under a term it is what was said last. */
  standingAmps: number | null = null;
  term: Termed | null = null;
  /** What was told last, as it was written. */
  private line = '';
  /** A master was gone for too long: the charger holds its own safe limit, in A. */
  safeAmps: number | null = null;

  constructor(
    private readonly console: ChargerConsole,
    private readonly journal: Journal,
    private readonly time: Time,
  ) {
    this.standingAmps = this.told.at(-1)?.amps ?? null;
  }

  /** What is in force, in A, as the charger has confirmed it; null where nothing limits. */
  get amps(): number | null {
    if (this.term !== null) return this.term.amps;
    return this.safeAmps ?? this.standingAmps;
  }

  /** Of the term, in s; 0 without one. */
  get leftSeconds(): number {
    return this.term === null ? 0 : (this.term.untilMs - this.time.nowMs()) / 1000;
  }

  /** The last is the one that stands, where it has not been taken back. It outlives this process. */
  private get told(): readonly Told[] {
    return this.journal.note<Told[]>('toldLimits') ?? [];
  }

  /** What stands was told by this bridge, now or before it began. */
  get isOurs(): boolean {
    return this.told.some(({ amps }) => amps === this.standingAmps);
  }

  /** The charger has said that it takes a limit, and nobody here waits for that. */
  hear(line: string): void {
    this.isKnown = false;
    // An answer that comes late is one to this bridge; any other is somebody else's, and so is what stands then.
    const isLate = line === `ok ${this.line}` || line.startsWith(`ok ${this.line} then `);
    if (!isLate && this.told.length > 0) this.journal.keep({ toldLimits: null });
  }

  /** The term is over that the charger counts: what it holds now is not known. */
  expire(): void {
    if (this.term !== null && this.term.untilMs <= this.time.nowMs()) this.isKnown = false;
  }

  /** @throws NotDone where the charger does not say it */
  async ask(): Promise<void> {
    const answer = NOW.exec(await this.console.ask('limit', /^ok limit now/));
    if (answer === null) throw new NotDone('the charger does not say which limit is in force');
    const [, written, seconds, safe] = answer;
    const amps = written === undefined ? null : Number(written);
    const untilMs = this.time.nowMs() + Number(seconds) * 1000;
    this.term = seconds === undefined ? null : { amps, untilMs, isOurs: false };
    this.safeAmps = safe === undefined ? null : amps;
    if (this.term === null && safe === undefined) this.standingAmps = amps;
    this.isKnown = true;
  }

  /**
   * Tells a limit without a term; it ends the one that has one.
   *
   * @throws NotDone where the charger does not take it
   */
  async stand(amps: number | null): Promise<void> {
    this.noteTold(amps);
    await this.tell(amps === null ? 'limit off' : `limit ${amps} A`);
    this.standingAmps = amps;
    this.term = null;
    this.safeAmps = null;
  }

  /** It is written down before the charger may hold it, beside what it may hold instead. */
  private noteTold(amps: number | null): void {
    const { told, isOurs, standingAmps } = this;
    if (told.at(-1)?.amps === amps) return;
    const dateMs = this.time.dateMs();
    const recent = told.filter((one) => Math.abs(dateMs - one.dateMs) < MAY_COME_BACK_MS);
    const before = isOurs ? [{ amps: standingAmps, dateMs }] : [];
    this.journal.keep({ toldLimits: [...recent, ...before, { amps, dateMs }] });
  }

  /**
   * Tells a limit with a term; what stands comes after it.
   *
   * @throws NotDone where the charger does not take it
   */
  async bind(amps: number | null, seconds: number): Promise<void> {
    await this.tell(`limit ${amps ?? MOST_AMPS} A for ${seconds} s`);
    this.term = { amps, untilMs: this.time.nowMs() + seconds * 1000, isOurs: true };
    this.safeAmps = null;
  }

  /** Where the answer is lost the charger is asked which of them it holds. */
  private async tell(line: string): Promise<void> {
    this.line = line;
    this.isKnown = false;
    await this.console.askAsOwner(line, /^ok limit/);
    this.isKnown = true;
  }
}
