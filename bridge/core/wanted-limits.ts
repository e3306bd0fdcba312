/**
 * Wanted limits: who wants how much current, and for how long. The least counts, of those with a term and of those
 * without one: the charger holds one of each kind, and falls back on the second where nobody renews the first.
 */

export interface Wanted {
  /** In A; null takes the limit back. */
  readonly amps: number | null;
  /** On `Time.nowMs`; for ever without an end. */
  readonly untilMs: number;
  /** What the same source wants without a term, once this one is over; null for nothing. */
  readonly thenAmps: number | null;
  /** The charger has confirmed it. */
  isTaken: boolean;
}

/** What all of them want together, at one instant. */
export interface Wish {
  /** In A; null where nobody wants less than there is. */
  readonly amps: number | null;
  /** The same when everything with a term is over. */
  readonly standingAmps: number | null;
  /** When the term of `amps` is over; for ever where it is what stands. */
  readonly endMs: number;
  /** When anything changes by itself. */
  readonly changeMs: number;
  /** Whose wishes these are. */
  readonly of: readonly Wanted[];
}

/** The lowest of several limits; null where none of them limits. */
export function leastOf(all: readonly (number | null)[]): number | null {
  const known = all.filter((amps) => amps !== null);
  return known.length === 0 ? null : Math.min(...known);
}

/** Whether a limit is lower than another one; null limits nothing. */
export function isBelow(amps: number | null, other: number | null): boolean {
  return (amps ?? Number.POSITIVE_INFINITY) < (other ?? Number.POSITIVE_INFINITY);
}

export class WantedLimits {
  private readonly all = new Map<string, Wanted>();

  get(source: string): Wanted | undefined {
    return this.all.get(source);
  }

  /** @param wanted undefined forgets the source */
  put(source: string, wanted: Wanted | undefined): void {
    if (wanted === undefined) this.all.delete(source);
    else this.all.set(source, wanted);
  }

  /** What is over already is followed by what comes after it. */
  private expire(nowMs: number): void {
    for (const [source, { untilMs, thenAmps, isTaken }] of this.all) {
      if (untilMs > nowMs) continue;
      const next = { amps: thenAmps, untilMs: Infinity, thenAmps, isTaken };
      this.put(source, thenAmps === null ? undefined : next);
    }
  }

  at(nowMs: number): Wish {
    this.expire(nowMs);
    const of = [...this.all.values()];
    const termed = of.filter(({ untilMs }) => Number.isFinite(untilMs));
    const amps = leastOf(of.map((one) => one.amps));
    const standingAmps = leastOf(of.map((one) => one.thenAmps));
    // A term may allow more than what comes after it: then it ends where the first of them says less.
    const ends = isBelow(amps, standingAmps)
      ? [Math.max(...termed.filter((one) => one.amps === amps).map(({ untilMs }) => untilMs))]
      : termed.filter((one) => isBelow(one.thenAmps, amps)).map(({ untilMs }) => untilMs);
    return {
      amps,
      standingAmps,
      endMs: amps === standingAmps ? Infinity : Math.min(...ends),
      changeMs: Math.min(...termed.map(({ untilMs }) => untilMs)),
      of,
    };
  }

  /** The charger has confirmed these; what was taken back is forgotten. */
  take(wish: Wish): void {
    for (const wanted of wish.of) wanted.isTaken = true;
    for (const [source, { amps, thenAmps, isTaken }] of this.all) {
      if (isTaken && amps === null && thenAmps === null) this.all.delete(source);
    }
  }
}
