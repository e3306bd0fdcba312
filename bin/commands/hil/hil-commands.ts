/**
 * `holdfast hil …` and `holdfast replay`: the bench's commands and their options.
 */

import { type Command, Option } from 'commander';
import type { Context } from '../../context.ts';
import { count, outputFile, outputFolder, pathsIn } from '../../options.ts';
import type { BringUpOptions } from './bring-up.ts';
import type { ConsoleOptions } from './console.ts';
import type { LinkOptions } from './link.ts';
import type { LinuxOptions } from './linux.ts';
import type { HilRunOptions } from './run.ts';

export function addHilCommands(program: Command, context: Context): void {
  const hil = program.command('hil').description('the bench: the same scenarios on hardware');
  addRun(hil, context);
  addRigs(hil, context);
  addDevices(hil, context);
  addReplay(program, context);
}

function addRun(hil: Command, { root, print, done }: Context): void {
  hil
    .command('run')
    .description('run scenario files on a rig; without --rig on a stand-in process')
    .argument('<paths...>')
    .option('--rig <files...>', 'rig files; several run in parallel, one process each')
    .option('--variant <value>', 'only this value of a swept variable')
    .option('--pattern <text>', 'only files or titles that contain this; * matches anything')
    .option('--tag <words>', 'with any of these tags, as in slow,outage; not-slow leaves out')
    .option('--last-failed', 'only what failed the last time; everything, where nothing did')
    .option('--repeat <count>', 'how often to run everything', '1')
    .option('--shuffle <seed>', 'in random order, from this seed')
    .option('--stop-on-failure', 'stop after the first product failure')
    .option('--retries <count>', 'further attempts after a bench error', '2')
    .option('--flash', 'first write the program to every board whose platform the rig file states')
    .option('--socket-empty', 'with --flash: the socket-outlet is empty')
    .option('--timeout <seconds>', 'longest time of a scenario (by its length)')
    .option('--allow-late <ms>', 'how late this computer may be in live time; windows grow by it')
    .option('--out <folder>', 'parent of the run folder', outputFolder, 'results/hil')
    .option('--summary <file>', 'the summary in Markdown, appended to this file', outputFile)
    .option('--shard <i/n>', 'run one part of n')
    .addOption(new Option('--part-folder <folder>', 'of one rig among several').hideHelp())
    .action(async (paths: string[], options: HilRunOptions) => {
      const { hilRun } = await import('./run.ts');
      done(await hilRun(root, pathsIn(root, paths), options, print));
    });
}

function addRigs(hil: Command, { root, print, done }: Context): void {
  hil
    .command('check')
    .description('check a rig before it is used: every line toggles and is sensed')
    .option('--rig <file>', 'the rig file; without it the stand-in process')
    .action(async (options: { rig?: string }) => {
      const { hilCheck } = await import('./rig.ts');
      done(await hilCheck(root, options.rig, print));
    });
  hil
    .command('bring-up')
    .description('drive one output at a time, look at it, answer a plain question')
    .option('--rig <file>', 'the rig file; without it the stand-in process')
    .option('--board <map>', "this computer's own pins, by firmware/boards/<map>.ts")
    .option('--sys <folder>', 'where the kernel shows its devices', '/sys')
    .action(async (options: BringUpOptions) => {
      const { bringUp } = await import('./bring-up.ts');
      done(await bringUp(root, options, print));
    });
  hil
    .command('link')
    .description('figures of the line: round trip, lines per second, steps without a loss')
    .option('--json <file>', 'write the figures there', outputFile)
    .option('--steps <count>', 'steps there and back', count, '10000')
    .action(async (options: LinkOptions) => {
      const { benchLink } = await import('./link.ts');
      done(await benchLink(root, options, print));
    });
}

function addDevices(hil: Command, { root, print, printError, done }: Context): void {
  hil
    .command('ports')
    .description('list the serial ports, with their stable names')
    .action(async () => {
      const { showPorts } = await import('./ports.ts');
      done(await showPorts(print));
    });
  hil
    .command('console')
    .description("a device's own console: history, completion, a readable trace")
    .argument('<port>', 'a path, or id:TEXT')
    .option('--baud-rate <rate>', 'bits per second', '115200')
    .option('--key-file <file>', 'keys that answer the challenge of `role`')
    .action(async (port: string, options: ConsoleOptions) => {
      const { hilConsole } = await import('./console.ts');
      done(await hilConsole(port, options, print));
    });
  hil
    .command('linux')
    .description("the firmware on this computer's own pins, for bring-up; it is not real time")
    .option('--board <map>', 'the pin map, firmware/boards/<map>.ts', 'linux-pi')
    .addOption(
      new Option('--role <role>', 'bench: outputs by hand, for bring-up and rig files')
        .choices(['charger', 'bench'])
        .default('charger'),
    )
    .option('--state <folder>', 'what survives power loss (~/.local/state/holdfast/<map>)')
    .option('--sys <folder>', 'where the kernel shows its devices', '/sys')
    .action(async (options: LinuxOptions) => {
      const { hilLinux } = await import('./linux.ts');
      done(await hilLinux(root, options, printError));
    });
}

function addReplay(program: Command, { print, done }: Context): void {
  program
    .command('replay')
    .description("run a failure pack's scenario in the simulator and compare")
    .argument('<pack>', 'folder of the pack')
    .action(async (pack: string) => {
      const { replayPack } = await import('./rig.ts');
      done(await replayPack(pack, print));
    });
}
