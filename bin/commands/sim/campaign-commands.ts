/**
 * `holdfast explore`, `fuzz`, `sweep`, `merge`, `campaign`, `mutants` and `coverage`: long searches for failures, and
 * how much of the firmware the tests hold.
 */

import type { Command } from 'commander';
import type { Context } from '../../context.ts';
import { count, folderIn, outputFolder } from '../../options.ts';
import type { CampaignOptions } from './campaign.ts';
import type { CoverageOptions } from './coverage.ts';
import type { EvidenceOptions } from './evidence.ts';
import type { ExploreOptions } from './explore.ts';
import type { FmeaOptions } from './fmea.ts';
import type { FuzzCommand } from './fuzz.ts';
import type { MergeOptions } from './merge.ts';
import type { MutantsOptions } from './mutants.ts';
import type { SweepCommand } from './sweep.ts';

export function addCampaignCommands(program: Command, context: Context): void {
  addExplore(program, context);
  addFuzz(program, context);
  addSweep(program, context);
  addFmea(program, context);
  addJoined(program, context);
  addMutants(program, context);
  addCoverage(program, context);
  addEvidence(program, context);
}

function addExplore(program: Command, { root, print, done }: Context): void {
  program
    .command('explore')
    .description(
      'search every state that the shipped step function can reach, whatever its inputs do',
    )
    .option('--set <names...>', 'sets of tiny limits (all)')
    .option('--group <names...>', 'groups of inputs (all)')
    .option('--threads <count>', 'worker threads, each with a search of its own', count, '2')
    .option('--states <count>', 'most states of one search', count, '60000000')
    .option('--within <seconds>', 'only those that ended so soon when published', count)
    .option('--publish', 'write docs/search.md with every search that has ended')
    .option('--shard <i/n>', 'do one part of n')
    .option('--out <folder>', 'where the results go', outputFolder, 'results')
    .option('--resume', 'go on from a partial result')
    .action(async (options: ExploreOptions) => {
      const { explore } = await import('./explore.ts');
      done(await explore(root, options, print));
    });
}

function addFuzz(program: Command, { root, print, done }: Context): void {
  program
    .command('fuzz')
    .description(
      'seeded worlds in which anything may fail and is then repaired: the plug must be released',
    )
    .option('--seeds <count>', 'how many worlds', '1000')
    .option('--from <seed>', 'the first of them', '1')
    .option('--every-tick', 'no tick is skipped')
    .option('--threads <count>', 'worker threads', '2')
    .option('--shard <i/n>', 'do one part of n')
    .option('--out <folder>', 'where the results go', outputFolder, 'results')
    .option('--resume', 'go on from a partial result')
    .action(async (options: FuzzCommand) => {
      const { fuzz } = await import('./fuzz.ts');
      done(await fuzz(root, options, print));
    });
}

function addSweep(program: Command, { root, print, done }: Context): void {
  program
    .command('sweep')
    .description(
      'scenarios with the power cut, or failures that come and go, at every tick, and the journal torn',
    )
    .argument('[paths...]', 'files or folders', [folderIn(root, 'test/scenarios')])
    .option('--every <count>', 'cut only at every n-th tick', '1')
    .option('--threads <count>', 'worker threads', '2')
    .option('--shard <i/n>', 'do one part of n')
    .option('--out <folder>', 'where the results go', outputFolder, 'results')
    .option('--resume', 'go on from a partial result')
    .action(async (paths: string[], options: SweepCommand) => {
      const { sweep } = await import('./sweep.ts');
      done(await sweep(root, paths, options, print));
    });
}

function addFmea(program: Command, { root, print, done }: Context): void {
  program
    .command('fmea')
    .description('every failure of every part in every phase, and what people find')
    .option('--pairs', 'two failures, one second apart (long)')
    .option('--write', 'write docs/fmea.md')
    .option('--threads <count>', 'worker threads', '2')
    .option('--shard <i/n>', 'do one part of n')
    .option('--out <folder>', 'where the results go', outputFolder, 'results')
    .option('--resume', 'go on from a partial result')
    .action(async (options: FmeaOptions) => {
      const { fmea } = await import('./fmea.ts');
      done(await fmea(root, options, print));
    });
}

/** Joins many results into one. */
function addJoined(program: Command, { root, print, done }: Context): void {
  program
    .command('merge')
    .description('join the results of all shards; refuses gaps, overlaps and different builds')
    .argument('<folder>', 'folder with the results of all shards')
    .option('--out <folder>', 'folder for the joined results (FOLDER/merged)', outputFolder)
    .action(async (folder: string, options: MergeOptions) => {
      const { merge } = await import('./merge.ts');
      done(merge(root, folder, options, print));
    });
  program
    .command('campaign')
    .description('explore, fuzz and sweep, and docs/campaign.md with their figures')
    .option('--short', 'a sample of everything, in minutes')
    .option('--threads <count>', 'worker threads', '2')
    .option('--out <folder>', 'where the results go', outputFolder, 'results/campaign')
    .option('--resume', 'go on from a partial result')
    .option('--from <folder>', 'only the page, from existing results')
    .option('--mutants <folder>', 'folder with the result of mutants', 'results')
    .action(async (options: CampaignOptions) => {
      const { campaign } = await import('./campaign.ts');
      done(await campaign(root, options, print));
    });
}

function addMutants(program: Command, { root, print, done }: Context): void {
  program
    .command('mutants')
    .description('make every small mistake in what is flashed, and check that a test fails')
    .option('--file <names...>', 'only files whose names contain one of these (all)')
    .option('--threads <count>', 'worker threads', count, '2')
    .option('--shard <i/n>', 'do one part of n')
    .option('--out <folder>', 'folder for the result', outputFolder, 'dist/mutants')
    .option('--from <folder>', 'only the table of docs/mutants.md, from existing results')
    .action(async (options: MutantsOptions) => {
      const { runMutants } = await import('./mutants.ts');
      done(await runMutants(root, options, print));
    });
}

function addCoverage(program: Command, { root, print, done }: Context): void {
  program
    .command('coverage')
    .description(
      'MC/DC of control, drivers and guard: every condition decides by itself, somewhere',
    )
    .option('--out <folder>', 'folder for the result', outputFolder, 'results')
    .action(async (options: CoverageOptions) => {
      const { runCoverage } = await import('./coverage.ts');
      done(await runCoverage(root, options, print));
    });
}

function addEvidence(program: Command, { root, print, done }: Context): void {
  program
    .command('evidence')
    .description('one page with everything that was run over this build, and what was not')
    .option('--run', 'first run what is missing (hours)')
    .option('--short', 'with --run: a sample of everything')
    .option('--write', 'write docs/evidence.md as well')
    .option('--threads <count>', 'worker threads', count, '2')
    .option('--shard <i/n>', 'with --run: do one part of n')
    .option('--resume', 'with --run: go on from partial results')
    .option('--from <folder>', 'where the results are, and the page goes', outputFolder, 'results')
    .action(async (options: EvidenceOptions) => {
      const { evidence } = await import('./evidence.ts');
      done(await evidence(root, options, print));
    });
}
