/** The record of events is removed from a platform's flash, and nothing else. */
import { expect, test } from 'vitest';
import { createFlashLog, type FlashLog, readSlot } from '../../../firmware/platforms/flash-log.ts';
import { writeSlot } from '../../../firmware/platforms/flash-room.ts';
import { withoutLedger } from '../../../sim/chip/erased-ledger.ts';
import { FlashSectors } from '../../../sim/chip/flash-sectors.ts';
import { ESPRUINO_STORAGE, installEspruino, installKaluma } from '../../../sim/chip/install.ts';

const FLASH_BYTES = 0x200000;
const LOG_FROM = 0xfc000;

function logIn(flash: Uint8Array): FlashLog {
  return createFlashLog(new FlashSectors(flash.subarray(LOG_FROM)), 12);
}

test('Kaluma: no copy of the record counts, every other text does, and the next one finds its place', () => {
  const flash = new Uint8Array(FLASH_BYTES).fill(0xff);
  installKaluma(flash, 'let a;');
  const before = logIn(flash);
  writeSlot(before, 0, '1:0');
  writeSlot(before, 9, '1:1:1;0;1 0 began');
  writeSlot(before, 10, `1:2:1;0;${'1 0 began,'.repeat(40)}`);
  writeSlot(before, 9, '1:3:1;0;1 0 began,1 2 ended');
  writeSlot(before, 1, '2:0');
  const erased = withoutLedger('kaluma', flash);
  const after = logIn(erased);
  expect([0, 1, 9, 10].map((slot) => readSlot(after, slot))).toEqual(['1:0', '2:0', '', '']);
  writeSlot(after, 9, '1:1:1;0;1 0 start unknown');
  expect(readSlot(logIn(erased), 9)).toBe('1:1:1;0;1 0 start unknown');
  expect(Buffer.compare(flash.subarray(0x100000), erased.subarray(0x100000))).toBe(0);
  expect(readSlot(logIn(flash), 9)).toBe('1:3:1;0;1 0 began,1 2 ended');
});

/** The names of the files that Espruino would find, and where each begins. */
function filesIn(flash: Uint8Array): Map<string, number> {
  const view = new DataView(flash.buffer);
  const found = new Map<string, number>();
  let at = ESPRUINO_STORAGE;
  while (view.getUint32(at, true) !== 0xffffffff) {
    const name = Buffer.from(flash.subarray(at + 4, at + 32)).toString('latin1');
    if (!name.startsWith('\0')) found.set(name.replaceAll('\0', ''), at);
    at += 32 + ((view.getUint32(at, true) + 3) & ~3);
  }
  return found;
}

const files = {
  '.bootcde': 'let a;',
  hf0: '1:0 1',
  hf1: '2:0 2',
  hf9: '1:1:1;0;1 0 began 7',
  hf10: 'the other slot',
  hf90: 'another slot',
};

test('Espruino: both files are gone, every other one stays where it was', () => {
  const flash = new Uint8Array(FLASH_BYTES);
  installEspruino(flash, files);
  const before = filesIn(flash);
  const after = filesIn(withoutLedger('espruino', flash));
  expect([...after.keys()]).toEqual(['.bootcde', 'hf0', 'hf1', 'hf90']);
  for (const [name, at] of after) expect(at).toBe(before.get(name));
  expect(filesIn(flash)).toEqual(before);
});

test('Espruino: a file that lies in a later sector is found', () => {
  const flash = new Uint8Array(FLASH_BYTES);
  installEspruino(flash, files);
  const sector = flash.slice(ESPRUINO_STORAGE, ESPRUINO_STORAGE + 4096);
  flash.fill(0xff, ESPRUINO_STORAGE, ESPRUINO_STORAGE + 4096);
  flash.set(sector, ESPRUINO_STORAGE + 8192);
  const erased = withoutLedger('espruino', flash).slice(8192);
  expect([...filesIn(erased).keys()]).toEqual(['.bootcde', 'hf0', 'hf1', 'hf90']);
});

test.each(['kaluma', 'espruino'] as const)(
  '%s: a charger that has noted nothing yet stays as it is',
  (platform) => {
    const flash = new Uint8Array(FLASH_BYTES).fill(0xff);
    if (platform === 'kaluma') writeSlot(logIn(flash), 0, '1:0');
    else installEspruino(flash, { '.bootcde': 'let a;', hf0: '1:0' });
    expect(Buffer.compare(withoutLedger(platform, flash), flash)).toBe(0);
  },
);
