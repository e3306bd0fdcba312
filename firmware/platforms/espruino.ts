/**
 * Espruino 2v29 on RP2040, STM32F4 and ESP32: an interpreter that runs from source text.
 *
 * What is special here: the interpreter's own console would obey a stray character, so it is sent away
 * from the line that people use; a 0x03 on it would delete the interval; a PWM of share 0 or 1 leaves a
 * pulse of one count, so those two are written as levels; `Storage` invalidates the old copy before it
 * writes the new, which is why every caller keeps two; when it is full it moves everything together, with
 * the processor stopped for seconds, so that is done at a start and never later; the wall clock jumps, laps are measured against it
 * and cut; intervals catch up in bursts after a stall, so a lap may be 0.
 */

import type { SenseWindows } from '../drivers/lock-parts.ts';
import { type Heap, ResetCause, type Storage } from '../hal.ts';
import { type ConsoleQueue, createConsoleQueue } from './console-queue.ts';
import { fromHighest, openPin } from './espruino-pins.ts';
import { createEspruinoProgram } from './espruino-program.ts';
import { createPinBoard, type TimedBridge } from './pin-board.ts';
import type { PinCalls } from './pin-calls.ts';
import type { PinMap } from './pin-map.ts';
import type { Platform } from './platform.ts';
import { createTimerReflex, type TimedContactor } from './timer-reflex.ts';
import { createTimerStrokes } from './timer-strokes.ts';

declare const E: espruino.Interpreter;
declare const Serial1: espruino.Serial;
declare const Serial2: espruino.Serial;
declare const analogRead: typeof espruino.analogRead;
declare const analogWrite: typeof espruino.analogWrite;
declare const digitalWrite: typeof espruino.digitalWrite;
declare const digitalRead: typeof espruino.digitalRead;
declare const getTime: typeof espruino.getTime;
declare const peek32: typeof espruino.peek32;
declare const poke32: typeof espruino.poke32;
declare const process: espruino.Process;
declare const setInterval: typeof espruino.setInterval;
declare const setTimeout: typeof espruino.setTimeout;
declare function platformRequire(name: 'Storage'): espruino.StorageModule;
declare function platformRequire(name: 'timer'): espruino.TimerModule;

const PILOT_HERTZ = 1000;
/** At the tick of 20 ms, less than what the UART sends in it. */
const SENT_PER_TICK = 48;
/** The watchdog waits so long until the first tick. */
const START_SECONDS = 5;
/** Enough for hundreds of sessions. */
const TIDY_BELOW_BYTES = 24576;
/** Enough for the longest session there is. */
const RESTART_BELOW_BYTES = 4096;
/** A longer lap is a jump of the wall clock: the watchdog would have bitten before. */
const LONGEST_LAP_MS = 10000;
/** Where the RP2040's watchdog says whether it was the cause of the reset. */
const RP2040_WATCHDOG_REASON = 0x40058008;
/** RCC_CSR of the STM32F4 (RM0368, 6.3.21): causes pile up until they are cleared by RMVF. */
const STM32_RESET_FLAGS = 0x40023874;
const STM32_CLEAR = 0x01000000;
const STM32_POWER_ON = 0x08000000;
const STM32_WATCHDOG = 0x20000000;
/** RTC_CNTL_RESET_STATE of the ESP32: the cause in its lowest six bits. */
const ESP32_RESET_STATE = 0x3ff48034;
const ESP32_POWER_ON = 1;
const ESP32_BROWN_OUT = 15;

export function createEspruinoCalls(): PinCalls<espruino.Pin> {
  return {
    open: openPin,
    asOutput: (pin, high) => {
      pin.write(high);
      pin.mode('output');
    },
    asInput: (pin, pull) => pin.mode(pull === 'none' ? 'input' : `input_pull${pull}`),
    write: (pin, high) => pin.write(high),
    read: (pin) => pin.read(),
    writeTogether: (pins) => {
      const list = fromHighest(pins);
      return (bits) => digitalWrite(list, bits);
    },
    readTogether: (pins) => {
      const list = fromHighest(pins);
      return () => digitalRead(list);
    },
    readShare: analogRead,
    channels: null,
    startPwm: (pin, share) => {
      const set = (next: number): void => {
        if (next > 0 && next < 1) {
          analogWrite(pin, next, { freq: PILOT_HERTZ });
        } else {
          pin.mode('output');
          pin.write(next > 0);
        }
      };
      set(share);
      return set;
    },
    after: (ms, act) => {
      setTimeout(act, ms);
    },
  };
}

interface Store {
  readonly storage: Storage;
  /** Few writes are left before it would tidy itself up in the midst of a session. */
  isNearlyFull(): boolean;
}

