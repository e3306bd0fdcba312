import { crc32 } from 'node:zlib';
import { afterEach, expect, test, vi } from 'vitest';
import { sealed } from '../../../build/program-seal.mjs';
import { Stored } from '../../../firmware/hal.ts';
import { createEspruinoProgram } from '../../../firmware/platforms/espruino-program.ts';

const text = `(function(){${'print("what is stored");'.repeat(60)}})();`;

/** What a program finds whose file has this text. */
function found(file: string): { stored: Stored; pieces: number } {
  vi.stubGlobal('E', { CRC32: crc32 });
  const program = createEspruinoProgram({
    read: (name, offset = 0, length = 0) =>
      name === '.bootcde' && offset < file.length
        ? file.substring(offset, offset + length)
        : undefined,
    write: () => false,
    getFree: () => 0,
    compact: () => undefined,
  });
  let pieces = 0;
  while (program.stored() === Stored.Reading) {
    program.readOn();
    pieces++;
  }
  return { stored: program.stored(), pieces };
}

afterEach(() => vi.unstubAllGlobals());

test('a program that is stored as it was built is whole', () => {
  const program = sealed(text, 'espruino');
  expect(found(program)).toEqual({ stored: Stored.Whole, pieces: program.length / 1024 });
});

test('a single bit that has changed is found, wherever it is', () => {
  const program = Buffer.from(sealed(text, 'espruino'), 'latin1');
  // The characters behind the sum say nothing.
  const last = program.length - 1024 + 8;
  for (let bit = 0; bit < 8 * last; bit += 29) {
    const changed = Buffer.from(program);
    changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7));
    expect(found(changed.toString('latin1')).stored, `bit ${bit}`).toBe(Stored.Damaged);
  }
});

test('a program without a seal is damaged at the end of its file', () => {
  expect(found(text).stored).toBe(Stored.Damaged);
  expect(found('').stored).toBe(Stored.Damaged);
  expect(found(sealed(text, 'espruino').slice(0, -1024)).stored).toBe(Stored.Damaged);
});
