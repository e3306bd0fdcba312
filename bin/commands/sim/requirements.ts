/**
 * docs/requirements.md: what the charger promises, by what each is kept and shown.
 */

import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ruleWords } from '../../../firmware/control/words.ts';
import { readSources } from '../../../sim/verify/mutants/mutant-source.ts';
import { groups } from '../../../sim/verify/search/groups.ts';
import { writeRequirements } from '../../../sim/verify/traceability/requirements-page.ts';
import { type Ends, findScenarios, traceAll } from '../../../sim/verify/traceability/traces.ts';
import type { Print } from '../../context.ts';

/** What there is to be traced. @param root path of the project's folder */
export function findEnds(root: string): Ends {
  return {
    code: readSources(root).map(({ file }) => file),
    scenarios: findScenarios(root),
    groups: groups.map(({ name }) => name),
    rules: ruleWords.slice(1),
  };
}

/** @param root address of the project's folder */
export function writeRequirementsPage(root: string, print: Print): number {
  const page = writeRequirements(traceAll(findEnds(fileURLToPath(root))));
  writeFileSync(fileURLToPath(new URL('docs/requirements.md', root)), page);
  print('docs/requirements.md is written');
  return 0;
}
