/**
 * `holdfast story`, `live` and `docs`: commands that show the charger.
 */

import type { Command } from 'commander';
import type { Context } from '../../context.ts';
import type { LiveOptions } from './live.ts';

export function addPageCommands(program: Command, { root, print, done }: Context): void {
  program
    .command('story')
    .description("play the driver's story in virtual time")
    .action(async () => {
      const { tellStory } = await import('./story.ts');
      done(await tellStory(root, print));
    });
  const live = program
    .command('live')
    .description('the charger in a browser: firmware and plant run in the page')
    .option('--port <number>', 'where on localhost', '4600')
    .action(async (options: LiveOptions) => {
      const { openLive } = await import('./live.ts');
      done(await openLive(root, options, print));
    });
  live
    .command('build')
    .description('write the page as static files')
    .argument('<folder>')
    .action(async (folder: string) => {
      const { writeLive } = await import('./live.ts');
      done(await writeLive(root, folder, print));
    });
  program
    .command('docs')
    .description('write the pages that are made from tables and sources')
    .action(async () => {
      const { writeDocs } = await import('./docs.ts');
      const { writeSheets } = await import('../hil/wiring.ts');
      const { writeInjections } = await import('./injections.ts');
      const { writeApiPage } = await import('./api-page.ts');
      const { writeRequirementsPage } = await import('./requirements.ts');
      const injected = await writeInjections(root, print);
      writeApiPage(root, print);
      writeRequirementsPage(root, print);
      done(Math.max(injected, writeDocs(root, print), writeSheets(root, print)));
    });
}
