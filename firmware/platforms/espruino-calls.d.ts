/** What we use of Espruino 2v29. Every name declared here keeps its spelling in a built bundle. */

declare namespace espruino {
  /** A pin object; only the platform makes one. */
  interface Pin {
    read(): boolean;
    write(value: boolean): void;
    mode(mode: string): void;
  }
  interface PwmOptions {
    readonly freq: number;
  }
  function analogRead(pin: Pin): number;
  function analogWrite(pin: Pin, value: number, options: PwmOptions): void;
  /** Of a list, the first pin is the highest bit. */
  function digitalRead(pins: readonly Pin[]): number;
  function digitalWrite(pins: readonly Pin[], bits: number): void;
  function getTime(): number;
  interface Memory {
    /** In blocks. */
    readonly usage: number;
    readonly total: number;
    /** Bytes of a block. */
    readonly blocksize: number;
  }
  interface Process {
    /** @param collects whether garbage is collected first; true by default */
    memory(collects?: boolean): Memory;
  }
  function peek32(address: number): number;
  function poke32(address: number, value: number): void;
  function setInterval(callback: () => void, ms: number): number;
  function setTimeout(callback: () => void, ms: number): number;

  interface ConsoleOptions {
    readonly force: boolean;
  }
  interface Interpreter {
    enableWatchdog(seconds: number, isAuto: boolean): void;
    kickWatchdog(): void;
    hwRand(): number;
    setConsole(device: string, options: ConsoleOptions): void;
    getErrorFlags(): string[];
    /** As in IEEE 802.3. */
    CRC32(text: string): number;
  }
  interface SerialOptions {
    readonly tx: Pin;
    readonly rx: Pin;
  }
  interface Serial {
    setup(baud: number, options: SerialOptions): void;
    on(event: 'data', callback: (text: string) => void): void;
    write(text: string): void;
  }
  interface StorageModule {
    /** With offset and length a part of the file: less at its end, and nothing behind it. */
    read(name: string, offset?: number, length?: number): string | undefined;
    write(name: string, text: string): boolean;
    getFree(): number;
    compact(): void;
  }

  /** Sets pins at a time, without the interpreter; with `interval`, again and again. In ms. */
  interface SetTimer {
    readonly type: 'SET';
    readonly pin: Pin;
    readonly pin2?: Pin;
    /** One bit each. */
    readonly value: number;
    readonly time: number;
    readonly interval: number;
  }
  /** Runs a function between two statements of whatever runs. */
  interface ExecTimer {
    readonly type: 'EXEC';
    readonly fn: () => void;
    readonly time: number;
    readonly interval: number;
  }
  interface TimerModule {
    /** @returns its number, −1 where no place is left */
    add(timer: SetTimer | ExecTimer): number;
    /** Of a timer that is there: any other number overwrites memory. */
    remove(id: number): boolean;
  }
}
