/**
 * Arithmetic: the Thumb instructions that only use registers and flags, as JavaScript.
 *
 * Registers are the variables r0 to r14, signed integers; `nz` is a value with the sign, and the zero, of the
 * last result; `c` and `v` are carry and overflow.
 */

const SP = 'r13';
const CPSID = 0xb672;
const NOP = 0xbf00;

/** The two-register instructions that only combine bits, by their four bits. */
const combining: Readonly<Record<number, (a: string, b: string) => string>> = {
  0: (a, b) => `${a} = nz = ${a} & ${b};`,
  1: (a, b) => `${a} = nz = ${a} ^ ${b};`,
  8: (a, b) => `nz = ${a} & ${b};`,
  12: (a, b) => `${a} = nz = ${a} | ${b};`,
  13: (a, b) => `${a} = nz = Math.imul(${a}, ${b});`,
  14: (a, b) => `${a} = nz = ${a} & ~${b};`,
  15: (a, b) => `${a} = nz = ~${b};`,
};

/** Shifts by a register, by their four bits; `x` is shifted by `y`. */
const shifting: Readonly<Record<number, string>> = {
  2: 'if (y > 0) c = y <= 32 ? (x >>> (32 - y)) & 1 : 0; nz = y < 32 ? x << y : 0;',
  3: 'if (y > 0) c = y <= 32 ? (x >>> (y - 1)) & 1 : 0; nz = y < 32 ? (x >>> y) | 0 : 0;',
  4: 'if (y > 0) c = (x >> Math.min(y - 1, 31)) & 1; nz = x >> Math.min(y, 31);',
  7: 'nz = (x >>> (y & 31)) | (x << (-y & 31)); if (y > 0) c = nz >>> 31;',
};

/** The variable of a register. */
export const name = (register: number): string => `r${register}`;

/** A sum with its flags; a difference is x + ~y + 1. */
export function sum(x: string, y: string, carry: string, to: string | null): string {
  const store = to === null ? '' : `${to} = nz;`;
  return `x = ${x}; y = ${y}; nz = (x + y + ${carry}) | 0; c = ((x & y) | ((x | y) & ~nz)) >>> 31; v = ((x ^ nz) & (y ^ nz)) >>> 31; ${store}`;
}

/** A shift by a constant, by its two bits; 0 stands for 32 where it goes to the right. */
function shifted(kind: number, by: number, to: string, from: string): string {
  if (kind === 0) {
    const carry = by === 0 ? '' : `c = (${from} >>> ${32 - by}) & 1; `;
    return `${carry}${to} = nz = ${from} << ${by};`;
  }
  const carry = `c = (${from} >>> ${by === 0 ? 31 : by - 1}) & 1;`;
  if (kind === 2) return `${carry} ${to} = nz = ${from} >> ${by === 0 ? 31 : by};`;
  return `${carry} ${to} = nz = ${by === 0 ? '0' : `(${from} >>> ${by}) | 0`};`;
}

function ofTwo(kind: number, a: string, b: string): string {
  const simple = combining[kind];
  if (simple !== undefined) return simple(a, b);
  const shift = shifting[kind];
  if (shift !== undefined) return `x = ${a}; y = ${b} & 255; ${shift} ${a} = nz;`;
  if (kind === 5) return sum(a, b, 'c', a);
  if (kind === 6) return sum(a, `~${b}`, 'c', a);
  if (kind === 9) return sum('0', `~${b}`, '1', a);
  return kind === 10 ? sum(a, `~${b}`, '1', null) : sum(a, b, '0', null);
}

/** The stack moves, a value is extended; interrupts wait. */
function various(op: number, a: string, b: string): string | null {
  const bytes = 4 * (op & 127);
  if (op >> 7 === 0x160) return `${SP} = (${SP} + ${bytes}) | 0;`;
  if (op >> 7 === 0x161) return `${SP} = (${SP} - ${bytes}) | 0;`;
  if (op >> 6 === 0x2c8) return `${a} = ${b} << 16 >> 16;`;
  if (op >> 6 === 0x2c9) return `${a} = ${b} << 24 >> 24;`;
  if (op >> 6 === 0x2ca) return `${a} = ${b} & 65535;`;
  if (op >> 6 === 0x2cb) return `${a} = ${b} & 255;`;
  if (op === CPSID) return 'core.PM = true;';
  return op === NOP ? '' : null;
}

/** An instruction of one cycle as a line of JavaScript; null where it is another kind. */
export function arithmetic(op: number): string | null {
  const top = op >> 11;
  const [a, b, w] = [name(op & 7), name((op >> 3) & 7), name((op >> 8) & 7)];
  const byte = op & 255;
  if (top < 3) return shifted(top, (op >> 6) & 31, a, b);
  switch (top) {
    case 3: {
      const third = (op >> 6) & 7;
      const y = (op & 0x400) === 0 ? name(third) : String(third);
      return (op & 0x200) === 0 ? sum(b, y, '0', a) : sum(b, `~${y}`, '1', a);
    }
    case 4:
      return `${w} = nz = ${byte};`;
    case 5:
      return sum(w, `~${byte}`, '1', null);
    case 6:
      return sum(w, String(byte), '0', w);
    case 7:
      return sum(w, `~${byte}`, '1', w);
    case 8:
      return (op & 0x400) === 0 ? ofTwo((op >> 6) & 15, a, b) : null;
    case 21:
      return `${w} = (${SP} + ${4 * byte}) | 0;`;
    case 22:
    case 23:
      return various(op, a, b);
    default:
      return null;
  }
}

/** The conditions of the conditional branches, two by two: the odd ones are the opposite. */
export const conditions: readonly string[] = [
  'nz === 0',
  'c === 1',
  'nz < 0',
  'v === 1',
  '(c === 1 && nz !== 0)',
  '(nz < 0) === (v === 1)',
  '(nz !== 0 && (nz < 0) === (v === 1))',
];
