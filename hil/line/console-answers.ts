/**
 * Console answers: whether a line that was typed on a device's console has been answered, and whether the line
 * echoes.
 */

/** A command answers within this time. */
const ANSWER_MS = 2000;
/** Behind the first answer others may follow. */
const QUIET_MS = 150;
const LOOK_MS = 10;

const ANSWER = /^(ok|error|warning)\b/;

export class ConsoleAnswers {
  private typed = '';
  private typedAtMs = 0;
  private heardAtMs = 0;
  private isAnswered = false;
  /** What was typed came back as it was. */
  isEcho = false;

  constructor(private readonly nowMs: () => number = () => performance.now()) {}

  type(line: string): void {
    this.typed = line.trim();
    this.typedAtMs = this.nowMs();
    this.isAnswered = false;
  }

  /** A whole line of the device. */
  hear(line: string): void {
    this.heardAtMs = this.nowMs();
    if (this.typed !== '' && line.trim() === this.typed) this.isEcho = true;
    else if (ANSWER.test(line)) this.isAnswered = true;
  }

  /** True or false once it is known whether the last line was answered; null before. */
  get verdict(): boolean | null {
    const nowMs = this.nowMs();
    if (this.isAnswered) return nowMs - this.heardAtMs >= QUIET_MS ? true : null;
    return nowMs - this.typedAtMs >= ANSWER_MS ? false : null;
  }

  /** Waits until it is known whether the last line was answered, or until `isOver`. */
  async settled(isOver: () => boolean): Promise<boolean> {
    for (;;) {
      const { verdict } = this;
      if (verdict !== null) return verdict;
      if (isOver()) return false;
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  }
}
