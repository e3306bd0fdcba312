/**
 * API world: the simulated world behind the interface of the library; its lines and conditions are read as those of
 * a scenario are.
 */

import { ms } from '../clock.ts';
import { ScenarioError } from '../errors.ts';
import { readWholeCondition } from '../scenario/condition.ts';
import { Mistakes } from '../scenario/mistakes.ts';
import { consoleWords } from '../scenario/parse.ts';
import { type PreconditionLine, splitPreconditions } from '../scenario/precondition-lines.ts';
import { readRow } from '../scenario/row.ts';
import { checkDoing } from '../scenario/setup-check.ts';
import { inFile, splitLines, Words } from '../scenario/source.ts';
import type { Condition } from '../scenario/statement.ts';
import { beginWorld, performIn } from '../scenario/target.ts';
import { conditionHolds } from '../scenario/truth.ts';
import { verbs } from '../scenario/verbs.ts';
import type { TraceEvent } from '../trace.ts';
import type { World as SimWorld } from '../world/world.ts';

/** Reads one line of text; mistakes are told by the name of what it is. */
function readLine<T>(name: string, text: string, read: (words: Words) => T): T {
  const line = splitLines(text.replaceAll(/\s+/g, ' '))[0] ?? { number: 1, text, words: [] };
  return inFile(name, line, () => read(new Words(line)));
}

function conditionOf(text: string): Condition {
  return readLine('condition', text, readWholeCondition);
}

function readPreconditions(given: readonly string[]): PreconditionLine[] {
  const mistakes = new Mistakes();
  const [read, story] = splitPreconditions('given', splitLines(given.join('\n')), mistakes);
  for (const { number, text } of story)
    mistakes.read(() => {
      throw new ScenarioError('given', number, 1, `expected "given …", found "${text}"`);
    }, undefined);
  mistakes.tell();
  return read.filter((statement) => statement.kind === 'given');
}

function microseconds(millis: number): number {
  if (Number.isFinite(millis) && millis >= 0) return ms(millis);
  throw new RangeError(`expected a time from 0 in ms, found ${millis}`);
}

export class ApiWorld {
  private readonly world: SimWorld;
  /** Answers of the console count from here on: since the last thing done. */
  private fromEvent = 0;

  constructor(given: readonly string[]) {
    this.world = beginWorld(readPreconditions(given));
  }

  get nowUs(): number {
    return this.world.clock.nowUs;
  }

  get events(): readonly TraceEvent[] {
    return this.world.trace.events;
  }

  get hazards(): readonly string[] {
    return this.events.filter(({ name }) => name === 'hazard').map(({ value }) => value);
  }

  valueOf(name: string): string | undefined {
    return this.world.trace.valueOf(name);
  }

  holds(condition: string): boolean {
    return this.isSo(conditionOf(condition));
  }

  perform(line: string): void {
    readLine('line', line, (words) => {
      const act = this.actOf(words);
      this.fromEvent = this.events.length;
      this.world.trace.record(this.nowUs, 'action', words.line.words.map((w) => w.text).join(' '));
      act();
    });
  }

  advance(millis: number): void {
    this.world.advance(microseconds(millis));
  }

  until(text: string, withinMs: number): number | null {
    const condition = conditionOf(text);
    const fromUs = this.nowUs;
    const isNow = (): boolean => this.isSo(condition);
    const untilUs = fromUs + microseconds(withinMs);
    const isSo = isNow() || this.world.advanceTo(untilUs, isNow) || isNow();
    return isSo ? (this.nowUs - fromUs) / ms(1) : null;
  }

  private isSo(condition: Condition): boolean {
    return conditionHolds(condition, this.world.trace, this.fromEvent);
  }

  private actOf(words: Words): () => void {
    if (consoleWords.includes(words.peek())) {
      words.take('type');
      const text = words.rest();
      if (text === '') words.complain('expected a line for the console');
      return () => this.world.type(text);
    }
    const { row, args } = readRow(words, verbs, 'something that can happen');
    checkDoing(this.world.setup, words.line.words, row, args);
    return () => performIn(this.world, row, args);
  }
}
