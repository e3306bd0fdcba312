/**
 * Completion: each shell reads the script that is made for it, and offers what can be typed next.
 */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { writers } from '../../bin/commands/shell/completion.ts';
import { type Shell, shells } from '../../bin/commands/shell/completion-commands.ts';
import { type Place, placesOf } from '../../bin/commands/shell/places.ts';
import { createContext } from '../../bin/context.ts';
import { createProgram } from '../../bin/holdfast.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-completion-'));
afterAll(() => rmSync(folder, { recursive: true }));

const places = placesOf(createProgram(createContext('file:///nowhere/')));

function missing(shell: string): string {
  return spawnSync('which', [shell]).status === 0 ? '' : `: ${shell} is not installed`;
}

/** What asks each shell for its offers after some words, one a line. */
const askings: Readonly<Record<Shell, (file: string, words: readonly string[]) => string>> = {
  bash: (file, words) =>
    `source ${file}; COMP_WORDS=(holdfast ${words.join(' ')}); COMP_CWORD=${words.length}; ` +
    `_holdfast; printf "%s\\n" "\${COMPREPLY[@]}"`,
  // Outside of its line editor zsh completes nothing: what it would describe is printed.
  zsh: (file, words) =>
    `_describe() { print -rl -- \${(P)2} }; _files() { print files }; source ${file}; ` +
    `words=(holdfast ${words.join(' ')}); CURRENT=${words.length + 1}; _holdfast`,
  fish: (file, words) =>
    `source ${file}; complete -C "holdfast ${words.join(' ').replaceAll("''", '')}"`,
};

/** The words that a shell offers for the last one, without their meanings. */
function offered(shell: Shell, ...words: string[]): string[] {
  const file = join(folder, `completion.${shell}`);
  writeFileSync(file, `${writers[shell](places)}\n`);
  const flags = shell === 'zsh' ? ['-f'] : [];
  const asking = askings[shell](
    file,
    words.map((word) => (word === '' ? "''" : word)),
  );
  const { stdout, stderr } = spawnSync(shell, [...flags, '-c', asking], { encoding: 'utf8' });
  expect(stderr).toBe('');
  const begun = words.at(-1) ?? '';
  const found = stdout.split('\n').map((line) => line.split(/[:\t]/)[0] ?? '');
  return found.filter((word) => word !== '' && word.startsWith(begun)).sort();
}

for (const shell of shells) {
  const reason = missing(shell);
  describe.skipIf(reason !== '')(`${shell}${reason}`, () => {
    test('offers commands, those below a command, options and the values that are known', () => {
      expect(offered(shell, '')).toEqual(expect.arrayContaining(['sim', 'hil', 'completion']));
      expect(offered(shell, 'sim', '')).toEqual(
        (places.find(({ path }) => path === 'sim') as Place).commands
          .map(({ word }) => word)
          .sort(),
      );
      expect(offered(shell, 'sim', 'r')).toEqual(['report', 'run']);
      expect(offered(shell, 'sim', 'run', '--la')).toEqual(['--last-failed']);
      expect(offered(shell, 'sim', 'run', '--last-failed', '--js')).toEqual(['--json']);
      expect(offered(shell, 'hil', 'linux', '--role', '')).toEqual(['bench', 'charger']);
      expect(offered(shell, 'completion', '')).toEqual(['bash', 'fish', 'zsh']);
    });
  });
}

test('every command of the help is a place, with its options', () => {
  const paths = places.map(({ path }) => path);
  expect(paths).toEqual(expect.arrayContaining(['', 'sim run', 'live build', 'hil console']));
  for (const { path, options } of places) {
    expect(
      options.map(({ word }) => word),
      path,
    ).toContain('--help');
  }
});
