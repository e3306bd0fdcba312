/**
 * Charger reader: what a charger says on its console, as a display needs it. It asks for the trace, asks again
 * after a restart or a loss, and notices when the charger does not answer any more, or does not trace.
 */

import { LINE_LIMIT } from '../../firmware/console/console.ts';

/** The charger is asked how it is this often. */
export const BEAT_MS = 3000;
/** Two unanswered questions. */
const SILENT_MS = 7000;
/** So often everything is asked for anew: a charger at rest traces nothing, and neither does one that was told not to. */
const TELL_AGAIN_MS = 30000;
/** What was told before three such questions that were not answered is not known any more. */
const STALE_MS = TELL_AGAIN_MS + 2 * BEAT_MS;
/**
 * Too long for the charger, which carries out no part of it: with it half a line that somebody has left there is gone.
 * An empty line would carry that half out.
 */
export const DISCARDED = 'x'.repeat(LINE_LIMIT + 1);
/** A line of the trace: uptime in ms, name, value. */
const TRACED = /^~ (\d+) (\S+) (.*)$/;
/** The answer to `health`: the uptime in ms. */
const UP = /^ok up (\d+) ms/;
const POLICY = /^ok lock-policy (\S+)/;
/** A line that never ends is none. */
const LONGEST_LINE = 1000;

export class ChargerReader {
  private readonly values = new Map<string, string>();
  private received = '';
  private heardAtMs: number;
  private upMs = -1;
  private isLost = false;
  /** When the charger has last promised to tell everything; long ago before it has, or where it has stopped. */
  private promisedAtMs = Number.NEGATIVE_INFINITY;
  /** How often the charger was seen to start again. */
  restarts = 0;

  /**
   * @param send types a line on the console
   * @param nowMs this computer's own time, which never goes back
   */
  constructor(
    private readonly send: (line: string) => void,
    private readonly nowMs: () => number,
  ) {
    this.heardAtMs = nowMs();
  }

  /** Asks for everything that stands now, and for every change from now on. Until it is told nothing is known. */
  begin(): void {
    this.values.clear();
    this.promisedAtMs = Number.NEGATIVE_INFINITY;
    this.send(DISCARDED);
    this.send('trace on');
    this.send('get lock-policy');
  }

  /** To be called every `BEAT_MS`. */
  beat(): void {
    this.send('health');
    if (this.nowMs() - this.heardAtMs >= SILENT_MS) this.isLost = true;
    // Who is silent is asked when it answers again.
    if (this.isLost) return;
    const sinceMs = this.nowMs() - this.promisedAtMs;
    if (sinceMs >= STALE_MS) this.begin();
    else if (sinceMs >= TELL_AGAIN_MS) this.send('trace on');
  }

  /** Whatever arrives, in pieces of any length. */
  receive(text: string): void {
    const lines = (this.received + text).split('\n');
    this.received = (lines.pop() ?? '').slice(-LONGEST_LINE);
    for (const line of lines) this.hear(line.replace(/\r$/, ''));
  }

  /** A whole line of the console. */
  hear(line: string): void {
    this.hearPromise(line);
    const traced = TRACED.exec(line);
    const up = traced ?? UP.exec(line);
    const policy = POLICY.exec(line);
    // The platform's own output, or an echo, says nothing about the charger.
    if (up === null && policy === null) return;
    this.heardAtMs = this.nowMs();
    if (up !== null) this.follow(Number(up[1]));
    if (policy !== null) this.values.set('lock-policy', policy[1] ?? '');
    if (traced === null) return;
    const [, , name = '', value = ''] = traced;
    // Changes that found no room are asked for again.
    if (name === 'lost') this.send('trace on');
    else this.values.set(name, value);
  }

  /** Whoever has ended the trace, what it told before stands no longer. */
  private hearPromise(line: string): void {
    if (line === 'ok trace off') this.begin();
    if (line === 'ok trace on') this.promisedAtMs = this.nowMs();
  }

  /** The clock has gone back, or the charger answers again: whatever it said before does not count. */
  private follow(upMs: number): void {
    const isNew = upMs < this.upMs || this.isLost;
    if (upMs < this.upMs) this.restarts++;
    this.upMs = upMs;
    this.isLost = false;
    if (isNew) this.begin();
  }

  /** What the display is made of; `processor` is `silent` while the charger does not answer. */
  readonly said = (name: string): string | undefined => {
    if (name !== 'processor') return this.values.get(name);
    return this.isLost || !this.values.has('why') ? 'silent' : 'on';
  };

  /** Something is known: what the charger says, or that it says nothing. */
  get isKnown(): boolean {
    return this.isLost || this.values.has('why');
  }

  /** The port has gone away. */
  lose(): void {
    this.isLost = true;
  }
}
