/**
 * Translate: a stretch of Thumb code as JavaScript, one statement or a few per instruction.
 *
 * A stretch goes on through calls and branches whose way is likely, and is left where the way is another.
 * It stops before whatever is left to rp2040js: waits, special registers, returns from interrupts, and every
 * access to what is no memory. Cycles are counted as rp2040js counts them.
 */

import { RAM_FROM } from './memory.ts';

const SP = 13;
const LR = 14;
const PC = 15;
const MOST_INSTRUCTIONS = 40;

/** A stretch in JavaScript. */
export interface Translation {
  /** Body of a function of `most` cycles. */
  readonly code: string;
  /** It takes at most so many cycles, once through. */
  readonly cycles: number;
  /** Addresses of its instructions, and the halfwords that stood there. */
  readonly read: readonly (readonly [address: number, code: number])[];
}

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

const conditions: readonly string[] = [
  'nz === 0',
  'c === 1',
  'nz < 0',
  'v === 1',
  '(c === 1 && nz !== 0)',
  '(nz < 0) === (v === 1)',
  '(nz !== 0 && (nz < 0) === (v === 1))',
];

const name = (register: number): string => `r${register}`;

/** A sum with its flags; a difference is x + ~y + 1. */
function sum(x: string, y: string, carry: string, to: string | null): string {
  const store = to === null ? '' : `${to} = nz;`;
  return `x = ${x}; y = ${y}; nz = (x + y + ${carry}) | 0; c = ((x & y) | ((x | y) & ~nz)) >>> 31; v = ((x ^ nz) & (y ^ nz)) >>> 31; ${store}`;
}

/** What an instruction is in JavaScript, and where the next one stands. */
class Stretch {
  readonly lines: string[] = [];
  readonly read: [number, number][] = [];
  cycles = 0;
  /** Of the instruction that is translated. */
  pc: number;
  isOver = false;
  /** Where the stretch goes on. */
  private next = 0;
  /** Where the calls on the way go back to. */
  private readonly returns: number[] = [];

  constructor(
    private readonly from: number,
    private readonly codeAt: (address: number) => number | null,
    /** A word that never changes; null where it might. */
    private readonly constantAt: (address: number) => number | null,
    private readonly ramBytes: number,
  ) {
    this.pc = from;
  }

  /** Leaves the stretch before this instruction; rp2040js goes on. */
  private get stop(): string {
    return `{ cycles += ${this.cycles}; pc = ${this.pc}; left = 1; break; }`;
  }

  private leave(to: string | number, cycles: number): string {
    return `{ cycles += ${this.cycles + cycles}; pc = ${to}; break; }`;
  }

  /** Round again, unless there is no time left for it. */
  private again(cycles: number): string {
    return `{ cycles += ${this.cycles + cycles}; if (cycles + MOST > most) { pc = ${this.from}; break; } continue; }`;
  }

  /** Goes on elsewhere; back at the beginning it goes round. */
  private jump(target: number, cycles: number): void {
    if (target === this.from) this.end(this.again(cycles));
    this.next = target;
  }

  private end(line: string): void {
    this.lines.push(line);
    this.isOver = true;
  }

  private load(address: string, bytes: 1 | 2 | 4, to: string, sign = ''): void {
    const array = { 1: 'ram8', 2: 'ram16', 4: 'ram32' }[bytes];
    const shift = { 1: 0, 2: 1, 4: 2 }[bytes];
    const aligned = bytes === 1 ? '' : ` && (y & ${bytes - 1}) === 0`;
    this.lines.push(
      `x = (${address}) | 0; y = (x - ${RAM_FROM}) | 0; ` +
        `if (y >= 0 && y < ${this.ramBytes}${aligned}) x = ${array}[y >> ${shift}]; ` +
        `else { x = memory.read(x, ${bytes}); if (memory.isElsewhere) ${this.stop} } ` +
        `${to} = x${sign};`,
    );
  }

  private store(address: string, bytes: 1 | 2 | 4, from: string): void {
    const array = { 1: 'ram8', 2: 'ram16', 4: 'ram32' }[bytes];
    const shift = { 1: 0, 2: 1, 4: 2 }[bytes];
    const aligned = bytes === 1 ? '' : ` && (y & ${bytes - 1}) === 0`;
    this.lines.push(
      `y = ((${address}) - ${RAM_FROM}) | 0; ` +
        `if (y >= 0 && y < ${this.ramBytes}${aligned}) ${array}[y >> ${shift}] = ${from}; ` +
        `else ${this.stop}`,
    );
  }

