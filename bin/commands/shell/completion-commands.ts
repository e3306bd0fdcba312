/**
 * `holdfast completion`: completion for a shell, made from the commands as they are declared.
 */

import { Argument, type Command } from 'commander';
import type { Context } from '../../context.ts';

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

export function addShellCommands(program: Command, { print, done }: Context): void {
  program
    .command('completion')
    .description('completion for a shell, as in: source <(holdfast completion bash)')
    .addArgument(new Argument('<shell>').choices(shells))
    .action(async (shell: Shell) => {
      const { placesOf } = await import('./places.ts');
      const { writers } = await import('./completion.ts');
      print(writers[shell](placesOf(program)));
      done(0);
    });
}
