/**
 * `holdfast docs`: the pages, and parts of pages, that are written from the tables they describe.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  Action,
  Clears,
  codeOf,
  type Fault,
  type FaultName,
  faultRows,
} from '../../../firmware/control/faults.ts';
import { createLimits } from '../../../firmware/control/limits.ts';
import { driverCodeOf } from '../../../firmware/driver-code.ts';
import { wordsOf } from '../../../firmware/fault-words.ts';
import { consoleWords } from '../../../sim/scenario/parse.ts';
import { preconditions } from '../../../sim/scenario/preconditions.ts';
import { verbs } from '../../../sim/scenario/verbs.ts';
import { observables } from '../../../sim/scenario/vocabulary.ts';
import { displayOf } from '../../../sim/view/driver-display.ts';
import { faultSteps } from '../../../sim/view/words/fault-steps.ts';
import { type StepName, wordsIn } from '../../../sim/view/words/language.ts';
import { drawRooms } from '../../architecture/rooms-picture.ts';
import type { Print } from '../../context.ts';
import { faultNeeds } from './fault-needs.ts';
import { fillMarked } from './published.ts';
import { searchTables } from './search-tables.ts';

const disproofSeconds = createLimits().disproofMs / 1000;

const actionWords: Record<Action, string> = {
  [Action.Notice]: 'shown only',
  [Action.Refuse]: 'no offer, no energy while it holds',
  [Action.Hold]: 'open; hold the plug until it clears, or release it on request; then resume',
  [Action.Release]: 'open; end the session; release the plug once the socket is proven dead',
};

const clearsWords: Record<Clears, string> = {
  [Clears.ByItself]: 'its condition being over',
  [Clears.Pilot]: 'the pilot being in A to D again',
  [Clears.Unplugging]: 'unplugging, at either end',
  [Clears.Person]: 'unplugging, Stop or Start',
  [Clears.SelfTest]:
    'a person at Stop or Start, or the plug out of the socket, once the cause is over; and a passed self-test',
  [Clears.Leaving]: 'a person at Stop or Start, or the vehicle gone, once the cause is over',
  [Clears.Act]: 'a person at Stop or Start, once the cause is over; leaving does not',
  [Clears.Disproof]: `supply present, open commanded, every fitted proof dead for ${disproofSeconds} s`,
};

/** What the table's word for it does not say: the condition itself lasts until this. */
const lastsUntil: Readonly<Partial<Record<FaultName, string>>> = {
  'reflex-stopped': 'a restart of the charger; neither Stop nor Start',
};

const english = wordsIn('en');

function listOf(steps: readonly StepName[]): string {
  return steps.map((step, i) => `${i + 1}. ${english.steps[step]}`).join('\n');
}

const stuckTitle = 'The strokes have not freed the pin';

/** What is told of the plug, by what holds it: the second half of every message. */
const holds: readonly (readonly [string, Record<string, string>])[] = [
  ['The charger has let go, a car is plugged in', { why: 'free', phase: 'released', pilot: 'B' }],
  ['The charger has let go, no car is plugged in', { why: 'free', phase: 'released', pilot: 'A' }],
  ['The charge is paused, or waits', { why: 'paused', pilot: 'B' }],
  ['A fault holds the plug', { why: 'fault-holds', pilot: 'B' }],
  [stuckTitle, { why: 'stuck', pilot: 'B' }],
  ["The owner's lock is permanent", { why: 'permanent', pilot: 'B' }],
];

function holdSection([title, values]: (typeof holds)[number]): string {
  const all: Record<string, string> = { processor: 'on', proximity: 'seated', ...values };
  const { headline, detail, leaving } = displayOf((name) => all[name]);
  const steps = leaving.map((step, i) => `${i + 1}. ${step}`).join('\n');
  return `### ${title}\n\n**${headline}.** ${detail}\n\n${english.labels.leave}:\n\n${steps}\n`;
}

