/**
 * Order: which scenarios are run, how often, and in which order.
 */

import { createRandom } from '../../sim/random.ts';
import type { Scenario } from '../../sim/scenario/statement.ts';

export interface OrderOptions {
  /** Part of a file's path or of a title; `*` stands for anything. */
  readonly pattern?: string;
  readonly repeat: number;
  /** Shuffles by this seed; without it the order is that of the files. */
  readonly shuffle?: number;
}

function matcher(pattern: string): RegExp {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(parts.join('.*'), 'i');
}

export function orderScenarios(scenarios: readonly Scenario[], options: OrderOptions): Scenario[] {
  const fits = options.pattern === undefined ? null : matcher(options.pattern);
  const chosen = scenarios.filter(
    ({ file, title }) => fits === null || fits.test(file) || fits.test(title),
  );
  const all = Array.from({ length: options.repeat }, () => chosen).flat();
  if (options.shuffle === undefined) return all;
  const random = createRandom(options.shuffle);
  for (let i = all.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [all[i], all[j]] = [all[j] as Scenario, all[i] as Scenario];
  }
  return all;
}