  /** Registers of a list, one word after the other from `x` on, all in RAM. */
  private list(registers: readonly number[], isStore: boolean): void {
    this.lines.push(
      `y = (x - ${RAM_FROM}) | 0; if (y < 0 || y + ${4 * registers.length} > ${this.ramBytes} || (y & 3) !== 0) ${this.stop}`,
    );
    registers.forEach((register, i) => {
      const place = `ram32[(y >> 2) + ${i}]`;
      if (isStore) this.lines.push(`${place} = ${name(register)};`);
      else if (register !== PC) this.lines.push(`${name(register)} = ${place};`);
    });
  }

  /** @returns whether there is another instruction of this stretch */
  one(): boolean {
    const op = this.codeAt(this.pc);
    if (op === null) {
      this.end(this.leave(this.pc, 0));
      return false;
    }
    this.read.push([this.pc, op]);
    this.next = this.pc + 2;
    const before = this.lines.length;
    const took = this.translate(op);
    if (took === 0) {
      this.lines.length = before;
      this.end(this.stop);
      return false;
    }
    this.cycles += took;
    this.pc = this.next | 0;
    return !this.isOver;
  }

  /** @returns its cycles; 0 where it is left to rp2040js */
  private translate(op: number): number {
    const top = op >> 11;
    const [a, b, m, w] = [op & 7, (op >> 3) & 7, (op >> 6) & 7, (op >> 8) & 7].map(name) as [
      string,
      string,
      string,
      string,
    ];
    const small = (op >> 6) & 31;
    const byte = op & 255;
    const say = (line: string): number => this.lines.push(line) && 1;
    switch (top) {
      case 0:
        return say(
          small === 0
            ? `${a} = nz = ${b};`
            : `c = (${b} >>> ${32 - small}) & 1; ${a} = nz = ${b} << ${small};`,
        );
      case 1:
        return say(
          small === 0
            ? `c = ${b} >>> 31; ${a} = nz = 0;`
            : `c = (${b} >>> ${small - 1}) & 1; ${a} = nz = (${b} >>> ${small}) | 0;`,
        );
      case 2:
        return say(
          small === 0
            ? `c = ${b} >>> 31; ${a} = nz = ${b} >> 31;`
            : `c = (${b} >>> ${small - 1}) & 1; ${a} = nz = ${b} >> ${small};`,
        );
      case 3: {
        const isImmediate = (op & 0x400) !== 0;
        const y = isImmediate ? String((op >> 6) & 7) : m;
        const isDifference = (op & 0x200) !== 0;
        return say(isDifference ? sum(b, `~${y}`, '1', a) : sum(b, y, '0', a));
      }
      case 4:
        return say(`${w} = nz = ${byte};`);
      case 5:
        return say(sum(w, `~${byte}`, '1', null));
      case 6:
        return say(sum(w, String(byte), '0', w));
      case 7:
        return say(sum(w, `~${byte}`, '1', w));
      case 8:
        return (op & 0x400) === 0 ? this.combine((op >> 6) & 15, a, b) : this.high(op);
      case 9: {
        const address = ((this.pc + 4) & ~3) + 4 * byte;
        const constant = this.constantAt(address);
        if (constant === null) this.load(String(address), 4, w);
        else say(`${w} = ${constant};`);
        return 2;
      }
      case 10:
      case 11:
        this.byRegister((op >> 9) & 7, `${b} + ${m}`, a);
        return 2;
      case 12:
        this.store(`${b} + ${4 * small}`, 4, a);
        return 2;
      case 13:
        this.load(`${b} + ${4 * small}`, 4, a);
        return 2;
      case 14:
        this.store(`${b} + ${small}`, 1, a);
        return 2;
      case 15:
        this.load(`${b} + ${small}`, 1, a);
        return 2;
      case 16:
        this.store(`${b} + ${2 * small}`, 2, a);
        return 2;
      case 17:
        this.load(`${b} + ${2 * small}`, 2, a);
        return 2;
      case 18:
        this.store(`r${SP} + ${4 * byte}`, 4, w);
        return 2;
      case 19:
        this.load(`r${SP} + ${4 * byte}`, 4, w);
        return 2;
      case 20:
        return say(`${w} = ${((this.pc & ~3) + 4 + 4 * byte) | 0};`);
      case 21:
        return say(`${w} = (r${SP} + ${4 * byte}) | 0;`);
      case 22:
      case 23:
        return this.various(op, a, b);
      case 24:
      case 25: {
        const registers = [0, 1, 2, 3, 4, 5, 6, 7].filter((i) => (op & (1 << i)) !== 0);
        say(`x = ${w};`);
        this.list(registers, top === 24);
        const isBase = (op & (1 << ((op >> 8) & 7))) !== 0;
        if (!isBase) say(`${w} = (x + ${4 * registers.length}) | 0;`);
        return 1 + registers.length;
      }
      case 26:
      case 27:
        return this.branchIf(op);
      case 28:
        this.jump(this.pc + 4 + ((op << 21) >> 20), 2);
        return 2;
      case 30:
        return this.wide(op);
      default:
        return 0;
    }
  }

