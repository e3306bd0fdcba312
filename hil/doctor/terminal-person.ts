/**
 * The person at the terminal: reads each task and presses Enter when it is done.
 */

import { createInterface, type Interface } from 'node:readline/promises';
import { paint } from '../../sim/view/colours.ts';
import {
  ExaminationLeft,
  type Measurement,
  measurements,
  type Person,
  type Question,
  questions,
  type Task,
  tasks,
} from './examination.ts';

export class TerminalPerson implements Person {
  private readonly terminal: Interface;
  private readonly left = new AbortController();

  constructor() {
    this.terminal = createInterface({ input: process.stdin, output: process.stdout });
    this.terminal.on('SIGINT', () => this.leave('Ctrl-C'));
    this.terminal.on('close', () => this.leave('the end of its input'));
  }

  /** Ends the examination at its next question, or at the one that is open; only the first reason counts. */
  leave(why: string): void {
    this.left.abort(new ExaminationLeft(`interrupted by ${why}: what was found is no verdict`));
  }

  private async answer(text: string): Promise<string> {
    const { signal } = this.left;
    try {
      signal.throwIfAborted();
      return (await this.terminal.question(text, { signal })).trim().toLowerCase();
    } catch (error) {
      throw signal.aborted ? signal.reason : error;
    }
  }

  async act(task: Task): Promise<boolean> {
    const prompt = `${paint.bold(`→ ${tasks[task]}`)} ${paint.dim('Enter: done · s: leave out')} `;
    return !['s', 'skip', 'n', 'no'].includes(await this.answer(prompt));
  }

  async ask(question: Question): Promise<boolean | null> {
    const isGrave = question === 'energise';
    const how = isGrave
      ? 'type the whole word yes, anything else is no'
      : 'yes · no · ?: cannot tell';
    const text = await this.answer(`${paint.bold(`→ ${questions[question]}`)} ${paint.dim(how)} `);
    if (text === 'yes' || (text === 'y' && !isGrave)) return true;
    return text === '?' ? null : false;
  }

  async measure(measurement: Measurement): Promise<string | null> {
    const prompt = `${paint.bold(`→ ${measurements[measurement]}`)} ${paint.dim('Enter: leave out')} `;
    const text = await this.answer(prompt);
    return text === '' || text === 's' ? null : text;
  }

  close(): void {
    this.terminal.close();
  }
}
