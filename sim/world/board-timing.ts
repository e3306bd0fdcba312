/**
 * Board timing: the firmware with the time that a board's interpreter takes for it.
 *
 * What a tick puts out reaches the nets as late as the board would put it out: the reflex after its own
 * cost, everything else after a whole decision. A tick that takes longer than its period delays the next.
 */

import { createController } from '../../firmware/controller.ts';
import type { Board, Reflex } from '../../firmware/hal.ts';
import type { SimBoard } from './board.ts';
import type { BoardCost } from './board-costs.ts';
import type { StartFirmware } from './processor.ts';

/** Only a decision writes the time that it decides over. */
const UNDECIDED = -1;

/** When things that are put out now are really there, in µs from the beginning of the tick. */
interface Delays {
  reflexUs: number;
  decidedUs: number;
  /** Writes to the storage in this tick. */
  writes: number;
  /** Lines that the console has answered in this tick, and what they cost. */
  lines: number;
  lineUs: number;
  /** Feeds of hardware beside the interpreter in this tick. */
  feeds: number;
  /** Before a decision. */
  undecidedUs: number;
}

function createDelays({ lineUs }: BoardCost): Delays {
  return { reflexUs: 0, decidedUs: 0, writes: 0, lines: 0, lineUs, feeds: 0, undecidedUs: 0 };
}

/** What a tick has come to. */
interface Progress {
  /** Control orders closed: what opens now, opens by the reflex. */
  readonly isClosed: () => boolean;
  /** What is done now, is done behind a decision. */
  readonly hasDecided: () => boolean;
}

/** Hardware is fed when the interpreter has come so far: at the beginning of a tick, before a decision, behind it. */
function lateReflex(board: SimBoard, delays: Delays, { hasDecided }: Progress): Reflex | null {
  const { reflex } = board;
  if (reflex === null) return null;
  return Object.assign(Object.create(reflex) as Reflex, {
    watches: reflex.watches,
    feed: () => {
      delays.feeds++;
      const consoleUs = delays.lines > 0 ? delays.lineUs : 0;
      const undecidedUs = delays.feeds > 1 ? delays.undecidedUs + consoleUs : 0;
      const us = hasDecided() ? delays.decidedUs + consoleUs : undecidedUs;
      board.later(us, () => reflex.feed());
    },
    trip: () => reflex.trip(),
  });
}

/** The board with late outputs. */
function lateBoard(board: SimBoard, delays: Delays, storageUs: number, progress: Progress): Board {
  const late = (act: () => void): void => board.later(delays.decidedUs, act);
  const { contactor, pilot, lockBridge, lockCoil, trip, residualTest, pilotBreak } = board;
  const late1 =
    <T>(write: (value: T) => void) =>
    (value: T): void =>
      late(() => write(value));
  return Object.assign(Object.create(board) as Board, {
    contactor: {
      write: (on: boolean) => {
        const us = !on && progress.isClosed() ? delays.reflexUs : delays.decidedUs;
        board.later(us, () => contactor.write(on));
      },
    },
    pilot: { writePermille: late1((duty: number) => pilot.writePermille(duty)) },
    lockBridge:
      lockBridge === null
        ? null
        : {
            write: (drive: number, limitMs: number) => late(() => lockBridge.write(drive, limitMs)),
          },
    lockCoil:
      lockCoil === null ? null : { writePermille: late1((p: number) => lockCoil.writePermille(p)) },
    reflex: lateReflex(board, delays, progress),
    pilotBreak:
      pilotBreak === null ? null : { write: late1((on: boolean) => pilotBreak.write(on)) },
    trip: trip === null ? null : { write: late1((on: boolean) => trip.write(on)) },
    residualTest: { write: late1((on: boolean) => residualTest.write(on)) },
    storage: {
      read: (slot: number) => board.storage.read(slot),
      sum: (text: string) => board.storage.sum(text),
      write: (slot: number, text: string) => {
        delays.writes++;
        late(() => {
          board.reflex?.announce();
          board.block(storageUs);
        });
        board.storage.write(slot, text);
      },
    },
    console: {
      read: () => board.console.read(),
      write: (text: string) => {
        // The trace is written for the simulator, and costs nothing.
        if (text.substring(0, 2) !== '~ ') delays.lines++;
        return board.console.write(text);
      },
    },
  });
}

/** The firmware, delayed by what it costs on a board. */
export function startWithCost(cost: BoardCost): StartFirmware {
  return (board, fittings, limits) => {
    const delays = createDelays(cost);
    let isClosed = (): boolean => false;
    let hasDecided = (): boolean => false;
    const progress = { isClosed: () => isClosed(), hasDecided: () => hasDecided() };
    const loop = createController(
      lateBoard(board, delays, cost.storageUs, progress),
      fittings,
      limits,
      true,
    );
    const { seen, outputs, written } = loop.charger;
    isClosed = () => outputs.contactorClosed;
    hasDecided = () => seen.elapsedMs !== UNDECIDED;
    let ticks = 0;
    return {
      hurry: loop.hurry,
      skip: loop.skip,
      idleTicks: loop.idleTicks,
      tick: () => {
        ticks++;
        delays.writes = 0;
        delays.lines = 0;
        delays.feeds = 0;
        const isCollecting = ticks % cost.collectionEveryTicks === 0;
        const ratio = written.contactorClosed ? cost.watchedRatio : 1;
        const extraUs = ratio * cost.sampleUs + (isCollecting ? cost.collectionUs : 0);
        delays.reflexUs = extraUs + ratio * cost.reflexUs;
        delays.undecidedUs = extraUs + ratio * cost.quietUs;
        delays.decidedUs = extraUs + ratio * cost.decidingUs;
        if (isCollecting) board.block(cost.collectionUs);
        seen.elapsedMs = UNDECIDED;
        loop.tick();
        const ownUs = seen.elapsedMs === UNDECIDED ? cost.quietUs : cost.decidingUs;
        const consoleUs = delays.lines > 0 ? cost.lineUs : 0;
        const storageUs = delays.writes * cost.storageUs;
        board.spend(extraUs + ratio * (ownUs + consoleUs) + storageUs);
      },
    };
  };
}
