/**
 * Flashing, against stand-ins that lose bytes, answer late and reset: either the program stands on the
 * board byte for byte, or the board is empty, or a person is told that it may be half-flashed.
 */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readProgram } from '../../../bin/commands/hil/built-program.ts';
import { flash, flashBoard, readPlatform } from '../../../bin/commands/hil/flash.ts';
import { hashOf, withHead } from '../../../build/program-file.mjs';
import { checkPort, chooseBoard, PortUsageError } from '../../../hil/flash/candidates.ts';
import { checkIdentity, isOlder } from '../../../hil/flash/identity.ts';
import { FlashError } from '../../../hil/flash/talk.ts';
import { BenchError } from '../../../hil/line/bench-error.ts';
import { EspruinoBoard } from '../../support/flash/espruino-board.ts';
import { KalumaBoard } from '../../support/flash/kaluma-board.ts';
import { type Faults, type Repl, StandInWire } from '../../support/flash/stand-in.ts';

/** As long as a real bundle, with what a line could trip over. */
const program = `(function(){"use strict";\n${'let a="> C\\\\ a";if(a>1)print(a);'.replace('let', 'var').repeat(600)}\n})();\n`;
const silent = (): void => undefined;

const faults: readonly (readonly [string, Faults])[] = [
  ['a good line', {}],
  ['late answers', { lateMs: 700 }],
  ['one byte in 20 000 lost', { losesOneIn: 20000 }],
  ['one byte in 5000 lost', { losesOneIn: 5000 }],
  ['a reset half-way', { resetsAfter: 9000 }],
  ['late, lossy and a reset', { lateMs: 300, losesOneIn: 15000, resetsAfter: 5000 }],
];

for (const [name, fault] of faults) {
  test(`kaluma, ${name}: the program stands there, or the board is empty and it is said`, async () => {
    const board = new KalumaBoard();
    board.install('let old = 1;');
    const end = await flashBoard(new StandInWire(board, fault), 'kaluma', program, silent).catch(
      (error: unknown) => error,
    );
    if (end instanceof FlashError) {
      expect(end.message).toMatch(/it is empty/);
      expect(board.program).toBe('');
    } else {
      expect(end).toBe(undefined);
      expect(board.program).toBe(program);
      expect(board.started.at(-1)).toBe(program);
    }
    // Nothing half-written was ever started.
    for (const started of board.started) expect(['let old = 1;', program]).toContain(started);
  });

  test(`espruino, ${name}: the program stands there, or the board is empty and it is said`, async () => {
    const board = new EspruinoBoard();
    board.files.set('.bootcde', 'let old = 1;');
    const end = await flashBoard(new StandInWire(board, fault), 'espruino', program, silent).catch(
      (error: unknown) => error,
    );
    if (end instanceof FlashError) {
      expect(end.message).toMatch(/is empty/);
      expect(board.files.get('.bootcde')).toBe(undefined);
    } else {
      expect(end).toBe(undefined);
      expect(board.files.get('.bootcde')).toBe(program);
      expect(board.reboots).toBe(1);
    }
  });
}

test('on a good line and on a late one both boards are flashed', async () => {
  for (const fault of [{}, { lateMs: 700 }]) {
    const kaluma = new KalumaBoard();
    await flashBoard(new StandInWire(kaluma, fault), 'kaluma', program, silent);
    expect(kaluma.program).toBe(program);
    const espruino = new EspruinoBoard();
    await flashBoard(new StandInWire(espruino, fault), 'espruino', program, silent);
    expect(espruino.files.get('.bootcde')).toBe(program);
  }
});

test('a lossy line is survived: one byte in 20 000 lost, both boards are flashed', async () => {
  const fault = { losesOneIn: 20000 };
  const kaluma = new KalumaBoard();
  await flashBoard(new StandInWire(kaluma, fault), 'kaluma', program, silent);
  expect(kaluma.program).toBe(program);
  const espruino = new EspruinoBoard();
  await flashBoard(new StandInWire(espruino, fault), 'espruino', program, silent);
  expect(espruino.files.get('.bootcde')).toBe(program);
});

test('a program that fills its last page gets an end that Kaluma can find', async () => {
  const board = new KalumaBoard();
  const full = 'x'.repeat(512);
  await flashBoard(new StandInWire(board), 'kaluma', full, silent);
  expect(board.program).toBe(`${full}\n`);
});

