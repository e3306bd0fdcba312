/**
 * Timer desk: Espruino's pins and utility timers in virtual time, as its sources have them: sixteen places, and a
 * timer that is removed keeps its place until the program returns to the interpreter.
 */

import { vi } from 'vitest';

const PLACES = 16;
const STEP_MS = 0.5;

interface Task {
  readonly timer: espruino.SetTimer | espruino.ExecTimer;
  dueMs: number;
  /** Removed, and its place not yet free. */
  isFinished: boolean;
}

class DeskPin {
  isOutput = false;
  isHigh = false;
  share = 0;

  constructor(readonly name: string) {}
  read(): boolean {
    return this.isHigh;
  }
  write(isHigh: boolean): void {
    this.isHigh = isHigh;
  }
  mode(mode: string): void {
    this.isOutput = mode === 'output';
  }
}

export class TimerDesk {
  nowMs = 1000;
  /** A native call is under way: no timer runs a function. */
  isInCall = false;
  private readonly pins = new Map<string, DeskPin>();
  private readonly tasks: (Task | null)[] = Array.from({ length: PLACES }, () => null);
  private readonly waiting: Task[] = [];

  readonly module: espruino.TimerModule = {
    add: (timer) => {
      if (timer.type !== 'SET' && timer.type !== 'EXEC') throw new Error('Unsupported timer type');
      const place = this.tasks.indexOf(null);
      if (place < 0) return -1;
      this.tasks[place] = { timer, dueMs: this.nowMs + timer.time, isFinished: false };
      return place;
    },
    remove: (id) => {
      const task = this.tasks[id];
      if (task === undefined || task === null)
        throw new Error(`no timer ${id}: memory is overwritten`);
      task.isFinished = true;
      return true;
    },
  };

  constructor() {
    const one = (pin: DeskPin): DeskPin => pin;
    vi.stubGlobal(
      'Pin',
      new Proxy(DeskPin, { construct: (_made, [name]: [string]) => this.pin(name) }),
    );
    vi.stubGlobal('digitalRead', (pins: DeskPin[]) =>
      pins.reduce((bits, pin) => 2 * bits + (one(pin).isHigh ? 1 : 0), 0),
    );
    vi.stubGlobal('digitalWrite', (pins: DeskPin[], bits: number) => {
      [...pins].reverse().forEach((pin, i) => {
        pin.isHigh = (bits & (1 << i)) !== 0;
      });
    });
    vi.stubGlobal('analogRead', (pin: DeskPin) => this.convert(pin));
    vi.stubGlobal('getTime', () => this.nowMs / 1000);
  }

  /** What a conversion of a pin reads. */
  convert: (pin: { readonly name: string; readonly share: number }) => number = ({ share }) =>
    share;

  pin(name: string): DeskPin {
    const found = this.pins.get(name) ?? new DeskPin(name);
    this.pins.set(name, found);
    return found;
  }

  /** The program returns to the interpreter. */
  idle(): void {
    this.tasks.forEach((task, place) => {
      if (task?.isFinished === true) this.tasks[place] = null;
    });
  }

  /** Ends all timers of a kind, without a word. */
  lose(type: 'SET' | 'EXEC'): void {
    for (const task of this.tasks) if (task?.timer.type === type) task.dueMs = Infinity;
  }

  /** Time passes within the program: timers go on, finished ones keep their places. */
  pass(ms: number): void {
    for (const untilMs = this.nowMs + ms; this.nowMs < untilMs; ) {
      this.nowMs += STEP_MS;
      for (const task of this.tasks) {
        if (task === null || task.isFinished || task.dueMs > this.nowMs) continue;
        task.dueMs += task.timer.interval;
        if (task.timer.type === 'SET') this.set(task.timer);
        else this.waiting.push(task);
      }
      while (!this.isInCall && this.waiting.length > 0) {
        const task = this.waiting.shift() as Task;
        if (!task.isFinished) (task.timer as espruino.ExecTimer).fn();
      }
    }
  }

  private set(timer: espruino.SetTimer): void {
    timer.pin.write((timer.value & 1) !== 0);
    timer.pin2?.write((timer.value & 2) !== 0);
  }

  /** Until a pin is low, in ms. */
  timeToLow(name: string): number {
    const fromMs = this.nowMs;
    while (this.pin(name).isHigh && this.nowMs < fromMs + 2000) this.pass(STEP_MS);
    return this.nowMs - fromMs;
  }
}
