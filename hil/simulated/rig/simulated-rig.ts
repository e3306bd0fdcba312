/**
 * Rig: a board with the firmware that ships and a jig beside it, both over one plant, in one time.
 *
 * Where a real rig has two boards and a desk full of relays, this has the plant. The firmware's supply is
 * its own, as on a rig: the jig's isolator takes mains away and not the board.
 */

import { createController } from '../../../firmware/controller.ts';
import { createJig, type Jig } from '../../../firmware/jig/jig.ts';
import { sendLine } from '../../../firmware/link/frames.ts';
import { ms } from '../../../sim/clock.ts';
import type { StartFirmware } from '../../../sim/world/processor.ts';
import type { Setup } from '../../../sim/world/setup.ts';
import { World } from '../../../sim/world/world.ts';
import { Relays } from './simulated-relays.ts';

/** A supply of its own outlasts every run. */
const ALWAYS_MS = 1e9;
/** What a UART takes before it says that it is full. */
const ROOM = 4096;

/** As it ships: nothing is said before somebody asks. */
const startShipping: StartFirmware = (board, fittings, limits) =>
  createController(board, fittings, limits, false);

export interface RigPorts {
  /** Characters from the board's console. */
  fromBoard(text: string): void;
  /** Characters from the jig; how many still wait there. */
  fromJig(text: string): void;
  jigWaiting(): number;
}

export class SimRig {
  readonly world: World;
  readonly relays: Relays;
  readonly jig: Jig;
  private typed = '';

  constructor(setup: Setup, hasLock: boolean, ports: RigPorts) {
    setup.furnish.push((plant) => {
      plant.rail.holdUpMs = ALWAYS_MS;
    });
    this.world = new World(setup, startShipping);
    this.world.listener = (line) => ports.fromBoard(`${line}\r\n`);
    this.relays = new Relays(this.world, hasLock);
    const port = {
      nowMs: () => this.world.clock.nowUs / 1000,
      write: (text: string) => {
        if (ports.jigWaiting() + text.length > ROOM) return false;
        ports.fromJig(text);
        return true;
      },
    };
    this.jig = createJig(port, this.relays, 'plant');
    this.world.start();
    this.world.plant.rail.set(true);
  }

  /** Characters for the board's console. */
  typeToBoard(text: string): void {
    const lines = (this.typed + text).split('\n');
    this.typed = lines.pop() ?? '';
    for (const line of lines) this.world.type(line);
  }

  /** Lets time pass, and the jig look at every millisecond of it. */
  pass(forMs: number): void {
    for (let i = 0; i < forMs; i++) {
      this.world.advance(ms(1));
      this.jig.serve();
    }
  }

  /** This process was not run for so long: on a real rig nothing like it could happen. */
  tellAway(awayMs: number): void {
    sendLine(this.jig.line, `@${this.world.clock.nowUs / 1000} away ${awayMs}`);
  }
}
