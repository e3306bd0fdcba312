/**
 * Requirements page: docs/requirements.md, a row for each requirement.
 */

import type { Requirement } from './requirement.ts';
import type { Trace } from './traces.ts';

interface Part {
  readonly title: string;
  readonly about: string;
  readonly holds: RegExp;
}

const parts: readonly Part[] = [
  {
    title: 'Rules',
    about: 'What may never be commanded, and what must always go on: the [safety case](safety.md).',
    holds: /^[RL]\d/,
  },
  {
    title: 'What drivers are told, and when',
    about: 'The words stand in [faults](faults.md) and [driver](driver.md).',
    holds: /^D/,
  },
  {
    title: 'Sequences of a charge',
    about:
      'Their numbers are second-hand from IEC 61851-1 Annex A: buy and check the standard before any claim.',
    holds: /^T/,
  },
  {
    title: 'Supply and isolator',
    about: 'From the grid to the stored energy of the lock.',
    holds: /^P/,
  },
  { title: "The owner's choices", about: 'Policies, settings and parts.', holds: /^O/ },
  {
    title: 'The board',
    about: 'What the firmware owes to the hardware that it runs on.',
    holds: /^B/,
  },
  {
    title: 'Failures of the field',
    about:
      'Each was read in a public report about some charger, or run on one; this one must not have it.',
    holds: /^F/,
  },
];

function listOf(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ') || '–';
}

/** Sources in short: all stand below firmware/. */
function codeOf({ code }: Requirement): string {
  return listOf(code.map((file) => file.replace(/^firmware\//, '').replace(/\.ts$/, '')));
}

/** Whether a file is measured by MC/DC as well as by mutants. */
function isMeasured(file: string): boolean {
  return /^firmware\/(control|drivers|guard)\//.test(file);
}

function heldBy({ code }: Requirement): string {
  const measured = code.filter(isMeasured).length;
  if (measured === code.length) return 'mutants, MC/DC';
  return measured === 0 ? 'mutants' : `mutants; MC/DC of ${measured} of ${code.length}`;
}

function rowOf({ requirement, groups }: Trace): string {
  const { id, says, tests = [] } = requirement;
  const patterns = requirement.scenarios.map((pattern) => `\`${pattern}\``).join(', ');
  const search =
    groups.length === 0 ? '–' : (requirement.search ?? []).map((one) => `\`${one}\``).join(', ');
  const unit = tests.length === 0 ? '' : `; ${listOf(tests)}`;
  return `| ${id} | ${says} | ${codeOf(requirement)} | ${patterns}${unit} | ${search} | ${heldBy(requirement)} |`;
}

/** The whole of docs/requirements.md. */
export function writeRequirements(traces: readonly Trace[]): string {
  const sections = parts.map(({ title, about, holds }) => {
    const rows = traces.filter(({ requirement }) => holds.test(requirement.id)).map(rowOf);
    return `## ${title}

${about}

| | requirement | kept by, below \`firmware/\` | shown by | searched in | held by |
|---|---|---|---|---|---|
${rows.join('\n')}
`;
  });
  return `# Requirements

This page is written by \`npm run docs\` from the rows in \`sim/verify/traceability/\`. A test fails where a scenario, a source that is flashed or a rule has no
requirement, and where a requirement names what is not there.

*Shown by*: scenario files below \`test/scenarios/\`; then unit tests. *Searched in*: groups of the
[search](safety.md#the-search); \`*\` is all of them. *Held by*: the sources' [mutants](mutants.md) and their MC/DC; the figures for a
build are on its page of [evidence](evidence.md).

${sections.join('\n')}`;
}
