/**
 * Colours: for terminals, and on request. A pipe, a file and a CI server's log get plain text; picocolors
 * alone would use colours wherever `CI` is set, which breaks programs that read our lines.
 */

import { isatty } from 'node:tty';
import { createColors } from 'picocolors';

/**
 * @param env NO_COLOR (any text) forbids colours, FORCE_COLOR (any text but "0") requires them; NO_COLOR
 *   wins, see no-color.org
 * @param terminal whether standard output is one
 */
export function wantsColours(env: NodeJS.ProcessEnv, terminal: boolean): boolean {
  if (env['NO_COLOR']) return false;
  if (env['FORCE_COLOR']) return env['FORCE_COLOR'] !== '0';
  return terminal && env['TERM'] !== 'dumb';
}

export const paint = createColors(wantsColours(process.env, isatty(1)));
