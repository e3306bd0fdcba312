/**
 * Check: a rig must pass these checks before it may test a product.
 */

import type { RigSession } from '../rig/session.ts';
import { checkBench } from './check-bench.ts';
import type { Finding } from './check-finding.ts';
import { checkJig } from './check-jig.ts';

/** @throws BenchError where the rig does not answer at all */
export function checkRig(session: RigSession): AsyncGenerator<Finding> {
  return session.rig.kind === 'bench' ? checkBench(session) : checkJig(session);
}
