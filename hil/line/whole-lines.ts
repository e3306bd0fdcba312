/**
 * Whole lines: splits the characters of one of several connections into lines, for a log that they share;
 * each line carries the connection's name.
 */

type Take = (direction: 'in' | 'out', text: string) => void;

/** Longer input without an end of line is discarded. */
const LINE_LIMIT = 200;

export function wholeLines(name: string, take: Take): Take {
  const begun = { in: '', out: '' };
  return (direction, text) => {
    const lines = (begun[direction] + text).split('\n');
    begun[direction] = (lines.pop() ?? '').slice(-LINE_LIMIT);
    for (const line of lines) take(direction, `${name} ${line}\n`);
  };
}
