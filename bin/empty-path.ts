/**
 * Empty path: what a script passes where its variable is not set. It names nothing, and is not taken for "here" or
 * "everything".
 */

import type { Command } from 'commander';
import { UsageError } from '../sim/errors.ts';

/** Options that take a path, by what stands in their place. */
const PATH = /<(file|files\.\.\.|folder|path|map|port)>/;

function refuse(place: string): never {
  throw new UsageError(`${place}: expected a name, found an empty one; is a variable not set?`);
}

/** @throws UsageError where an argument of the command is empty, or an option that takes a path */
export function refuseEmpty(command: Command): void {
  command.processedArgs.flat().forEach((arg, i) => {
    const last = command.registeredArguments.length - 1;
    if (arg === '') refuse(`<${command.registeredArguments[Math.min(i, last)]?.name()}>`);
  });
  for (const option of command.options) {
    const value: unknown = command.getOptionValue(option.attributeName());
    if (PATH.test(option.flags) && [value].flat().includes('')) refuse(option.long ?? option.flags);
  }
}
