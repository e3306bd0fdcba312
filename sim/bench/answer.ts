/**
 * Answer: the published figure of another controller, as a number where it is one.
 */

export interface Figures {
  readonly least: number;
  /** Null where only a range, or one figure, is published. */
  readonly middle: number | null;
  readonly most: number;
}

/** Reads `284/300/316`, `524–532`, `328`, `0 (event in)`; null for words such as `stays on`. */
export function readFigures(answer: string): Figures | null {
  const bare = answer.replace(/ \(.*\)$/, '');
  if (!/^\d+([/–]\d+)*$/.test(bare)) return null;
  const numbers = bare.split(/[/–]/).map(Number);
  const least = numbers[0] as number;
  const most = numbers[numbers.length - 1] as number;
  return { least, middle: numbers.length === 3 ? (numbers[1] as number) : null, most };
}
