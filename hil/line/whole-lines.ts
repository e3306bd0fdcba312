/**
 * Whole lines: the characters of one of several lines for a log that they share, each line with the name
 * of where it went along.
 */

type Take = (direction: 'in' | 'out', text: string) => void;

/** Noise without an end of line is cut off here. */
const LINE_LIMIT = 200;

export function wholeLines(name: string, take: Take): Take {
  const begun = { in: '', out: '' };
  return (direction, text) => {
    const lines = (begun[direction] + text).split('\n');
    begun[direction] = (lines.pop() ?? '').slice(-LINE_LIMIT);
    for (const line of lines) take(direction, `${name} ${line}\n`);
  };
}
