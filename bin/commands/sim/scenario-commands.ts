/**
 * `holdfast sim …`: scenarios in virtual time.
 */

import type { Command } from 'commander';
import { UsageError } from '../../../sim/errors.ts';
import { formatNames } from '../../../sim/view/export/format-names.ts';
import type { Context } from '../../context.ts';
import { count, folderIn, outputFile, pathsIn } from '../../options.ts';
import type { ChipOptions } from './chip.ts';
import type { ExportOptions } from './export.ts';
import type { HashesOptions } from './hashes.ts';
import type { ReportOptions } from './report.ts';
import type { RunOptions } from './sim.ts';

type SimRunOptions = RunOptions & ChipOptions & { engine?: string; chip?: string };

export function addScenarioCommands(program: Command, context: Context): void {
  const sim = program.command('sim').description('scenarios in virtual time');
  addRun(sim, context);
  addListings(sim, context);
  addWritten(sim, context);
}

/** The options that each way of running uses. */
const used = {
  '--chip': ['chip', 'board', 'jobs', 'most', 'long', 'resume', 'variant', 'json'],
  '--engine': ['engine', 'most'],
  'the simulator alone': ['variant', 'platform', 'tag', 'lastFailed', 'json', 'junit', 'summary'],
} as const;

/** @throws UsageError where something was typed that would not be used */
function refuseUnused(options: SimRunOptions): void {
  const { chip, engine } = options;
  const way =
    chip !== undefined ? '--chip' : engine !== undefined ? '--engine' : 'the simulator alone';
  const unused = Object.keys(options).find(
    (name) => !(used[way] as readonly string[]).includes(name),
  );
  if (unused === undefined) return;
  const typed = `--${unused.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  throw new UsageError(
    `${typed} means nothing with ${way}: sim run --help says what it belongs to`,
  );
}

async function run(paths: string[], options: SimRunOptions, context: Context): Promise<number> {
  const { root, print } = context;
  refuseUnused(options);
  if (options.chip !== undefined) {
    const { runOnChip } = await import('./chip.ts');
    return runOnChip(paths, options.chip, options, root, print);
  }
  if (options.engine !== undefined) {
    const { runInEngine } = await import('./engine.ts');
    const most = Number(options.most ?? Number.POSITIVE_INFINITY);
    return runInEngine(paths, options.engine, root, print, most);
  }
  const { runFiles } = await import('./sim.ts');
  return runFiles(paths, options, print, root);
}

function addRun(sim: Command, context: Context): void {
  sim
    .command('run')
    .description('run scenario files, or all below a folder')
    .argument('<paths...>')
    .option(
      '--variant <value>',
      'only this value of a swept variable, as in "phase 3000us"; not with --engine',
    )
    .option('--platform <name>', "with the time that kaluma's | espruino's interpreter takes")
    .option('--engine <name>', 'here and in jerry | espruino | quickjs, trace against trace')
    .option('--chip <platform>', "on an emulated Pico with kaluma's | espruino's own image; slow")
    .option('--board <map>', "with --chip: its pin map (the platform's usual one)")
    .option('--jobs <count>', 'with --chip: chips at a time (one per core)', count)
    .option(
      '--most <count>',
      'with --chip or --engine: values of a sweep, spread over it (all)',
      count,
    )
    .option('--long', 'with --chip: stories of more than two minutes of virtual time as well')
    .option('--resume', 'with --chip: continues from the file of --json')
    .option('--tag <words>', 'with any of these tags, as in slow,outage; not-slow leaves out')
    .option('--last-failed', 'only what failed the last time; everything, where nothing did')
    .option('--json <file>', 'the outcome of each; not with --engine', outputFile)
    .option('--junit <file>', 'the same for a CI server', outputFile)
    .option('--summary <file>', 'a summary in Markdown, appended', outputFile)
    .addHelpText(
      'after',
      '\n--platform, --tag, --last-failed, --junit and --summary go neither with --chip nor with --engine.',
    )
    .action(async (paths: string[], options: SimRunOptions) =>
      context.done(await run(pathsIn(context.root, paths), options, context)),
    );
}

/** Commands that answer on the terminal. */
function addListings(sim: Command, { root, print, done }: Context): void {
  sim
    .command('list')
    .description('list the scenarios')
    .argument('[paths...]', 'files or folders', [folderIn(root, 'test/scenarios')])
    .option('--tag <words>', 'with any of these tags')
    .action(async (paths: string[], options: { tag?: string }) => {
      const { listFiles } = await import('./sim.ts');
      done(listFiles(pathsIn(root, paths), options.tag, print));
    });
  sim
    .command('play')
    .description('run scenarios and print them as a story')
    .argument('<paths...>')
    .action(async (paths: string[]) => {
      const { playFiles } = await import('./sim.ts');
      done(await playFiles(pathsIn(root, paths), print));
    });
  sim
    .command('inject')
    .description(
      'let every part read wrong or break, one after the other, and print what the charger does',
    )
    .action(async () => {
      const { printInjections } = await import('./injections.ts');
      done(await printInjections(print));
    });
  sim
    .command('words')
    .description('the scenario language: everything that can be written')
    .action(async () => {
      const { listWords } = await import('./words.ts');
      done(listWords(print));
    });
}

/** Commands that write a file. */
function addWritten(sim: Command, { root, print, done }: Context): void {
  sim
    .command('export')
    .description('write one run as a file for a viewer')
    .argument('<file>')
    .option('--format <name>', `${formatNames.join(', ')} (by the name of --out)`)
    .option('--out <path>', "where to (the scenario's name, here)", outputFile)
    .option('--variant <value>', 'this value of a swept variable (the first)')
    .action(async (file: string, options: ExportOptions) => {
      const { exportFile } = await import('./export.ts');
      done(await exportFile(pathsIn(root, [file])[0] ?? file, options, print));
    });
  sim
    .command('report')
    .description('run scenarios and write a report in one page')
    .argument('[paths...]', 'files, folders, or parts of names (all)')
    .option('--out <file>', 'where to', outputFile, 'report.html')
    .option('--title <text>', 'its heading')
    .action(async (paths: string[], options: ReportOptions) => {
      const { reportFiles } = await import('./report.ts');
      done(await reportFiles(root, paths, options, print));
    });
  sim
    .command('hashes')
    .description(
      'hash every trace: write before a change that must keep behaviour, compare after it',
    )
    .argument('[paths...]', 'files or folders', [
      folderIn(root, 'test/scenarios'),
      folderIn(root, 'sim/story'),
    ])
    .option('--out <file>', 'where to', outputFile)
    .option('--against <file>', 'compare with these')
    .action(async (paths: string[], options: HashesOptions) => {
      const { hashScenarios } = await import('./hashes.ts');
      done(await hashScenarios(paths, options, print));
    });
}
