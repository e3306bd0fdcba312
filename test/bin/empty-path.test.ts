/**
 * Empty path: `sim run "$FILE"` with a variable that is not set runs nothing, in every command that takes names.
 */

import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { createProgram } from '../../bin/holdfast.ts';
import { UsageError } from '../../sim/errors.ts';
import { contextFor } from '../support/used-command.ts';

const program = (): Command => createProgram(contextFor([], () => undefined));

interface Use {
  readonly words: readonly string[];
  readonly place: string;
}

/** Each command with an empty argument, and with each option that takes a path empty. */
function usesOf(parent: Command, before: readonly string[] = []): Use[] {
  return parent.commands.flatMap((command) => {
    const name = [...before, command.name()];
    const args = command.registeredArguments;
    const filled = args.filter(({ required }) => required).map(() => 'x');
    const demanded = command.options.filter(({ mandatory }) => mandatory);
    const also = demanded.flatMap(({ long }) => [String(long), 'x']);
    // One of a few words is refused by these already.
    const named = args.filter(({ argChoices }) => argChoices === undefined);
    const empty = named.map((arg, i) => ({
      words: [...name, ...also, ...args.slice(0, i).map(() => 'x'), ''],
      place: `<${arg.name()}>`,
    }));
    const options = command.options
      .filter(({ flags }) => /<(file|files\.\.\.|folder|path)>/.test(flags))
      .map(({ long }) => ({ words: [...name, ...filled, String(long), ''], place: String(long) }));
    return [...empty, ...options, ...usesOf(command, name)];
  });
}

const uses = usesOf(program());

test('commands that take paths are found', () => {
  expect(uses.length).toBeGreaterThan(30);
});

for (const { words, place } of uses) {
  test(`holdfast ${words.map((word) => (word === '' ? '""' : word)).join(' ')}`, async () => {
    const running = program().parseAsync([...words], { from: 'user' });
    await expect(running).rejects.toThrow(UsageError);
    await expect(running).rejects.toThrow(`${place}: expected a name, found an empty one`);
  });
}
