/**
 * `holdfast sim inject`, and docs/injections.md: every part that reads wrong or breaks, and what the charger does.
 */

import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { inject, writeOutcome } from '../../../sim/verify/injection/injection.ts';
import { type Lie, lies } from '../../../sim/verify/injection/lies.ts';
import type { Print } from '../../context.ts';

/** @returns the line of the table in which this one stands */
export async function injectionRow(lie: Lie): Promise<string> {
  const charging = writeOutcome(await inject(lie, 'charging'), 'charging');
  const rest = writeOutcome(await inject(lie, 'rest'), 'rest');
  const lines = lie.lines.map((line) => `\`${line}\``).join(', ');
  return `| ${lie.name} | ${lines} | ${charging} | ${rest} |`;
}

/** The table, told to chargers one after the other: some seconds. */
async function injectionTable(): Promise<string> {
  const rows: string[] = [];
  for (const lie of lies) rows.push(await injectionRow(lie));
  return `| what the world does | as a line of a scenario | while it charges | at rest, then a plug and a car |
|---|---|---|---|
${rows.join('\n')}
`;
}

/** docs/injections.md, whole. */
export async function injectionPage(): Promise<string> {
  return `# Fault injection

This page is written by \`npm run docs\`; a test compares it with what the simulated charger does.
\`npx holdfast sim inject\` prints the table.

Whatever can break in a scenario has a row: a test holds the two together. Each row breaks one thing around a charger with both proofs, a Küster 02S and a tick of 10 ms, and lets it stand. *While it
charges*: 5 s after the contactor has closed. *At rest*: with nothing plugged in; a second later a plug and a car. 40 s
later a person presses Stop. Times count from then, or from Stop. What is printed bold no charger may do.

${await injectionTable()}
The simulator's own figures: they hold for the plant as it is modelled, not for a board that was built.
`;
}

export async function printInjections(print: Print): Promise<number> {
  print((await injectionTable()).trimEnd());
  return 0;
}

/** @param root address of the project's folder */
export async function writeInjections(root: string, print: Print): Promise<number> {
  writeFileSync(fileURLToPath(new URL('docs/injections.md', root)), await injectionPage());
  print('docs/injections.md is written');
  return 0;
}
