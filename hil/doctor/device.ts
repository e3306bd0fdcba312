/**
 * Device: access to a charger's console for the doctor: questions with their answers, and the trace between
 * them.
 */

import { type ConsoleLine, DoctorError } from './examination.ts';
import type { Window } from './finding.ts';

/** An answer that has not begun within this time counts as lost. A console is served every 160 ms at most. */
const ANSWER_MS = 1500;
const ATTEMPTS = 3;

/** One line of the trace. */
export interface Change {
  /** The device's own clock, in ms. */
  readonly atMs: number;
  readonly name: string;
  readonly value: string;
}

export class Device {
  /** Every trace line so far, oldest first. */
  readonly changes: Change[] = [];
  private readonly values = new Map<string, string>();

  constructor(readonly line: ConsoleLine) {}

  /** The last value of a name in the trace; undefined where it has not been reported. */
  valueOf(name: string): string | undefined {
    return this.values.get(name);
  }

  /** Reads one line. Trace lines are stored, every other line is returned. */
  private async readLine(withinMs: number): Promise<string | null> {
    const line = await this.line.read(withinMs);
    if (line === null) return null;
    const words = line.split(' ');
    if (words[0] !== '~' || words.length < 4) return line;
    const change = {
      atMs: Number(words[1]),
      name: words[2] as string,
      value: words.slice(3).join(' '),
    };
    this.changes.push(change);
    this.values.set(change.name, change.value);
    return '';
  }

  /**
   * Types a line and waits for its answer. Echoes and other output of the platform are skipped.
   *
   * @param begins how the answer begins, for every accepted answer
   * @throws DoctorError where nothing answers
   */
  async ask(command: string, begins: readonly string[]): Promise<string> {
    let received = '';
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      await this.line.write(command);
      const untilMs = this.line.nowMs() + ANSWER_MS;
      for (let left = ANSWER_MS; left > 0; left = untilMs - this.line.nowMs()) {
        const line = await this.readLine(left);
        if (line === null) break;
        if (begins.some((begin) => line.startsWith(begin))) return line;
        if (line !== '') received = line;
      }
    }
    const instead = received === '' ? 'nothing at all' : `the last line was "${received}"`;
    throw new DoctorError(
      `${this.line.name}: no answer to "${command}" in ${ATTEMPTS} attempts, ${instead}; ` +
        'is Holdfast on this board, is it powered, and is this its console?',
    );
  }

  /** Sends an order that is answered by `ok`. */
  async order(command: string): Promise<string> {
    return this.ask(command, ['ok', 'error']);
  }

  /** @returns the reading in its own unit, or null where the board has no such net */
  async sense(name: string): Promise<number | null> {
    const answer = await this.ask(`sense ${name}`, [`ok sense ${name} `, 'error']);
    const value = Number.parseFloat(answer.split(' ')[3] ?? '');
    return Number.isNaN(value) ? null : value;
  }

  /** A setting's number, in its own unit. */
  private async setting(name: string): Promise<number> {
    const answer = await this.ask(`get ${name}`, [`ok ${name} `]);
    return Number.parseFloat(answer.split(' ')[2] ?? '');
  }

  /** Outside of it this charger does not charge: what the owner has set, in V. */
  async supplyWindow(): Promise<Window> {
    const from = await this.setting('lowest-supply');
    return { from, to: await this.setting('highest-supply'), unit: 'V' };
  }

  /** The digital inputs that are asserted. */
  async levels(): Promise<ReadonlySet<string>> {
    const answer = await this.ask('sense levels', ['ok sense levels']);
    return new Set(answer.split(' ').slice(3));
  }

  /** Both peaks of the control pilot, in mV. */
  async pilot(): Promise<{ high: number; low: number }> {
    const words = (await this.ask('pilot', ['ok pilot high'])).split(' ');
    return { high: Number(words[3]), low: Number(words[6]) };
  }

  /** Types a line and returns every line that arrives in the time after it. */
  async collect(command: string, ms: number): Promise<string[]> {
    await this.line.write(command);
    const untilMs = this.line.nowMs() + ms;
    const lines: string[] = [];
    for (let left = ms; left > 0; left = untilMs - this.line.nowMs()) {
      const line = await this.readLine(left);
      if (line !== null && line !== '') lines.push(line);
    }
    return lines;
  }

  /**
   * Types a line and returns the lines of its answer, up to the last one.
   *
   * @param end how the last line of the answer looks; an error is a last line as well
   * @returns what has arrived in time
   */
  async list(command: string, end: RegExp, withinMs: number): Promise<string[]> {
    await this.line.write(command);
    const untilMs = this.line.nowMs() + withinMs;
    const lines: string[] = [];
    for (let left = withinMs; left > 0; left = untilMs - this.line.nowMs()) {
      const line = await this.readLine(left);
      if (line === null) break;
      if (line !== '') lines.push(line);
      if (end.test(line) || line.startsWith('error')) break;
    }
    return lines;
  }

  /** Reads lines for a while. */
  async rest(ms: number): Promise<void> {
    await this.until(() => false, ms);
  }

  /** Reads until the trace makes a condition true; false when it has not in time. */
  async until(isSo: () => boolean, withinMs: number): Promise<boolean> {
    const untilMs = this.line.nowMs() + withinMs;
    while (!isSo()) {
      const leftMs = untilMs - this.line.nowMs();
      if (leftMs <= 0) return false;
      await this.readLine(leftMs);
    }
    return true;
  }

  /** Reads until a name has one of these values. */
  async becomes(name: string, values: readonly string[], withinMs: number): Promise<boolean> {
    return this.until(() => values.includes(this.values.get(name) ?? ''), withinMs);
  }

  /**
   * Waits for a device that may have restarted, and requests its whole trace again.
   *
   * @throws DoctorError where nothing answers in time
   */
  async greet(withinMs: number): Promise<void> {
    const untilMs = this.line.nowMs() + withinMs;
    for (;;) {
      const lines = await this.collect('hello', 1000);
      if (lines.some((line) => line.startsWith('ok holdfast'))) break;
      if (this.line.nowMs() >= untilMs) {
        const what = `${this.line.name}: nothing answers "hello" within ${withinMs / 1000} s`;
        throw new DoctorError(
          `${what}; is Holdfast on this board, powered, and is this its console?`,
        );
      }
    }
    await this.order('trace off');
    await this.order('trace on');
  }
}
