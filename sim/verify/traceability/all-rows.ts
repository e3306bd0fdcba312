/**
 * All rows: every requirement, in the order of the page.
 */

import { boardRows } from './board-rows.ts';
import { chargeRows } from './charge-rows.ts';
import { fieldRows } from './field-rows.ts';
import type { Requirement } from './requirement.ts';
import { ruleRows } from './rule-rows.ts';

export const requirements: readonly Requirement[] = [
  ...ruleRows,
  ...chargeRows,
  ...boardRows,
  ...fieldRows,
];
