/**
 * Prepare: npm runs this after an install and before a package is packed. It builds the command line, the
 * library with its types and the live page ahead, so that all run without the development dependencies; where
 * these are already missing, the earlier build stays as it is.
 */

import { fileURLToPath } from 'node:url';
import { buildCommands, canBuild, isFresh } from './commands.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

if (canBuild()) {
  const { writeLive } = await import('./live.mjs');
  const { writeDeclarations } = await import('./declarations.mjs');
  // Nothing else uses the bundle now, so chunks of older bundles can be deleted immediately.
  await buildCommands(root, 0);
  await writeLive(root);
  writeDeclarations(root);
} else if (!(await isFresh(root))) {
  process.stderr.write(
    'holdfast: not built, esbuild is not here; npm ci without --omit=dev builds it\n',
  );
}
