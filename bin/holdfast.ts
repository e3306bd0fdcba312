/**
 * holdfast: every command of the project. What a command does stands in its own module.
 */

import { Command } from 'commander';
import { groups } from '../sim/verify/search/inputs.ts';
import { limitSets } from '../sim/verify/search/limit-sets.ts';
import { formats } from '../sim/view/export/formats.ts';
import { addBoardCommands } from './commands/hil/board.ts';
import { addHilCommands } from './commands/hil/hil.ts';
import { writeSheets } from './commands/hil/wiring.ts';
import { type BenchOptions, benchReaction, benchSpeed } from './commands/sim/bench.ts';
import { benchBoard } from './commands/sim/bench-board.ts';
import { benchLive } from './commands/sim/bench-live.ts';
import { benchWear } from './commands/sim/bench-wear.ts';
import { type CampaignOptions, campaign } from './commands/sim/campaign.ts';
import { type ChipOptions, runOnChip } from './commands/sim/chip.ts';
import { benchCuts, benchLoss } from './commands/sim/chip-harm.ts';
import { benchTicks } from './commands/sim/chip-ticks.ts';
import { writeDocs } from './commands/sim/docs.ts';
import { runInEngine } from './commands/sim/engine.ts';
import { benchEngines, type EngineBenchOptions } from './commands/sim/engine-bench.ts';
import { type ExploreOptions, explore } from './commands/sim/explore.ts';
import { type ExportOptions, exportFile } from './commands/sim/export.ts';
import { type FuzzCommand, fuzz } from './commands/sim/fuzz.ts';
import { type HashesOptions, hashScenarios } from './commands/sim/hashes.ts';
import { type LiveOptions, openLive, writeLive } from './commands/sim/live.ts';
import { type MergeOptions, merge } from './commands/sim/merge.ts';
import { type MutantsOptions, runMutants } from './commands/sim/mutants.ts';
import { type ReportOptions, reportFiles } from './commands/sim/report.ts';
import { listFiles, listWords, playFiles, type RunOptions, runFiles } from './commands/sim/sim.ts';
import { tellStory } from './commands/sim/story.ts';
import { type SweepCommand, sweep } from './commands/sim/sweep.ts';
import { complain } from './complaint.ts';
import { INTERRUPTED } from './exit-codes.ts';
import { count, namesOf, outputFile } from './options.ts';

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

type SimRunOptions = RunOptions & ChipOptions & { engine?: string; chip?: string };

