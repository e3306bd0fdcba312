/**
 * Flash of a rig: every board whose platform the rig file states gets its program before a run.
 */

import { existsSync } from 'node:fs';
import { type Role, usualMap } from '../../../build/program-file.mjs';
import { programsOf } from '../../../hil/flash/rig-programs.ts';
import { FlashStage } from '../../../hil/flash/stage.ts';
import { SerialWire } from '../../../hil/flash/wire.ts';
import { BenchError } from '../../../hil/line/bench-error.ts';
import { findPort } from '../../../hil/line/port.ts';
import type { Rig, RigLine } from '../../../hil/rig/rig.ts';
import { UsageError } from '../../../sim/errors.ts';
import type { Print } from '../../context.ts';
import { readProgram } from './built-program.ts';
import { flashBoard } from './flash.ts';

/** A board restarts when it has been flashed. Its port disappears within this time, or is not the board's own. */
const LEAVES_MS = 2000;
const RETURNS_MS = 15000;

/** The rig with the pin map of every board whose platform its file states, so that reports name it. */
export function withMaps(rig: Rig): Rig {
  const named = (line: RigLine, role: Role): RigLine => {
    if (line.platform === undefined || line.map !== undefined) return line;
    return { ...line, map: usualMap(line.platform, role) };
  };
  const role = rig.kind === 'bench' ? 'bench' : 'charger';
  return { ...rig, board: named(rig.board, role), jig: rig.jig && named(rig.jig, 'jig') };
}

/** @throws UsageError where the rig file does not state what to flash */
export function checkFlash(rig: Rig, isSocketEmpty: boolean): void {
  if (programsOf(rig).length === 0) {
    throw new UsageError(
      `--flash: no board of ${rig.name} has a "port" and a "platform" in ${rig.file || 'its rig file'}`,
    );
  }
  if (!isSocketEmpty) {
    throw new UsageError('--flash: give --socket-empty too, if the socket-outlet is empty');
  }
  for (const { platform, role, map } of programsOf(rig))
    readProgram(platform, undefined, role, map);
}

async function isThere(port: string): Promise<boolean> {
  const path = await findPort(port).catch(() => '');
  return path !== '' && existsSync(path);
}

/** @returns whether the port was seen like this in time */
async function isSeen(port: string, there: boolean, withinMs: number): Promise<boolean> {
  const untilMs = performance.now() + withinMs;
  for (;;) {
    if ((await isThere(port)) === there) return true;
    if (performance.now() > untilMs) return false;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** A port that is still there just after the restart is about to disappear. */
async function untilBack(port: string): Promise<void> {
  await isSeen(port, false, LEAVES_MS);
  if (await isSeen(port, true, RETURNS_MS)) return;
  throw new BenchError(port, 'the board has not come back after it was flashed', 'press reset');
}

/**
 * @param onBoard is given, for every board in turn, what tells what is on it at any moment
 * @throws FlashError, BenchError
 */
export async function flashRig(
  rig: Rig,
  print: Print,
  onBoard: (tell: () => string) => void,
): Promise<void> {
  for (const { port, platform, role, map } of programsOf(rig)) {
    const program = readProgram(platform, undefined, role, map);
    const wire = new SerialWire(await findPort(port));
    await wire.open();
    const stage = new FlashStage();
    onBoard(() => `${port}: ${stage.tell(platform)}`);
    try {
      await flashBoard(wire, platform, program.code, print, stage);
    } finally {
      await wire.close();
    }
    await untilBack(port);
  }
}
