/**
 * Translate: a stretch of Thumb code as JavaScript, one statement or a few per instruction.
 *
 * A stretch follows calls and branches in their likely direction, and is left where the direction differs. It
 * stops before everything that is left to rp2040js: waits, special registers, returns from interrupts, and
 * every access outside of memory. Cycles are counted as rp2040js counts them.
 */

import { listed, place, words } from './accesses.ts';
import { arithmetic, conditions, name, sum } from './arithmetic.ts';
import { Stretch } from './stretch.ts';

const SP = 13;
const LR = 14;
const PC = 15;
const MOST_INSTRUCTIONS = 40;

/** A stretch in JavaScript. */
export interface Translation {
  /** Body of a function of `most` cycles. */
  readonly code: string;
  /** Its largest number of cycles, once through. */
  readonly cycles: number;
  /** Addresses of its instructions, and their halfwords. */
  readonly read: readonly (readonly [address: number, code: number])[];
}

/** An instruction as JavaScript, and the address of the next one. */
class Translator extends Stretch {
  constructor(
    from: number,
    private readonly codeAt: (address: number) => number | null,
    /** A word that never changes; null where it may. */
    private readonly constantAt: (address: number) => number | null,
  ) {
    super(from);
  }

  /** @returns whether the stretch has another instruction */
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
    const simple = arithmetic(op);
    if (simple !== null) {
      this.lines.push(simple);
      return 1;
    }
    const [a, b, m, w] = [op & 7, (op >> 3) & 7, (op >> 6) & 7, (op >> 8) & 7].map(name) as [
      string,
      string,
      string,
      string,
    ];
    const small = (op >> 6) & 31;
    const byte = op & 255;
    switch (op >> 11) {
      case 8:
        return this.high(op);
      case 9:
        return this.literal(((this.pc + 4) & ~3) + 4 * byte, w);
      case 10:
      case 11:
        return this.byRegister((op >> 9) & 7, `${b} + ${m}`, a);
      case 12:
        return this.store(`${b} + ${4 * small}`, 4, a);
      case 13:
        return this.load(`${b} + ${4 * small}`, 4, a);
      case 14:
        return this.store(`${b} + ${small}`, 1, a);
      case 15:
        return this.load(`${b} + ${small}`, 1, a);
      case 16:
        return this.store(`${b} + ${2 * small}`, 2, a);
      case 17:
        return this.load(`${b} + ${2 * small}`, 2, a);
      case 18:
        return this.store(`r${SP} + ${4 * byte}`, 4, w);
      case 19:
        return this.load(`r${SP} + ${4 * byte}`, 4, w);
      case 20:
        this.lines.push(`${w} = ${((this.pc & ~3) + 4 + 4 * byte) | 0};`);
        return 1;
      case 22:
      case 23:
        return this.stack(op);
      case 24:
      case 25:
        return this.several(op, w);
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

  /** A constant among the code. */
  private literal(address: number, w: string): number {
    const constant = this.constantAt(address);
    if (constant === null) this.load(String(address), 4, w);
    else this.lines.push(`${w} = ${constant};`);
    return 2;
  }

  /** Stores or loads several registers from the address in `w` on. */
  private several(op: number, w: string): number {
    const registers = listed(op);
    this.lines.push(`x = ${w};`);
    this.lines.push(words(registers, op >> 11 === 24, this.stop));
    if (!registers.includes((op >> 8) & 7)) {
      this.lines.push(`${w} = (x + ${4 * registers.length}) | 0;`);
    }
    return 1 + registers.length;
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

  private byRegister(kind: number, address: string, a: string): number {
    switch (kind) {
      case 0:
        return this.store(address, 4, a);
      case 1:
        return this.store(address, 2, a);
      case 2:
        return this.store(address, 1, a);
      case 3:
        return this.load(address, 1, a, ' << 24 >> 24');
      case 4:
        return this.load(address, 4, a);
      case 5:
        return this.load(address, 2, a);
      case 6:
        return this.load(address, 1, a);
      default:
        return this.load(address, 2, a, ' << 16 >> 16');
    }
  }

  /** Push and pop. */
  private stack(op: number): number {
    const say = (line: string): number => this.lines.push(line);
    const low = listed(op);
    const isExtra = (op & 256) !== 0;
    if (op >> 9 === 0x5a) {
      const registers = isExtra ? [...low, LR] : low;
      say(`x = (r${SP} - ${4 * registers.length}) | 0;`);
      say(words(registers, true, this.stop));
      say(`r${SP} = x;`);
      return 1 + low.length;
    }
    if (op >> 9 !== 0x5e) return 0;
    const registers = isExtra ? [...low, PC] : low;
    say(`x = r${SP};`);
    if (isExtra) {
      say(`to = ${place('x', low.length)}; if (to >> 28 === -1) ${this.stop}`);
    }
    say(words(registers, false, this.stop));
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
    // A jump back is usually repeated.
    if (target < this.pc) {
      this.lines.push(`if (!(${condition})) ${this.leave(this.pc + 2, 1)}`);
      this.next = target;
      return 2;
    }
    this.lines.push(`if (${condition}) ${this.leave(target, 2)}`);
    return 1;
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
    // Barriers have nothing to wait for, and PRIMASK is only read.
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
 * @returns null where the first instruction is not translatable
 */
export function translate(
  from: number,
  codeAt: (address: number) => number | null,
  constantAt: (address: number) => number | null,
): Translation | null {
  const stretch = new Translator(from, codeAt, constantAt);
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
