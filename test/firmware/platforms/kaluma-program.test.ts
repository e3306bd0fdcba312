import { afterEach, expect, test, vi } from 'vitest';
import { sealed, unsealed } from '../../../build/program-seal.mjs';
import { Stored } from '../../../firmware/hal.ts';
import { createKalumaProgram } from '../../../firmware/platforms/kaluma-program.ts';

const text = `(function(){${'print("what is stored");'.repeat(60)}})();`;

/** What a program finds that is stored as these bytes. */
function found(stored: string): { stored: Stored; pieces: number } {
  const flash = Buffer.alloc(512 * 1024, 0xff);
  flash.write(`${stored}\0`, 'latin1');
  const read = (_sector: number, bytes: Uint8Array, offset: number): void => {
    bytes.set(flash.subarray(offset, offset + bytes.length));
  };
  vi.stubGlobal('platformRequire', () => ({
    Flash: class {
      read = read;
    },
  }));
  const program = createKalumaProgram();
  let pieces = 0;
  while (program.stored() === Stored.Reading) {
    program.readOn();
    pieces++;
  }
  return { stored: program.stored(), pieces };
}

afterEach(() => vi.unstubAllGlobals());

test('a program that is stored as it was built is whole, whatever its length', () => {
  for (let i = 0; i < 260; i += 65) {
    const program = sealed(text + ' '.repeat(i), 'kaluma');
    expect(program.length % 256).toBe(0);
    expect(found(program)).toEqual({ stored: Stored.Whole, pieces: program.length / 256 });
    expect(unsealed(program).trimEnd()).toBe(text);
  }
});

test('a single bit that has changed is found, wherever it is', () => {
  const program = Buffer.from(sealed(text, 'kaluma'), 'latin1');
  const counts = [0, 0, 0];
  // The characters behind the sum say nothing.
  const last = program.length - 256 + 8;
  for (let bit = 0; bit < 8 * last; bit += 29) {
    const changed = Buffer.from(program);
    changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7));
    const { stored } = found(changed.toString('latin1'));
    counts[stored] = (counts[stored] as number) + 1;
  }
  expect(counts[Stored.Whole]).toBe(0);
  expect(counts[Stored.Damaged]).toBeGreaterThan(300);
});

test('a program without a seal is damaged, wherever it was cut off', () => {
  expect(found(text).stored).toBe(Stored.Damaged);
  const program = sealed(text, 'kaluma');
  // Up to the line's end in the padding all of the program is there, and runs.
  for (let left = 256; left < 512; left += 51) {
    expect(found(program.slice(0, -left))).toEqual({ stored: Stored.Damaged, pieces: 2049 });
  }
});
