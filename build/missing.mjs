/**
 * Missing: a package that is not installed, reported in one sentence. Most uses of Holdfast need none of the
 * development dependencies; building firmware, the emulated chips and the mutants do.
 */

/** @param {unknown} error @returns {string} what is missing and what to do; empty where it is something else */
export function tellMissing(error) {
  const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
  if (code !== 'ERR_MODULE_NOT_FOUND') return '';
  const name = /^Cannot find package '((?:@[^/']+\/)?[^/']+)/.exec(message)?.[1];
  if (name === undefined) return '';
  return `this needs the package ${name}, which is not installed here; in a folder with Holdfast's sources, npm ci installs all that it is developed with`;
}

/**
 * Ends a script that cannot start: with exit code 3 and a sentence where a package is missing.
 * @param {unknown} error @returns {never}
 */
export function endMissing(error) {
  const missing = tellMissing(error);
  if (missing === '') throw error;
  process.stderr.write(`${missing}\n`);
  process.exit(3);
}
