/**
 * Install: writes a program where each platform expects it at power-on.
 */

/** Where Kaluma's program begins in the flash. */
export const PROGRAM_FROM = 0x100000;
const KALUMA_PROGRAM_END = 0x180000;
const ESPRUINO_STORAGE = 0x1c0000;
const ESPRUINO_STORAGE_END = 0x200000;

/** Kaluma: the text and a zero byte. */
export function installKaluma(flash: Uint8Array, code: string): void {
  flash.fill(0xff, PROGRAM_FROM, KALUMA_PROGRAM_END);
  flash.set(Buffer.from(`${code}\0`, 'latin1'), PROGRAM_FROM);
}

/** Espruino: files in its storage, each behind a head of length and name. */
export function installEspruino(flash: Uint8Array, files: Readonly<Record<string, string>>): void {
  flash.fill(0xff, ESPRUINO_STORAGE, ESPRUINO_STORAGE_END);
  let at = ESPRUINO_STORAGE;
  for (const [name, text] of Object.entries(files)) {
    const data = Buffer.from(text, 'latin1');
    const head = Buffer.alloc(32);
    head.writeUInt32LE(data.length, 0);
    head.write(name, 4, 'latin1');
    flash.set(head, at);
    flash.set(data, at + 32);
    at += 32 + ((data.length + 3) & ~3);
  }
}
