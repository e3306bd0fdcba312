/**
 * Identity: which platform runs on a board, by its own answer. Vendor and product ids identify the chip with
 * the USB interface, not the firmware: several platforms share them.
 */

import { ask, drain, FlashError } from './talk.ts';
import type { Wire } from './wire.ts';

export type Platform = 'kaluma' | 'espruino';
export const platforms: readonly Platform[] = ['kaluma', 'espruino'];

export interface Identity {
  readonly platform: Platform | 'holdfast';
  readonly version: string;
  readonly board: string;
}

/** The oldest versions that the measurements cover; 1.3 betas of Kaluma do not support the RP2040. */
const oldest: Readonly<Record<Platform, readonly [number, number, number]>> = {
  kaluma: [1, 2, 1],
  espruino: [2, 29, 0],
};

const ANSWER_MS = 1500;
const PACKET_GIVEN_UP_MS = 1200;

/** A receiver that waits for a file, because a transfer was interrupted, takes everything else for its bytes. */
async function leaveTransfer(wire: Wire): Promise<void> {
  // It gives up the packet that was begun after a second, and asks for the next once a second.
  const untilMs = wire.nowMs() + PACKET_GIVEN_UP_MS;
  while (wire.nowMs() < untilMs) await wire.receive(untilMs - wire.nowMs());
  await wire.send('aa');
  await drain(wire, 100);
  await wire.send('\x03\r');
  await drain(wire, 100);
}

async function askKaluma(wire: Wire): Promise<Identity | null> {
  const question = (): ReturnType<typeof ask> =>
    ask(wire, '\r.hi\r', /Welcome to Kaluma v([\w.-]+)/, ANSWER_MS, 1);
  let said = await question();
  if (said === null) {
    await leaveTransfer(wire);
    said = await question();
  }
  return said === null ? null : { platform: 'kaluma', version: said[1] as string, board: 'Kaluma' };
}

async function askEspruino(wire: Wire): Promise<Identity | null> {
  const question = '\x10print("<ES"+"P "+process.version+" "+process.env.BOARD+">")\n';
  const said = await ask(wire, question, /<ESP (\S+) ([^>]*)>/, ANSWER_MS, 3);
  if (said === null) return null;
  return { platform: 'espruino', version: said[1] as string, board: said[2] as string };
}

async function askHoldfast(wire: Wire): Promise<Identity | null> {
  const said = await ask(wire, '\nhello\n', /ok holdfast (\S+) (\S+)/, ANSWER_MS, 1);
  if (said === null) return null;
  return { platform: 'holdfast', version: said[1] as string, board: said[2] as string };
}

/** Queries in each platform's own words, the likeliest first; none of them has an effect. */
export async function identify(wire: Wire, likeliest: Platform): Promise<Identity | null> {
  await drain(wire, 100);
  const questions = likeliest === 'kaluma' ? [askKaluma, askEspruino] : [askEspruino, askKaluma];
  for (const question of [...questions, askHoldfast]) {
    const found = await question(wire);
    if (found !== null) return found;
  }
  return null;
}

/** `1.2.1`, `1.2.1-beta`, `2v29`, `2v29.15` as numbers. */
export function versionOf(text: string): [number, number, number] {
  const [major = 0, minor = 0, patch = 0] = (text.match(/\d+/g) ?? []).map(Number);
  return [major, minor, patch];
}

export function isOlder(version: string, than: readonly [number, number, number]): boolean {
  const found = versionOf(version);
  for (let i = 0; i < 3; i++) {
    const difference = (found[i] as number) - (than[i] as number);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

/**
 * The reason against flashing this board, in words; nothing has been written then.
 *
 * @throws FlashError where it is another board, or too old
 */
export function checkIdentity(name: string, found: Identity | null, wanted: Platform): void {
  const untouched = 'nothing was written';
  if (found === null) {
    throw new FlashError(
      `${name}: no REPL answers; ${untouched}. If Holdfast runs on an Espruino, start it with its ` +
        'button held, which skips the program; on Kaluma, hold GPIO22 low at the start',
    );
  }
  if (found.platform === 'holdfast') {
    throw new FlashError(
      `${name}: this is Holdfast's own console; ${untouched}. Flash over the board's USB port`,
    );
  }
  if (found.platform !== wanted) {
    const what = found.platform === 'kaluma' ? 'Kaluma' : 'Espruino';
    throw new FlashError(
      `${name}: this board runs ${what} ${found.version}, but --platform is ${wanted}; ${untouched}`,
    );
  }
  const least = oldest[wanted];
  if (isOlder(found.version, least)) {
    const need = wanted === 'kaluma' ? least.join('.') : `${least[0]}v${least[1]}`;
    throw new FlashError(
      `${name}: ${wanted} ${found.version} is too old, ${need} is needed; ${untouched}. Update the platform first`,
    );
  }
}
