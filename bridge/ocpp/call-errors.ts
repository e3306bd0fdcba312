/**
 * Call errors: why a call to the back-end has no answer.
 */

import { EnvironmentError } from '../../sim/errors.ts';

/** The back-end has answered with an error. */
export class CallRefused extends EnvironmentError {
  constructor(
    readonly code: string,
    description: string,
  ) {
    super(`${code} ${description}`.trim());
  }
}

/** The link was cut, or the answer did not come. */
export class CallCut extends EnvironmentError {}
