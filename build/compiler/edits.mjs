/**
 * Edits: ranges of a program's text and their replacements.
 */

/** @typedef {{ start: number, end: number, text: string }} Edit */

/**
 * @param {string} code
 * @param {readonly Edit[]} edits in any order; of those that overlap, the outermost is made
 * @returns {string}
 */
export function applyEdits(code, edits) {
  let text = '';
  let at = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (edit.start < at) continue;
    text += code.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return text + code.slice(at);
}

/** Edits that contain no other. @param {readonly Edit[]} edits @returns {Edit[]} */
export function innermost(edits) {
  return edits.filter(
    (one) =>
      !edits.some((other) => other !== one && other.start >= one.start && other.end <= one.end),
  );
}
