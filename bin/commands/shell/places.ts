/**
 * Places: what can be typed after each command, from the commands as they are declared.
 */

import type { Command } from 'commander';

/** A word that can be typed, and what it means. */
export interface Choice {
  readonly word: string;
  readonly meaning: string;
}

/** What can follow a command. */
export interface Place {
  /** The words after `holdfast`, as in `sim run`; empty for `holdfast` itself. */
  readonly path: string;
  readonly commands: readonly Choice[];
  readonly options: readonly Choice[];
  /** Options that a value follows, with the values where they are known. */
  readonly valued: ReadonlyMap<string, readonly string[]>;
  /** The first argument, where its words are known; else files are offered. */
  readonly words: readonly string[];
}

export function placesOf(command: Command, path = ''): Place[] {
  const help = command.createHelp();
  const options = help.visibleOptions(command);
  const inner = help.visibleCommands(command).filter((one) => one.name() !== 'help');
  const place: Place = {
    path,
    commands: inner.map((one) => ({ word: one.name(), meaning: one.description() })),
    options: options.map((one) => ({
      word: one.long ?? one.short ?? '',
      meaning: one.description,
    })),
    valued: new Map(
      options
        .filter((one) => one.required || one.optional)
        .map((one) => [one.long ?? '', one.argChoices ?? []]),
    ),
    words: command.registeredArguments[0]?.argChoices ?? [],
  };
  const below = inner.flatMap((one) => placesOf(one, `${path} ${one.name()}`.trim()));
  return [place, ...below];
}
