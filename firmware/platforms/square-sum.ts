/**
 * Square sum: the one call of Kaluma's engine that adds up a whole list of numbers.
 */

/** What the engine has beyond the dialect; it takes any list of numbers. */
interface EngineMath {
  readonly hypot: { apply(self: null, numbers: Uint16Array): number };
}
const engineMath: EngineMath = Math as never;

/** The sum of the squares; exact up to a thousand numbers. */
export function sumSquares(numbers: Uint16Array): number {
  const length = engineMath.hypot.apply(null, numbers);
  return Math.floor(length * length + 0.5);
}
