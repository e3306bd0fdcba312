/**
 * Plot stretch: the time that the plots show. It follows the clock with a fixed length, until a person zooms or moves
 * it; then it stays.
 */

/** Between two instants of the story, in µs. */
export interface Interval {
  readonly fromUs: number;
  readonly toUs: number;
}

/** Less than a bit of the trace's own resolution would be seen in less. */
const SHORTEST_US = 1000;
/** What an empty story shows. */
const LEAST_US = 1000000;

export class Stretch {
  /** Where a person has put it; null while it follows the clock. */
  private put: Interval | null = null;
  /** The length while it follows; 0 for the whole story. */
  spanUs = 10 * LEAST_US;

  get follows(): boolean {
    return this.put === null;
  }

  /** @param spanUs 0 for the whole story */
  follow(spanUs = this.spanUs): void {
    this.spanUs = spanUs;
    this.put = null;
  }

  /** @param nowUs the clock, since the story began */
  shown(nowUs: number): Interval {
    if (this.put !== null) return this.put;
    if (this.spanUs === 0) return { fromUs: 0, toUs: Math.max(nowUs, LEAST_US) };
    const fromUs = Math.max(0, nowUs - this.spanUs);
    return { fromUs, toUs: Math.max(nowUs, fromUs + Math.min(this.spanUs, LEAST_US)) };
  }

  /** Puts it between two instants, in any order, within the story. */
  select(oneUs: number, otherUs: number, nowUs: number): void {
    const lengthUs = Math.max(SHORTEST_US, Math.abs(otherUs - oneUs));
    this.place(Math.min(oneUs, otherUs), lengthUs, nowUs);
  }

  /** Makes it longer by a factor, or shorter; what stands at an instant stays where it is. */
  zoom(factor: number, aboutUs: number, nowUs: number): void {
    const { fromUs, toUs } = this.shown(nowUs);
    const lengthUs = Math.max(SHORTEST_US, (toUs - fromUs) * factor);
    if (factor > 1 && lengthUs >= Math.max(nowUs, LEAST_US)) {
      this.follow(0);
      return;
    }
    const share = (aboutUs - fromUs) / (toUs - fromUs);
    this.place(aboutUs - share * lengthUs, lengthUs, nowUs);
  }

  /** Moves it so that an instant is inside. */
  reveal(us: number, nowUs: number): void {
    const { fromUs, toUs } = this.shown(nowUs);
    if (us >= fromUs && us <= toUs) return;
    this.place(us - (toUs - fromUs) / 2, toUs - fromUs, nowUs);
  }

  private place(fromUs: number, lengthUs: number, nowUs: number): void {
    const lastUs = Math.max(0, Math.max(nowUs, LEAST_US) - lengthUs);
    const from = Math.round(Math.min(Math.max(0, fromUs), lastUs));
    this.put = { fromUs: from, toUs: from + Math.round(lengthUs) };
  }
}
