/**
 * `holdfast explain`, `card`, `messages` and `display`: the words that a driver is shown, and their options.
 */

import { type Command, Option } from 'commander';
import type { Context } from '../../context.ts';
import { outputFile } from '../../options.ts';
import type { CardCommandOptions } from './card.ts';

/** Before the languages are loaded; a test compares it with them. */
export const languageChoices = ['en', 'de', 'fr', 'nl'] as const;

function languageOption(): Option {
  return new Option('--language <name>', 'of the words').choices(languageChoices).default('en');
}

export function addDriverCommands(program: Command, { print, done }: Context): void {
  program
    .command('card')
    .description('a card to print for a charger without a display: what its lamp says')
    .addOption(languageOption())
    .addOption(new Option('--size <size>', 'of the paper').choices(['a5', 'a6']).default('a5'))
    .option('--page <address>', 'where every message stands, for the code to scan')
    .option('--phone <number>', "the installer's; without it there is room to write it", '')
    .option('--out <file>', 'written there', outputFile, 'card.html')
    .action(async (options: CardCommandOptions) => {
      const { writeCard } = await import('./card.ts');
      done(writeCard(options, print));
    });
  program
    .command('messages')
    .description("every message with its steps, in every language: where a card's code leads")
    .option('--out <file>', 'written there', outputFile, 'messages.html')
    .action(async ({ out }: { out: string }) => {
      const { writeMessages } = await import('./card.ts');
      done(writeMessages(out, print));
    });
}
