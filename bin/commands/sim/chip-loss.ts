/**
 * `holdfast bench loss`: how the interpreter fails on an emulated chip, and the state of the contactor's pin meanwhile.
 */

import { charge, measureOpening } from '../../../sim/chip/hardware-openings.ts';
import type { Installed } from '../../../sim/chip/installed.ts';
import { losses, type Outcome, provoke } from '../../../sim/chip/loss.ts';
import { nothing } from '../../../sim/chip/works.ts';
import { paint } from '../../../sim/view/colours.ts';
import type { Print } from '../../context.ts';

/** @returns the exit code: 1 where something is missed */
export function benchLoss(installed: Installed, print: Print): number {
  const { platform } = installed;
  let failed = 0;
  let isHangReset = false;
  for (const loss of losses) {
    const outcome = provoke(installed, loss);
    if (loss.name === 'endless loop') isHangReset = outcome.resetMs !== null;
    const isKept = isOver(outcome, isHangReset);
    if (!isKept) failed++;
    const pin = outcome.stayedSafe ? 'contactor pin low throughout' : 'contactor pin was HIGH';
    const word = isKept ? paint.green('kept') : paint.red('MISSED');
    print(
      `${platform}, ${loss.name.padEnd(22)} ${endOf(outcome, isHangReset)}, ${pin}; starts in ${outcome.startMs} ms ${word}`,
    );
  }
  return failed + lossesInCharge(installed, print) === 0 ? 0 : 1;
}

/**
 * The board starts again, or its loop goes on: Espruino ends a callback that asks for too much memory, and frees it. Where
 * a hang is reset, whatever is not has fed the watchdog for four times its time, which only a healthy tick does.
 */
export function isOver({ resetMs, stayedSafe }: Outcome, isHangReset: boolean): boolean {
  return stayedSafe && (resetMs !== null || isHangReset);
}

function endOf({ resetMs }: Outcome, isHangReset: boolean): string {
  if (resetMs !== null) return `reset after ${resetMs} ms`;
  return isHangReset ? 'no reset, and the watchdog is fed' : 'no reset';
}

/** The same while the contactor is closed, where state machines open it. @returns how many limits are missed */
function lossesInCharge(installed: Installed, print: Print): number {
  if (installed.map.reflex !== 'pio') return 0;
  let missed = 0;
  for (const { name, code } of losses) {
    const work = { name, code };
    const openedMs = measureOpening(charge(installed, work), installed, work, nothing);
    const isKept = openedMs <= nothing.limitMs;
    if (!isKept) missed++;
    const word = isKept ? paint.green('kept') : paint.red('MISSED');
    const found = `contactor pin low after ${openedMs.toFixed(1)} ms, limit ${nothing.limitMs}`;
    print(`${installed.map.name} in a charge, ${name.padEnd(22)} ${found} ${word}`);
  }
  return missed;
}
