/**
 * Answers: what the adversary says of each input in one tick, no more of it than is asked.
 *
 * An input begins as the set of all values that it may have. A question splits the set: is it one of these? The answer
 * is yes first, and no in a later run of the same tick, which asks the same up to there. So every way through a tick is
 * taken once, and values that no question tells apart stay one choice. That is exact because a tick is a function of
 * the answers to its questions.
 */

/** More than one tick can ask. */
const MOST_QUESTIONS = 128;

export class Answers {
  /** By place of an input: the values that it may have, as bits. */
  readonly may: Int32Array<ArrayBuffer>;
  /** Values that do not count as off nominal. */
  readonly nominal: Int32Array<ArrayBuffer>;
  /** So many inputs may be off nominal in one tick, and so many are. */
  mostOff: number;
  off = 0;
  /** Questions that had two answers, in this run; and those whose answer is given. */
  private asked = 0;
  private given = 0;
  private readonly taken = new Int32Array(MOST_QUESTIONS);
  /** The answer that was not taken yet; 0 where there is none. */
  private readonly other = new Int32Array(MOST_QUESTIONS);

  constructor(places: number) {
    this.may = new Int32Array(places);
    this.nominal = new Int32Array(places).fill(-1);
    this.mostOff = places;
  }

  /** Whether an input has one of these values. */
  isOneOf(place: number, values: number): boolean {
    const may = this.may[place] as number;
    const yes = may & values;
    if (yes === may) return true;
    return yes !== 0 && this.answer(place, yes, may & ~values) === yes;
  }

  /** The bit's number of the one value that an input has. */
  valueOf(place: number): number {
    let may = this.may[place] as number;
    while ((may & (may - 1)) !== 0) may = this.answer(place, may & -may, may & (may - 1));
    return 31 - Math.clz32(may);
  }

  /** Forgets every answer: another state is asked. */
  begin(): void {
    this.given = 0;
  }

  /** Begins a run; what each input may be is set anew. */
  restart(off: number): void {
    this.asked = 0;
    this.off = off;
  }

  /** After a run: the last question that has another answer gets it. @returns whether there is one */
  next(): boolean {
    while (this.given > 0) {
      const last = this.given - 1;
      const other = this.other[last] as number;
      if (other !== 0) {
        this.taken[last] = other;
        this.other[last] = 0;
        return true;
      }
      this.given = last;
    }
    return false;
  }

  private answer(place: number, yes: number, no: number): number {
    const nominal = this.nominal[place] as number;
    const at = this.asked++;
    if (at === this.given) {
      const isFull = ((yes | no) & nominal) !== 0 && this.off >= this.mostOff;
      const mayYes = !isFull || (yes & nominal) !== 0;
      const mayNo = !isFull || (no & nominal) !== 0;
      this.taken[at] = mayYes ? yes : no;
      this.other[at] = mayYes && mayNo ? no : 0;
      this.given = at + 1;
    }
    const taken = this.taken[at] as number;
    if ((taken & nominal) === 0 && ((yes | no) & nominal) !== 0) this.off++;
    this.may[place] = taken;
    return taken;
  }
}
