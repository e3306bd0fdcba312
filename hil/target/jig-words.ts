/**
 * Jig words: the simulated world's state as messages to a jig; and the jig's messages, applied to the world.
 */

import { Drive } from '../../firmware/control/outputs.ts';
import { contacts } from '../../firmware/drivers/input-words.ts';
import { writeDuration } from '../../sim/scenario/quantity.ts';
import type { SimBoard } from '../../sim/world/board.ts';
import { hazardWords } from '../../sim/world/hazards.ts';
import type { World } from '../../sim/world/world.ts';

/** Between the resistors of the states: none, 2740, 882 and 246 Ohm. */
const STATES: readonly (readonly [aboveOhms: number, state: string])[] = [
  [10000, 'A'],
  [1600, 'B'],
  [500, 'C'],
  [0, 'D'],
];

function carOf(world: World): string {
  const { line } = world.plant;
  const ohms = line.connected ? line.vehicleOhms : Number.POSITIVE_INFINITY;
  return STATES.find(([above]) => ohms > above)?.[1] ?? 'D';
}

function proximityOf(world: World): string {
  const { socket } = world.plant;
  if (socket.wire === 'shorted') return 'short';
  return socket.plug === 'in' && socket.wire === 'whole' ? String(socket.cableOhms) : 'none';
}

/**
 * The relay stands for the latch's contact, which may be stuck whatever the pin does. A relay has two states: while
 * the pin is between its ends, it keeps the last one.
 */
function latchOf(world: World, before: string): string {
  const { pin, latch } = world.plant;
  if (latch.stuck !== null) return latch.stuck;
  if (pin.engaged) return 'locked';
  return pin.withdrawn ? 'unlocked' : before;
}

/**
 * The required state of every part of the jig, by its name.
 *
 * @param parts those that this rig has
 * @param sent the last word sent to each
 */
export function jigWords(
  world: World,
  parts: ReadonlySet<string>,
  sent: ReadonlyMap<string, string>,
): [string, string][] {
  const { plant } = world;
  const { line } = plant;
  const pressed = (is: boolean): string => (is ? 'pressed' : 'released');
  const words: [string, string][] = [
    ['supply', plant.mains.present ? 'on' : 'off'],
    ['proximity', proximityOf(world)],
    ['diode', line.connected && !line.hasDiode ? 'missing' : 'whole'],
    ['pilot', line.connected && line.shorted ? 'shorted' : 'whole'],
    ['car', carOf(world)],
    ['stop', pressed(plant.asserted.has('stopButton'))],
    ['start', pressed(plant.asserted.has('startButton'))],
    ...contacts.map(({ name, word }): [string, string] => [
      word,
      pressed(plant.asserted.has(name)),
    ]),
    ['latch', latchOf(world, sent.get('latch') ?? 'unlocked')],
  ];
  return words.filter(([name]) => parts.has(name));
}

/** A stroke is judged with the tolerance of the clocks that time it. */
const STROKE_TOLERANCE_US = 5000;

/** The jig senses the bridge through two inputs, one per direction. */
export class SeenBridge {
  /** The rating of the fitted part, in ms; 0 where there are no strokes. */
  ratedMs = 0;
  /** By how much this computer, or a process in place of the board, may have stamped late, in µs. */
  lateUs = 0;
  private extend = false;
  private retract = false;
  private drive = Drive.Off;
  private sinceUs = 0;

  see(name: 'extend' | 'retract', on: boolean): Drive {
    this[name] = on;
    if (this.extend) return this.retract ? Drive.Brake : Drive.Extend;
    return this.retract ? Drive.Retract : Drive.Off;
  }

  /**
   * A drive begins.
   *
   * @returns by how much the stroke that ends now was longer than the part's rating, in µs; 0 where it was not
   */
  overrunUs(drive: Drive, atUs: number): number {
    if (drive === this.drive) return 0;
    const wasStroke = this.drive === Drive.Extend || this.drive === Drive.Retract;
    const overUs = atUs - this.sinceUs - this.ratedMs * 1000;
    this.drive = drive;
    this.sinceUs = atUs;
    return wasStroke && overUs > STROKE_TOLERANCE_US ? overUs : 0;
  }
}

/**
 * One input of the bridge has changed. In the world a stroke ends by itself at the part's rating, reported or
 * not: its length is judged by the stamps of its two ends, and only where they are certain enough for it.
 */
function driveBridge(world: World, board: SimBoard, bridge: SeenBridge, drive: Drive): void {
  const atUs = world.stampUs ?? world.clock.nowUs;
  board.lockBridge?.write(drive, bridge.ratedMs);
  const overUs = bridge.overrunUs(drive, atUs);
  if (overUs === 0) return;
  const hazard = 'stroke-over-rating';
  if (overUs > STROKE_TOLERANCE_US + bridge.lateUs) {
    world.trace.record(atUs, 'hazard', `${hazard}: ${hazardWords[hazard]}`);
    return;
  }
  const over = `it was over by ${writeDuration(overUs)}`;
  const known = `its ends are known to ± ${writeDuration(bridge.lateUs)} only`;
  world.trace.record(atUs, 'unjudged', `${hazard}: ${over}, and ${known}`);
}

/** A net has changed: `net contactor 1`. */
export function applySeen(
  world: World,
  board: SimBoard,
  bridge: SeenBridge,
  words: readonly string[],
): void {
  const name = words[1];
  const value = Number(words[2]);
  if (name === 'contactor') board.contactor.write(value === 1);
  else if (name === 'duty') board.pilot.writePermille(value);
  else if (name === 'extend' || name === 'retract') {
    driveBridge(world, board, bridge, bridge.see(name, value === 1));
  } else if (name === 'live') {
    world.plant.contactor.sensedLive = value === 1;
    world.plant.settle();
  }
}
