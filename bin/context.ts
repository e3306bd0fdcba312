/**
 * Context: what every command is given. It is all that is at hand when the command line starts; a command
 * loads what it does with `import()` when somebody asks for it, so that a line of help costs no simulator.
 */

import { INTERRUPTED } from './exit-codes.ts';

export interface Context {
  /** Address of the project's folder, with a slash at its end. */
  readonly root: string;
  /** Says a line to whoever asked. */
  readonly print: (line: string) => void;
  /** Says a line where the standard output belongs to the device. */
  readonly printError: (line: string) => void;
  /** Takes the exit code of a command that has ended. */
  readonly done: (code: number) => void;
}

export function createContext(root: string): Context {
  return {
    root,
    print: (line) => {
      process.stdout.write(`${line}\n`);
    },
    printError: (line) => {
      process.stderr.write(`${line}\n`);
    },
    done: (code) => {
      // What was interrupted is still at work in its threads.
      if (code === INTERRUPTED) process.exit(code);
      process.exitCode = code;
    },
  };
}