function faultSection(fault: Fault): string {
  const row = faultRows[fault];
  const words = wordsOf(fault);
  if (row === undefined || words === undefined) return '';
  const name = row.name as FaultName;
  const { headline, detail } = english.faults[name];
  const { todo, isDanger, resumes, isAside } = faultSteps[name];
  const texts = [`**${headline}.** ${detail}`.trim()];
  if (todo.length > 0) texts.push(listOf(todo));
  if (resumes === true) texts.push(`*While a charge was permitted:* ${english.asides.resumes}`);
  if (isDanger === true) texts.push('Nothing tells how to leave: the plug must stay where it is.');
  if (name === 'release-jam') texts.push(`*${stuckTitle}*, above, says what to do.`);
  if (isAside === true) texts.push('It is added to what the display says anyway.');
  return `## ${row.name}

${texts.join('\n\n')}

| | |
|---|---|
| action | ${actionWords[row.action]} |
| cleared by | ${lastsUntil[name] ?? clearsWords[row.clears]} |
| ChargeX code | ${codeOf(fault)} |
| identifier | ${row.id} |
| shown to the driver as | ${driverCodeOf(fault)} |
| category, class | ${words.category}, ${words.class} |
| which end | ${words.end} |
| for the installer | ${words.installer} |
| needs | ${faultNeeds[row.name as FaultName] ?? 'only what every board has'} |
`;
}

/** docs/faults.md, whole. */
export function writeFaults(): string {
  const sections: string[] = [];
  for (let fault = 1; fault < faultRows.length; fault++)
    sections.push(faultSection(fault as Fault));
  return `# Faults

This page is written from the fault table by \`npm run docs\`; a test compares the two.

One fault is in force at a time, the first of this list whose condition holds; a milder one that still holds
is raised when the graver one has cleared. No fault ever stops release efforts: only a socket that is not proven
dead keeps a plug from being released.

Where Stop or Start is to be pressed, somebody at the charger does it, or on its console. A start that a back-end, an app
or a manager of energy sends over the [bridge](bridge.md) clears nothing: it is refused.

A board that lacks what a fault needs cannot see it; \`hello\` on its console lists what it is without, \`fitted\`
what it has.

ChargeX codes are the public "minimum required error codes", read second-hand. \`ChargePortLocked\` is the
name that drivers see for a plug that cannot be taken out. The identifier is for logs and
back-ends: it never changes, and no other fault ever gets it.

## What holds the plug

A fault says what is wrong and what to do about it. What holds the plug, and how to get away, follows from the
lock's own reason (\`why\`), from whether a car is plugged in, from the cold and from the owner's policy; it is told
after the fault, and also where there is none. A message never says that the plug is let go while it is held.

${holds.map(holdSection).join('\n')}
${sections.join('\n')}`;
}

function table(rows: readonly (readonly string[])[]): string {
  const inCell = (cell: string): string => cell.replaceAll('|', '\\|');
  return rows.map((row) => `| ${row.map(inCell).join(' | ')} |`).join('\n');
}

/** The tables of docs/scenarios.md. */
function languageTables(): string {
  const code = (text: string): string => `\`${text}\``;
  const head = (a: string, b: string): string => `| ${a} | ${b} |\n|---|---|\n`;
  const valuesOf = (values: readonly string[] | string): string =>
    typeof values === 'string' ? `a ${values}` : values.join(', ');
  return `### Given

${head('given …', 'meaning')}${table(preconditions.map((g) => [code(g.pattern.text), g.meaning]))}

### What can happen

${head('line', 'meaning')}${table(verbs.map((v) => [code(v.pattern.text), v.meaning]))}

Lines for the firmware's console are written as they are typed there: ${consoleWords.map(code).join(', ')}
(\`type …\` sends anything).

### What can be looked at

| name | values | meaning |
|---|---|---|
${table([...observables].map(([name, row]) => [code(name), valuesOf(row.values), `${row.meaning} (${row.from})`]))}

\`answer …\` is a line of the console that begins so, since the last thing done.
`;
}

const MARKS = ['<!-- tables: written by npm run docs -->', '<!-- end of tables -->'] as const;

/** The tables of docs/scenarios.md, between their marks. */
export function fillTables(page: string): string {
  return fillMarked(page, 'docs/scenarios.md', MARKS, languageTables());
}

/** The tables of docs/safety.md, between their marks. */
export function fillSearchTables(page: string): string {
  return fillMarked(page, 'docs/safety.md', MARKS, searchTables());
}

export function writeDocs(root: string, print: Print): number {
  const path = (name: string): string => fileURLToPath(new URL(`docs/${name}`, root));
  writeFileSync(path('faults.md'), writeFaults());
  writeFileSync(path('scenarios.md'), fillTables(readFileSync(path('scenarios.md'), 'utf8')));
  writeFileSync(path('safety.md'), fillSearchTables(readFileSync(path('safety.md'), 'utf8')));
  writeFileSync(path('architecture.svg'), drawRooms(fileURLToPath(root)));
  print(
    'docs/faults.md, docs/architecture.svg and the tables of docs/scenarios.md and docs/safety.md are written',
  );
  return 0;
}
