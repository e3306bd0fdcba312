/**
 * Spawned: JerryScript and Espruino as separate processes, with one text per exchange through two named
 * pipes. Reading blocks: virtual time stands still until the engine has answered.
 *
 * Neither program needs to be changed: JerryScript's own line console evaluates the input. Espruino's looks for
 * input every 50 ms only, so there our program reads the pipe as a file, and waits in that.
 */

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  closeSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EnvironmentError } from '../errors.ts';
import { beginWaiting, endWaiting } from './answer-limit.ts';
import type { Engine } from './engine.ts';
import { endOfEngine, noAnswer } from './engine-end.ts';

/** Every answer begins with this, which distinguishes it from prompts and echoes. */
const MARK = '\u0001';
/** A second is long for an answer; a busy machine may be slow, and an engine that starts as well. */
export const ANSWERS_WITHIN_MS = 20000;
/** JerryScript's console takes lines of at most 255 characters. */
const PIECE = 200;
/** So many characters of a long text in a line, each as its number. */
const PART = 40;

const receive = 'var exchange; function startHoldfast(f) { exchange = f; }';
/** For JerryScript's console. */
const receiveLines = [
  'function tick(n) { return exchange("T " + n.join(" ")); }',
  'function skip(n) { return exchange("J" + n); }',
  'var parts = ""; function part(n) { parts += String.fromCharCode.apply(null, n); }',
  'function whole() { var text = parts; parts = ""; return text; }',
];
/** For Espruino: a text comes behind its length, of so many digits. */
const DIGITS = 8;
const answerFrom = (path: string): string =>
  `var input = E.openFile(${JSON.stringify(path)}, "r"), length;
print("\\x01ready");
while ((length = input.read(${DIGITS})) !== undefined) print("\\x01" + exchange(input.read(parseInt(length))));
`;

/**
 * Ends an engine, and deletes its folder, when this program ends without closing it: Ctrl-C is heard by nobody
 * who waits for an answer, and nothing is heard of a SIGKILL.
 */
