/**
 * Search start: the start state of a path of the search, for a world that plays it.
 */

import type { Recalled } from '../../firmware/control/state.ts';
import type { Root } from '../verify/search/way.ts';

/** What was in the journal, resets under load among it; how long an outage holds off, and whether the lock had rested. */
export interface SearchStart {
  readonly set: string;
  readonly recalled: Recalled;
  readonly holdOffMs: number;
  readonly loadResets: number;
  readonly rested: boolean;
  readonly world: Root['world'];
}
