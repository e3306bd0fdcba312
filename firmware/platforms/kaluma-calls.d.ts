/** What we use of Kaluma 1.2.1. Every name declared here keeps its spelling in a built bundle. */

declare namespace kaluma {
  const OUTPUT: number;
  const INPUT: number;
  const INPUT_PULLUP: number;
  const INPUT_PULLDOWN: number;
  function pinMode(pin: number, mode: number): void;
  function digitalWrite(pin: number, value: number): void;
  function digitalRead(pin: number): number;
  /** 0…1 of full scale; sleeps a millisecond. */
  function analogRead(pin: number): number;
  function millis(): number;
  class TextEncoder {
    /** Characters up to 127 are one byte each. */
    encode(text: string): Uint8Array;
  }
  function micros(): number;
  interface MemoryUsage {
    readonly heapTotal: number;
    readonly heapUsed: number;
  }
  interface Process {
    /** Undefined where the engine was built without statistics. */
    memoryUsage(): MemoryUsage | undefined;
  }
  function setInterval(callback: () => void, ms: number): number;
  function setTimeout(callback: () => void, ms: number): number;

  interface Pwm {
    start(): void;
    setDuty(duty: number): void;
  }
  interface PwmModule {
    readonly PWM: new (pin: number, frequency: number, duty: number) => Pwm;
  }
  interface Wdt {
    feed(): void;
  }
  interface WdtModule {
    readonly WDT: new (ms: number) => Wdt;
  }
  interface Uart {
    write(text: string): void;
    on(event: 'data', callback: (data: Uint8Array) => void): void;
  }
  interface UartOptions {
    readonly baudrate: number;
    readonly tx: number;
    readonly rx: number;
  }
  interface UartModule {
    readonly UART: new (port: number, options: UartOptions) => Uart;
  }
  /** The flash behind Kaluma's own image, in sectors of 4 KB. */
  interface FlashDevice {
    /** Both take the whole buffer of a list, wherever in it the list begins. */
    read(sector: number, bytes: Uint8Array, offset: number): void;
    write(sector: number, bytes: Uint8Array, offset: number): void;
    /** 6 erases a sector. */
    ioctl(operation: number, sector: number): void;
  }
  interface FlashModule {
    readonly Flash: new (firstSector: number, sectors: number) => FlashDevice;
  }
  /** What `ASM` of the module `rp2` makes. */
  interface PioProgram {
    readonly code: readonly number[];
    readonly labels: object;
    readonly sideset: number;
    readonly sidesetOpt: boolean;
    readonly sidesetPindirs: boolean;
    toBinary(): Uint16Array;
  }
  interface StateMachineOptions {
    /** Instructions per second; 1908 at least. */
    readonly freq: number;
    readonly setBase: number;
    readonly setCount?: number;
    readonly sidesetBase?: number;
    readonly outBase?: number;
    readonly outCount?: number;
    /** 0: by the words that wait to be taken; all ones where they are fewer than `movStatusN`. */
    readonly movStatusSel?: number;
    readonly movStatusN?: number;
    readonly inBase?: number;
    readonly inCount?: number;
    /** 0 left, 1 right. */
    readonly inShiftDir: number;
    readonly outShiftDir: number;
    readonly pullThreshold?: number;
    /** What `jmp pin` looks at. */
    readonly jmpPin?: number;
    /** Where a program lies that an earlier machine has loaded. */
    offset?: number;
  }
  interface StateMachine {
    active(on: boolean): void;
    /** Executes an instruction at once, whether the machine runs or not. */
    exec(instruction: number): void;
    /** Waits while there is no room. */
    put(word: number): void;
    /** Waits while there is nothing. */
    get(): number;
    /** Words that wait in either queue. */
    rxfifo(): number;
    txfifo(): number;
    /** Where its program lies; undefined where an earlier machine has loaded it. */
    readonly offset: number;
  }
  interface Rp2Module {
    /** Machines 0 to 3 are those of the first block. */
    readonly StateMachine: new (
      id: number,
      program: PioProgram,
      options: StateMachineOptions,
    ) => StateMachine;
  }
  interface FileModule {
    exists(path: string): boolean;
    readFile(path: string): Uint8Array;
    writeFile(path: string, data: Uint8Array): void;
  }
}
