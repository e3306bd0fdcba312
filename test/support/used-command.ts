/** A command as it is called by words, in the process of the test: what it prints, and its exit code. */

import { vi } from 'vitest';
import { complain } from '../../bin/complaint.ts';
import type { Context } from '../../bin/context.ts';
import { createProgram } from '../../bin/holdfast.ts';

export interface Used {
  /** Exit code; null where the command has not set one. */
  readonly code: number | null;
  readonly text: string;
}

/** What is printed goes to `said`, a line each with its end. */
export function contextFor(said: string[], done: (code: number) => void): Context {
  const say = (line: string): void => void said.push(`${line}\n`);
  return {
    root: new URL('../../', import.meta.url).href,
    print: say,
    printError: say,
    done,
  };
}

/** @param words as after `holdfast`, with spaces between them */
export async function useCommand(words: string): Promise<Used> {
  const said: string[] = [];
  let code: number | null = null;
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      said.push(String(text));
      return true;
    });
  }
  const context = contextFor(said, (ended) => {
    code = ended;
  });
  try {
    await createProgram(context).parseAsync(words.split(/\s+/).filter(Boolean), { from: 'user' });
  } catch (error) {
    code = complain(error);
  } finally {
    vi.restoreAllMocks();
  }
  return { code, text: said.join('') };
}
