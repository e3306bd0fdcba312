/**
 * Accesses: memory reads and writes as JavaScript. At an address without memory, or a misaligned one, the
 * translated code is left.
 */

import { name } from './arithmetic.ts';
import { RAM_BYTES, RAM_FROM } from './memory.ts';

export type Bytes = 1 | 2 | 4;

const arrays = { 1: 'ram8', 2: 'ram16', 4: 'ram32' } as const;
const shifts = { 1: 0, 2: 1, 4: 2 } as const;
const PC = 15;

/** The part of RAM that `y` indexes. */
function ramOf(bytes: Bytes): string {
  return `${arrays[bytes]}[y >> ${shifts[bytes]}]`;
}

function isInRam(bytes: Bytes): string {
  const aligned = bytes === 1 ? '' : ` && (y & ${bytes - 1}) === 0`;
  return `y >= 0 && y < ${RAM_BYTES}${aligned}`;
}

/** @param then code that uses the value, which is in `x` @param stop code that leaves the translation */
export function load(address: string, bytes: Bytes, then: string, stop: string): string {
  return (
    `x = (${address}) | 0; y = (x - ${RAM_FROM}) | 0; ` +
    `if (${isInRam(bytes)}) x = ${ramOf(bytes)}; ` +
    `else { x = memory.read(x, ${bytes}); if (memory.isElsewhere) ${stop} } ${then}`
  );
}

export function store(address: string, bytes: Bytes, from: string, stop: string): string {
  return `y = ((${address}) - ${RAM_FROM}) | 0; if (${isInRam(bytes)}) ${ramOf(bytes)} = ${from}; else ${stop}`;
}

/** A word of RAM at an address plus this many words. */
export function place(address: string, words: number): string {
  return `ram32[((${address} - ${RAM_FROM}) >> 2) + ${words}]`;
}

/** Registers to or from consecutive words from `x` on, all in RAM; the last may be the program counter's. */
export function words(registers: readonly number[], isStore: boolean, stop: string): string {
  const bytes = 4 * registers.length;
  const moves = registers.map((register, i) => {
    const word = place('x', i);
    if (isStore) return `${word} = ${name(register)};`;
    return register === PC ? '' : `${name(register)} = ${word};`;
  });
  const isOutside = `y < 0 || y + ${bytes} > ${RAM_BYTES} || (y & 3) !== 0`;
  return `y = (x - ${RAM_FROM}) | 0; if (${isOutside}) ${stop} ${moves.join(' ')}`;
}

/** The registers of a list, 0 to 7. */
export function listed(op: number): number[] {
  return [0, 1, 2, 3, 4, 5, 6, 7].filter((i) => (op & (1 << i)) !== 0);
}
