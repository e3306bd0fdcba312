/**
 * Espruino: the program is written to the Storage file `.bootcde` in small pieces. The board checks each
 * piece before it writes it, and everything is read back afterwards; never `save()`, which would store pin
 * states.
 */

import { crc32 } from 'node:zlib';
import { FlashStage } from './stage.ts';
import { ask, drain, FlashError } from './talk.ts';
import type { Wire } from './wire.ts';

const FILE = '.bootcde';
const PIECE = 192;
const ATTEMPTS = 6;
const ANSWER_MS = 2000;

const base64 = (bytes: string): string => Buffer.from(bytes, 'latin1').toString('base64');

/** Longest time for a line; its output is enclosed in < and >. */
const quiet = (code: string): string => `\x10${code}\n`;

async function erase(wire: Wire): Promise<boolean> {
  const code = `require("Storage").erase("${FILE}");print("<G"+"ONE "+(require("Storage").read("${FILE}")===undefined)+">")`;
  const gone = await ask(wire, quiet(code), /<GONE (\w+)>/, ANSWER_MS, ATTEMPTS);
  return gone?.[1] === 'true';
}

/** One piece; a line with a lost byte fails its checksum and is sent again. */
async function writePiece(wire: Wire, at: number, piece: string, total: number): Promise<boolean> {
  const check = crc32(Buffer.from(piece, 'latin1'));
  const size = at === 0 ? `,${total}` : '';
  const code =
    `(function(d){print("<W"+"${at} "+(E.CRC32(d)===${check}?` +
    `require("Storage").write("${FILE}",d,${at}${size}):"lost")+">")})(atob("${base64(piece)}"))`;
  for (let i = 0; i < ATTEMPTS; i++) {
    const said = await ask(wire, quiet(code), new RegExp(`<W${at} (\\w+)>`), ANSWER_MS, 1);
    if (said?.[1] === 'true') return true;
    // Completes a line whose end was lost.
    await wire.send('\x03\n');
    await drain(wire, 50);
  }
  return false;
}

async function readPiece(wire: Wire, at: number, length: number): Promise<string | null> {
  const code = `(function(d){print("<R"+"${at} "+E.CRC32(d)+" "+btoa(d)+">")})(require("Storage").read("${FILE}",${at},${length}))`;
  for (let i = 0; i < ATTEMPTS; i++) {
    const said = await ask(
      wire,
      quiet(code),
      new RegExp(`<R${at} (\\d+) ([\\w+/=]*)>`),
      ANSWER_MS,
      1,
    );
    const bytes = Buffer.from(said?.[2] ?? '', 'base64').toString('latin1');
    if (said !== null && crc32(Buffer.from(bytes, 'latin1')) === Number(said[1])) return bytes;
    await wire.send('\x03\n');
    await drain(wire, 50);
  }
  return null;
}

async function readBack(
  wire: Wire,
  total: number,
  progress: (bytes: number) => void,
): Promise<string> {
  let text = '';
  for (let at = 0; at < total; at += PIECE) {
    const piece = await readPiece(wire, at, Math.min(PIECE, total - at));
    if (piece === null) return text;
    text += piece;
    progress(total + text.length);
  }
  return text;
}

async function writeAll(
  wire: Wire,
  code: string,
  progress: (bytes: number) => void,
): Promise<boolean> {
  for (let at = 0; at < code.length; at += PIECE) {
    const piece = code.slice(at, at + PIECE);
    if (!(await writePiece(wire, at, piece, code.length))) return false;
    progress(at + piece.length);
  }
  return true;
}

/**
 * Flashes the program and starts it.
 *
 * @param code ASCII
 * @param progress bytes written, then the bytes read back added to them
 * @param stage is kept up to date
 * @throws FlashError; it states what is on the board then
 */
export async function flashEspruino(
  wire: Wire,
  code: string,
  progress: (bytes: number) => void,
  stage: FlashStage = new FlashStage(),
): Promise<void> {
  stage.stage = 'incomplete';
  if (!(await erase(wire))) {
    throw new FlashError(`${wire.name}: the old program could not be erased, and is still there`);
  }
  const isWritten = await writeAll(wire, code, progress);
  if (isWritten && (await readBack(wire, code.length, progress)) === code) {
    stage.stage = 'whole';
    await wire.send(quiet('E.reboot()'));
    return;
  }
  await wire.reopen(15000);
  await drain(wire, 300);
  if (await erase(wire)) {
    throw new FlashError(
      `${wire.name}: the program could not be ${isWritten ? 'read back as it was written' : 'written'}; ` +
        'it was erased again: the board is empty, and does nothing. Try another cable or port',
    );
  }
  throw new FlashError(
    `${wire.name}: the board does not answer any more; it may be HALF-FLASHED. Do not connect it to a ` +
      'charger; start it with its button held, and flash again',
  );
}