  private combine(kind: number, a: string, b: string): number {
    const simple = combining[kind];
    const shift = shifting[kind];
    if (simple !== undefined) this.lines.push(simple(a, b));
    else if (shift !== undefined) {
      this.lines.push(`x = ${a}; y = ${b} & 255; ${shift} ${a} = nz;`);
    } else if (kind === 5) this.lines.push(sum(a, b, 'c', a));
    else if (kind === 6) this.lines.push(sum(a, `~${b}`, 'c', a));
    else if (kind === 9) this.lines.push(sum('0', `~${b}`, '1', a));
    else if (kind === 10) this.lines.push(sum(a, `~${b}`, '1', null));
    else this.lines.push(sum(a, b, '0', null));
    return 1;
  }

  /** The instructions that reach all sixteen registers. */
  private high(op: number): number {
    const kind = (op >> 8) & 3;
    const from = (op >> 3) & 15;
    const to = ((op >> 4) & 8) | (op & 7);
    const of = (register: number): string =>
      register === PC ? String((this.pc + 4) | 0) : name(register);
    if (kind === 3) {
      if ((op & 7) !== 0) return 0;
      const isCall = (op & 0x80) !== 0;
      if (!isCall) this.lines.push(`if (${of(from)} >> 28 === -1) ${this.stop}`);
      this.lines.push(`x = ${of(from)} & ~1;`);
      if (isCall) {
        this.lines.push(`r${LR} = ${(this.pc + 2) | 1};`);
        this.end(this.leave('x', 2));
        return 2;
      }
      return from === LR ? this.goBack('x', 2) : this.goTo('x', 2);
    }
    if (kind === 1) this.lines.push(sum(of(to), `~${of(from)}`, '1', null));
    else {
      const value = kind === 0 ? `(${of(to)} + ${of(from)}) | 0` : of(from);
      if (to === PC) {
        this.end(`x = (${value}) & ~1; ${this.leave('x', 2)}`);
        return 2;
      }
      this.lines.push(to === SP ? `r${SP} = (${value}) & ~3;` : `${name(to)} = ${value};`);
    }
    return 1;
  }

  private byRegister(kind: number, address: string, a: string): void {
    if (kind === 0) this.store(address, 4, a);
    else if (kind === 1) this.store(address, 2, a);
    else if (kind === 2) this.store(address, 1, a);
    else if (kind === 3) this.load(address, 1, a, ' << 24 >> 24');
    else if (kind === 4) this.load(address, 4, a);
    else if (kind === 5) this.load(address, 2, a);
    else if (kind === 6) this.load(address, 1, a);
    else this.load(address, 2, a, ' << 16 >> 16');
  }

  private various(op: number, a: string, b: string): number {
    const say = (line: string): number => this.lines.push(line) && 1;
    const words = 4 * (op & 127);
    if (op >> 7 === 0x160) return say(`r${SP} = (r${SP} + ${words}) | 0;`);
    if (op >> 7 === 0x161) return say(`r${SP} = (r${SP} - ${words}) | 0;`);
    if (op >> 6 === 0x2c8) return say(`${a} = ${b} << 16 >> 16;`);
    if (op >> 6 === 0x2c9) return say(`${a} = ${b} << 24 >> 24;`);
    if (op >> 6 === 0x2ca) return say(`${a} = ${b} & 65535;`);
    if (op >> 6 === 0x2cb) return say(`${a} = ${b} & 255;`);
    if (op === 0xb672) return say('core.PM = true;');
    if (op === 0xbf00) return 1;
    const low = [0, 1, 2, 3, 4, 5, 6, 7].filter((i) => (op & (1 << i)) !== 0);
    const isExtra = (op & 256) !== 0;
    if (op >> 9 === 0x5a) {
      const registers = isExtra ? [...low, LR] : low;
      say(`x = (r${SP} - ${4 * registers.length}) | 0;`);
      this.list(registers, true);
      say(`r${SP} = x;`);
      return 1 + low.length;
    }
    if (op >> 9 !== 0x5e) return 0;
    const registers = isExtra ? [...low, PC] : low;
    say(`x = r${SP};`);
    if (isExtra) {
      const place = `ram32[((x - ${RAM_FROM}) >> 2) + ${low.length}]`;
      say(`to = ${place}; if (to >> 28 === -1) ${this.stop}`);
    }
    this.list(registers, false);
    say(`r${SP} = (x + ${4 * registers.length}) | 0;`);
    if (!isExtra) return 1 + low.length;
    this.lines.push('to &= ~1;');
    return this.goBack('to', 3 + low.length);
  }

