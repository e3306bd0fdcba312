/**
 * What an error says to a person, and the exit code that goes with it.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { complain } from '../../bin/complaint.ts';
import { FlashError } from '../../hil/flash/talk.ts';
import { BenchError } from '../../hil/line/bench-error.ts';
import { EnvironmentError, UsageError } from '../../sim/errors.ts';
import { ScenarioError } from '../../sim/scenario/source.ts';
import { SurvivorsError } from '../../sim/verify/mutants/survivors.ts';
import { StatesFull } from '../../sim/verify/search/reached.ts';

function heard(error: unknown): { code: number; said: string } {
  let said = '';
  const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
  try {
    const code = complain(error);
    return { code, said };
  } finally {
    stderr.mockRestore();
  }
}

test('what was asked for wrongly is told without a stack, and exits with 2', () => {
  for (const error of [
    new UsageError('no such thing'),
    new ScenarioError('a.scenario', 3, 1, 'no such thing'),
    new SurvivorsError('no such thing'),
  ]) {
    const said = `${error.message}\n`;
    expect([error.constructor.name, heard(error)]).toEqual([
      error.constructor.name,
      { code: 2, said },
    ]);
  }
});

test('what is not here exits with 3, whatever it is that is not here', () => {
  for (const error of [
    new EnvironmentError('not here'),
    new BenchError('/dev/ttyACM0', 'gone', 'plug it in'),
    new FlashError('not here'),
    new StatesFull(7),
    Object.assign(new Error('EACCES: permission denied, open'), { syscall: 'open' }),
  ]) {
    expect([error.message, heard(error).code]).toEqual([error.message, 3]);
  }
});

test('a mistake of the program keeps its stack', () => {
  const mistake = new TypeError('undefined is not a function');
  expect(() => complain(mistake)).toThrow(mistake);
});

test('every error of simulator, bench and commands says by its class whose it is to mend', () => {
  const inside = ['Complaint', 'Interrupted', 'UsageError', 'EnvironmentError'];
  const stray = ['sim', 'hil', 'bridge', 'bin'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .flatMap((name) => [
        ...readFileSync(join(folder, name), 'utf8').matchAll(
          /export class (\w+) extends (?:Type|Range)?Error\b/g,
        ),
      ])
      .map((match) => match[1] as string)
      .filter((name) => !inside.includes(name)),
  );
  expect(stray).toEqual([]);
});