/** @param guarded what must know that the interpreter stands still for a write */
function createStore(guarded: TimedContactor | null): Store {
  const storage = platformRequire('Storage');
  // `.boot0` has put every output to its safe level, and the watchdog is not yet awake.
  if (storage.getFree() < TIDY_BELOW_BYTES) storage.compact();
  let freeBytes = storage.getFree();
  // Where tidying leaves no room, restarting for it would never end.
  const canTidy = freeBytes >= RESTART_BELOW_BYTES;
  const name = (slot: number): string => `hf${slot}`;
  return {
    storage: {
      read: (slot) => {
        const text = storage.read(name(slot));
        return text === undefined ? '' : text;
      },
      sum: (text) => E.CRC32(text) & 0xffff,
      write: (slot, text) => {
        if (guarded !== null) guarded.announce();
        storage.write(name(slot), text);
        freeBytes = storage.getFree();
      },
    },
    isNearlyFull: () => canTidy && freeBytes < RESTART_BELOW_BYTES,
  };
}

export function createEspruinoConsole(
  map: Pick<PinMap, 'consolePort' | 'consoleTx' | 'consoleRx'>,
): ConsoleQueue {
  const serial = map.consolePort === 'Serial1' ? Serial1 : Serial2;
  const queue = createConsoleQueue(SENT_PER_TICK, (text) => {
    serial.write(text);
  });
  serial.setup(115200, { tx: openPin(map.consoleTx), rx: openPin(map.consoleRx) });
  serial.on('data', (text) => {
    if (queue.isFull()) queue.drop(text.charAt(text.length - 1) === '\n');
    else queue.receive(text);
  });
  return queue;
}

function createHeap(): Heap {
  const blockBytes = process.memory().blocksize;
  return {
    totalBytes: process.memory().total * blockBytes,
    // Without a collection: nothing may open the contactor while one takes its time.
    usedBytes: () => process.memory(false).usage * blockBytes,
  };
}

function causeOnStm32(): ResetCause {
  const flags = peek32(STM32_RESET_FLAGS);
  poke32(STM32_RESET_FLAGS, flags | STM32_CLEAR);
  if ((flags & STM32_WATCHDOG) !== 0) return ResetCause.Watchdog;
  return (flags & STM32_POWER_ON) !== 0 ? ResetCause.PowerOn : ResetCause.Unknown;
}

function causeOnEsp32(): ResetCause {
  const cause = peek32(ESP32_RESET_STATE) & 63;
  if (cause === ESP32_POWER_ON) return ResetCause.PowerOn;
  return cause === ESP32_BROWN_OUT ? ResetCause.BrownOut : ResetCause.Unknown;
}

function causeOf(map: PinMap): ResetCause {
  if (map.chip.startsWith('stm32')) return causeOnStm32();
  if (map.chip === 'esp32') return causeOnEsp32();
  // Its registers lie elsewhere, and were never read.
  if (map.chip === 'rp2350') return ResetCause.Unknown;
  return peek32(RP2040_WATCHDOG_REASON) === 0 ? ResetCause.PowerOn : ResetCause.Watchdog;
}

/** What works without our program. */
interface Hardware {
  readonly guarded: TimedContactor | null;
  readonly timedBridge: TimedBridge | null;
}

/** Released builds up to 2v29 have no such timers. */
function createHardware(map: PinMap, sense: SenseWindows, console: ConsoleQueue): Hardware {
  if (map.reflex === 'timers') {
    try {
      const module = platformRequire('timer');
      return {
        guarded: createTimerReflex(map, sense, module),
        timedBridge: map.bridge === null ? null : createTimerStrokes(map.bridge, module),
      };
    } catch (_error) {
      console.port.write('warning this Espruino has no timers: the interpreter alone opens\n');
    }
  }
  return { guarded: null, timedBridge: null };
}

/** @param sense the windows of the fitted lock's latch */
export function createEspruino(map: PinMap, sense: SenseWindows): Platform {
  // Left alone, the interpreter's own console moves when no USB is there, and talks into our line.
  E.setConsole(map.prompt, { force: true });
  const console = createEspruinoConsole(map);
  // Whole milliseconds go out of it: the rest stays in the difference to the next look.
  let toldMs = getTime() * 1000;
  const hardware = createHardware(map, sense, console);
  const store = createStore(hardware.guarded);
  const program = createEspruinoProgram(platformRequire('Storage'));
  const pins = createPinBoard(map, createEspruinoCalls(), {
    resetCause: causeOf(map),
    restedForMs: 0,
    entropy: (E.hwRand() & 0xfffff) % 1000000,
    clock: {
      lapMs: () => {
        const nowMs = getTime() * 1000;
        const lapMs = (nowMs - toldMs) | 0;
        if (lapMs < 0 || lapMs > LONGEST_LAP_MS) {
          toldMs = nowMs;
          return map.tickMs;
        }
        toldMs += lapMs;
        return lapMs;
      },
    },
    watchdog: { feed: () => E.kickWatchdog() },
    guarded: hardware.guarded,
    timedBridge: hardware.timedBridge,
    storage: store.storage,
    console: console.port,
    program: program,
    heap: createHeap(),
  });
  // The start takes most of the time that a tick may take, and longer with a settings' record of an older version.
  E.enableWatchdog(START_SECONDS, false);
  return {
    board: pins.board,
    every: (periodMs, tick) => {
      E.enableWatchdog(map.watchdogMs / 1000, false);
      setInterval(tick, periodMs);
    },
    endTick: () => {
      console.send();
      program.readOn();
    },
    wantsRestart: store.isNearlyFull,
    makeSafe: pins.makeSafe,
  };
}
