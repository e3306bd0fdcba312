/**
 * Check: a rig proves itself before it may judge a product.
 */

import type { RigSession } from '../rig/session.ts';
import { checkBench } from './check-bench.ts';
import type { Finding } from './check-finding.ts';
import { checkJig } from './check-jig.ts';

/** @throws BenchError where the rig does not even answer */
export function checkRig(session: RigSession): AsyncGenerator<Finding> {
  return session.rig.kind === 'bench' ? checkBench(session) : checkJig(session);
}
