/**
 * Flashing that is interrupted at any byte: what is said about the board is so, and the next flash recovers it.
 */

import { expect, test } from 'vitest';
import { flashBoard } from '../../../bin/commands/hil/flash.ts';
import { FlashStage } from '../../../hil/flash/stage.ts';
import { EspruinoBoard } from '../../support/flash/espruino-board.ts';
import { KalumaBoard } from '../../support/flash/kaluma-board.ts';
import { type Repl, StandInWire } from '../../support/flash/stand-in.ts';

const program = `(function(){"use strict";\n${'if(a>1)print(a);'.repeat(300)}\n})();\n`;
const old = 'let old = 1;';
const silent = (): void => undefined;

class Cut extends Error {}

/** A process that ends at a byte: nothing of it is sent any more, and the board knows nothing of that. */
class CutWire extends StandInWire {
  leftBytes = Number.POSITIVE_INFINITY;

  override async send(bytes: string): Promise<void> {
    const sent = bytes.slice(0, Math.max(0, this.leftBytes));
    this.leftBytes -= bytes.length;
    await super.send(sent);
    if (sent.length < bytes.length) throw new Cut();
  }
}

interface Board {
  readonly repl: Repl;
  read(): string;
}

const boards: readonly (readonly ['kaluma' | 'espruino', () => Board])[] = [
  [
    'kaluma',
    () => {
      const repl = new KalumaBoard();
      repl.install(old);
      return { repl, read: () => repl.program };
    },
  ],
  [
    'espruino',
    () => {
      const repl = new EspruinoBoard();
      repl.files.set('.bootcde', old);
      return { repl, read: () => repl.files.get('.bootcde') ?? '' };
    },
  ],
];

for (const [platform, create] of boards) {
  test.each([5, 30, 60, 100, 700, 3000, 5000])(`${platform}, cut at byte %i`, async (bytes) => {
    const { repl, read } = create();
    const wire = new CutWire(repl);
    const stage = new FlashStage();
    wire.leftBytes = bytes;
    await expect(flashBoard(wire, platform, program, silent, stage)).rejects.toThrow(Cut);
    const found = read();
    if (stage.stage === 'untouched') expect(found).toBe(old);
    else expect(found).not.toBe(program);
    // Whoever has not begun to erase says so; whoever has, says how to go on.
    if (found !== old)
      expect(stage.tell(platform)).toMatch(/NOT whole.* run the same command again/);
    wire.leftBytes = Number.POSITIVE_INFINITY;
    await flashBoard(wire, platform, program, silent);
    expect(read()).toBe(program);
  });

  test(`${platform}, flashed whole and then interrupted`, async () => {
    const { repl, read } = create();
    const stage = new FlashStage();
    expect(stage.tell(platform)).toMatch(/^nothing was written/);
    await flashBoard(new StandInWire(repl), platform, program, silent, stage);
    expect(read()).toBe(program);
    expect(stage.tell(platform)).toMatch(/^the new program is there/);
  });
}
