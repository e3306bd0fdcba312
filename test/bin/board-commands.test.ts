/**
 * The commands about boards: what they measure, and how they say that something is missing here.
 */

import { afterEach, expect, test } from 'vitest';
import { benchBoard } from '../../bin/commands/sim/bench-board.ts';
import { benchWear } from '../../bin/commands/sim/bench-wear.ts';
import { runOnChip } from '../../bin/commands/sim/chip.ts';
import { runInEngine } from '../../bin/commands/sim/engine.ts';
import { runFiles } from '../../bin/commands/sim/sim.ts';
import { EnvironmentError, UsageError } from '../../sim/errors.ts';

const root = new URL('../../', import.meta.url).href;
const file = 'test/scenarios/fault/emergency-stop.scenario';
const names = ['JERRY', 'ESPRUINO', 'KALUMA_UF2', 'ESPRUINO_UF2', 'RP2040_BOOTROM'];
const before = new Map(names.map((name) => [name, process.env[name]]));

afterEach(() => {
  for (const [name, value] of before) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
});

/** What a command printed, and what it returned. */
async function run(
  command: (print: (line: string) => void) => number | Promise<number>,
): Promise<{ code: number; lines: string }> {
  const lines: string[] = [];
  try {
    const code = await command((line) => lines.push(line));
    return { code, lines: lines.join('\n') };
  } catch (error) {
    if (error instanceof UsageError) return { code: 2, lines: error.message };
    if (error instanceof EnvironmentError) return { code: 3, lines: error.message };
    throw error;
  }
}

test('an engine that the environment does not name is skipped with the reason', async () => {
  delete process.env['JERRY'];
  const { code, lines } = await run((print) => runInEngine([file], 'jerry', root, print));
  expect(code).toBe(3);
  expect(lines).toBe('skipped: JERRY names no jerry for this computer');
});

test('an engine that is not where the environment says is skipped with the path', async () => {
  process.env['ESPRUINO'] = '/nowhere/espruino';
  const { code, lines } = await run((print) => runInEngine([file], 'espruino', root, print));
  expect(code).toBe(3);
  expect(lines).toBe('skipped: ESPRUINO names /nowhere/espruino, which does not exist');
});

test('a chip without its image is skipped with the reason', async () => {
  delete process.env['KALUMA_UF2'];
  const { code, lines } = await run((print) => runOnChip([file], 'kaluma', {}, root, print));
  expect(code).toBe(3);
  expect(lines).toMatch(/^skipped: KALUMA_UF2 names no file/);
});

test('names that are none are told from the known ones', async () => {
  const engine = await run((print) => runInEngine([file], 'v8', root, print));
  expect([engine.code, engine.lines]).toEqual([
    2,
    'no engine "v8", expected jerry | espruino | quickjs',
  ]);
  const chip = await run((print) => runOnChip([file], 'z80', {}, root, print));
  expect([chip.code, chip.lines]).toEqual([2, 'no chip with "z80", expected kaluma | espruino']);
  const board = await run((print) => benchBoard('abacus', 2, print));
  expect([board.code, board.lines]).toEqual([
    2,
    'no platform "abacus", expected kaluma | espruino',
  ]);
  const outcome = await run((print) => runFiles([file], { platform: 'abacus' }, print, root));
  expect(outcome.code).toBe(2);
});

test('a scenario can be run with the time of a board', async () => {
  const { code, lines } = await run((print) =>
    runFiles([file], { platform: 'kaluma' }, print, root),
  );
  expect(lines).toContain('1 scenario, ');
  expect(code).toBe(0);
});

test('a session writes to the flash a few times, and more when a person has stopped it', async () => {
  const { lines } = await run(benchWear);
  const counts = (of: RegExp): number[] => [...lines.matchAll(of)].map((one) => Number(one[1]));
  expect(counts(/journal (\d+)/g)).toEqual([2, 3, 2]);
  expect(counts(/memory (\d+)/g)).toEqual([2, 3, 2]);
});
