/**
 * Program file: where the build writes a program, and its first line, which states what it was built for.
 *
 * The line is a comment: both platforms run the file as it is, and the line can be read back from a board.
 */

import { createHash } from 'node:crypto';
import { sealed, unsealed } from './program-seal.mjs';

/** The roles of a program: the charger, the bench firmware in its place, or the jig beside it. */
export const roles = /** @type {const} */ (['charger', 'bench', 'jig']);

/** @typedef {typeof roles[number]} Role */

/**
 * @typedef {object} Head
 * @property {string} version of the project
 * @property {string} platform
 * @property {string} map the pin map's name
 * @property {Role} role
 * @property {string} lock the fitted part; `none` for a jig
 * @property {string} hash the first 12 digits of the SHA-256 of what stands below the head
 */

/** The default pin map of each platform. @type {Record<string, string>} */
const boards = { kaluma: 'pico', espruino: 'pico-espruino' };
const JIG = 'jig-pico';

/** @param {string} platform @param {Role} role @returns {string} */
export function usualMap(platform, role) {
  return role === 'jig' ? JIG : (boards[platform] ?? '');
}

/** @param {string} platform @param {string} map @param {Role} role @returns {string} below the project */
export function programPath(platform, map, role) {
  return `dist/${platform}/${map}/${role}.js`;
}

/** @param {string} program what stands below the head @returns {string} */
export function hashOf(program) {
  return createHash('sha256').update(program, 'latin1').digest('hex').slice(0, 12);
}

/**
 * @param {Omit<Head, 'hash'>} head
 * @param {string} program of whole lines: the hash is that of what stands in the file
 * @returns {string} the whole file
 */
export function withHead(head, program) {
  if (!program.endsWith('\n')) throw new Error('a program file has whole lines');
  const { version, platform, map, role, lock } = head;
  const what = `holdfast ${version} ${platform}/${map} ${role} lock=${lock}`;
  const file = `// ${what} sha256=${hashOf(program)}\n${program}`;
  return sealed(file, platform);
}

const pattern =
  /^\/\/ holdfast (\S+) (kaluma|espruino)\/([\w-]+) (charger|bench|jig) lock=([\w-]+) sha256=([0-9a-f]{12})\n/;

/**
 * @param {string} file @returns {{ head: Head, program: string } | null} null where it has no such head
 */
export function readHead(file) {
  const found = pattern.exec(file);
  if (found === null) return null;
  const [whole, version, platform, map, role, lock, hash] = /** @type {string[]} */ (
    /** @type {unknown} */ (found)
  );
  const head = /** @type {Head} */ ({ version, platform, map, role, lock, hash });
  return { head, program: unsealed(file).slice(/** @type {string} */ (whole).length) };
}
