/**
 * Search sources: what the searches over each set of limits are made of, as `searchHashes` says it. That takes seconds, and
 * a page of evidence asks for it with every folder that it reads: over the same sources it is worked out once.
 */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildHash, hashOf } from '../../../sim/verify/campaign/build-hash.ts';
import { searchHashes } from '../../../sim/verify/campaign/search-hash.ts';
import type { SearchHashes } from '../../../sim/verify/search/search-figures.ts';

/** Beside firmware and simulator, which the build hash covers, a search is made by this. */
const RECIPE = 'build/questions.mjs';

let kept: { readonly content: string; readonly hashes: SearchHashes } | null = null;

/**
 * @param root address of the project's folder
 * @param work how it is worked out
 */
export function searchSources(root: string, work = searchHashes): SearchHashes {
  const recipe = readFileSync(fileURLToPath(new URL(RECIPE, root)), 'utf8');
  const content = hashOf([buildHash(root), recipe]);
  if (kept?.content !== content) kept = { content, hashes: work(root) };
  return kept.hashes;
}