  private branchIf(op: number): number {
    const kind = (op >> 8) & 15;
    if (kind >= 14) return 0;
    const is = conditions[kind >> 1] as string;
    const condition = (kind & 1) === 0 ? is : `!(${is})`;
    const target = (this.pc + 4 + ((op << 24) >> 23)) | 0;
    if (target === this.from) {
      this.lines.push(`if (${condition}) ${this.again(2)}`);
      return 1;
    }
    // Whoever jumps back usually does so again.
    if (target < this.pc) {
      this.lines.push(`if (!(${condition})) ${this.leave(this.pc + 2, 1)}`);
      this.next = target;
      return 2;
    }
    this.lines.push(`if (${condition}) ${this.leave(target, 2)}`);
    return 1;
  }

  private goTo(to: string, cycles: number): number {
    this.end(this.leave(to, cycles));
    return cycles;
  }

  /** A function is left, most likely to where it was called from. */
  private goBack(to: string, cycles: number): number {
    const expected = this.returns.pop();
    if (expected === undefined) return this.goTo(to, cycles);
    this.lines.push(`if (${to} !== ${expected}) ${this.leave(to, cycles)}`);
    this.next = expected;
    return cycles;
  }

  private wide(op: number): number {
    const second = this.codeAt(this.pc + 2);
    if (second === null) return 0;
    this.read.push([this.pc + 2, second]);
    if ((second & 0xd000) === 0xd000 && op >> 11 === 30) {
      const sign = (op << 21) >> 31;
      const high = ~((second >> 13) ^ sign) & 1;
      const low = ~((second >> 11) ^ sign) & 1;
      const far = (high << 23) | (low << 22) | ((op & 1023) << 12) | ((second & 2047) << 1);
      this.lines.push(`r${LR} = ${(this.pc + 4) | 1};`);
      this.returns.push(this.pc + 4);
      this.jump(this.pc + 4 + ((sign << 24) | far), 3);
      return 3;
    }
    // Barriers have nothing to wait for, and PRIMASK is only looked at.
    const isBarrier = op === 0xf3bf && [0x8f40, 0x8f50, 0x8f60].includes(second & 0xfff0);
    const isMask = op === 0xf3ef && (second & 0xf0ff) === 0x8010;
    if (!isBarrier && !isMask) return 0;
    if (isMask) this.lines.push(`${name((second >> 8) & 15)} = core.PM ? 1 : 0;`);
    this.next = this.pc + 4;
    return 3;
  }
}

/**
 * @param from address of the first instruction
 * @returns null where the first instruction is already none for it
 */
export function translate(
  from: number,
  codeAt: (address: number) => number | null,
  constantAt: (address: number) => number | null,
  ramBytes: number,
): Translation | null {
  const stretch = new Stretch(from, codeAt, constantAt, ramBytes);
  let count = 1;
  while (stretch.one() && count < MOST_INSTRUCTIONS) count++;
  if (stretch.cycles === 0) return null;
  if (!stretch.isOver) {
    stretch.lines.push(`{ cycles += ${stretch.cycles}; pc = ${stretch.pc}; break; }`);
  }
  const lines = stretch.lines.join('\n').replaceAll('MOST', String(stretch.cycles + 1));
  const used = Array.from({ length: 15 }, (_, i) => i).filter((i) =>
    new RegExp(`\\br${i}\\b`).test(lines),
  );
  const taken = used.map((i) => `let r${i} = r[${i}];`).join(' ');
  const given = used.map((i) => `r[${i}] = r${i};`).join(' ');
  const code = `${taken}
let nz = flags[0], c = flags[1], v = flags[2], cycles = 0, pc = 0, x = 0, y = 0, to = 0, left = 0;
for (;;) {
${lines}
}
${given} r[15] = pc; flags[0] = nz; flags[1] = c; flags[2] = v; flags[3] = left;
return cycles;`;
  return { code, cycles: stretch.cycles + 1, read: stretch.read };
}
