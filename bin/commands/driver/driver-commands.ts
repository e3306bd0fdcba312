/**
 * `holdfast explain`, `card`, `messages` and `display`: the words that a driver is shown, and their options.
 */

import { type Command, Option } from 'commander';
import type { Language } from '../../../sim/view/words/language.ts';
import type { Context } from '../../context.ts';
import { outputFile } from '../../options.ts';
import type { CardCommandOptions } from './card.ts';
import type { DisplayOptions } from './display.ts';

/** Before the languages are loaded; a test compares it with them. */
export const languageChoices = ['en', 'de', 'fr', 'nl'] as const;

function languageOption(): Option {
  return new Option('--language <name>', 'of the words').choices(languageChoices).default('en');
}

export function addDriverCommands(program: Command, context: Context): void {
  addExplain(program, context);
  addDisplay(program, context);
  addPages(program, context);
}

function addExplain(program: Command, { print, done }: Context): void {
  program
    .command('explain')
    .description('what a fault, a code, a reason or a lamp means, and what a driver can do')
    .argument('<names...>', 'as in release-jam, CX017, 25, finished, push-plug-in')
    .addOption(languageOption())
    .action(async (names: string[], options: { language: Language }) => {
      const { explain } = await import('./explain.ts');
      done(explain(names, options.language, print));
    });
}

function addDisplay(program: Command, { root, print, done }: Context): void {
  program
    .command('display')
    .description("the driver's display in a terminal, beside a charger or of a simulated story")
    .option('--port <name>', "the charger's console: a path, or id:TEXT")
    .option('--board <map>', "this computer's own pins, by firmware/boards/<map>.ts")
    .option('--sim <file>', 'a scenario file, played in the simulator')
    .option('--speed <times>', 'of the simulated story in a terminal', '1')
    .option('--once', 'one screen, as it stands now')
    .option('--baud-rate <rate>', 'of the serial port, in bits per second (115200)')
    .addOption(languageOption())
    .action(async (options: DisplayOptions) => {
      const { showDisplay } = await import('./display.ts');
      done(await showDisplay(root, options, print));
    });
}

function addPages(program: Command, { print, done }: Context): void {
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
