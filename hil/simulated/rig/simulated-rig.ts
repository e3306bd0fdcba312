/**
 * Rig: a board with the firmware that ships and a jig beside it, both over one plant and with one clock.
 *
 * The plant takes the place of the relays and resistors. The firmware has its own supply, as on a rig: the
 * jig's isolator removes mains, but not the board's supply.
 */

import { createController } from '../../../firmware/controller.ts';
import { createJig, type Jig } from '../../../firmware/jig/jig.ts';
import { sendLine } from '../../../firmware/link/frames.ts';
import { ms } from '../../../sim/clock.ts';
import type { StartFirmware } from '../../../sim/world/processor.ts';
import type { Setup } from '../../../sim/world/setup.ts';
import { World } from '../../../sim/world/world.ts';
import { Relays } from './simulated-relays.ts';

/** The board's own supply lasts longer than any run. */
const ALWAYS_MS = 1e9;
/** Characters that a UART accepts before it is full. */
const ROOM = 4096;

/** As it ships: the trace is off until it is switched on. */
const startShipping: StartFirmware = (board, fittings, limits) =>
  createController(board, fittings, limits, false);

export interface RigPorts {
  /** Characters from the board's console. */
  fromBoard(text: string): void;
  /** Characters from the jig. @returns how many of them still wait */
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

  /** Lets time pass; the jig runs once in every millisecond of it. */
  pass(forMs: number): void {
    for (let i = 0; i < forMs; i++) {
      this.world.advance(ms(1));
      this.jig.serve();
    }
  }

  /** This process did not run for this long, which cannot happen on a real rig. */
  tellAway(awayMs: number): void {
    sendLine(this.jig.line, `@${this.world.clock.nowUs / 1000} away ${awayMs}`);
  }
}
