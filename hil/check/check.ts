/**
 * Check: a rig proves itself before it may judge a product.
 */

import type { RigSession } from '../rig/session.ts';
import { checkBench } from './bench.ts';
import type { Finding } from './finding.ts';
import { checkJig } from './jig.ts';

/** @throws BenchError where the rig does not even answer */
export function checkRig(session: RigSession): AsyncGenerator<Finding> {
  return session.rig.kind === 'bench' ? checkBench(session) : checkJig(session);
}
