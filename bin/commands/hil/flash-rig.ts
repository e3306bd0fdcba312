/**
 * Flash of a rig: every board whose platform the rig file states gets its program before a run.
 */

import { existsSync } from 'node:fs';
import { programsOf } from '../../../hil/flash/rig-programs.ts';
import { FlashStage } from '../../../hil/flash/stage.ts';
import { SerialWire } from '../../../hil/flash/wire.ts';
import { BenchError } from '../../../hil/line/bench-error.ts';
import { findPort } from '../../../hil/line/port.ts';
import type { Rig } from '../../../hil/rig/rig.ts';
import { UsageError } from '../../../sim/errors.ts';
import { flashBoard, readProgram } from './flash.ts';

/** A board restarts when it has been flashed, and its port disappears for a while. */
const RETURNS_MS = 15000;

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

async function untilBack(port: string): Promise<void> {
  const untilMs = performance.now() + RETURNS_MS;
  for (;;) {
    const path = await findPort(port).catch(() => '');
    if (path !== '' && existsSync(path)) return;
    if (performance.now() > untilMs) {
      throw new BenchError(port, 'the board has not come back after it was flashed', 'press reset');
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/**
 * @param onBoard is given, for every board in turn, what tells what is on it at any moment
 * @throws FlashError, BenchError
 */
export async function flashRig(
  rig: Rig,
  print: (line: string) => void,
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
