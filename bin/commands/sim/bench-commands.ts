/**
 * `holdfast bench …`: figures, measured here and now.
 */

import { type Command, Option } from 'commander';
import type { Installed } from '../../../sim/chip/installed.ts';
import type { Context, Print } from '../../context.ts';
import { count, outputFile, outputFolder } from '../../options.ts';
import type { ReactionOptions } from './bench-reaction.ts';
import type { FlipOptions } from './chip-flips.ts';
import type { EngineBenchOptions } from './engine-bench.ts';
import type { FiguresOptions } from './figures-file.ts';

export function addBenchCommands(program: Command, context: Context): void {
  const bench = program.command('bench').description('figures, measured here and now');
  addReaction(bench, context);
  addSpeeds(bench, context);
  addChips(bench, context);
  addFlips(bench, context);
  addWear(bench, context);
}

function addReaction(bench: Command, { print, done }: Context): void {
  bench
    .command('reaction')
    .description('reaction times over the phases of tick and pilot, and immunity to spikes')
    .option('--json <file>', 'write the figures there', outputFile)
    .option('--draw <folder>', 'draw them there, as reaction.svg and spikes.svg', outputFolder)
    .option('--phases <count>', 'phases per row', count, '58')
    .option('--platform <name>', "ideal, and with the time of kaluma's | espruino's interpreter")
    .action(async (options: ReactionOptions & { platform?: string }) => {
      if (options.platform === undefined) {
        const { benchReaction } = await import('./bench-reaction.ts');
        return done(benchReaction(options, print));
      }
      const { benchBoard } = await import('./bench-board.ts');
      return done(benchBoard(options.platform, Number(options.phases ?? 58), print));
    });
}

function addSpeeds(bench: Command, { root, print, done }: Context): void {
  bench
    .command('sim')
    .description('speed of the simulator')
    .option('--json <file>', 'write the figures there', outputFile)
    .action(async (options: FiguresOptions) => {
      const { benchSpeed } = await import('./bench-speed.ts');
      done(benchSpeed(options, print));
    });
  bench
    .command('live')
    .description('frames per second of the live page, in a real browser')
    .option('--json <file>', 'write the figures there', outputFile)
    .action(async (options: FiguresOptions) => {
      const { benchLive } = await import('./bench-live.ts');
      done(await benchLive(root, options, print));
    });
  bench
    .command('start')
    .description('processor time until the command line has answered')
    .action(async () => {
      const { benchStart } = await import('./bench-start.ts');
      done(benchStart(root, print));
    });
  bench
    .command('engines')
    .description('instructions per tick inside JerryScript and Espruino, named by the environment')
    .option('--ticks <count>', 'how long the heap is watched', count, '20000')
    .option('--json <path>', 'write the figures to a file', outputFile)
    .action(async (options: EngineBenchOptions) => {
      const { benchEngines } = await import('./engine-bench.ts');
      done(await benchEngines(options, root, print));
    });
  bench
    .command('names')
    .description('which names ticks look up: writes the order in which the build declares them')
    .action(async () => {
      const { benchNames } = await import('./bench-names.ts');
      done(await benchNames(root, print));
    });
}

type OnChip = (installed: Installed, print: Print) => number | Promise<number>;

function addChips(bench: Command, { root, print, done }: Context): void {
  const onChip = (name: string, description: string, load: () => Promise<OnChip>): void => {
    bench
      .command(name)
      .description(`on an emulated Pico: ${description}`)
      .requiredOption('--chip <platform>', 'kaluma | espruino')
      .option('--board <map>', "its pin map (the platform's usual one)")
      .action(async ({ chip, board }: { chip: string; board?: string }) => {
        const run = await load();
        const { install } = await import('../../../sim/chip/installed.ts');
        done(await run(await install(root, chip, board), print));
      });
  };
  onChip('loss', 'the interpreter fails, each way it can; slow', async () => {
    return (await import('./chip-loss.ts')).benchLoss;
  });
  onChip('cuts', 'power is lost at every step of a write to the flash; slow', async () => {
    return (await import('./chip-cuts.ts')).benchCuts;
  });
  onChip('reflex', 'how soon hardware opens the contactor, whatever runs; slow', async () => {
    return (await import('./chip-reflex.ts')).benchReflex;
  });
  onChip('flood', 'a thousand lines a second on the console, in a charge; slow', async () => {
    return (await import('./chip-flood.ts')).benchFlood;
  });
  onChip('ticks', 'how long a tick takes, by the cycles of the chip', async () => {
    return (await import('./chip-ticks.ts')).benchTicks;
  });
}

function addFlips(bench: Command, { root, print, done }: Context): void {
  bench
    .command('flips')
    .description(
      'single bits of the stored program change, on an emulated Pico (slow) or in its place',
    )
    .requiredOption('--chip <platform>', 'kaluma or espruino')
    .option('--flips <count>', 'how many bits, one after the other', count, '100')
    .option('--seed <count>', 'which ones', count, '1')
    .option('--bit <number>', 'only this one: eight for each character, the lowest first')
    .option('--desk', "by this computer's own JavaScript, with Kaluma's calls in place")
    .option('--check <count>', 'with --desk: so many of them on the emulated chip as well', count)
    .addOption(new Option('--apart', 'tells its parent process what becomes of each').hideHelp())
    .action(async (options: FlipOptions) => {
      const { benchFlips } = await import('./chip-flips.ts');
      done(await benchFlips(options, root, print));
    });
}

function addWear(bench: Command, { print, done }: Context): void {
  bench
    .command('wear')
    .description('journal writes per session, and how many years the flash lasts')
    .action(async () => {
      const { benchWear } = await import('./bench-wear.ts');
      done(benchWear(print));
    });
}
