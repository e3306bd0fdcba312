/**
 * Controller: one whole controller over an injected board. `main.ts` starts it on a board, and the simulator
 * starts the same one over its plant.
 */

import { checkFittings, createCharger, type Fittings, fitBoard, programState } from './charger.ts';
import { createCommands } from './console/commands.ts';
import { isOwing, serveConsole } from './console/console.ts';
import { createConsole, say } from './console/console-state.ts';
import { isAttentive, serveRoles } from './console/roles.ts';
import { createConsoleTrace, reportChanges } from './console/trace.ts';
import { checkLimits } from './control/limit-check.ts';
import type { Limits } from './control/limits.ts';
import { createFollowed, followTick } from './follow.ts';
import { type Board, Stored } from './hal.ts';
import { createLoop, type Loop } from './loop.ts';
import { isForgetful, memoryDueMs, recallNext, serveMemory } from './remember.ts';
import { createSettings } from './storage/settings.ts';
import { loadSettings } from './storage/settings-store.ts';

const DAMAGED = 'warning the program is damaged: nothing closes until it is flashed again';

/**
 * @throws Error where what is fitted cannot be made safe by software, or the limits contradict each other;
 *   nothing has been put out then
 * @param limits as shipped; the stored settings and the fitted part are applied here
 * @param traceOn every change is written from the first tick on
 */
export function createController(
  board: Board,
  fittings: Fittings,
  limits: Limits,
  traceOn: boolean,
): Loop {
  const unfit = checkFittings(fittings, board.proofs);
  if (unfit !== '') throw new Error(unfit);
  fitBoard(limits, fittings, board);
  const contradiction = checkLimits(limits);
  if (contradiction !== '') throw new Error(contradiction);
  const loaded = loadSettings(createSettings(), limits, board.storage);
  const charger = createCharger(board, fittings, limits);
  charger.seen.settingsLost = loaded.isLost;
  const followed = createFollowed();
  const trace = createConsoleTrace(traceOn);
  const console = createConsole(board.console, () => createCommands(trace));
  const sayLine = (line: string): boolean => say(console, line);
  if (loaded.left !== '') sayLine(`warning ${loaded.left}; see get`);
  let isDamageTold = false;
  return createLoop(charger, {
    report: () => {
      followTick(charger, followed);
      reportChanges(trace, charger, sayLine);
    },
    serve: (round) => {
      if (!isDamageTold && programState(charger) === Stored.Damaged)
        isDamageTold = sayLine(DAMAGED);
      // What was remembered comes before what is typed.
      if (!charger.ledger.isRead) return recallNext(charger);
      const turn = round & 3;
      if (turn === 1) serveMemory(charger);
      else if (turn === 3) serveRoles(console, charger);
      return serveConsole(console, charger);
    },
    isServing: () => isOwing(console) || isForgetful(charger) || isAttentive(charger),
    dueMs: () => memoryDueMs(charger),
  });
}