test('a program that does not fit is refused before anything is erased', async () => {
  const board = new KalumaBoard();
  board.install('let old = 1;');
  const large = `(function(){${'print("a");'.repeat(6000)}})();`;
  await expect(flashBoard(new StandInWire(board), 'kaluma', large, silent)).rejects.toThrow(
    /too large \(66017 bytes, and the board has room for 49152\); nothing was written/,
  );
  expect(board.program).toBe('let old = 1;');
});

const boards: readonly (readonly ['kaluma' | 'espruino', () => Repl])[] = [
  ['kaluma', () => new KalumaBoard()],
  ['espruino', () => new EspruinoBoard()],
];

for (const [name, create] of boards) {
  test(`${name} that dies half-way: a person is told that it may be half-flashed`, async () => {
    const wire = new StandInWire(create(), { diesAfter: 9000 });
    await expect(flashBoard(wire, name, program, silent)).rejects.toThrow(/may be HALF-FLASHED/);
  });

  test(`${name} that never answers: nothing was written`, async () => {
    const wire = new StandInWire(create(), { diesAfter: 1 });
    await expect(flashBoard(wire, name, program, silent)).rejects.toThrow(
      /no REPL answers; nothing was written/,
    );
  });
}

test('another board, an old platform and the charger’s own console are told apart', async () => {
  const flashing = (repl: Repl, platform: 'kaluma' | 'espruino'): Promise<void> =>
    flashBoard(new StandInWire(repl), platform, program, silent);
  await expect(flashing(new EspruinoBoard(), 'kaluma')).rejects.toThrow(
    /this board runs Espruino 2v29, but --platform is kaluma; nothing was written/,
  );
  await expect(flashing(new KalumaBoard(), 'espruino')).rejects.toThrow(
    /this board runs Kaluma 1.2.1/,
  );
  await expect(flashing(new KalumaBoard('1.2.0'), 'kaluma')).rejects.toThrow(
    /1.2.0 is too old, 1.2.1/,
  );
  await expect(flashing(new EspruinoBoard('2v18.33'), 'espruino')).rejects.toThrow(
    /2v18.33 is too old, 2v29/,
  );
  const console = { platform: 'holdfast', version: '0.1.0', board: 'pico' } as const;
  expect(() => checkIdentity('/dev/x', console, 'kaluma')).toThrow(/Holdfast's own console/);
});

test('versions', () => {
  expect(isOlder('1.2.1', [1, 2, 1])).toBe(false);
  expect(isOlder('1.10.0', [1, 2, 1])).toBe(false);
  expect(isOlder('1.2.0', [1, 2, 1])).toBe(true);
  expect(isOlder('2v29', [2, 29, 0])).toBe(false);
  expect(isOlder('2v28.99', [2, 29, 0])).toBe(true);
});

test('the board is found by its vendor; none, several and unknown ones are told', () => {
  const pico = { path: '/dev/ttyACM0', vendorId: '2e8a' };
  const modem = { path: '/dev/ttyUSB7', vendorId: 'ffff' };
  expect(chooseBoard([modem, pico])).toBe('/dev/ttyACM0');
  expect(() => chooseBoard([modem])).toThrow(BenchError);
  expect(() => chooseBoard([pico, { path: '/dev/ttyACM1', vendorId: '0483' }])).toThrow(
    /more than one board is there \(\/dev\/ttyACM0 Raspberry Pi/,
  );
  expect(() => checkPort('/dev/ttyACN0', [pico])).toThrow(/did you mean "\/dev\/ttyACM0"/);
  // An adapter that is not plugged in is no mistake of usage: exit code 3, as where no board answers.
  expect(() => checkPort('/dev/ttyUSB7', [])).toThrow(BenchError);
  expect(() => readPlatform('kalumba')).toThrow(/did you mean "kaluma"/);
});

const head = { version: '0.2.0', platform: 'kaluma', map: 'pico', role: 'charger' } as const;
const built = withHead({ ...head, lock: 'kuester-02s' }, program);

/** A file with this in it, for as long as it is used. */
async function withFile(
  text: string,
  use: (file: string) => unknown | Promise<unknown>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'flash-'));
  const file = join(folder, 'x.js');
  writeFileSync(file, text);
  try {
    await use(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test.each([
  ['let a;\nlet b = "é";\n', /x\.js:2: expected a program in ASCII/],
  ['', /found nothing/],
  [
    withHead({ ...head, lock: 'none' }, `let a;${' '.repeat(400)}let b;\n`),
    /cut off after 256 bytes it would still run/,
  ],
  [program, /its first line does not state what it was built for; build it with node build\.mjs/],
  [built.replace('"> C', '"> D'), /SHA-256 begins with \w{12}, .* changed after the build/],
  [built.replace('lock=kuester-02s', 'lock=kuester-04s'), /the sum in its seal is not that/],
  [`${built}\n`, /not whole: it does not end in its seal/],
])('a file that is no whole program of the build is refused, %#', async (text, message) => {
  await withFile(text, (file) => expect(() => readProgram('kaluma', file)).toThrow(message));
});

test('a file that was cut off anywhere is refused, in the padding and in the seal behind the program as well', async () => {
  const tail = 2 * 256;
  for (let left = 1; left <= tail; left += 15) {
    await withFile(built.slice(0, -left), (file) =>
      expect(() => readProgram('kaluma', file)).toThrow(/x\.js: not whole: .* its seal/),
    );
  }
  const other = withHead(
    { ...head, platform: 'espruino', map: 'pico-espruino', lock: 'none' },
    program,
  );
  await withFile(other.slice(0, -1), (file) =>
    expect(() => readProgram('espruino', file)).toThrow(/not whole: .* its seal/),
  );
});

test('a program is flashed whatever its length: a page may end at its call', async () => {
  const text = (spaces: number): string =>
    withHead({ ...head, lock: 'none' }, `(function(){${' '.repeat(spaces)}})();\n`);
  for (let spaces = 400; spaces < 656; spaces++) {
    await withFile(text(spaces), (file) => void readProgram('kaluma', file));
  }
});

test('a file is read with what it was built for, and refused for anything else', async () => {
  await withFile(built, (file) => {
    expect(readProgram('kaluma', file).head).toMatchObject({ map: 'pico', lock: 'kuester-02s' });
    expect(readProgram('kaluma', file, 'charger', 'pico').code).toBe(built);
    expect(() => readProgram('kaluma', file, 'charger', 'mine')).toThrow(
      /x\.js: built for --platform kaluma --board pico --role charger, but asked for --platform kaluma --board mine --role charger; nothing was written/,
    );
    expect(() => readProgram('espruino', file)).toThrow(/asked for --platform espruino/);
    expect(() => readProgram('kaluma', file, 'bench')).toThrow(/asked for .* --role bench/);
  });
  expect(() => readProgram('kaluma', '/nowhere/y.js')).toThrow(
    /node build\.mjs --platform kaluma builds it/,
  );
  expect(() => readProgram('espruino', '/nowhere/y.js', 'charger', 'nucleo-espruino')).toThrow(
    /node build\.mjs --platform espruino --board nucleo-espruino builds it/,
  );
});

test('map, lock part, size and hash are said before anybody is asked', async () => {
  if (process.stdin.isTTY === true) return;
  await withFile(built, async (file) => {
    const said: string[] = [];
    // Nobody can be asked: what was said until then stood before the question.
    const options = { platform: 'kaluma', port: '/dev/ttyNowhere', file };
    await expect(flash(options, (line) => said.push(line))).rejects.toThrow(PortUsageError);
    expect(said).toHaveLength(1);
    expect(said[0]).toContain(`map pico, lock part kuester-02s, ${built.length} bytes, SHA-256 `);
    expect(said[0]).toContain(hashOf(program));
  });
});

test('both boards run a program with its head, and it is read back with it', async () => {
  const kaluma = new KalumaBoard();
  await flashBoard(new StandInWire(kaluma), 'kaluma', built, silent);
  // Its seal fills the last page: the end that Kaluma looks for stands behind it.
  expect(kaluma.program).toBe(`${built}\n`);
  const espruino = new EspruinoBoard();
  const other = withHead(
    { ...head, platform: 'espruino', map: 'pico-espruino', lock: 'none' },
    program,
  );
  await flashBoard(new StandInWire(espruino), 'espruino', other, silent);
  expect(espruino.files.get('.bootcde')).toBe(other);
});

test('without a person and without the word for it nothing is written', async () => {
  if (process.stdin.isTTY === true) return;
  await withFile(built, async (file) => {
    const options = { platform: 'kaluma', port: '/dev/null', file };
    await expect(flash(options, silent)).rejects.toThrow(PortUsageError);
  });
});
