/**
 * `holdfast hil link`: the figures of the line, on the stand-in process or on a board.
 */

import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { measureLink } from '../../../hil/bench/link-figures.ts';
import type { Print } from '../../context.ts';

export interface LinkOptions {
  readonly json?: string;
  readonly steps: string;
}

export async function benchLink(root: string, options: LinkOptions, print: Print): Promise<number> {
  const device = fileURLToPath(new URL('dist/bench-device.mjs', root));
  const figures = await measureLink([process.execPath, device], Number(options.steps));
  const { tripMs } = figures;
  print(
    `round trip               ${tripMs.median.toFixed(2)} ms median, ${tripMs.worst.toFixed(2)} ms worst of 500`,
  );
  print(`the board's clock        ± ${figures.uncertaintyMs.toFixed(2)} ms`);
  print(`lines to the board       ${Math.round(figures.toBoardPerSecond)} per second`);
  print(`lines to the host        ${Math.round(figures.toHostPerSecond)} per second`);
  print(
    `steps there and back     ${figures.steps}, ${Math.round(figures.stepsPerSecond)} per second`,
  );
  print(`lost or out of order     ${figures.lostOrReordered}`);
  print(`sent again, spoilt       ${figures.resends}, ${figures.badFrames}`);
  if (options.json !== undefined)
    writeFileSync(options.json, `${JSON.stringify(figures, null, 1)}\n`);
  return figures.lostOrReordered === 0 ? 0 : 1;
}