function createProgram(root: string): Command {
  const program = new Command('holdfast')
    .description(
      'Controller firmware for EV chargers with a Type 2 socket-outlet: simulator, scenarios, boards.',
    )
    .showHelpAfterError()
    .exitOverride();
  const done = (code: number): void => {
    // What was interrupted is still at work in its threads.
    if (code === INTERRUPTED) process.exit(code);
    process.exitCode = code;
  };

  program
    .command('story')
    .description("play the driver's story in virtual time")
    .action(async () => done(await tellStory(root, print)));

  const live = program
    .command('live')
    .description('the charger in a browser: firmware and plant run in the page')
    .option('--port <number>', 'where on localhost', '4600')
    .action(async (options: LiveOptions) => done(await openLive(root, options, print)));
  live
    .command('build')
    .description('write the page as static files')
    .argument('<folder>')
    .action(async (folder: string) => done(await writeLive(root, folder, print)));

  const sim = program.command('sim').description('scenarios in virtual time');
  sim
    .command('run')
    .description('run scenario files, or all below a folder')
    .argument('<paths...>')
    .option('--variant <value>', 'only this value of a swept variable, as in "phase 3000us"')
    .option('--board <name>', "charged with what kaluma's | espruino's interpreter takes")
    .option('--engine <name>', 'here and in jerry | espruino | quickjs, trace against trace')
    .option('--chip <platform>', "on an emulated Pico with kaluma's | espruino's own image; slow")
    .option('--jobs <count>', 'with --chip: chips at a time (one per core)', count)
    .option('--most <count>', 'with --chip: values of a sweep, spread over it (all)', count)
    .option('--long', 'with --chip: stories of more than two minutes of virtual time as well')
    .option('--json <file>', 'with --chip: what became of each', outputFile)
    .action(async (paths: string[], options: SimRunOptions) => {
      if (options.chip !== undefined)
        done(await runOnChip(paths, options.chip, options, root, print));
      else if (options.engine === undefined) done(await runFiles(paths, options, print));
      else done(await runInEngine(paths, options.engine, root, print));
    });
  sim
    .command('list')
    .description('what scenarios there are')
    .argument('[paths...]', 'files or folders', ['test/scenarios'])
    .action((paths: string[]) => done(listFiles(paths, print)));
  sim
    .command('play')
    .description('run scenarios and tell them like a story')
    .argument('<paths...>')
    .action(async (paths: string[]) => done(await playFiles(paths, print)));
  sim
    .command('export')
    .description('one run in a file that a viewer opens')
    .argument('<file>')
    .option(
      '--format <name>',
      `${formats.map(({ name }) => name).join(', ')} (by the name of --out)`,
    )
    .option('--out <path>', "where to (the scenario's name, here)", outputFile)
    .option('--variant <value>', 'this value of a swept variable (the first)')
    .action(async (file: string, options: ExportOptions) =>
      done(await exportFile(file, options, print)),
    );
  sim
    .command('report')
    .description('run scenarios and write them into one page to look at')
    .argument('[paths...]', 'files, folders, or parts of names (all)')
    .option('--out <file>', 'where to', outputFile, 'report.html')
    .option('--title <text>', 'its heading')
    .action(async (paths: string[], options: ReportOptions) =>
      done(await reportFiles(root, paths, options, print)),
    );
  sim
    .command('hashes')
    .description('a hash of every trace: written before work that must change none, compared after')
    .argument('[paths...]', 'files or folders', ['test/scenarios', 'sim/story'])
    .option('--out <file>', 'where to', outputFile)
    .option('--against <file>', 'compare with these')
    .action(async (paths: string[], options: HashesOptions) =>
      done(await hashScenarios(paths, options, print)),
    );
  sim
    .command('words')
    .description('the scenario language: everything that can be written')
    .action(() => done(listWords(print)));

  program
    .command('explore')
    .description('search every state that the shipping step can reach, under an adversary')
    .option('--set <names...>', 'sets of tiny limits (all)', namesOf(limitSets))
    .option('--group <names...>', 'groups of inputs (all)', namesOf(groups))
    .option('--threads <count>', 'worker threads', count, '2')
    .option('--states <count>', 'most states of one search', count, '60000000')
    .option('--shard <i/n>', 'do one part of n')
    .option('--out <folder>', 'where the results go', 'results')
    .option('--resume', 'go on from a partial result')
    .action(async (options: ExploreOptions) => done(await explore(root, options, print)));

  program
    .command('fuzz')
    .description('seeded worlds in which everything may fail, then heal: the plug must come free')
    .option('--seeds <count>', 'how many worlds', '1000')
    .option('--from <seed>', 'the first of them', '1')
    .option('--every-tick', 'no tick is skipped')
    .option('--threads <count>', 'worker threads', '2')
    .option('--shard <i/n>', 'do one part of n')
    .option('--out <folder>', 'where the results go', 'results')
    .option('--resume', 'go on from a partial result')
    .action(async (options: FuzzCommand) => done(await fuzz(root, options, print)));

  program
    .command('sweep')
    .description('scenarios with the power cut at every tick, and the journal torn at every byte')
    .argument('[paths...]', 'files or folders', ['test/scenarios'])
    .option('--every <count>', 'cut only at every n-th tick', '1')
    .option('--threads <count>', 'worker threads', '2')
    .option('--shard <i/n>', 'do one part of n')
    .option('--out <folder>', 'where the results go', 'results')
    .option('--resume', 'go on from a partial result')
    .action(async (paths: string[], options: SweepCommand) =>
      done(await sweep(root, paths, options, print)),
    );

  program
    .command('merge')
    .description('join the results of all shards; refuses gaps, overlaps and different builds')
    .argument('<folder>', 'where the results of all shards lie')
    .option('--out <folder>', 'where the joined results go (FOLDER/merged)')
    .action((folder: string, options: MergeOptions) => done(merge(root, folder, options, print)));

  program
    .command('campaign')
    .description('explore, fuzz and sweep, and docs/campaign.md with their figures')
    .option('--short', 'a sample of everything, in minutes')
    .option('--threads <count>', 'worker threads', '2')
    .option('--out <folder>', 'where the results go', 'results/campaign')
    .option('--resume', 'go on from a partial result')
    .option('--from <folder>', 'only the page, from results that are there')
    .option('--mutants <folder>', "where the mutants' result lies", 'results')
    .action(async (options: CampaignOptions) => done(await campaign(root, options, print)));

  program
    .command('docs')
    .description('write the pages that are made from tables')
    .action(() => done(Math.max(writeDocs(root, print), writeSheets(root, print))));

  const bench = program.command('bench').description('figures, measured here and now');
  bench
    .command('reaction')
    .description('reaction times over the phases of tick and pilot, and immunity to spikes')
    .option('--json <file>', 'write the figures there', outputFile)
    .option('--draw <folder>', 'draw them there, as reaction.svg and spikes.svg')
    .option('--phases <count>', 'phases per row', count, '58')
    .option('--board <name>', "ideal, and with the time of kaluma's | espruino's interpreter")
    .action((options: BenchOptions & { board?: string }) => {
      if (options.board === undefined) done(benchReaction(options, print));
      else done(benchBoard(options.board, Number(options.phases ?? 58), print));
    });
  bench
    .command('sim')
    .description('speed of the simulator')
    .option('--json <file>', 'write the figures there', outputFile)
    .action((options: BenchOptions) => done(benchSpeed(options, print)));
  bench
    .command('live')
    .description('frames per second of the live page, in a real browser')
    .option('--json <file>', 'write the figures there')
    .action(async (options: BenchOptions) => done(await benchLive(root, options, print)));
  addHilCommands(program, root, print, done);
  addBoardCommands(program, root, print, done);

  program
    .command('mutants')
    .description('plant every small mistake in control and drivers, and see that something notices')
    .option('--file <names...>', 'only files whose names contain one of these (all)')
    .option('--threads <count>', 'worker threads', count, '2')
    .option('--shard <i/n>', 'do one part of n')
    .option('--out <folder>', 'where the result goes', 'dist/mutants')
    .action(async (options: MutantsOptions) => done(await runMutants(root, options, print)));
  for (const [name, description, run] of [
    ['loss', 'the interpreter fails, each way it can; slow', benchLoss],
    ['cuts', 'power is lost at every step of a write to the flash; slow', benchCuts],
    ['ticks', 'how long a tick takes, by the cycles of the chip', benchTicks],
  ] as const) {
    bench
      .command(name)
      .description(`on an emulated Pico: ${description}`)
      .requiredOption('--chip <platform>', 'kaluma | espruino')
      .action(async (options: { chip: string }) => done(await run(options.chip, root, print)));
  }
  bench
    .command('wear')
    .description('journal writes per session, and how many years the flash lasts')
    .action(() => done(benchWear(print)));
  bench
    .command('engines')
    .description('instructions per tick inside JerryScript and Espruino, named by the environment')
    .option('--ticks <count>', 'how long the heap is watched', '20000')
    .option('--json <path>', 'write the figures to a file')
    .action(async (options: EngineBenchOptions) => done(await benchEngines(options, root, print)));
  return program;
}

/** @param root address of the project's folder */
export async function main(root: string, args: readonly string[]): Promise<void> {
  // Whoever reads our lines may have had enough of them: `holdfast sim list | head`.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    throw error;
  });
  try {
    await createProgram(root).parseAsync(args, { from: 'user' });
  } catch (error) {
    process.exitCode = complain(error);
  }
}
