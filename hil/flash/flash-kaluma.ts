/**
 * Kaluma: erase, restart, write by YMODEM, read back, compare, start.
 *
 * The running program is stopped before its flash is written. Its watchdog is still armed and will reset the
 * board: that reset is awaited while the flash is already empty, so that no half-written program starts.
 */

import { FlashStage } from './stage.ts';
import { ask, drain, FlashError, plain, readUntil } from './talk.ts';
import type { Wire } from './wire.ts';
import { sendFile } from './ymodem.ts';

const TRANSFERS = 3;
/** The longest watchdog of the chip is 8.3 s. */
const BITES_WITHIN_MS = 9000;
const RETURNS_WITHIN_MS = 15000;
const REPL_MS = 1500;
const READS = 3;
const PAGE = 256;

async function erase(wire: Wire): Promise<boolean> {
  const erased = await ask(wire, '\r.flash -e\r', /Flash has erased/, 4000, 3);
  return erased !== null;
}

async function size(wire: Wire): Promise<number | null> {
  const found = await ask(wire, '\r.flash -s\r', /\.flash -s\s+(\d+)\r?\n/, REPL_MS, 3);
  return found === null ? null : Number(found[1]);
}

/** Stops the running program, and waits for its watchdog's reset. */
async function stop(wire: Wire): Promise<void> {
  await wire.send('\x03\r.reset\r');
  const untilMs = wire.nowMs() + BITES_WITHIN_MS;
  while (wire.nowMs() < untilMs) await drain(wire, 500);
  if (!(await wire.reopen(RETURNS_WITHIN_MS))) {
    throw new FlashError(`${wire.name}: the board has not come back after a reset; it is empty`);
  }
  await drain(wire, 200);
}

/** @returns as much of the program in the flash as could be read */
async function readBack(wire: Wire, bytes: number): Promise<string> {
  await drain(wire, 100);
  await wire.send('\r.flash -r\r');
  const untilMs = wire.nowMs() + 3000 + bytes;
  let received = '';
  for (;;) {
    const text = plain(received);
    const from = text.indexOf('.flash -r\r\n');
    const body = from < 0 ? '' : text.slice(from + 11).replaceAll('\r\n', '\n');
    const leftMs = Math.min(untilMs - wire.nowMs(), 1500);
    if (body.length >= bytes || leftMs <= 0) return body.slice(0, bytes);
    const more = await wire.receive(leftMs);
    if (more === '') return body;
    received += more;
  }
}

/** Bytes are lost while reading as well, so only a difference that persists counts. */
async function isThere(wire: Wire, code: string): Promise<boolean> {
  for (let i = 0; i < READS; i++) if ((await readBack(wire, code.length)) === code) return true;
  return false;
}

/** Kaluma finds the end of its program by a zero byte, which exists only in a page that is not full. */
function endable(code: string): string {
  return code.length % PAGE === 0 ? `${code}\n` : code;
}

async function transfer(
  wire: Wire,
  code: string,
  progress: (bytes: number) => void,
): Promise<boolean> {
  await drain(wire, 100);
  await wire.send('\r.flash -w\r');
  const { match } = await readUntil(wire, /YMODEM/, 3000);
  if (match === null) return false;
  const isTaken = await sendFile(wire, 'holdfast.js', code, progress);
  // A receiver that still waits is aborted: "a" aborts it, and has no effect in a REPL.
  if (!isTaken) await wire.send('aa');
  await readUntil(wire, /Done|Aborted|Failed|too large|Verification/, 2500);
  await wire.send('\x03\r');
  await drain(wire, 300);
  return isTaken;
}

/**
 * Flashes the program and starts it.
 *
 * @param program ASCII
 * @param stage is kept up to date
 * @throws FlashError; it states what is on the board then
 */
export async function flashKaluma(
  wire: Wire,
  program: string,
  progress: (bytes: number) => void,
  stage: FlashStage = new FlashStage(),
): Promise<void> {
  const code = endable(program);
  const room = await ask(wire, '\r.flash -t\r', /\.flash -t\s+(\d+)\r?\n/, REPL_MS, 3);
  if (room !== null && Number(room[1]) <= code.length) {
    const found = `${code.length} bytes, and the board has room for ${room[1]}`;
    throw new FlashError(`${wire.name}: the program is too large (${found}); nothing was written`);
  }
  const before = await size(wire);
  stage.stage = 'incomplete';
  if (!(await erase(wire))) {
    throw new FlashError(
      `${wire.name}: the flash could not be erased; the old program may be there`,
    );
  }
  if (before !== 0) await stop(wire);
  for (let attempt = 0; attempt < TRANSFERS; attempt++) {
    if (attempt > 0 && !((await wire.reopen(RETURNS_WITHIN_MS)) && (await erase(wire)))) break;
    progress(0);
    const isTaken = await transfer(wire, code, progress);
    if (isTaken && (await isThere(wire, code))) {
      stage.stage = 'whole';
      await wire.send('\r.load\r');
      return;
    }
  }
  await wire.reopen(RETURNS_WITHIN_MS);
  if ((await erase(wire)) && (await size(wire)) === 0) {
    throw new FlashError(
      `${wire.name}: what was read back was never what was written, in ${TRANSFERS} attempts; the board ` +
        'was erased again: it is empty, and does nothing. Try another cable or port',
    );
  }
  throw new FlashError(
    `${wire.name}: the board does not answer any more; it may be HALF-FLASHED. Do not connect it to a ` +
      'charger; start it with GPIO22 held low, and flash again',
  );
}
