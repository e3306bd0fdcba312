/**
 * Axis: compressed time. A stroke takes a third of a second and a charge takes hours; on a linear axis the
 * windows that matter would be thinner than a line. Between two events the axis is linear, and the width of
 * the interval follows the logarithm of its length: order and labelled instants stay exact, quiet intervals
 * are short.
 */

/**
 * An interval of this length gets one unit of width, one twice as long slightly more than half a unit more.
 */
const UNIT_US = 2000;
/** Instants closer than this to the one before are drawn as one. */
const NEAREST_US = 500;

export class Axis {
  private constructor(
    readonly width: number,
    /** Instants, ascending, and their positions. */
    readonly instants: readonly number[],
    readonly places: readonly number[],
  ) {}

  /** @param instants of the events, in any order */
  static fold(instants: Iterable<number>, lengthUs: number, width: number): Axis {
    const inside = [...instants].filter((us) => us > 0 && us < lengthUs).sort((a, b) => a - b);
    const kept = [0];
    for (const us of inside) {
      if (us - (kept[kept.length - 1] as number) >= NEAREST_US) kept.push(us);
    }
    kept.push(Math.max(lengthUs, 1));
    const sums = [0];
    for (let i = 1; i < kept.length; i++) {
      const stretchUs = (kept[i] as number) - (kept[i - 1] as number);
      sums.push((sums[i - 1] as number) + Math.log2(1 + stretchUs / UNIT_US));
    }
    const scale = width / (sums[sums.length - 1] as number);
    return new Axis(
      width,
      kept,
      sums.map((sum) => sum * scale),
    );
  }

  /** The position of an instant; outside of the story, at its end. */
  xOf(us: number): number {
    const { instants, places } = this;
    let low = 0;
    let high = instants.length - 1;
    if (us <= 0) return 0;
    if (us >= (instants[high] as number)) return this.width;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((instants[middle] as number) <= us) low = middle;
      else high = middle;
    }
    const fromUs = instants[low] as number;
    const share = (us - fromUs) / ((instants[high] as number) - fromUs);
    const from = places[low] as number;
    return from + share * ((places[high] as number) - from);
  }
}

/** A duration in a readable unit. */
export function writeSpan(us: number): string {
  if (us < 1000000) return `${Number((us / 1000).toFixed(1))} ms`;
  return us < 100000000 ? `${Number((us / 1000000).toFixed(3))} s` : writeInstant(us);
}

/** An instant for the reader: short, and exact enough to find it in the trace. */
export function writeInstant(us: number): string {
  const seconds = us / 1000000;
  if (us === 0) return '0';
  if (seconds < 1) return `${Number((us / 1000).toFixed(1))} ms`;
  if (seconds < 100) return `${seconds.toFixed(seconds < 10 ? 3 : 2)} s`;
  const parts = [
    [Math.floor(seconds / 3600), 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [Math.floor(seconds) % 60, 's'],
  ] as const;
  const told = parts.filter(([count]) => count > 0);
  return told.map(([count, unit]) => `${count} ${unit}`).join(' ');
}
