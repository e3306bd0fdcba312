/**
 * Port: a serial port that can disappear at any moment. Its queue is bounded, and a second close does
 * nothing.
 */

import { BenchError, vanished } from './bench-error.ts';
import { loadSerialPort } from './serial-port.ts';

/** Limit on output that waits to be written, in bytes: about fifty frames. */
const WRITE_LIMIT = 4096;
/** How long a close waits for what is still to be written: a board that takes nothing more must not hold it up. */
const LAST_WORDS_MS = 500;

export interface PortEvents {
  data(text: string): void;
  gone(error: BenchError): void;
}

export interface Port {
  /** Accepts the text if there is room for all of it; otherwise accepts nothing and returns false. */
  write(text: string): boolean;
  /** Stops both directions; for tests of a host that stops reading. */
  pause(): void;
  resume(): void;
  /** Whatever was accepted is written first, if the device takes it within half a second. */
  close(): Promise<void>;
}

function whyNot(path: string, message: string): BenchError {
  const shown = message.replace(/^Error: /, '');
  if (/ENOENT|No such file|cannot open/i.test(shown)) {
    return new BenchError(path, 'there is no such port', 'holdfast hil ports lists what is there');
  }
  if (/EACCES|Permission/i.test(shown)) {
    return new BenchError(path, 'not allowed', 'join the group that owns it, usually dialout');
  }
  if (/EBUSY|lock|busy/i.test(shown)) {
    return new BenchError(path, 'another program has it open', 'close the other program');
  }
  return new BenchError(path, shown, 'is it plugged in?');
}

/**
 * Opens a port for this process alone. `hupcl` is off: closing must not drop DTR, which resets boards.
 *
 * @throws BenchError where it cannot be opened
 */
export async function openPort(path: string, baudRate: number, events: PortEvents): Promise<Port> {
  const SerialPort = await loadSerialPort();
  const serial = new SerialPort({
    path,
    baudRate,
    autoOpen: false,
    hupcl: false,
    lock: true,
    highWaterMark: 16384,
  });
  let isClosing = false;
  let isGone = false;
  const go = (why: string): void => {
    if (isGone || isClosing) return;
    isGone = true;
    events.gone(vanished(path, why));
  };
  serial.on('data', (chunk: Buffer) => events.data(chunk.toString('latin1')));
  serial.on('error', (error) => go(error.message));
  serial.on('close', (error: Error | null) => go(error?.message ?? 'closed'));
  let waiting = '';
  // Frames of one event-loop turn are sent together: one system call instead of one each.
  const flush = (): void => {
    if (serial.isOpen) serial.write(waiting, 'latin1');
    waiting = '';
  };
  // Without a call that waits in the kernel: on a board that takes nothing more it would never return.
  const allWritten = async (): Promise<void> => {
    const untilMs = performance.now() + LAST_WORDS_MS;
    const isPending = (): boolean => waiting !== '' || serial.writableLength > 0;
    while (serial.isOpen && isPending() && performance.now() < untilMs) {
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  };
  const port: Port = {
    write: (text) => {
      const length = serial.writableLength + waiting.length + text.length;
      if (isClosing || !serial.isOpen || length > WRITE_LIMIT) return false;
      if (waiting === '') queueMicrotask(flush);
      waiting += text;
      return true;
    },
    pause: () => serial.pause(),
    resume: () => serial.resume(),
    close: async () => {
      if (isClosing || !serial.isOpen) return;
      isClosing = true;
      await allWritten();
      if (serial.isOpen) await new Promise<void>((resolve) => serial.close(() => resolve()));
    },
  };
  return new Promise((resolve, reject) => {
    serial.open((error) => (error === null ? resolve(port) : reject(whyNot(path, error.message))));
  });
}

/** A serial port of this computer. */
export interface PresentPort {
  readonly path: string;
  /** What stays the same when the device is plugged in again; empty where there is nothing. */
  readonly id: string;
  /** Manufacturer, vendor and product. */
  readonly what: string;
}

/** On Linux the list is made by a program, which small systems and containers have not. */
function noList(error: NodeJS.ErrnoException): never {
  if (error.code !== 'ENOENT' && !/ENOENT/.test(error.message)) throw error;
  throw new BenchError(
    'list of ports',
    'udevadm is not on this computer',
    'install udev, or look at ls /dev/ttyACM* /dev/ttyUSB* and name one with --port',
  );
}

/**
 * The ports that are present, with names that stay the same when a device is plugged in again.
 *
 * @throws BenchError where this computer cannot list them
 */
export async function listPorts(): Promise<PresentPort[]> {
  const SerialPort = await loadSerialPort();
  const found = await SerialPort.list().catch(noList);
  return found.map((port) => ({
    path: port.path,
    id: port.pnpId ?? port.serialNumber ?? '',
    what: [port.manufacturer, port.vendorId, port.productId].filter(Boolean).join(' '),
  }));
}

/**
 * The path of a port as it is written in the rig file: a path, or `id:…` for any part of a stable name.
 *
 * @throws BenchError where no port, or more than one, has such a name
 */
export async function findPort(name: string): Promise<string> {
  if (!name.startsWith('id:')) return name;
  const wanted = name.slice(3);
  const fitting = (await listPorts()).filter((port) => port.id.includes(wanted));
  const [first, second] = fitting;
  if (first !== undefined && second === undefined) return first.path;
  const what = first === undefined ? 'no port has this id' : 'more than one port has this id';
  throw new BenchError(name, what, 'holdfast hil ports lists what is there');
}
