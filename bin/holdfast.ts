/**
 * holdfast: every command of the project. Each command declares its name and options beside its code; this
 * file only gathers them. Nothing that a command does may be imported here, so that `holdfast --version`
 * answers immediately.
 */

import { writeSync } from 'node:fs';
import { Command } from 'commander';
import { version } from '../package.json';
import { addBridgeCommands } from './commands/bridge/bridge-commands.ts';
import { addDriverCommands } from './commands/driver/driver-commands.ts';
import { addBoardCommands } from './commands/hil/board-commands.ts';
import { addHilCommands } from './commands/hil/hil-commands.ts';
import { addShellCommands } from './commands/shell/completion-commands.ts';
import { addBenchCommands } from './commands/sim/bench-commands.ts';
import { addCampaignCommands } from './commands/sim/campaign-commands.ts';
import { addPageCommands } from './commands/sim/page-commands.ts';
import { addScenarioCommands } from './commands/sim/scenario-commands.ts';
import { complain } from './complaint.ts';
import { type Context, createContext } from './context.ts';
import { refuseEmpty } from './empty-path.ts';
import { ENVIRONMENT } from './exit-codes.ts';

/** In the order in which the help lists them. */
const rooms: readonly ((program: Command, context: Context) => void)[] = [
  addPageCommands,
  addDriverCommands,
  addBridgeCommands,
  addScenarioCommands,
  addBoardCommands,
  addHilCommands,
  addCampaignCommands,
  addBenchCommands,
  addShellCommands,
];

export function createProgram(context: Context): Command {
  const program = new Command('holdfast')
    .description(
      'Controller firmware for EV chargers with a Type 2 socket-outlet: simulator, scenarios, boards.',
    )
    .version(version)
    .exitOverride();
  for (const add of rooms) add(program, context);
  program.hook('preAction', (_, command) => refuseEmpty(command));
  pointToHelp(program, 'holdfast');
  refuseRepeats(program);
  return program;
}

/** A mistake is told in three lines: what was wrong, the nearest word, and where the rest is told. */
function pointToHelp(command: Command, path: string): void {
  command.showHelpAfterError(`${path} --help tells what can be written here`);
  for (const inner of command.commands) pointToHelp(inner, `${path} ${inner.name()}`);
}

let isUnread = false;

/**
 * The reader of our output has stopped early: `holdfast sim list | head`. What only lists comes to its end by itself,
 * and what holds a rig, or gives a verdict, must not end in the midst of it with exit code 0: a command that knows how
 * it is interrupted is interrupted, and every other one ends with its own code, unread.
 */
function onUnread(): void {
  if (isUnread) return;
  isUnread = true;
  if (process.listenerCount('SIGTERM') > 0) process.kill(process.pid, 'SIGTERM');
}

/** What a person reads cannot be written any more. */
function onLost(name: string, error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED') {
    onUnread();
    return;
  }
  try {
    writeSync(2, `${name} cannot be written: ${error.message}\n`);
  } catch {
    // Where it is the one that is lost, nobody can be told.
  }
  process.exit(ENVIRONMENT);
}

/** Of an option that is given twice only the last would count, and nobody would be told. */
function refuseRepeats(command: Command): void {
  for (const option of command.options) {
    if (option.variadic || option.isBoolean()) continue;
    let count = 0;
    command.on(`option:${option.name()}`, () => {
      count++;
      if (count < 2) return;
      command.error(`error: ${option.flags} was given twice, and takes one value: leave one out`);
    });
  }
  for (const inner of command.commands) refuseRepeats(inner);
}

/** @param root address of the project's folder */
export async function main(root: string, args: readonly string[]): Promise<void> {
  process.stdout.on('error', (error) => onLost('standard output', error));
  process.stderr.on('error', (error) => onLost('standard error', error));
  try {
    await createProgram(createContext(root)).parseAsync(args, { from: 'user' });
  } catch (error) {
    process.exitCode = complain(error);
  }
}
