/**
 * `holdfast bench names`: which names the ticks of a session look up, for the order in which the build
 * declares them.
 */

import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { countTickNames, orderOf } from '../../../sim/bench/tick-names.ts';
import type { Print } from '../../context.ts';

const FILE = 'build/compiler/tick-names.json';
const SHOWN = 20;

/** @param root address of the project's folder */
export async function benchNames(root: string, print: Print): Promise<number> {
  const build = await import(new URL('build.mjs', root).href);
  const { code } = await build.flatReplay();
  const uses = countTickNames(code);
  const order = orderOf(uses);
  print('names of the outermost scope that a recorded session looks up, most first');
  for (const name of order.slice(-SHOWN).reverse()) {
    print(`  ${name.padEnd(30)} ${String(uses.get(name)).padStart(7)}`);
  }
  writeFileSync(fileURLToPath(new URL(FILE, root)), `${JSON.stringify(order, null, 2)}\n`);
  print(`${order.length} names written to ${FILE}`);
  return 0;
}
