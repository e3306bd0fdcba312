/**
 * Chosen variant: of scenarios, those with the value of a swept variable that a person asks for.
 */

import { UsageError } from '../errors.ts';
import { didYouMean } from './source.ts';
import type { Scenario } from './statement.ts';

/** A sweep may have a thousand. */
const MOST_TOLD = 10;

function tellVariants(known: readonly string[]): string {
  if (known.length === 0) return 'nothing is swept there';
  const more = known.length > MOST_TOLD ? `, and ${known.length - MOST_TOLD} more` : '';
  const told = known.slice(0, MOST_TOLD).map((one) => `"${one}"`);
  return `there are ${told.join(', ')}${more}`;
}

/**
 * @param variant as in `phase 3000us`; all scenarios without it
 * @throws UsageError where none of them has it
 */
export function withVariant(
  scenarios: readonly Scenario[],
  variant: string | undefined,
): readonly Scenario[] {
  if (variant === undefined) return scenarios;
  const chosen = scenarios.filter((scenario) => scenario.variant === variant);
  if (chosen.length > 0) return chosen;
  const known = [...new Set(scenarios.map((scenario) => scenario.variant))].filter(Boolean);
  const hint = didYouMean(variant, known) || `; ${tellVariants(known)}`;
  throw new UsageError(`no scenario with variant "${variant}"${hint}`);
}