function endWith(pid: number, directory: string): ChildProcess {
  const command = 'cat > /dev/null; kill -9 "$0" 2> /dev/null; rm -rf "$1"';
  const words = ['-c', command, String(pid), directory];
  // Detached, or Ctrl-C in a terminal would end it as well. It reads what this program alone can write.
  const ender = spawn('sh', words, { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  ender.unref();
  return ender;
}

export abstract class SpawnedEngine implements Engine {
  abstract readonly name: string;
  private readonly directory = mkdtempSync(join(tmpdir(), 'holdfast-engine-'));
  private readonly child: ChildProcess;
  private readonly ender: ChildProcess;
  private readonly toEngine: number;
  private readonly fromEngine: number;
  private readonly buffer = Buffer.alloc(65536);
  private received = '';
  private isLoaded = false;

  /** @param path the program @param answersWithinMs how long it may think about one line */
  protected constructor(
    private readonly path: string,
    code: string,
    private readonly answersWithinMs: number,
  ) {
    const [into, out] = [join(this.directory, 'in'), join(this.directory, 'out')];
    execFileSync('mkfifo', [into, out, join(this.directory, 'typed')]);
    const file = join(this.directory, 'bundle.js');
    writeFileSync(file, `${receive}\n${code}\n${answerFrom(into)}`);
    // Nobody types: Espruino takes the end of its console's input for a character, which may be Ctrl-C.
    const command = `exec "$0" ${this.loadsFile() ? '"$1" 0<> typed' : '< in'} > out 2>&1`;
    this.child = spawn('sh', ['-c', command, path, file], { cwd: this.directory, stdio: 'ignore' });
    this.ender = endWith(this.child.pid as number, this.directory);
    // Open for both directions, so that it does not wait; the next one waits until the engine has started.
    const untilStarted = openSync(into, 'r+');
    this.fromEngine = openSync(out, 'r');
    // For writing alone, where it reads already: what is sent to one that has ended must fail, and not wait for a reader.
    this.toEngine = this.loadsFile() ? openSync(into, 'r+') : openSync(into, 'w');
    closeSync(untilStarted);
  }

  /** Loads the program; nothing of an engine that cannot is left behind. */
  protected load(send: () => void): void {
    try {
      this.ask(send);
      this.isLoaded = true;
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** @throws EnvironmentError where it does not answer, ends, or says that it cannot go on */
  private ask(send: () => void): string {
    beginWaiting(this.child.pid as number, this.answersWithinMs);
    try {
      send();
      return this.answer();
    } catch (error) {
      if (endWaiting()) throw noAnswer(this.name, this.path, this.answersWithinMs);
      if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
      throw this.end(this.lastWords());
    } finally {
      endWaiting();
    }
  }

  /** Whether the program runs a file first, and waits in it for what is sent. */
  protected abstract loadsFile(): boolean;

  /** Sends a text for `exchange`. */
  protected abstract sendText(text: string): void;

  protected write(text: string): void {
    writeSync(this.toEngine, text);
  }

  exchange(text: string): string {
    return this.ask(() => this.sendText(text));
  }

  private answer(): string {
    for (;;) {
      const at = this.received.indexOf(MARK);
      const end = at < 0 ? -1 : this.received.indexOf('\n', at);
      if (end >= 0) {
        const line = this.received.slice(at + 1, end).replace('\r', '');
        this.received = this.received.slice(end + 1);
        return line;
      }
      const length = readSync(this.fromEngine, this.buffer);
      if (length === 0) throw this.end(this.received);
      this.received += this.buffer.toString('utf8', 0, length);
      if (/^(Uncaught|Unhandled exception|null$)/m.test(this.received)) {
        throw this.end(this.received);
      }
    }
  }

  private end(said: string): EnvironmentError {
    return endOfEngine(this.name, this.path, said, this.isLoaded);
  }

  /** All that one which has ended has still said. */
  private lastWords(): string {
    let length = readSync(this.fromEngine, this.buffer);
    while (length > 0) {
      this.received += this.buffer.toString('utf8', 0, length);
      length = readSync(this.fromEngine, this.buffer);
    }
    return this.received;
  }

  close(): void {
    this.ender.kill('SIGKILL');
    this.child.kill('SIGKILL');
    closeSync(this.toEngine);
    closeSync(this.fromEngine);
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/** JerryScript's own command line, without a file: it evaluates line after line. */
export class JerryScript extends SpawnedEngine {
  readonly name = 'JerryScript';

  constructor(path: string, code: string, answersWithinMs = ANSWERS_WITHIN_MS) {
    super(path, code, answersWithinMs);
    this.load(() => {
      this.send(receive);
      for (const line of receiveLines) this.send(line);
      this.sendParts(code);
      this.send('eval(whole()); print("\\u0001ready");');
    });
  }

  protected loadsFile(): boolean {
    return false;
  }

  private send(line: string): void {
    this.write(`${line}\n`);
  }

  /**
   * Sends a long text in parts. The console keeps every text that it has ever read, but not numbers: beside the
   * program's own text the engine's heap would not hold the program. Nor would it hold a list of all parts beside
   * their sum.
   */
  private sendParts(text: string): void {
    for (let at = 0; at < text.length; at += PART) {
      const codes = Array.from({ length: Math.min(PART, text.length - at) }, (_, i) =>
        text.charCodeAt(at + i),
      );
      this.send(`part([${codes.join(',')}]);`);
    }
  }

  protected sendText(text: string): void {
    if (/^T[ 0-9-]*$/.test(text)) {
      this.askFor(`tick([${text.slice(2).split(' ').join(',')}])`);
    } else if (/^J[0-9]+$/.test(text)) {
      this.askFor(`skip(${text.slice(1)})`);
    } else if (JSON.stringify(text).length < PIECE) {
      this.askFor(`exchange(${JSON.stringify(text)})`);
    } else {
      this.sendParts(text);
      this.askFor('exchange(whole())');
    }
  }

  /** A line that prints an expression's text behind the mark. */
  private askFor(expression: string): void {
    this.send(`print("\\u0001" + ${expression});`);
  }
}

/** Espruino for Linux: it runs a file. */
export class Espruino extends SpawnedEngine {
  readonly name = 'Espruino';

  constructor(path: string, code: string, answersWithinMs = ANSWERS_WITHIN_MS) {
    super(path, code, answersWithinMs);
    this.load(() => undefined);
  }

  protected loadsFile(): boolean {
    return true;
  }

  protected sendText(text: string): void {
    const bytes = Buffer.from(text);
    this.write(`${String(bytes.length).padStart(DIGITS)}${text}`);
  }
}
