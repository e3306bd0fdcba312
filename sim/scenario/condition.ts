/**
 * Condition: what a line looks at, and what that has to be.
 */

import { type Kind, readQuantity } from './quantity.ts';
import { didYouMean, type Words } from './source.ts';
import type { Condition, Term } from './statement.ts';
import { type Observable, observables } from './vocabulary.ts';

/** Where a condition ends. */
const conditionEnds: readonly string[] = ['and', 'within', 'for', 'not-before', 'until', 'at'];

function readTerm(words: Words): Term {
  const nameAt = words.mark();
  const name = words.next('something to look at');
  const observable = observables.get(name);
  if (observable === undefined) {
    words.back(nameAt);
    const hint = didYouMean(name, [...observables.keys(), 'answer']);
    words.complain(`nothing is called "${name}"${hint}`);
  }
  const negated = words.take('not');
  if (typeof observable.values !== 'string') return readWordTerm(words, name, negated, observable);
  const relation = words.take('above') ? 'above' : words.take('below') ? 'below' : 'is';
  const value = readQuantity(words, observable.values as Kind);
  return { name, negated, relation, value };
}

function readWordTerm(words: Words, name: string, negated: boolean, row: Observable): Term {
  const values = row.values as readonly string[];
  const value = words.peek();
  if (!values.includes(value)) {
    const hint = didYouMean(value, values);
    words.complain(`${name} is one of ${values.join(' | ')}, found ${words.found}${hint}`);
  }
  words.next('a value');
  return { name, negated, relation: 'is', value };
}

/** An answer may have "at" among its own words. */
function endsAnswer(words: Words): boolean {
  const word = words.peek();
  if (word === 'at') return words.peek(1) === 'most';
  return word !== 'and' && conditionEnds.includes(word);
}

export function readCondition(words: Words): Condition {
  const start = words.mark();
  if (words.take('answer')) {
    const answer = words.rest(() => endsAnswer(words));
    if (answer === '') words.complain('expected what the console answers');
    return { text: `answer ${answer}`, terms: [], answer };
  }
  const terms = [readTerm(words)];
  while (words.take('and')) terms.push(readTerm(words));
  const end = words.mark();
  words.back(start);
  const texts: string[] = [];
  while (words.mark() < end) texts.push(words.next('a word'));
  if (!words.done && !conditionEnds.includes(words.peek())) {
    words.complain(
      `expected ${conditionEnds.join(' | ')}, found "${words.peek()}"` +
        didYouMean(words.peek(), conditionEnds),
    );
  }
  return { text: texts.join(' '), terms, answer: null };
}

/** Reads a condition that is a whole line. */
export function readWholeCondition(words: Words): Condition {
  const condition = readCondition(words);
  words.expectEnd();
  return condition;
}
