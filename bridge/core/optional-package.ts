/**
 * Optional package: a protocol's npm package, loaded where the protocol is used. Without it everything else works.
 */

import { EnvironmentError } from '../../sim/errors.ts';

/**
 * @param load imports it
 * @throws EnvironmentError where it is not installed
 */
export async function loadPackage<T>(name: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    const [reason] = (error as Error).message.split('\n');
    throw new EnvironmentError(
      `the optional package ${name} cannot be loaded (${reason}); npm install ${name}`,
    );
  }
}
