/**
 * Two lines: a text on a screen that has room for no more.
 */

/** The longest beginning that fits, cut in a word only where it has to be. */
function beginning(text: string, fits: (text: string) => boolean): string {
  if (fits(text)) return text;
  let found = '';
  for (let at = text.indexOf(' '); at > 0; at = text.indexOf(' ', at + 1)) {
    if (!fits(text.slice(0, at))) break;
    found = text.slice(0, at);
  }
  return found;
}

/** As much as fits, with a mark for what does not. */
function cut(text: string, fits: (text: string) => boolean): string {
  if (fits(text)) return text;
  let length = text.length;
  while (length > 0 && !fits(`${text.slice(0, length)}…`)) length--;
  return `${text.slice(0, length)}…`;
}

/** @param fits whether a text has room on one line */
export function onTwoLines(
  text: string,
  fits: (text: string) => boolean,
): readonly [string, string] {
  const first = beginning(text, fits);
  if (first === '') return [cut(text, fits), ''];
  return [first, cut(text.slice(first.length).trim(), fits)];
}
