/**
 * Context: what every command receives. The command line starts with this alone; a command loads the code
 * that it needs with `import()` when it runs, so that `--help` does not load the simulator.
 */

import { INTERRUPTED } from './exit-codes.ts';

/** Prints a line for the person who runs the command. */
export type Print = (line: string) => void;

export interface Context {
  /** Address of the project's folder, with a slash at its end. */
  readonly root: string;
  readonly print: Print;
  /** Prints a line where standard output belongs to the device. */
  readonly printError: Print;
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
      // The interrupted work is still running in its threads.
      if (code === INTERRUPTED) process.exit(code);
      process.exitCode = code;
    },
  };
}
