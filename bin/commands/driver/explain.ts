/**
 * `holdfast explain`: what a word of a log, a code of a display or a lamp means, in a driver's words.
 */

import { codeOf, type Fault, type FaultName, faultRows } from '../../../firmware/control/faults.ts';
import { driverCodeOf, PORT_LOCKED } from '../../../firmware/driver-code.ts';
import { faultWords } from '../../../firmware/fault-words.ts';
import { UsageError } from '../../../sim/errors.ts';
import { didYouMean } from '../../../sim/scenario/source.ts';
import { lampText } from '../../../sim/view/card/card.ts';
import { lampRhythms } from '../../../sim/view/card/lamp-rhythm.ts';
import { paint } from '../../../sim/view/colours.ts';
import { displayOf } from '../../../sim/view/driver-display.ts';
import { carPluggedIn, faultAlone } from '../../../sim/view/fault-alone.ts';
import { type Language, type Words, wordsIn } from '../../../sim/view/words/language.ts';
import type { Print } from '../../context.ts';

type ReasonName = keyof Words['why'];

function numbered(steps: readonly string[]): string[] {
  return steps.map((step, i) => `  ${i + 1}. ${step}`);
}

/** The faults that a name, a public code or an identifier stands for. */
function faultsOf(name: string): FaultName[] {
  const asked = name.toLowerCase();
  const found = faultRows.filter((row, fault) => {
    if (fault === 0) return false;
    const codes = [codeOf(fault as Fault), driverCodeOf(fault as Fault)].map((code) =>
      code.toLowerCase(),
    );
    return row.name === asked || String(row.id) === asked || codes.includes(asked);
  });
  return found.map((row) => row.name as FaultName);
}

function leavingLines(leaving: readonly string[], words: Words): string[] {
  return leaving.length === 0 ? [] : [`  ${words.labels.leave}:`, ...numbered(leaving)];
}

function explainFault(name: FaultName, language: Language): string[] {
  const { headline, detail, steps, leaving, codes, id } = faultAlone(name, language);
  return [
    `${paint.bold(headline)}  ${paint.dim([name, id, ...codes].join(' · '))}`,
    ...(detail === '' ? [] : [`  ${detail}`]),
    ...numbered(steps),
    ...leavingLines(leaving, wordsIn(language)),
    paint.dim(`  ${faultWords[name]?.installer ?? ''}`),
  ];
}

function explainReason(name: ReasonName, language: Language): string[] {
  const words = wordsIn(language);
  const { headline, detail } = words.why[name];
  const values: Readonly<Record<string, string>> = {
    ...carPluggedIn,
    latch: 'locked',
    why: name,
  };
  const { steps, leaving } = displayOf((one) => values[one], language);
  return [
    `${paint.bold(headline)}  ${paint.dim(`why ${name}`)}`,
    `  ${detail}`,
    ...numbered(steps),
    ...leavingLines(leaving, words),
  ];
}

function explainLamp(name: string, words: Words): string[] {
  const lamp = lampRhythms.find(({ light }) => light === name);
  if (lamp === undefined) return [];
  const light = words.lights[lamp.light];
  const mark = `${words.labels.lamp}: ${lampText(lamp, words)}`;
  return [`${paint.bold(light.name)}  ${paint.dim(mark)}`, `  ${light.means} ${light.todo}`];
}

/** @throws UsageError if nothing has that name */
function meaningOf(name: string, language: Language): string[] {
  const words = wordsIn(language);
  const faults = faultsOf(name).map((fault) => explainFault(fault, language));
  const isReason = Object.hasOwn(words.why, name);
  const parts = [
    ...faults,
    isReason ? explainReason(name as ReasonName, language) : [],
    explainLamp(name, words),
  ].filter((lines) => lines.length > 0);
  if (parts.length > 0) return parts.flatMap((lines) => [...lines, '']).slice(0, -1);
  const known = [
    ...Object.keys(words.faults),
    ...Object.keys(words.why),
    ...Object.keys(words.lights),
    PORT_LOCKED,
  ];
  throw new UsageError(
    `explain ${name}: expected a fault, its code or its identifier, a reason or a lamp${didYouMean(name, known)}`,
  );
}

export function explain(names: readonly string[], language: Language, print: Print): number {
  // What is misspelt is said before anything is explained.
  const meanings = names.map((name) => meaningOf(name, language));
  for (const [i, lines] of meanings.entries()) {
    if (i > 0) print('');
    for (const line of lines) print(line);
  }
  const { reviewed, labels } = wordsIn(language);
  if (!reviewed) print(`\n${paint.dim(labels.unreviewed)}`);
  return 0;
}
