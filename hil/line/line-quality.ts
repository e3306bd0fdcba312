/**
 * Line quality: how many frames were damaged, lost, repeated or late on a line, and from when on the line is too
 * bad to test a product with. The protocol repairs all of this, which is why it must be counted.
 */

/** The faults are counted among so many frames. */
const WINDOW = 200;
/** A good line has none of them for days. */
export const MOST_FAULTS = 6;
/** So many of our own frames came back: the line echoes. */
const ECHOES = 3;
/** Of our frames, for finding an echo. */
const KEPT_FRAMES = 64;
const KEPT_TRIPS = 512;

/** A message or its piece, or the beginning of a session: only one end sends such a frame. */
const OWN_KINDS = ':+!';

/** What happened to one frame. */
export type Flaw =
  /** Its checksum or its form is wrong. */
  | 'damaged'
  /** It did not follow the one before: something was lost, or overtaken. */
  | 'missing'
  /** It had arrived before. */
  | 'repeated'
  /** It was not acknowledged in time, and was sent again. */
  | 'unanswered';

export interface LineFigures {
  readonly framesIn: number;
  readonly framesOut: number;
  readonly damaged: number;
  readonly missing: number;
  readonly repeated: number;
  readonly unanswered: number;
  /** From a message to its acknowledgement; null before the first. */
  readonly tripMs: { readonly median: number; readonly worst: number } | null;
}

const none = { framesIn: 0, framesOut: 0, damaged: 0, missing: 0, repeated: 0, unanswered: 0 };

function numberOf(frame: string): number {
  return parseInt(frame.slice(0, 2), 16);
}

/** Of two frame numbers, which count from 0 to 255 and then from 0 again. */
function isBehind(number: number, expected: number): boolean {
  return ((number - expected) & 255) >= 128;
}

export class LineQuality {
  private readonly total = { ...none };
  /** Of the last frames, what was wrong with each. */
  private recent: (Flaw | '')[] = [];
  private readonly trips: number[] = [];
  private worstTripMs = 0;
  private readonly ours: string[] = [];
  private echoes = 0;
  private wasRepeated = false;

  /** Another connection begins: what was wrong with the last one is still counted, but not held against it. */
  begin(): void {
    this.recent = [];
    this.echoes = 0;
    this.ours.length = 0;
  }

  /** We send a frame; one that asks for a repetition says that something is missing. */
  send(frame: string): void {
    this.total.framesOut++;
    const kind = frame.charAt(4);
    if (kind === '?') this.flaw('missing');
    if (!OWN_KINDS.includes(kind)) return;
    this.ours.push(frame);
    if (this.ours.length > KEPT_FRAMES) this.ours.shift();
  }

  /**
   * A whole frame has arrived.
   *
   * @param expected the number that the next message was expected to have
   */
  receive(frame: string, expected: number): void {
    this.total.framesIn++;
    const kind = frame.charAt(4);
    const isRepeated = (kind === ':' || kind === '+') && isBehind(numberOf(frame), expected);
    // What was sent again together counts once.
    if (isRepeated && !this.wasRepeated) this.flaw('repeated');
    this.wasRepeated = isRepeated;
    if (OWN_KINDS.includes(kind) && this.ours.includes(frame)) this.echoes++;
    if (kind === '?') this.flaw('missing');
    else this.note('');
  }

  flaw(flaw: Flaw): void {
    this.total[flaw]++;
    this.note(flaw);
  }

  private note(flaw: Flaw | ''): void {
    this.recent.push(flaw);
    if (this.recent.length > WINDOW) this.recent.shift();
  }

  /** A message was acknowledged after this time. */
  trip(ms: number): void {
    this.worstTripMs = Math.max(this.worstTripMs, ms);
    this.trips.push(ms);
    if (this.trips.length > KEPT_TRIPS) this.trips.shift();
  }

  get isEcho(): boolean {
    return this.echoes >= ECHOES;
  }

  /** Why the line is too bad, in words; empty while it is not. */
  get whyBad(): string {
    const flaws = this.recent.filter((flaw) => flaw !== '');
    if (flaws.length <= MOST_FAULTS) return '';
    const count = (flaw: Flaw): number => flaws.filter((one) => one === flaw).length;
    const counts = (['damaged', 'missing', 'repeated', 'unanswered'] as const)
      .filter((flaw) => count(flaw) > 0)
      .map((flaw) => `${count(flaw)} ${flaw}`);
    return `the line is bad: of the last ${this.recent.length} frames ${counts.join(', ')}`;
  }

  /** Whether nothing was damaged or lost among the last frames. */
  get isOnlyLate(): boolean {
    return !this.recent.some((flaw) => flaw === 'damaged' || flaw === 'missing');
  }

  get figures(): LineFigures {
    const sorted = [...this.trips].sort((a, b) => a - b);
    const median = sorted[Math.floor(sorted.length / 2)];
    const tripMs = median === undefined ? null : { median, worst: this.worstTripMs };
    return { ...this.total, tripMs };
  }
}

/** In one line, for a person. */
export function writeFigures(figures: LineFigures): string {
  const { framesIn, framesOut, damaged, missing, repeated, unanswered, tripMs } = figures;
  const trip =
    tripMs === null
      ? ''
      : `; round trip ${tripMs.median.toFixed(1)} ms median, ${tripMs.worst.toFixed(0)} ms worst`;
  const flaws = `${damaged} damaged, ${missing} missing, ${repeated} repeated, ${unanswered} unanswered`;
  return `line: ${framesOut} frames out, ${framesIn} in, ${flaws}${trip}`;
}
