/**
 * Kaluma 1.2.1 on the RP2040: JerryScript with Node-like calls.
 *
 * What is special here: a conversion takes a millisecond, so each tick makes few; `setDuty` waits for the
 * counter, so it is called on change only; an exception ends the interval that threw it; out of memory
 * hangs with the pins as they are, so the watchdog is the last word; `storage` is full after 64 writes in
 * its life, so the file system keeps the journal; the console is a UART, because USB is Kaluma's own
 * prompt; what a reset was caused by cannot be asked, only how long ago it was.
 */

import type { Pull } from '../drivers/digital-inputs.ts';
import { type Heap, ResetCause } from '../hal.ts';
import { type ConsoleQueue, createConsoleQueue } from './console-queue.ts';
import { createKalumaProgram } from './kaluma-program.ts';
import { createKalumaStorage } from './kaluma-storage.ts';
import { createPinBoard } from './pin-board.ts';
import type { Channels, PinCalls } from './pin-calls.ts';
import type { ConverterPins, PinMap } from './pin-map.ts';
import { createPioReflex } from './pio-reflex.ts';
import { createPioStrokes } from './pio-strokes.ts';
import type { Platform } from './platform.ts';

declare const OUTPUT: typeof kaluma.OUTPUT;
declare const INPUT: typeof kaluma.INPUT;
declare const INPUT_PULLUP: typeof kaluma.INPUT_PULLUP;
declare const INPUT_PULLDOWN: typeof kaluma.INPUT_PULLDOWN;
declare const pinMode: typeof kaluma.pinMode;
declare const digitalWrite: typeof kaluma.digitalWrite;
declare const digitalRead: typeof kaluma.digitalRead;
declare const analogRead: typeof kaluma.analogRead;
declare const millis: typeof kaluma.millis;
declare const micros: typeof kaluma.micros;
declare const process: kaluma.Process;
declare const setInterval: typeof kaluma.setInterval;
declare const setTimeout: typeof kaluma.setTimeout;
declare function platformRequire(name: 'pwm'): kaluma.PwmModule;
declare function platformRequire(name: 'wdt'): kaluma.WdtModule;
declare function platformRequire(name: 'uart'): kaluma.UartModule;

const PILOT_HERTZ = 1000;
/** Characters that leave the UART within one tick without filling its queue. */
const SENT_PER_TICK = 24;

/** The chip's own resistor, as the platform calls it. */
function modeOf(pull: Pull): number {
  if (pull === 'up') return INPUT_PULLUP;
  return pull === 'down' ? INPUT_PULLDOWN : INPUT;
}

function openPin(name: string): number {
  return Number(name.substring(2));
}

/** @param channels of a converter beside the chip */
export function createKalumaCalls(channels: Channels | null): PinCalls<number> {
  const PWM = platformRequire('pwm').PWM;
  return {
    open: openPin,
    asOutput: (pin, high) => {
      pinMode(pin, OUTPUT);
      digitalWrite(pin, high ? 1 : 0);
    },
    asInput: (pin, pull) => pinMode(pin, modeOf(pull)),
    write: (pin, high) => digitalWrite(pin, high ? 1 : 0),
    read: (pin) => digitalRead(pin) !== 0,
    writeTogether: (pins) => (bits) => {
      for (let i = 0; i < pins.length; i++) digitalWrite(pins[i] as number, (bits >> i) & 1);
    },
    readTogether: (pins) => () => {
      let bits = 0;
      for (let i = pins.length - 1; i >= 0; i--) bits = bits * 2 + digitalRead(pins[i] as number);
      return bits;
    },
    readShare: analogRead,
    channels: channels,
    startPwm: (pin, share) => {
      const pwm = new PWM(pin, PILOT_HERTZ, share);
      pwm.start();
      return (next) => pwm.setDuty(next);
    },
    after: (ms, act) => {
      setTimeout(act, ms);
    },
  };
}

export function createKalumaConsole(map: Pick<PinMap, 'consoleTx' | 'consoleRx'>): ConsoleQueue {
  const UART = platformRequire('uart').UART;
  const uart = new UART(0, {
    baudrate: 115200,
    tx: openPin(map.consoleTx),
    rx: openPin(map.consoleRx),
  });
  const queue = createConsoleQueue(SENT_PER_TICK, (text) => {
    uart.write(text);
  });
  uart.on('data', (data) => {
    if (queue.isFull()) queue.drop(data[data.length - 1] === 10);
    // One native call: a few characters, and many such pieces in a flood.
    else queue.receive(String.fromCharCode.apply(null, data as unknown as number[]));
  });
  return queue;
}

/** What is garbage but not yet collected counts as used. */
function createHeap(): Heap | null {
  const usage = process.memoryUsage();
  if (usage === undefined) return null;
  return {
    totalBytes: usage.heapTotal,
    usedBytes: () => (process.memoryUsage() as kaluma.MemoryUsage).heapUsed,
  };
}

/** Noise of the converter's last bits, and the microsecond at which we woke. */
function gatherEntropy(map: PinMap, channels: Channels | null): number {
  const pin = map.pilotHigh.pin;
  let sum = micros() % 1000000;
  if (pin === null && channels === null) return sum;
  const read =
    pin === null ? (channels as Channels)(map.pilotHigh.channel) : () => analogRead(openPin(pin));
  for (let i = 0; i < 8; i++) sum = (sum * 31 + Math.floor(read() * 4096)) % 1000000;
  return sum;
}

/** @param createConverter for a map with a converter beside the chip; the build leaves it out of every other */
export function createKaluma(
  map: PinMap,
  createConverter: ((pins: ConverterPins) => Channels) | null,
): Platform {
  const WDT = platformRequire('wdt').WDT;
  const console = createKalumaConsole(map);
  // Counts from the chip's reset, and seconds of it pass before our first line. A restart of
  // the program without a reset does not get here: the watchdog, which nothing ends, resets the chip before this is read.
  let lastMs = millis();
  let watchdog: kaluma.Wdt | null = null;
  const channels =
    createConverter === null || map.converter === null ? null : createConverter(map.converter);
  const entropy = gatherEntropy(map, channels);
  const guarded = map.reflex === 'pio' ? createPioReflex(map) : null;
  const timedBridge =
    map.reflex === 'pio' && map.bridge !== null ? createPioStrokes(map.bridge) : null;
  const storage = createKalumaStorage(guarded);
  const heap = createHeap();
  const program = createKalumaProgram();
  const pins = createPinBoard(map, createKalumaCalls(channels), {
    resetCause: ResetCause.Unknown,
    restedForMs: lastMs,
    entropy: entropy,
    clock: {
      lapMs: () => {
        const nowMs = millis();
        const lapMs = nowMs - lastMs;
        lastMs = nowMs;
        return lapMs;
      },
    },
    watchdog: {
      feed: () => {
        if (watchdog !== null) watchdog.feed();
      },
    },
    guarded: guarded,
    timedBridge: timedBridge,
    storage: storage.storage,
    console: console.port,
    heap: heap,
    program: program,
  });
  // Not before the pins are safe: what comes until then takes longer than a tick.
  watchdog = new WDT(map.watchdogMs);
  return {
    board: pins.board,
    every: (periodMs, tick) => {
      setInterval(tick, periodMs);
    },
    endTick: () => {
      console.send();
      program.readOn();
      storage.tidyOn();
    },
    wantsRestart: () => false,
    makeSafe: pins.makeSafe,
  };
}
