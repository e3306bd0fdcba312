/**
 * Board prelude: what Kaluma and Espruino give to a program on a Pico, as records for a test in Node, and
 * as text for the engine alone on a computer, where the UART is standard input and output.
 */

const numberOf = (pin: string | number): number =>
  typeof pin === 'number' ? pin : Number(pin.replace(/\D/g, ''));

/** A platform of records: what each pin shows, what the UART has said. */
class Records {
  nowMs = 0;
  fed = 0;
  /** What every converter reads, 0…1. */
  share = 1;
  readonly globals: Record<string, unknown> = {};
  private readonly written = new Map<number, boolean>();
  private readonly shown = new Map<number, boolean>();
  private said_ = '';
  private turns: (() => void)[] = [];
  protected receive: (text: string) => void = () => undefined;

  protected readonly write = (pin: number, high: unknown): void => {
    this.written.set(pin, Boolean(high));
  };
  protected readonly read = (pin: number): boolean => this.shown.get(pin) ?? false;
  protected readonly say = (text: string): void => {
    this.said_ += text;
  };
  protected readonly feed = (): void => {
    this.fed++;
  };
  protected readonly every = (turn: () => void): void => {
    this.turns.push(turn);
  };

  levelOf(pin: string): boolean | undefined {
    return this.written.get(numberOf(pin));
  }

  show(pin: string, high: boolean): void {
    this.shown.set(numberOf(pin), high);
  }

  type(text: string): void {
    this.receive(text);
  }

  /** What has been said since the last call. */
  said(): string {
    const text = this.said_;
    this.said_ = '';
    return text;
  }

  pass(ms: number): void {
    for (let i = 0; i < ms; i += 2) {
      this.nowMs += 2;
      for (const turn of this.turns) turn();
    }
  }
}

class Kaluma extends Records {
  constructor() {
    super();
    const { write, read, say, feed, every } = this;
    const hearBytes = (take: (data: Uint8Array) => void): void => {
      this.receive = (text) => take(Uint8Array.from(text, (one) => one.charCodeAt(0)));
    };
    const modules: Record<string, unknown> = {
      pwm: {
        PWM: class {
          start(): void {}
          setDuty(): void {}
        },
      },
      wdt: {
        WDT: class {
          feed = feed;
        },
      },
      uart: {
        UART: class {
          write = say;
          on(_event: string, take: (data: Uint8Array) => void): void {
            hearBytes(take);
          }
        },
      },
    };
    Object.assign(this.globals, {
      OUTPUT: 1,
      INPUT: 0,
      INPUT_PULLUP: 2,
      INPUT_PULLDOWN: 3,
      pinMode: () => undefined,
      digitalWrite: write,
      digitalRead: (pin: number) => (read(pin) ? 1 : 0),
      analogRead: () => this.share,
      millis: () => this.nowMs,
      micros: () => this.nowMs * 1000,
      setInterval: every,
      setTimeout: () => 0,
      require: (name: string) => modules[name],
    });
  }
}

class Espruino extends Records {
  constructor() {
    super();
    const { write, read, say, feed, every } = this;
    class Pin {
      private readonly number: number;
      constructor(name: string) {
        this.number = numberOf(name);
      }
      write(high: boolean): void {
        write(this.number, high);
      }
      read(): boolean {
        return read(this.number);
      }
      mode(): void {}
    }
    Object.assign(this.globals, {
      Pin,
      E: {
        setConsole: () => undefined,
        enableWatchdog: () => undefined,
        kickWatchdog: feed,
        hwRand: () => 1,
      },
      Serial1: {
        setup: () => undefined,
        write: say,
        on: (_event: string, take: (text: string) => void) => {
          this.receive = take;
        },
      },
      analogRead: () => this.share,
      digitalWrite: (pins: readonly Pin[], bits: number) => {
        for (const [i, pin] of [...pins].reverse().entries()) pin.write(((bits >> i) & 1) !== 0);
      },
      digitalRead: (pins: readonly Pin[]) =>
        pins.reduce((bits, pin) => bits * 2 + (pin.read() ? 1 : 0), 0),
      analogWrite: () => undefined,
      getTime: () => this.nowMs / 1000,
      peek32: () => 0,
      poke32: () => undefined,
      setInterval: every,
      setTimeout: () => 0,
    });
  }
}

export function platformOf(name: string): Records {
  return name === 'kaluma' ? new Kaluma() : new Espruino();
}

/** In front of a bundle, where the engine has none of the board's calls. */
export const preludes = {
  kaluma: `var turn = null, take = null, OUTPUT = 1, INPUT = 0, INPUT_PULLUP = 2, INPUT_PULLDOWN = 3;
function pinMode() {} function digitalWrite() {} function digitalRead() { return 0; }
function analogRead() { return 1; } function micros() { return millis() * 1000; }
function setInterval(f) { turn = f; } function setTimeout() { return 0; }
function Pwm() {} Pwm.prototype.start = function () {}; Pwm.prototype.setDuty = function () {};
function Wdt() {} Wdt.prototype.feed = function () {};
function Uart() {} Uart.prototype.write = function (text) { write(text); };
Uart.prototype.on = function (event, f) { take = f; };
function require(name) { return { PWM: Pwm, WDT: Wdt, UART: Uart }; }`,
  espruino: `E.setConsole(null); E.setConsole = function () {}; E.enableWatchdog = function () {};
E.kickWatchdog = function () {};
Serial1 = { setup: function () {}, write: function (text) { USB.write(text); },
  on: function (event, f) { USB.on('data', f); } };
Pin = function (name) {}; Pin.prototype.write = function () {}; Pin.prototype.mode = function () {};
Pin.prototype.read = function () { return false; };
function analogRead() { return 1; } function analogWrite() {}`,
} as const;

/** Behind a bundle: whatever keeps it going there. */
export const tails = {
  kaluma: `for (var line = readline(2); line !== null; line = readline(2)) {
  if (line !== undefined) {
    var text = line + '\\n', bytes = new Uint8Array(text.length);
    for (var i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
    take(bytes);
  }
  turn();
}`,
  espruino: '',
} as const;
