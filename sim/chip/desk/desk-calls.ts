/**
 * Desk calls: what Kaluma gives to a program, over the pins and the flash of a desk chip.
 */

import { SECTOR_BYTES } from '../flash.ts';
import { FlashSectors } from '../flash-sectors.ts';
import { KALUMA_LOG } from '../install.ts';
import { DeskMachine } from './desk-machines.ts';
import type { DeskPins } from './desk-pins.ts';

const ERASE = 6;
const OUTPUT = 1;

export interface DeskParts {
  readonly pins: DeskPins;
  readonly flash: Uint8Array;
  readonly nowMs: () => number;
  readonly say: (byte: number) => void;
  readonly convert: (channel: number) => void;
}

/** A call of the program that is due. */
export interface Due {
  readonly call: () => void;
  /** It has thrown: it does not come again. */
  readonly drop: () => void;
}

export interface DeskCalls {
  readonly globals: Record<string, unknown>;
  readonly machines: readonly DeskMachine[];
  /** When the watchdog bites, in ms since the start; infinite while it sleeps. */
  readonly watchdogDueMs: number;
  /** @param bytes that have come over the UART */
  due(nowMs: number, bytes: readonly number[]): Due[];
}

interface Timer {
  readonly call: () => void;
  readonly everyMs: number;
  atMs: number;
}

function flashModule(flash: Uint8Array): unknown {
  class Flash extends FlashSectors {
    constructor(first: number, _sectors: number) {
      super(flash.subarray(KALUMA_LOG + first * SECTOR_BYTES));
    }

    ioctl(operation: number, sector: number): void {
      if (operation === ERASE) this.erase(sector);
    }
  }
  return { Flash };
}

/** A pin, or several. */
function each(pins: number | readonly number[], act: (pin: number) => void): void {
  for (const pin of typeof pins === 'number' ? [pins] : Array.from(pins ?? [])) act(pin);
}

/** What the modules keep between calls. */
class Modules {
  readonly machines: DeskMachine[] = [];
  readonly timers: Timer[] = [];
  watchdogDueMs = Number.POSITIVE_INFINITY;
  private hear: ((bytes: Uint8Array) => void) | null = null;

  constructor(private readonly parts: DeskParts) {}

  find(name: string): unknown {
    const found: Record<string, () => unknown> = {
      pwm: () => this.pwm(),
      wdt: () => this.wdt(),
      uart: () => this.uart(),
      rp2: () => this.rp2(),
      fs: () => ({ exists: () => false }),
      flash: () => flashModule(this.parts.flash),
    };
    const make = found[name];
    if (make === undefined) throw new Error(`no module ${name}`);
    return make();
  }

  due(nowMs: number, bytes: readonly number[]): Due[] {
    const { hear } = this;
    const heard: Due[] = [];
    if (hear !== null && bytes.length > 0) {
      heard.push({ call: () => hear(Uint8Array.from(bytes)), drop: () => undefined });
    }
    const ready = this.timers.filter(({ atMs }) => atMs <= nowMs);
    return [...heard, ...ready.map((timer) => this.turnOf(timer))];
  }

  private turnOf(timer: Timer): Due {
    const drop = (): void => {
      const at = this.timers.indexOf(timer);
      if (at >= 0) this.timers.splice(at, 1);
    };
    if (timer.everyMs > 0) timer.atMs += timer.everyMs;
    else drop();
    return { call: timer.call, drop };
  }

  private pwm(): unknown {
    const { pins } = this.parts;
    class PWM {
      constructor(
        private readonly pin: number,
        _hertz: number,
        private duty: number,
      ) {}
      start(): void {
        pins.startPwm(this.pin, this.duty);
      }
      setDuty(duty: number): void {
        this.duty = duty;
        pins.startPwm(this.pin, duty);
      }
    }
    return { PWM };
  }

  private wdt(): unknown {
    const modules = this;
    class WDT {
      constructor(private readonly ms: number) {
        this.feed();
      }
      feed(): void {
        modules.watchdogDueMs = modules.parts.nowMs() + this.ms;
      }
    }
    return { WDT };
  }

  private uart(): unknown {
    const modules = this;
    class UART {
      write(text: string): void {
        for (const byte of Buffer.from(String(text))) modules.parts.say(byte);
      }
      on(_event: string, take: (bytes: Uint8Array) => void): void {
        modules.hear = take;
      }
    }
    return { UART };
  }

  private rp2(): unknown {
    const { machines, parts } = this;
    const drive = (pin: number, high: boolean): void => {
      parts.pins.mode(pin, true);
      parts.pins.write(pin, high);
    };
    function StateMachine(id: number, _program: unknown, options: never): DeskMachine {
      const machine = new DeskMachine(id, options, drive, parts.nowMs);
      machines.push(machine);
      return machine;
    }
    return { StateMachine };
  }
}

export function deskCalls(parts: DeskParts): DeskCalls {
  const modules = new Modules(parts);
  const { pins, nowMs } = parts;
  const after = (call: () => void, ms: number, everyMs: number): number =>
    modules.timers.push({ call, everyMs, atMs: nowMs() + Math.max(1, Number(ms) || 1) });
  const globals = {
    OUTPUT,
    INPUT: 0,
    INPUT_PULLUP: 2,
    INPUT_PULLDOWN: 3,
    TextEncoder,
    process: { memoryUsage: () => undefined },
    pinMode: (some: number | number[], mode: number) =>
      each(some, (pin) => pins.mode(pin, mode === OUTPUT)),
    digitalWrite: (some: number | number[], level: number) =>
      each(some, (pin) => pins.write(pin, Boolean(level))),
    digitalRead: (pin: number) => pins.read(pin),
    analogRead: (pin: number) => {
      parts.convert(pin - 26);
      return pins.convert(pin);
    },
    millis: nowMs,
    micros: () => nowMs() * 1000,
    setInterval: (call: () => void, ms: number) => after(call, ms, Math.max(1, Number(ms) || 1)),
    setTimeout: (call: () => void, ms: number) => after(call, ms, 0),
    require: (name: string) => modules.find(name),
  };
  return {
    globals,
    machines: modules.machines,
    get watchdogDueMs() {
      return modules.watchdogDueMs;
    },
    due: (now, bytes) => modules.due(now, bytes),
  };
}
