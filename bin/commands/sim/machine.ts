/**
 * Machine: the computer that figures were made on, as the pages say it.
 */

import { cpus } from 'node:os';

export function tellMachine(): string {
  const [first] = cpus();
  const model = first?.model.trim() ?? 'an unknown processor';
  return `${cpus().length} × ${model}, Node ${process.versions.node}`;
}
