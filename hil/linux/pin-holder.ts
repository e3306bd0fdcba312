/**
 * Pin holder: this computer's own pins as the outputs of a schematic, driven by a person and not by the
 * firmware.
 */

import { driveOutput } from '../../firmware/bench/real-outputs.ts';
import type { Board } from '../../firmware/hal.ts';
import { createConsoleQueue } from '../../firmware/platforms/console-queue.ts';
import { BenchError } from '../line/bench-error.ts';
import { beforeOutputs, type HandDrive } from '../rig/hand-drive.ts';
import { type Output, outputs } from '../rig/outputs.ts';
import { createLinuxCalls } from './calls.ts';
import { type Computer, openComputer } from './computer.ts';
import { createLinux } from './platform.ts';
import type { ReadMap } from './read-map.ts';
import { TickTimer } from './tick-timer.ts';
import { realTime } from './time.ts';

/** Outputs that this schematic has. */
function stepsOf({ map }: ReadMap): Output[] {
  const missing = [
    map.bridge === null ? 'drive bridge' : '',
    map.trip === null ? 'drive trip' : '',
    map.residualTest === null ? 'drive test' : '',
  ].filter((words) => words !== '');
  return outputs.filter(({ drive }) => !missing.some((words) => drive.startsWith(words)));
}

/** No firmware runs: there are no ticks, no storage and no console. */
function boardOf(read: ReadMap, computer: Computer): Board {
  return createLinux(read.map, {
    calls: createLinuxCalls(computer, read.map, realTime),
    time: realTime,
    beat: new TickTimer(realTime, read.map.watchdogMs, null, () => undefined),
    storage: { read: () => '', write: () => undefined, sum: () => 0 },
    console: createConsoleQueue(0, () => undefined),
  }).board;
}

/** @param say takes a line about the devices of this computer */
export function createComputerPinHolder(
  read: ReadMap,
  sys: string,
  say: (line: string) => void,
): HandDrive {
  let gone: BenchError | null = null;
  let computer: Computer | null = null;
  let board: Board | null = null;
  const open = async (): Promise<Board> => {
    // A person takes their time, so the computer's own watchdog is not used.
    const map = { ...read.map, watchdog: null };
    computer = await openComputer(map, read.channels, sys, (error) => {
      gone = error;
    });
    for (const line of computer.said) say(line);
    return boardOf(read, computer);
  };
  return {
    ...beforeOutputs,
    steps: stepsOf(read),
    drive: async (words) => {
      board ??= await open();
      if (gone !== null) throw gone;
      const [, name = '', value = '', limitMs = '0'] = words.split(' ');
      if (!driveOutput(board, name, Number(value), Number(limitMs))) {
        throw new BenchError(read.map.name, `no output "${name}"`, 'the same build?');
      }
      // The bridge's lines are written at the end of the call.
      await new Promise<void>((resolve) => realTime.after(1, resolve));
    },
    close: async () => computer?.close(),
  };
}
