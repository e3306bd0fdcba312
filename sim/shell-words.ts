/**
 * Shell words: a command line for copying. What a name contains is never run, and never parted, by the shell that it
 * is pasted into.
 */

/** Means nothing to a shell, wherever it stands. */
const PLAIN = /^[\w@%+:,./][\w@%+=:,./-]*$/;
/** Nothing happens to these between double quotes, which every system's shell reads. */
const SPACED = /^[\w@+=:,./ ][\w@+=:,./ -]*$/;

/** One word of a command line, quoted where a POSIX shell would read it otherwise. */
export function shellWord(text: string): string {
  if (PLAIN.test(text)) return text;
  if (SPACED.test(text)) return `"${text}"`;
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** A path as a word: one that begins with a dash would be taken for an option. */
export function shellPath(path: string): string {
  return shellWord(path.startsWith('-') ? `./${path}` : path);
}
